"""Marks of made-up courses: each rule alone, and what the score sheet says of it."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from courses import Way, course_of, made
from kaleidostage import errors
from kaleidostage.acts import load
from kaleidostage.acts.notation import read
from kaleidostage.judging.execution import Execution, measures
from kaleidostage.judging.marks import judge_take
from kaleidostage.judging.recognise import recognise
from kaleidostage.judging.score_sheet import lines, plain
from kaleidostage.judging.tables import faults, zones
from turns import mirrored

ROUTINE = load("first-routine").elements
STRAIGHT, TUCK, FULL_TWIST = read("/"), read("4-o b"), read("02")


def marks_of(*skills, declared=None, **way):
    return judge_take(course_of(*skills, **way), declared or skills)


@pytest.fixture(scope="module")
def clean():
    return judge_take(course_of(*ROUTINE), ROUTINE)


# A routine without a fault.


def test_a_faultless_routine_has_full_marks(clean):
    assert clean.as_declared
    assert clean.recognised == ROUTINE
    assert (clean.execution, clean.displacement, clean.penalty) == (20.0, 10.0, 0.0)
    assert clean.difficulty == 3.4
    assert clean.flight == pytest.approx(16.0)
    assert clean.total == pytest.approx(20.0 + 10.0 + 3.4 + 16.0)


def test_the_mirrored_take_has_the_same_marks():
    ways = [Way(over=4.0 * i, late=0.5 + 0.02 * i) for i in range(len(ROUTINE))]
    course = made(ROUTINE, ways, noise=1.0)
    here = judge_take(course, ROUTINE, seed=3)
    there = judge_take(mirrored(course), ROUTINE, seed=3)
    assert here.execution < 20.0
    assert plain(there)["total"] == plain(here)["total"]
    assert there.recognised == here.recognised


def test_the_older_edition_values_jumps_less(clean):
    course = course_of(*ROUTINE)
    older = judge_take(course, ROUTINE, "2022-24")
    assert older.difficulty == pytest.approx(clean.difficulty - 0.3)


def test_an_unknown_edition_is_refused():
    with pytest.raises(errors.UnknownNameError, match="2025-28"):
        judge_take(course_of(TUCK), [TUCK], "2025-29")


# Execution.

FAULTY = [  # Skill, how it is done, which head finds how much.
    ("4-/ b", {"joints": {"knee_flexion": 30.0}}, "knees bent", 30, 1),
    ("4-/ b", {"joints": {"hip_abduction": 15.0}}, "legs apart", 30, 1),
    ("4-/ b", {"joints": {"hip_flexion": 25.0}}, "body bent", 25, 1),
    ("4-/ b", {"joints": {"hip_flexion": -25.0}}, "body bent", 25, 1),
    ("4-/ b", {"joints": {"spine_flexion": 40.0}}, "body bent", 40, 2),
    ("4-/ b", {"joints": {"elbow_flexion": 80.0}}, "arms bent", 80, 1),
    ("4-/ b", {"joints": {"shoulder_abduction": 80.0}}, "arms wide", 80, 1),
    ("4-/ b", {"joints": {"ankle_plantarflexion": -50.0}}, "feet not pointed", 80, 1),
    ("4-< b", {"close": 0.7}, "shape open at the hips", 103, 1),
    ("4-o b", {"close": 0.7}, "shape open at the knees", 99.5, 1),
    ("4-o b", {"late": 0.62}, "late opening", 237, 1),
    ("4-o b", {"late": 0.8}, "late opening", 302, 3),
    ("4-o f", {"late": 0.95}, "late opening", 356, 3),
    ("4-/ b", {"over": 20.0}, "landing out of balance", 20, 1),
    ("4-/ b", {"over": -30.0}, "landing out of balance", 30, 2),
    ("02", {"unfinished": 45.0}, "twist not finished", 45, 1),
    ("02", {"unfinished": 75.0}, "twist not finished", 75, 2),
    ("4-/ b", {"joints": {"knee_flexion": 60.0}}, "knees bent at the landing", 60, 1),
    ("v", {"close": 0.75}, "straddle too narrow", 97.5, 1),
]


@pytest.mark.parametrize(("skill", "way", "head", "amount", "tenths"), FAULTY)
def test_each_fault_is_measured_and_costs_by_the_table(
    skill, way, head, amount, tenths
):
    element = marks_of(read(skill), **way).elements[0]
    fault = next(f for f in element.faults.deductions if f.head == head)
    assert fault.measured == pytest.approx(amount, abs=3.0)
    assert fault.tenths == tenths
    assert np.mean(fault.judges) == pytest.approx(tenths, abs=0.6)


def test_height_lost_is_measured_from_the_skill_before():
    course = made([STRAIGHT, TUCK], [Way(seconds=1.8), Way(late=0.48, seconds=1.45)])
    found = judge_take(course, [STRAIGHT, TUCK]).elements[1].faults.deductions
    assert [(f.head, f.tenths) for f in found] == [("height lost", 2)]
    assert found[0].measured == pytest.approx(0.35)


def test_an_open_tuck_is_free_in_a_twisting_double():
    double, twisting = read("8--o b"), read("811o")
    heads = [
        {f.head for f in marks_of(skill, close=0.7).elements[0].faults.deductions}
        for skill in (double, twisting)
    ]
    assert "shape open at the knees" in heads[0]
    assert "shape open at the knees" not in heads[1]


def test_every_head_has_a_measure_and_can_be_passed():
    course = course_of(TUCK)
    known = measures(course, recognise(course)[0], None)
    for head in faults().heads:
        assert head.measure in known
        assert list(head.steps) == sorted(head.steps)
        assert head.tenths(head.steps[0]) == 0
        assert head.tenths(head.steps[-1] + 0.01) == len(head.steps)


def test_the_two_middle_judges_count():
    assert Execution(deductions=(), judges=(5, 0, 2, 1)).counted == 3


def test_one_judge_takes_off_half_a_mark_at_most():
    bad = {"knee_flexion": 44.0, "hip_abduction": 25.0, "hip_flexion": 40.0}
    element = marks_of(read("4-/ b"), joints=bad, over=40.0).elements[0]
    assert element.faults.judges == (5, 5, 5, 5)
    assert element.execution == 1.0


def test_judges_differ_by_seed_and_agree_with_themselves():
    course = made([TUCK] * 6, [Way(late=0.5 + 0.01 * i) for i in range(6)])
    given = [
        [e.faults.judges for e in judge_take(course, [TUCK] * 6, seed=seed).elements]
        for seed in (1, 1, 2, 2**64 - 1)
    ]
    assert given[0] == given[1]
    assert len({str(judges) for judges in given}) == 3
    assert any(len(set(judges)) > 1 for judges in given[0])


# Difficulty, displacement, time.


def test_a_repeat_earns_no_difficulty():
    marks = marks_of(TUCK, read("o"), TUCK)
    assert [e.difficulty for e in marks.elements] == [0.5, 0.1, 0.0]
    assert "repeats 1 (14.1)" in "\n".join(lines(marks))


@pytest.mark.parametrize(
    ("x", "y", "tenths"),
    [
        (0.0, 0.0, 0),
        (0.54, 0.54, 0),
        (-0.541, 0.0, 1),
        (1.075, -0.54, 1),
        (-1.08, 0.0, 2),
        (0.0, 0.55, 2),
        (0.6, -0.55, 3),
        (-2.0, 0.9, 3),
    ],
)
def test_zones_of_the_bed_and_their_lines(x, y, tenths):
    assert zones().cost(x, y) == tenths


def test_the_worst_placed_foot_counts():
    """Standing 0.45 m off the middle, half a foot's width is beyond the line."""
    inside, beyond = (marks_of(STRAIGHT, place=(0.0, y)) for y in (0.40, 0.45))
    assert inside.displacement == 1.0
    assert beyond.displacement == 0.8
    assert beyond.elements[0].place.y == pytest.approx(0.55, abs=0.01)


