"""What is not part of a routine, what ends one, and what comes after it."""

from dataclasses import replace

import numpy as np
import pytest

from courses import CLEAN, Way, course_of, made
from kaleidostage.acts import load
from kaleidostage.acts.notation import read
from kaleidostage.judging.interruption import WHYS
from kaleidostage.judging.marks import judge_take
from kaleidostage.judging.recognise import recognise
from kaleidostage.judging.score_sheet import lines

STRAIGHT, TUCK, FULL_TWIST = read("/"), read("4-o b"), read("02")


def marks_of(*skills, declared=None, **way):
    return judge_take(course_of(*skills, **way), declared or skills)


def test_jumps_for_height_come_before_the_first_skill():
    marks = marks_of(STRAIGHT, STRAIGHT, TUCK, FULL_TWIST, declared=(TUCK, FULL_TWIST))
    assert marks.as_declared
    assert marks.recognised == (TUCK, FULL_TWIST)


def test_declared_straight_jumps_are_skills_worth_nothing():
    act = load("back-tuck").elements
    marks = marks_of(STRAIGHT, *act, declared=act)
    assert marks.as_declared
    assert marks.difficulty == 0.5
    assert len(marks.elements) == len(act)


def test_ten_straight_jumps_are_judged_from_the_first():
    act = load("straight-jumps").elements
    marks = marks_of(*act, STRAIGHT, declared=act)
    assert marks.as_declared
    assert (marks.difficulty, marks.penalty) == (0.0, 0.0)
    assert marks.flight == pytest.approx(16.0)


def test_lead_in_can_be_told():
    act = (STRAIGHT,) * 2
    course = made([STRAIGHT] * 3, [Way(seconds=s) for s in (1.0, 1.5, 1.7)])
    assert judge_take(course, act, lead_in=1).flight == pytest.approx(3.2)


def test_another_skill_is_judged_but_not_as_declared():
    pike = read("4-< b")
    marks = marks_of(TUCK, pike, declared=(TUCK, read("4-/ b")))
    assert not marks.as_declared
    assert marks.interrupted is None
    assert marks.recognised == (TUCK, pike)
    assert "the card says Back straight" in "\n".join(lines(marks))


def ended(course, declared):
    """Return why a routine ended and how many skills counted."""
    marks = judge_take(course, declared)
    assert not marks.as_declared
    assert marks.landing is None
    assert marks.interrupted.number == len(marks.elements) + 1
    assert marks.execution <= 2.0 * len(marks.elements)
    assert marks.interrupted.said in "\n".join(lines(marks))
    return marks.interrupted.why, len(marks.elements)


def test_a_straight_jump_between_interrupts():
    declared = (TUCK, FULL_TWIST, read("o"))
    course = course_of(TUCK, STRAIGHT, FULL_TWIST)
    assert ended(course, declared) == ("straight jump", 1)


def test_landing_elsewhere_interrupts():
    drop = read("/ > seat")
    course = course_of(TUCK, drop)
    assert ended(course, (TUCK, FULL_TWIST)) == ("other landing", 1)


def landings(course):
    """Return first sample and one past the last of each landing."""
    return [(f.contact.start, f.contact.end) for f in recognise(course)]


def test_falling_after_the_feet_interrupts():
    course = course_of(TUCK, FULL_TWIST, TUCK)
    start, end = landings(course)[1]
    parts = course.parts.copy()
    parts[start + 12 : end, 1] = True
    fallen = replace(course, parts=parts)
    assert ended(fallen, (TUCK, FULL_TWIST, TUCK)) == ("fall", 1)


def test_hands_and_knees_interrupt():
    course = course_of(TUCK, FULL_TWIST)
    start, end = landings(course)[1]
    parts = course.parts.copy()
    parts[start:end] = False
    assert ended(replace(course, parts=parts), (TUCK, FULL_TWIST)) == ("fall", 1)


@pytest.mark.parametrize("late", [-30, 5])
def test_touching_the_pads_interrupts(late):
    course = course_of(TUCK, FULL_TWIST, TUCK)
    off = course.off.copy()
    off[landings(course)[1][0] + late] = True
    found = ended(replace(course, off=off), (TUCK, FULL_TWIST, TUCK))
    assert found == ("off the bed", 1)


def test_coming_down_beside_the_bed_interrupts():
    course = course_of(TUCK, FULL_TWIST)
    start, end = landings(course)[1]
    parts, off = course.parts.copy(), course.off.copy()
    parts[start:end] = False
    off[start:end] = True
    beside = replace(course, parts=parts, on_bed=parts.any(axis=1), off=off)
    assert ended(beside, (TUCK, FULL_TWIST)) == ("off the bed", 1)


def test_standing_on_the_bed_interrupts():
    first, second = (course_of(TUCK), course_of(FULL_TWIST))
    stood = made([TUCK], [Way(**CLEAN)], end=1.4)
    both = {
        name: np.concatenate([getattr(stood, name), getattr(second, name)])
        for name in first.__dataclass_fields__
    }
    both["times"] = 0.01 * np.arange(len(both["times"]))
    course = replace(first, **both)
    assert ended(course, (TUCK, FULL_TWIST)) == ("stopped", 1)
    assert ended(stood, (TUCK, FULL_TWIST)) == ("stopped", 1)


def test_a_take_that_ends_too_soon_is_not_finished():
    assert ended(course_of(TUCK), (TUCK, FULL_TWIST)) == ("not finished", 1)


def test_a_take_without_a_flight_has_no_marks():
    stands = course_of(TUCK)
    short = {name: getattr(stands, name)[:20] for name in stands.__dataclass_fields__}
    course = replace(stands, **short)
    assert ended(course, (TUCK,)) == ("not finished", 0)
    assert judge_take(course, (TUCK,)).total == 0.0


def test_the_reasons_are_countable():
    assert len(set(WHYS)) == len(WHYS) == 6


# After the last skill.


def test_one_jump_out_is_free_and_more_are_unsteady():
    costs = [
        marks_of(TUCK, *[STRAIGHT] * jumps, declared=(TUCK,)).landing.judges
        for jumps in range(6)
    ]
    assert [judges[0] for judges in costs] == [0, 0, 1, 2, 3, 3]


def test_a_fall_after_the_last_landing_costs_a_mark_of_each_judge():
    course = course_of(TUCK)
    parts = course.parts.copy()
    parts[-10:, 1] = True
    marks = judge_take(replace(course, parts=parts), (TUCK,))
    assert marks.as_declared
    assert marks.landing.judges == (10, 10, 10, 10)
    assert marks.execution == 0.0
    assert "came down on more than the feet" in "\n".join(lines(marks))


def test_stepping_off_the_bed_at_the_end_costs_a_mark_of_each_judge():
    course = course_of(TUCK)
    off = course.off.copy()
    off[-1] = True
    marks = judge_take(replace(course, off=off), (TUCK,))
    assert marks.as_declared
    assert marks.landing.counted == 20


def test_a_skill_too_many_is_penalised():
    marks = marks_of(TUCK, FULL_TWIST, declared=(TUCK,))
    assert marks.penalties == (("additional element", 10),)
    clean = marks_of(TUCK)
    assert marks.total == pytest.approx(clean.total - 1.0)
