"""A somersault opens when the opening body will turn the rest by itself."""

import numpy as np
import pytest

from kaleidostage.acts import read_skill
from kaleidostage.perform.bed.observe import MOVES, SIDE_MOVES
from kaleidostage.performers import load, steadiness
from kaleidostage.rehearsal.balance import lesson
from kaleidostage.rehearsal.balance.task import Task
from kaleidostage.rigs import load as load_rig
from kaleidostage.scene import compose
from kaleidostage.technique import read_school
from kaleidostage.technique.bed import bed_plan

BODIES, TICKS = 24, 160


def landed(who, skill):
    """Return how far bodies have turned too far or not far enough as they land, (n,).

    They begin in the air, in the shape, with the spin to land upright if they open
    well. Phases lead them alone, without error and without balance. [rad]
    """
    phases = read_school("trampoline").phases
    task = Task(
        phases=phases, card=(read_skill(skill),), aim=(1.4, 1.6), seconds=9.0, written=1
    )
    bodies = lesson.Lesson(
        compose(load(who), load_rig("competition")),
        bed_plan(phases),
        task,
        steadiness("national"),
        BODIES,
        (5,),
        0.0,
    )
    turns = np.full(BODIES, np.nan)
    seen = turns.copy()
    for _ in range(TICKS):
        turns[:] = bodies.body.count.turn
        _, _, fell, _ = bodies.step(np.zeros((BODIES, MOVES + SIDE_MOVES)))
        down = np.isnan(seen) & (fell | bodies.body.touchdown)
        seen[down] = turns[down]
    return seen


@pytest.mark.parametrize("skill", ["4-o f", "4-o b"])
def test_a_somersault_opens_so_that_it_lands_nearly_upright(monkeypatch, skill):
    monkeypatch.setattr(lesson, "AIRBORNE", 1.0)
    turns = landed("nilo", skill)
    assert np.isfinite(turns).all()
    assert abs(np.median(turns)) < 0.8
    assert np.mean(np.abs(turns) < 1.0) > 0.6
