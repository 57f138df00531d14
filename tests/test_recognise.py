"""Recognition of made-up courses: what was put in is what is seen."""

import time
from dataclasses import fields, replace

import numpy as np
import pytest

from courses import Way, made
from kaleidostage.acts.notation import read
from kaleidostage.acts.skill import POSITIONS, SHAPELESS, Skill, directions, phases
from kaleidostage.judging.course import Course
from kaleidostage.judging.recognise import recognise
from turns import mirrored

DRAWN = 1200
ROUTINES = 240
"""Courses drawn of single skills, and of routines of five."""


def drawn_skill(rng, take_off="feet"):
    """Return any skill that can be done from there."""
    while True:
        quarters = int(rng.choice([0, 0, 1, 2, 3, 4, 4, 5, 7, 8, 8, 9, 11, 12, 16]))
        count = phases(quarters)
        most = 5 if count <= 2 else 3
        twists = [int(h) for h in rng.integers(0, most, count)]
        twists = tuple(h if rng.random() < 0.5 else 0 for h in twists)
        shape = str(rng.choice(["tuck", "pike", "straight"]))
        landing = str(rng.choice(list(POSITIONS), p=[0.6, 0.1, 0.15, 0.15]))
        if not quarters:
            twists = (int(rng.integers(0, 5)) if rng.random() < 0.5 else 0,)
            shape = str(rng.choice(["tuck", "pike", "straight", "straddle"]))
        skill = Skill(
            quarters=quarters,
            twists=twists,
            shape=shape,
            direction=0,
            take_off=take_off,
            landing=landing,
        )
        ways = directions(skill)
        if ways:
            skill = replace(skill, direction=int(rng.choice(ways)))
            return skill if shown_shape(skill) else replace(skill, shape="straight")


def shown_shape(skill):
    """Return whether the notation of this skill has a shape to show."""
    if skill.quarters > SHAPELESS:
        return True
    upright = skill.take_off == skill.landing == "feet"
    return upright and not (skill.quarters or skill.half_twists)


def drawn_way(rng, skill):
    """Return any of the ways in which people do a skill."""
    several = len(skill.twists) > 1
    low, high = rng.uniform(0.02, 0.2), rng.uniform(0.7, 0.98 if several else 1.0)
    wide = 0.3 if skill.half_twists else 0.35
    hand = int(rng.choice([-1, 1]))
    hands = tuple(int(h) for h in hand * rng.choice([1, 1, 1, -1], 4))
    return Way(
        seconds=float(rng.uniform(1.2, 2.0)),
        lean=float(rng.uniform(-20, 20)),
        over=float(rng.uniform(-25, 25)),
        early=float(rng.uniform(0.12, wide)),
        late=float(rng.uniform(0.55, 0.85)),
        ahead=float(hand * rng.uniform(0, 30)) * (skill.half_twists > 0),
        unfinished=float(rng.uniform(-45, 45)),
        tilt=float(rng.uniform(-20, 20)),
        hand=hands,
        windows=((low, high),) * 4,
        place=(float(rng.uniform(-1.5, 1.5)), float(rng.uniform(-0.8, 0.8))),
        joints={"spine_torsion": float(rng.uniform(-15, 15))},
    )


def drawn_routine(rng, length):
    skills = [drawn_skill(rng)]
    while len(skills) < length:
        skills.append(drawn_skill(rng, skills[-1].landing))
    return skills


def drawn_course(seed, length):
    rng = np.random.default_rng([seed, length])
    skills = drawn_routine(rng, length)
    ways = [drawn_way(rng, skill) for skill in skills]
    heading = float(rng.uniform(-180, 180))
    return skills, made(skills, ways, heading=heading, rng=rng, noise=1.5)


