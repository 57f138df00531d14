"""Values of skills and routines, in both editions."""

import pytest

from kaleidostage.acts import load, read_skill
from kaleidostage.errors import UnknownNameError
from kaleidostage.judging.difficulty import difficulty, routine_value, same
from kaleidostage.judging.edition import NEWEST, edition, editions
from skill_table import TABLE

OLD, NEW = "2022-24", "2025-28"


def test_there_are_two_editions_and_the_newer_is_usual():
    assert editions() == (OLD, NEW)
    assert NEWEST == NEW
    assert routine_value([]).edition == NEW


@pytest.mark.parametrize("years", [OLD, NEW])
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"])
def test_every_value_of_the_table(row, years):
    value = difficulty(read_skill(row["notation"]), years)
    assert f"{value.total:.1f}" == row[years]
    assert sum(tenths for _, tenths, _ in value.parts) == value.tenths
    assert all(tenths > 0 for _, tenths, _ in value.parts)


def test_the_table_has_eighty_rows():
    assert {int(row["row"]) for row in TABLE} == set(range(1, 81))


DIFFERENT = [
    # Shaped jumps and seats became worth something; a plain jump did not.
    ("o", 0.0, 0.1),
    ("/ > seat", 0.0, 0.1),
    ("seat to feet", 0.0, 0.1),
    ("/", 0.0, 0.0),
    ("/ back>back", 0.0, 0.0),
    ("01 > seat", 0.1, 0.1),
    # Backward, and only from the double on.
    ("4-o b", 0.5, 0.5),
    ("8--o f", 1.0, 1.0),
    ("8--o b", 1.0, 1.1),
    ("12---o b", 1.6, 1.8),
    ("12---o f", 1.6, 1.6),
    ("16----o b", 2.2, 2.5),
    # Many twists: beyond four, two, none by somersaults.
    ("822o", 1.4, 1.5),
    ("8-5<", 1.7, 1.8),
    ("8-6<", 1.8, 2.1),
    ("12--2<", 2.1, 2.3),
    ("12--3<", 2.2, 2.4),
    ("16---1o", 2.3, 2.5),
    ("16---2o", 2.4, 3.1),
    ("44/", 0.9, 0.9),
    # The shape in singles earns only without a twist.
    ("41<", 0.6, 0.6),
    ("42<", 0.7, 0.7),
    ("3-/ > back", 0.3, 0.3),
    ("7-< > back", 0.9, 0.9),
]


@pytest.mark.parametrize(("text", "old", "new"), DIFFERENT)
def test_where_editions_agree_and_differ(text, old, new):
    skill = read_skill(text)
    assert difficulty(skill, OLD).total == old
    assert difficulty(skill, NEW).total == new


def test_a_value_says_what_it_is_made_of():
    parts = difficulty(read_skill("12222/"), NEW).parts
    assert parts == (
        ("3 somersaults", 16, "17.1"),
        ("6 half twists", 6, "17.1"),
        ("straight", 3, "17.1"),
        ("backward", 2, "17.1"),
        ("4 half twists beyond 2", 8, "17.1"),
    )
    assert {rule for *_, rule in difficulty(read_skill("8--< b"), OLD).parts} == {
        "18.1"
    }


SAME = [
    ("42/", "42o"),
    ("43/", "43<"),
    ("01", "01o"),
    ("1- > front", "1-o > front"),
    ("53/ back>", "53o back>"),
    ("full", "back full pike"),
]
OTHERS = [
    ("o", "<"),
    ("<", "v"),
    ("01", "02"),
    ("01", "01 > seat"),
    ("01 seat > seat", "01 seat > feet"),
    ("4-o b", "4-< b"),
    ("4-< b", "4-/ b"),
    ("4-o b", "4-o f"),
    ("41o", "41<"),
    ("41<", "41/"),
    ("42/", "42/ f"),
    ("5-o back>", "5-< back>"),
    ("7--o f", "7--< f"),
    ("82-/", "8-2/"),
    ("82-/", "811/"),
    ("82-/", "82-<"),
    ("12--1<", "121--<"),
]


@pytest.mark.parametrize("years", [OLD, NEW])
def test_which_skills_are_the_same(years):
    for a, b in SAME:
        assert same(read_skill(a), read_skill(b), years)
        assert same(read_skill(b), read_skill(a), years)
    for a, b in OTHERS:
        assert not same(read_skill(a), read_skill(b), years), (a, b)
        assert same(read_skill(a), read_skill(a), years)


# The routine.


def read_all(text):
    return [read_skill(word) for word in text.split(",")]


def test_repeats_earn_nothing_and_say_what_they_repeat():
    value = routine_value(read_all("42/,4-o b,42o,o,4-o b,01,01<"), NEW)
    assert [row.counted for row in value.rows] == [7, 5, 0, 1, 0, 1, 0]
    assert [row.repeats for row in value.rows] == [None, None, 1, None, 2, None, 6]
    assert value.rows[2].note == "repeats 1 (14.1)"
    assert value.rows[2].value.total == 0.7
    assert value.total == 1.4


def test_straight_jumps_are_no_elements_and_no_repeats():
    value = routine_value(read_all("/,/,4-o b"), NEW)
    assert [row.note for row in value.rows] == ["no element", "no element", ""]
    assert [row.repeats for row in value.rows] == [None] * 3
    assert value.total == 0.5


def test_an_eleventh_skill_earns_nothing():
    texts = "o,<,v,01,02,03,4-o b,4-< b,4-/ b,4-o f,4-< f"
    value = routine_value(read_all(texts), OLD)
    assert value.rows[-1].note == "beyond the tenth (16.5)"
    assert [row.counted for row in value.rows][-2:] == [5, 0]
    assert value.total == 2.8


@pytest.mark.parametrize("count", range(11))
def test_an_interrupted_routine_counts_what_was_done(count):
    skills = load("first-routine").elements[:count]
    value = routine_value(skills)
    assert len(value.rows) == count
    assert value.total == sum(round(difficulty(s).total * 10) for s in skills) / 10


# Rules as data.


def test_rules_are_read_from_the_files():
    old, new = edition(OLD), edition(NEW)
    assert (old.jump, new.jump) == (0, 1)
    assert old.many_twists == {} and new.many_twists[2] == (4, 1)
    assert (old.value_rule, new.value_rule) == ("18.1", "17.1")


@pytest.mark.parametrize(
    "ask",
    [
        lambda skill: difficulty(skill, "2025-26"),
        lambda skill: same(skill, skill, "2025-26"),
        lambda skill: routine_value([skill], "2025-26"),
    ],
)
def test_an_unknown_edition_names_the_nearest(ask):
    with pytest.raises(UnknownNameError, match="Did you mean '2025-28'"):
        ask(read_skill("o"))
