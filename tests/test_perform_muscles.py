"""Muscles: what is told never leaves a person's strength, and rises in time."""

import numpy as np
import pytest

from kaleidostage.perform.muscles import Muscles
from kaleidostage.performers import JOINTS, RISE, load, torque_limits
from kaleidostage.scene import TICK
from leap import landed_take, scene

ROWS = 400


@pytest.fixture(params=["layla", "sora"])
def told(request):
    """Random situations and the torques told in them."""
    performer, rng = load(request.param), np.random.default_rng(3)
    muscles = Muscles.of(performer, TICK)
    shape = (ROWS, len(JOINTS))
    q, held = rng.uniform(-2, 3, shape), rng.uniform(-2, 3, shape)
    wanted, speed = rng.uniform(-3, 4, shape), rng.normal(0, 8, shape)
    target = muscles.command(wanted, held, q, speed)
    torque = muscles.kp * (target - q) - muscles.kv * speed
    before = muscles.kp * (held - q) - muscles.kv * speed
    return performer, muscles, speed, torque, before


def test_a_told_torque_never_leaves_the_strength_curve(told):
    performer, _, speed, torque, _ = told
    low, high = torque_limits(performer.strength, speed)
    assert (torque <= high + 1e-9).all()
    assert (torque >= low - 1e-9).all()


def test_a_told_torque_rises_no_faster_than_activation(told):
    performer, muscles, speed, torque, before = told
    low, high = torque_limits(performer.strength, speed)
    step = np.abs(torque - np.clip(before, low, high))
    assert (step <= muscles.rise + 1e-9).all()
    most = np.maximum(performer.strength.positive, performer.strength.negative)
    np.testing.assert_allclose(muscles.rise / most, TICK / RISE)


def test_strength_is_used_where_it_is_asked_for(told):
    """The limits above would be cheap for muscles that never pull."""
    performer, _, speed, torque, _ = told
    _, high = torque_limits(performer.strength, speed)
    assert (np.isclose(torque, high) & (high > 1.0)).any(axis=0).all()


def test_the_engine_gives_the_torque_that_was_told():
    """At the first step of every tick the measured torque is on or in the curve."""
    take, where = landed_take(), scene()
    nu = len(JOINTS)
    q, v = (take.states[:-1][:, index] for index in where.joints)
    muscles = Muscles.of(where.performer, TICK)
    torque = muscles.kp * (take.controls[:, 0, :nu] - q) - muscles.kv * v
    low, high = torque_limits(where.performer.strength, v)
    assert (torque <= high + 1e-9).all()
    assert (torque >= low - 1e-9).all()
