"""Which phase of its jump a body on the bed is in, and since when."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bed_technique import SCHOOL
from kaleidostage import rigs
from kaleidostage.perform.bed.follow import Follower
from kaleidostage.perform.bed.noise import draw
from kaleidostage.performers import load, steadiness
from kaleidostage.scene import STEP, TICK, compose
from kaleidostage.technique import read_school
from kaleidostage.technique.bed import bed_plan

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
TOUCHDOWN, TAKE_OFF = 0, 1
NAMES = [p.name for p in SCHOOL]
STRAIGHT = np.zeros(1, dtype=np.int64)
ALL = np.ones(1, dtype=bool)
FLIGHT, CONTACT = 1.2, 0.3


def begun(at, late=0.0):
    """Return when each phase of a flight and the contact after it begins. [s]

    From the touchdown, for a push at `at` that is by so much too late.
    """
    phases = [replace(p, at=at) if p.name == "press" else p for p in SCHOOL]
    noise = draw(steadiness("none"), 0, [0], 4, 10.0)
    noise.moment[:] = late
    follow = Follower(bed_plan(phases), noise)
    follow.event(ALL, TAKE_OFF, STRAIGHT, np.array([CONTACT]))
    found = {}
    for tick in range(round((FLIGHT + CONTACT) / TICK)):
        now = tick * TICK - FLIGHT
        air = now < -TICK / 2
        if abs(now) < TICK / 2:
            follow.event(ALL, TOUCHDOWN, STRAIGHT, np.array([FLIGHT]))
        left = -now if air else np.inf
        since = now + FLIGHT if air else now
        need = np.array([-np.inf])
        follow.advance(np.array([since]), np.array([left]), need, STRAIGHT)
        found.setdefault(NAMES[follow.phase[0]], round(now, 3))
    return found


@pytest.mark.parametrize("at", [-0.05, -0.02, 0.0, 0.04])
def test_a_push_begins_as_long_before_the_touch_as_is_written(at):
    assert begun(at)["press"] == pytest.approx(at, abs=TICK)
    assert list(begun(at)) == ["rise", "prepare", "press"]


@pytest.mark.parametrize(
    ("late", "real"), [(-0.03, -0.05), (0.01, -0.01), (0.05, 0.03)]
)
def test_a_foreseen_push_errs_both_ways(late, real):
    """Too late by more than it was foreseen, it begins on the bed."""
    assert begun(-0.02, late)["press"] == pytest.approx(real, abs=TICK)


def test_a_push_that_answers_the_touch_is_never_early():
    assert begun(0.0, -0.03)["press"] == 0.0


def test_what_was_begun_in_the_air_goes_on_at_the_touch():
    """The touch begins nothing anew: no new error, and the move is not begun again."""
    noise = draw(steadiness("national"), 3, [0], 4, 10.0)
    noise.moment[:] = 0.0
    phases = [replace(p, at=-0.03) if p.name == "press" else p for p in SCHOOL]
    follow = Follower(bed_plan(phases), noise)
    follow.event(ALL, TAKE_OFF, STRAIGHT, np.array([CONTACT]))
    need, figure = np.array([-np.inf]), STRAIGHT
    for left in (0.31, 0.02):
        follow.advance(np.array([FLIGHT - left]), np.array([left]), need, figure)
    before = follow.target(np.array([FLIGHT])), follow.error.copy()
    assert NAMES[follow.phase[0]] == "press"
    follow.event(ALL, TOUCHDOWN, figure, np.array([FLIGHT]))
    for since in (0.0, 0.01):
        follow.advance(np.array([since]), np.array([np.inf]), need, figure)
    np.testing.assert_allclose(follow.target(np.array([0.0])), before[0])
    np.testing.assert_array_equal(follow.error, before[1])


def test_the_general_jump_keeps_its_height(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    from push import following

    scene = compose(load("nilo"), rigs.load("competition"))
    phases = read_school("trampoline").phases
    late = [replace(p, at=p.at + 0.1) if p.name == "press" else p for p in phases]
    assert following(scene, phases, 1.5) > 1.48
    assert following(scene, late, 1.5) < 1.2


@pytest.mark.parametrize("who", ["nilo", "bruno"])
def test_a_push_throws_as_high_in_steps_of_half_the_length(monkeypatch, who):
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    from push import following

    phases = read_school("trampoline").phases
    whole, half = (
        compose(load(who), rigs.load("competition"), step=step)
        for step in (STEP, STEP / 2)
    )
    # 1 part in 100: a push that grew with the number of steps missed it by 4.
    assert following(half, phases, 1.5) == pytest.approx(
        following(whole, phases, 1.5), rel=0.01
    )
