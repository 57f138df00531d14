"""A judged routine on the page: what falls when, and what stands at the end."""

import pytest

from courses import course_of
from kaleidostage.acts.notation import read_skill
from kaleidostage.judging import judge_take
from kaleidostage.rigs.trampoline import Trampoline
from kaleidostage.stage import marking
from kaleidostage.stage.page_data import page_data
from replay_trampoline import make_routine

ROUTINE = [read_skill(words) for words in ("4-o b", "4-/ b", "8 --< b")]


@pytest.fixture(scope="module")
def judged():
    course = course_of(*ROUTINE, late=0.9, place=(0.0, 0.6))
    return course, judge_take(course, ROUTINE)


def test_marks_fall_at_the_landings(judged):
    course, marks = judged
    shown = marking.shown_marks(marks, course)
    assert len(shown) == len(marks.elements) == len(ROUTINE)
    landings = [t for t, name in marking.routine_events(course) if name == "landing"]
    assert [mark["time"] for mark in shown] == landings
    assert [mark["name"] for mark in shown] == [skill.name() for skill in ROUTINE]


def test_jumps_for_height_get_no_marks():
    jumps = 3 * [read_skill("/")]
    course = course_of(*jumps, *ROUTINE[:2])
    marks = judge_take(course, ROUTINE[:2])
    shown = marking.shown_marks(marks, course)
    events = marking.routine_events(course)
    assert len(shown) == 2
    assert len(events) == 10
    assert shown[0]["time"] > events[6][0]


def test_everything_taken_off_has_its_reason(judged):
    course, marks = judged
    for mark, element in zip(
        marking.shown_marks(marks, course), marks.elements, strict=True
    ):
        exact = sum(d.tenths for d in element.faults.deductions)
        lost = sum(points for _, points in mark["deductions"])
        assert lost == pytest.approx((exact + element.place.tenths) / 10)
        assert all(why for why, _ in mark["deductions"])
    assert any(mark["deductions"] for mark in marking.shown_marks(marks, course))


def test_slow_motion_shows_the_hardest_skill(judged):
    """Here the last of three, though all flights are equally long."""
    course, marks = judged
    (slow,) = marking.decided(marks, course, landed=True)
    at = [t for t, name in marking.routine_events(course) if name == "take-off"]
    landings = [mark["time"] for mark in marking.shown_marks(marks, course)]
    assert at[-1] < slow["start"] < slow["end"] < landings[-1]


def test_slow_motion_shows_where_a_take_was_lost():
    """The second skill is another than on the card."""
    course = course_of(*ROUTINE)
    card = [ROUTINE[0], read_skill("/"), ROUTINE[2]]
    (slow,) = marking.decided(judge_take(course, card), course, landed=False)
    events = marking.routine_events(course)
    assert events[2][0] < slow["start"] < slow["end"] < events[3][0]


def test_score_is_the_sum_of_its_parts(judged):
    score = marking.shown_score(judged[1])
    assert sum(points for _, points in score["parts"]) == pytest.approx(score["total"])
    assert [name for name, _ in score["parts"]] == ["D", "E", "H", "T"]


def test_all_of_it_goes_on_a_page(judged):
    course, marks = judged
    show = make_routine(
        marks=marking.shown_marks(marks, course),
        score=marking.shown_score(marks),
        events=marking.routine_events(course),
        trampoline=marking.shown_trampoline(Trampoline()),
    )
    data = page_data(show)
    assert data["marks"][0]["notation"] == ROUTINE[0].notation()
    assert data["trampoline"]["length"] == Trampoline().length
    assert data["score"]["total"] == marks.total
