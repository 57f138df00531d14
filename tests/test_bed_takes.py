"""Takes on the bed: what they begin with, what ends them, and that bits repeat."""

import numpy as np
import pytest

from bed_takes import COUNT, act, run, scene, take, technique
from kaleidostage import performers
from kaleidostage.judging.trampoline import judged, outcome, tally_course
from kaleidostage.odds import count
from kaleidostage.perform import inspect, perform
from kaleidostage.perform.bed.build import OPENED, SHUT, build, wanted_spin
from kaleidostage.perform.bed.retrace import flying
from kaleidostage.perform.bed.run import AFTER
from kaleidostage.scene import TICK
from kaleidostage.technique.bed import bed_plan, card_of


def test_a_take_begins_at_the_top_of_a_jump_of_the_time_that_is_wanted():
    first = next(moment for moment, name in take().events if name == "landing")
    # Half a flight, give or take a bent knee and a hundredth of its time.
    assert first == pytest.approx(technique().aim / 2, abs=0.05)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("rows", [[2], [3, 1], [0, 1, 2, 3]])
def test_a_take_is_the_same_whichever_others_are_performed_with_it(threads, rows):
    level = performers.steadiness("national")
    tally, _ = perform(
        scene(), technique(), level, seed=1, takes=rows, threads=threads,
        elements=act().flown, batch=3,
    )  # fmt: skip
    whole = run()[0]
    for at, row in enumerate(rows):
        np.testing.assert_array_equal(tally.seen[at], whole.seen[row])
        assert tally.end[at] == whole.end[row]


def test_without_balance_takes_fall_and_end_soon_after():
    tally = run()[0]
    assert not tally.landed.any()
    fell = tally.fell[np.isfinite(tally.fell)]
    assert len(fell)
    np.testing.assert_allclose(
        tally.end[np.isfinite(tally.fell)], fell + AFTER, atol=TICK
    )
    assert (tally.load > 2 * scene().weight).all()


def test_falls_are_judged_and_counted():
    tally = run()[0]
    marks = judged(tally, act(), range(COUNT))
    words = [outcome(m, bool(d)) for m, d in zip(marks, tally.done, strict=True)]
    odds = count(words)
    assert odds.landed == 0
    assert sum(odds.failures.values()) == COUNT
    course = tally_course(tally, 0)
    assert len(course.times) == round(tally.end[0] / TICK)


def test_flights_keep_momentum_and_their_parabola():
    found = {f.rule: f for f in inspect(take(), scene()).findings}
    for rule in (
        "states follow from the physics",
        "warnings of the engine",
        "energy out of balance in a contact",
        "change of angular momentum in a flight",
        "centre of mass off its parabola",
        "torque over strength as told",
    ):
        assert found[rule].ok, found[rule]
    assert flying(scene(), take()).sum() > 30


def test_a_somersault_asks_for_the_spin_that_turns_it_in_its_flight():
    gains = build(scene(), bed_plan(technique().phases)).gains
    assert gains[0] == 1.0
    assert 2.0 < gains[2] < gains[1] < 4.0  # Straight over pike and tuck: YEADON90.
    aim = np.array([1.5])
    ahead, left = wanted_spin(np.array([-4.0]), np.array([1.0]), gains[1:2], aim)
    turned = ahead * (OPENED + gains[1] * (1.5 - OPENED))
    assert turned == pytest.approx([-2 * np.pi])
    assert left * (1.5 - SHUT) == pytest.approx([np.pi])


def test_a_card_tells_quarters_ahead_plus_and_half_twists():
    from kaleidostage import acts

    routine = [acts.read_skill(text) for text in ("/", "4-/ b", "v", "41o", "02")]
    card = card_of(routine, 2)
    assert card.quarters.tolist() == [[0, -4, 0, 4, 0]] * 2
    assert card.twists[1].tolist() == [0, 0, 0, 1, 2]