def test_in_a_body_landing_the_hips_count():
    drop = read("1- b")
    marks = marks_of(drop, place=(0.53, 0.0))
    assert drop.landing == "back"
    assert marks.displacement == 1.0
    assert marks.elements[0].place.x == pytest.approx(0.53)


def test_time_of_flight_is_the_sum_in_steps_of_5_ms():
    marks = judge_take(
        made([STRAIGHT] * 3, [Way(seconds=s) for s in (1.53, 1.61, 1.49)]),
        [STRAIGHT] * 3,
    )
    assert [e.seconds for e in marks.elements] == pytest.approx([1.53, 1.61, 1.49])
    assert marks.flight == pytest.approx(4.63)
    assert marks.flight / 0.005 == pytest.approx(round(marks.flight / 0.005))


# The score sheet.


def test_every_tenth_of_every_judge_has_its_reason():
    ways = [
        Way(over=5.0 * i - 20, late=0.5 + 0.04 * i, place=(0.15 * i, 0.08 * i))
        for i in range(len(ROUTINE))
    ]
    marks = judge_take(made(ROUTINE, ways, noise=1.0), ROUTINE, seed=11)
    for element in marks.elements:
        reasons = [fault.judges for fault in element.faults.deductions]
        each = np.sum(reasons, axis=0) if reasons else np.zeros(4)
        assert tuple(np.minimum(each, 5)) == element.faults.judges
    sheet = list(lines(marks))
    said = [line for line in sheet if re.match(r"      (\.\d ){4}", line)]
    assert len(said) == sum(len(e.faults.deductions) for e in marks.elements)
    assert sum("worst point" in line for line in sheet) == sum(
        e.place.tenths > 0 for e in marks.elements
    )
    assert max(map(len, sheet)) <= 88


def test_the_sheet_adds_up(clean):
    sheet = "\n".join(lines(clean))
    assert re.search(r"marks +3\.4 +20\.0 +10\.0 +16\.000", sheet)
    assert "total 49.400" in sheet
    assert "unofficial" in sheet


def test_plain_values_survive_json(clean):
    values = json.loads(json.dumps(plain(clean), allow_nan=False))
    assert values["total"] == 49.4
    assert values["official"] is False
    assert [e["notation"] for e in values["elements"]] == values["declared"]
    broken = plain(judge_take(course_of(TUCK), (TUCK, TUCK)))
    assert json.loads(json.dumps(broken))["interrupted"]["why"] == "not finished"


def test_the_sheet_in_the_docs_is_printed_by_the_code():
    written = (Path(__file__).parents[1] / "docs" / "marks.md").read_text("utf-8")
    skills = (TUCK, FULL_TWIST, read("41o"), STRAIGHT)
    ways = [
        Way(late=0.55, seconds=1.62),
        Way(unfinished=40.0, seconds=1.6),
        Way(late=0.48, over=22.0, place=(1.1, 0.2), seconds=1.58),
        Way(),
    ]
    declared = (*skills[:3], read("o"), *ROUTINE[4:])
    marks = judge_take(made(skills, ways), declared)
    assert "```text\n" + "\n".join(lines(marks)) + "\n```" in written