@pytest.mark.parametrize("seed", range(DRAWN // 100))
def test_a_hundred_drawn_skills_are_seen_as_done_and_mirrored(seed):
    for number in range(100):
        skills, course = drawn_course(100 * seed + number, 1)
        assert [f.skill for f in recognise(course)] == skills, number
        assert [f.skill for f in recognise(mirrored(course))] == skills, number


@pytest.mark.parametrize("seed", range(ROUTINES // 40))
def test_drawn_routines_are_cut_and_seen_skill_by_skill(seed):
    for number in range(40):
        skills, course = drawn_course(40 * seed + number, 5)
        assert [f.skill for f in recognise(course)] == skills, number


def test_a_take_of_twenty_seconds_is_seen_in_ten_milliseconds():
    _, course = drawn_course(7, 11)
    assert course.times[-1] > 18.0
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        recognise(course)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.010


# The limits of the rules, one by one.

BACK_TUCK = read("4-o b")


def seen(skill, course_changes=None, **way):
    """Return the flights of one skill done in one way."""
    course = made([skill], [Way(**way)])
    return recognise(replace(course, **(course_changes or {})))


def with_bed(course, changes):
    """Return a course with `parts` set between samples; `on_bed` follows."""
    parts = course.parts.copy()
    for (start, end), columns in changes.items():
        parts[start:end] = False
        parts[start:end, list(columns)] = True
    return replace(course, parts=parts, on_bed=parts.any(axis=1))


@pytest.mark.parametrize(
    ("hip", "knee", "shape"),
    [
        (40.0, 10.0, "straight"),
        (44.0, 60.0, "straight"),
        (47.0, 43.0, "pike"),
        (47.0, 47.0, "tuck"),
        (100.0, 20.0, "pike"),
        (100.0, 100.0, "tuck"),
    ],
)
def test_the_shape_is_parted_at_135_degrees(hip, knee, shape):
    plain = Skill(quarters=4, twists=(0,), shape="straight", direction=-1)
    joints = {"hip_flexion": hip * 0.6, "spine_flexion": hip * 0.4}
    flights = seen(plain, joints=joints | {"knee_flexion": knee})
    assert flights[0].skill.shape == shape


@pytest.mark.parametrize(("legs", "shape"), [(25.0, "pike"), (35.0, "straddle")])
def test_a_straddle_has_sixty_degrees_between_the_legs(legs, shape):
    jump = Skill(quarters=0, twists=(0,), shape="pike", direction=0)
    assert seen(jump, joints={"hip_abduction": legs})[0].skill.shape == shape


@pytest.mark.parametrize("placed", [((0.05, 0.8), "in"), ((0.3, 0.95), "out")])
def test_a_twist_belongs_to_the_somersault_it_is_done_in(placed):
    window, where = placed
    twists = (2, 0) if where == "in" else (0, 2)
    skill = Skill(quarters=8, twists=twists, shape="straight", direction=-1)
    flights = seen(skill, windows=(window,) * 4, tilt=15.0)
    assert flights[0].skill == skill


@pytest.mark.parametrize("hand", [1, -1])
@pytest.mark.parametrize("skill", ["41o", "42/ b", "8-1<", "01"])
def test_who_leaves_the_bed_turned_is_still_seen(skill, hand):
    """The somersault turns about another axis than the body's left at take-off."""
    way = {"hand": (hand,) * 2, "tilt": 25.0, "ahead": 75.0 * hand, "unfinished": 30.0}
    if skill == "01":  # A jump has no axis of its own: only less can be allowed.
        way |= {"ahead": 40.0 * hand}
    assert [f.skill for f in seen(read(skill), **way)] == [read(skill)]


@pytest.mark.parametrize(("skill", "place"), [("1- f", "front"), ("1- b", "back")])
def test_how_the_trunk_lies_tells_front_from_back(skill, place):
    """Where arms or a deep bed make both sides touch."""
    drop = read(skill)
    course = made([drop], [Way()])
    landing = len(course.times) - 30
    both = with_bed(course, {(landing, landing + 30): (1, 2, 3)})
    assert (drop.landing, recognise(both)[0].skill) == (place, drop)


@pytest.mark.parametrize("over", [-25.0, -10.0, 0.0, 10.0, 25.0])
def test_over_and_under_rotation_do_not_miscount(over):
    assert seen(BACK_TUCK, over=over)[0].skill == BACK_TUCK


def test_what_comes_down_first_settles_the_count():
    """A back somersault that stops short lands on the front: three quarters."""
    lazy = Skill(quarters=3, twists=(0,), shape="tuck", direction=-1, landing="front")
    assert seen(lazy, over=-40.0)[0].skill == lazy


def test_a_flutter_of_the_feet_is_no_flight():
    course = made([BACK_TUCK], [Way()])
    landing = int(len(course.times) - 30)
    torn = with_bed(course, {(landing + 2, landing + 6): ()})
    assert [f.skill for f in recognise(torn)] == [BACK_TUCK]


def test_a_brush_in_the_air_is_no_landing():
    course = made([BACK_TUCK], [Way()])
    brushed = with_bed(course, {(80, 82): (0,)})
    assert [f.skill for f in recognise(brushed)] == [BACK_TUCK]


def test_heels_first_is_a_seat_drop_and_later_is_a_fall():
    jump = Skill(quarters=0, twists=(0,), shape="straight", direction=0)
    course = made([jump], [Way()])
    landing = len(course.times) - 30
    sat = with_bed(course, {(landing + 4, landing + 30): (0, 1)})
    fell = with_bed(course, {(landing + 7, landing + 30): (0, 1)})
    assert recognise(sat)[0].contact.position == "seat"
    assert recognise(fell)[0].contact.position == "feet"
    assert recognise(fell)[0].contact.fell == "seat"


def test_hands_and_knees_are_no_landing_position():
    course = made([BACK_TUCK], [Way()])
    landing = len(course.times) - 30
    parts = course.parts.copy()
    parts[landing:] = False
    flights = recognise(replace(course, parts=parts))
    assert [f.contact.position for f in flights] == [""]


def test_without_a_landing_there_is_no_flight():
    course = made([BACK_TUCK], [Way()])
    short = {f.name: getattr(course, f.name)[:120] for f in fields(course)}
    assert recognise(Course(**short)) == ()


@pytest.mark.parametrize("length", [0, 1, 2])
def test_hardly_any_samples_give_no_flight(length):
    course = made([BACK_TUCK], [Way()])
    short = {f.name: getattr(course, f.name)[:length] for f in fields(course)}
    assert recognise(Course(**short)) == ()
