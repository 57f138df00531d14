"""The rig against pendulum theory: periods, loads, and cables that go slack.

Published table: a point mass on 4.54 m, exact elliptic period. The bar itself is the
compact mass here, so cables and bar are those of every act.
"""

import math

import mujoco
import numpy as np
import pytest
from scipy.special import ellipk

from kaleidostage.rigs import FlyBars
from kaleidostage.scene import STEP

LENGTH, MASS, GRAVITY = 4.54, 70.0, 9.81
RIG = FlyBars(cable_length=LENGTH, bar_mass=MASS)


@pytest.fixture(scope="module")
def model():
    """The rig alone, stepped as a hanging performer's scene is."""
    spec = mujoco.MjSpec()
    spec.compiler.degree = False
    spec.option.timestep = STEP
    spec.option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    RIG.add_to(spec)
    for side in ("l", "r"):
        sensor = spec.add_sensor(name=side, objname=f"near_cable_{side}")
        sensor.type = mujoco.mjtSensor.mjSENS_TENDONLIMITFRC
        sensor.objtype = mujoco.mjtObj.mjOBJ_TENDON
    return spec.compile()


def swing(model, place, seconds):
    """Let the bar go at `place`; return its places and its cables' pull by step."""
    data = mujoco.MjData(model)
    data.qpos[:3] = place
    steps = round(seconds / STEP)
    where, pull = np.empty((steps, 3)), np.empty((steps, 2))
    for k in range(steps):
        where[k] = data.qpos[:3]
        mujoco.mj_step(model, data)
        pull[k] = data.sensordata[:2]
    return where, pull


def period(where):
    """Time between the first and third passing of the bottom."""
    x = where[:, 0]
    up = np.flatnonzero((x[:-1] < 0) != (x[1:] < 0))
    times = (up - x[up] / (x[up + 1] - x[up])) * STEP
    return times[2] - times[0]


def elliptic(angle):
    """Exact period of a point pendulum. [s]"""
    return 4 * math.sqrt(LENGTH / GRAVITY) * ellipk(math.sin(angle / 2) ** 2)


@pytest.mark.parametrize(
    ("degrees", "published"), [(50, 4.49), (60, 4.59), (70, 4.71), (80, 4.86)]
)
def test_large_swings_take_as_long_as_published(model, degrees, published):
    start = RIG.bar_position("near", -math.radians(degrees))
    measured = period(swing(model, start, 1.5 * published)[0])
    assert measured == pytest.approx(published, rel=0.01)
    assert measured == pytest.approx(elliptic(math.radians(degrees)), rel=0.005)


def test_a_swing_from_the_height_of_the_pivots_takes_as_long_as_published(model):
    start = RIG.bar_position("near", -math.radians(90))
    assert period(swing(model, start, 7.5)[0]) == pytest.approx(5.05, rel=0.01)


def test_a_small_swing_takes_as_long_as_a_pendulum(model):
    start = RIG.bar_position("near", -math.radians(3))
    small = 2 * math.pi * math.sqrt(LENGTH / GRAVITY)
    assert period(swing(model, start, 7.0)[0]) == pytest.approx(small, rel=0.005)


@pytest.mark.parametrize(("degrees", "weights"), [(50, 1.71), (70, 2.32), (90, 3.0)])
def test_the_load_at_the_bottom_is_as_published(model, degrees, weights):
    start = RIG.bar_position("near", -math.radians(degrees))
    where, pull = swing(model, start, 1.4)
    bottom = np.argmin(np.abs(where[:, 0]))
    load = pull[bottom].sum() / (MASS * GRAVITY)
    assert load == pytest.approx(weights, rel=0.01)
    assert pull[bottom, 0] == pytest.approx(pull[bottom, 1], rel=1e-6)


def test_a_swing_loses_next_to_nothing_on_the_cables(model):
    """After two periods the bar comes back to within 0.5 % of its height."""
    angle = math.radians(70)
    where, _ = swing(model, RIG.bar_position("near", -angle), 9.8)
    drop = LENGTH * (1 - math.cos(angle))
    highest = where[round(9.0 / STEP) :, 2].max()
    assert highest == pytest.approx(where[0, 2], abs=0.005 * drop)


@pytest.fixture(scope="module")
def fall(model):
    """A bar dropped beside and above its pivots, cables slack."""
    start = np.array([-1.0, 0.0, RIG.pivot_height + 0.5])
    return swing(model, start, 3.0)


def test_a_slack_cable_does_nothing(fall):
    where, pull = fall
    away = np.linalg.norm(where - [0, 0, RIG.pivot_height], axis=1)
    slack = away < LENGTH - 1e-6
    assert slack[: round(0.8 / STEP)].all()
    assert not pull[slack].any()
    free = round(0.8 / STEP)
    time = np.arange(free) * STEP
    fallen = where[0, 2] - GRAVITY / 2 * time * (time + STEP)  # As the engine sums.
    np.testing.assert_allclose(where[:free, 2], fallen, atol=1e-9)
    np.testing.assert_allclose(where[:free, 0], where[0, 0], atol=1e-12)


def test_a_cable_jerks_when_it_comes_taut_and_never_pushes(fall):
    where, pull = fall
    assert (pull >= 0).all()
    assert pull.sum(axis=1).max() > 5 * MASS * GRAVITY
    away = np.linalg.norm(where - [0, 0, RIG.pivot_height], axis=1)
    assert away.max() < LENGTH + 0.1  # Stopped from 9.7 m/s by rope that gives.


def test_a_jerk_takes_energy_and_never_gives_any(fall):
    where, _ = fall
    speed = np.diff(where, axis=0) / STEP
    height = (where[1:, 2] + where[:-1, 2]) / 2
    energy = MASS * ((speed**2).sum(axis=1) / 2 + GRAVITY * height)
    assert energy[-1] < energy[0] - 1000.0
    assert energy.max() < energy[0] + 0.01 * MASS * GRAVITY * 5.0


def test_a_hanging_weight_stretches_the_cables_by_millimetres(model):
    where, pull = swing(model, RIG.bar_position("near", 0.0), 3.0)
    assert pull[-1].sum() == pytest.approx(MASS * GRAVITY, rel=1e-3)
    assert where[0, 2] - where[-1, 2] < 0.01
