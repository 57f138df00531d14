"""Notation and names: what is read, what is written, what is refused and how."""

import random
from itertools import product

import pytest

from kaleidostage.acts import Skill, parse_card, read_card, read_skill
from kaleidostage.acts.notation import (
    AMBIGUOUS,
    IMPOSSIBLE,
    UNREADABLE,
    Trouble,
    read,
)
from kaleidostage.acts.skill import (
    POSITIONS,
    SHAPES,
    impossible,
    phases,
    usual_direction,
)
from kaleidostage.acts.vocabulary import all_names
from kaleidostage.errors import FileFormatError, StorageError
from skill_table import TABLE


def turned_over(take_off, quarters, half_twists, direction):
    """Return which side looks down, followed quarter by quarter."""
    ring = ["up", "front", "head", "back"]
    at = ring.index({"feet": "up", "seat": "up"}.get(take_off, take_off))
    for _ in range(quarters):
        at = (at + direction) % 4
    side = ring[at]
    if half_twists % 2:
        side = {"front": "back", "back": "front"}.get(side, side)
    return side


def legal_skills():
    """Yield skills of every kind that can be done, some thousands."""
    draw = random.Random(1)
    for quarters, take_off, landing in product(range(17), POSITIONS, POSITIONS):
        for shape, direction in product(SHAPES, (-1, 0, 1)):
            for _ in range(12):
                twists = tuple(draw.randrange(8) for _ in range(phases(quarters)))
                for some in (twists, (0,) * len(twists)):
                    skill = Skill(
                        quarters=quarters,
                        twists=some,
                        shape=shape,
                        direction=direction,
                        take_off=take_off,
                        landing=landing,
                    )
                    if not impossible(skill):
                        yield skill


LEGAL = sorted(set(legal_skills()), key=repr)


def test_there_are_thousands_of_legal_skills_and_none_lands_on_the_head():
    assert len(LEGAL) > 4000
    for skill in LEGAL:
        side = turned_over(
            skill.take_off, skill.quarters, skill.half_twists, skill.direction
        )
        assert {"feet": "up", "seat": "up"}.get(skill.landing, skill.landing) == side


@pytest.mark.parametrize("spaced", [False, True])
def test_what_is_written_is_read_as_the_same(spaced):
    for skill in LEGAL:
        assert read(skill.notation(spaced)) == skill


def test_the_direction_is_written_only_where_it_is_needed():
    for skill in LEGAL:
        text = skill.notation()
        has = any(word in ("f", "b") for word in text.split())
        assert has == (skill.direction not in (0, usual_direction(skill)))
        if has:
            bare = " ".join(word for word in text.split() if word not in ("f", "b"))
            assert read(bare) != skill


def test_names_are_read_as_the_skill_they_name():
    for skill in LEGAL:
        name = skill.name()
        assert name == skill.notation() or read_skill(name) == skill
    for name, skill in all_names().items():
        assert read_skill(name) == skill and not impossible(skill)
        assert read_skill(skill.name()) == skill
    assert len(all_names()) > 1000


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"])
def test_every_skill_of_the_table_is_read_by_notation_and_by_name(row):
    skill = read_skill(row["notation"])
    assert read_skill(row["name"]) == skill
    assert read_skill(row["notation"].replace(" - ", "-")) == skill
    assert (skill.take_off, skill.landing) == (row["take_off"], row["landing"])
    assert skill.direction == int(row["direction"])
    assert (skill.quarters, skill.half_twists) == (
        int(row["quarters"]),
        int(row["half_twists"]),
    )
    assert not impossible(skill)


SPELLINGS = [
    ("8-1<", "8 - 1 <"),
    ("8-1<", "8 01 <"),
    ("8-1<", "8-1‹"),
    ("8-1<", "8 – 1 pike"),
    ("8-1<", "half-out pike"),
    ("8-1<", "Barani Out   Piked"),
    ("4-o b", "4-ob"),
    ("4-o b", "4 - O backward"),
    ("4-o b", "40o b"),
    ("4-o b", "4-○ b"),
    ("4-o b", "tuck back"),
    ("4-o f", "front somersault tuck"),
    ("4-/ b", "back layout"),
    ("42/", "full"),
    ("43/", "Rudolph"),
    ("41o", "barani"),
    ("8-1o", "half-out"),
    ("12--1o", "triffus"),
    ("o", "tuck jump"),
    ("/", "00/"),
    ("01", "0 1"),
    ("01 feet>seat", "half twist > seat"),
    ("01 seat>feet", "01 seat>"),
    ("5-o back>feet", "ballout tuck"),
    ("7--o feet>back", "7 - o f"),
    ("11---< feet>back", "11 - - < f"),
    ("3-/ feet>front", "lazy back > front"),
    ("12 feet>front", "1 2 > front"),
    ("12--1<", "12 - - 1 <"),
]


@pytest.mark.parametrize(("written", "text"), SPELLINGS)
def test_spellings_of_the_same(written, text):
    assert read_skill(text) == read_skill(written)
    assert read_skill(text).notation() == written


WRONG = [
    ("4x<", UNREADABLE, 1, "'x' is no sign of the notation"),
    ("8-1$", UNREADABLE, 3, "'$' is no sign"),
    ("8-1", UNREADABLE, 3, "the shape is missing"),
    ("4-0", UNREADABLE, 0, "without twists it is '4-o'"),
    ("8-o", UNREADABLE, 0, "8 quarters have 2 figures for half twists, got 1"),
    ("8---<", UNREADABLE, 0, "it is '8--<'"),
    ("-o", UNREADABLE, 0, "the quarters are missing"),
    ("4o-", UNREADABLE, 2, "'-' is out of place"),
    ("4-o o", UNREADABLE, 4, "'o' is out of place"),
    ("", UNREADABLE, 0, "no skill"),
    ("999-o b", UNREADABLE, 0, "9 quarters have 2 figures for half twists, got 3"),
    ("fulll", UNREADABLE, 0, "did you mean 'full'?"),
    ("half in rudy out pike", UNREADABLE, 0, "did you mean 'half-in rudi-out pike'?"),
    ("xyzzy", UNREADABLE, 0, "no skill is called 'xyzzy'; write quarters"),
    ("4-o b > knees", UNREADABLE, 7, "not 'knees'"),
    ("4-o b > feat", UNREADABLE, 7, "did you mean"),
    ("6-o f", IMPOSSIBLE, 0, "from the feet it would land on the head"),
    ("4-o b > head", IMPOSSIBLE, 7, "nobody may land on the head"),
    ("4-o b > back", IMPOSSIBLE, 0, "it lands on the feet or seat, not the back"),
    ("4-v b", IMPOSSIBLE, 0, "a straddle is for jumps"),
    ("20-----o b", IMPOSSIBLE, 0, "more than 16"),
    ("01 f", IMPOSSIBLE, 0, "without a somersault there is no direction"),
    ("4-o b front>", IMPOSSIBLE, 0, "if that is meant, write '> front'"),
    ("4-o", AMBIGUOUS, 0, "Write '4-o f' (Front tuck) or '4-o b' (Back tuck)"),
    ("1-", AMBIGUOUS, 0, "'1- feet>front' (Front drop)"),
    ("71o f", AMBIGUOUS, 0, "'7-1o' or '71-o'"),
    ("back", AMBIGUOUS, 0, "'back tuck' or 'back drop'"),
]


@pytest.mark.parametrize(("text", "kind", "at", "said"), WRONG)
def test_what_is_no_skill_is_told_apart_and_placed(text, kind, at, said):
    trouble = read(text)
    assert isinstance(trouble, Trouble)
    assert (trouble.kind, trouble.at) == (kind, at)
    assert said in trouble.said and "\n" not in trouble.said
    with pytest.raises(FileFormatError, match="skill"):
        read_skill(text)


@pytest.mark.parametrize(
    ("signs", "count"), [("0123456789-o</v fb>", 5000), ("afbit -'>\té漢²\x00", 200)]
)
def test_no_text_at_all_breaks_the_reader(signs, count):
    draw = random.Random(2)
    for _ in range(count):
        text = "".join(draw.choices(signs, k=draw.randrange(12)))
        found = read(text)
        assert isinstance(found, Trouble) or not impossible(found)


# The card.


GOOD = """\
# A card of names and figures.
1. back tuck, 2. back drop
3) 5 1 o      # from the back: a barani ball-out
4-< b, seat drop; 01, rudi

"""


def test_a_card_is_read_in_order_each_skill_from_where_the_last_has_landed():
    card = parse_card(GOOD)
    assert not card.faults
    assert [skill.notation() for skill in card.skills] == [
        "4-o b",
        "1- feet>back",
        "51o back>feet",
        "4-< b",
        "/ feet>seat",
        "01 seat>feet",
        "43/",
    ]


def test_all_faults_are_told_at_once_with_line_and_column():
    text = "4-o\n  o, barrani\r\nback drop, double back tuck\n3. 6-o f\n/\n41$"
    told = [(f.number, f.line, f.column, f.kind) for f in parse_card(text).faults]
    assert told == [
        (1, 1, 1, AMBIGUOUS),
        (3, 2, 6, UNREADABLE),
        (5, 3, 12, IMPOSSIBLE),
        (6, 4, 4, IMPOSSIBLE),
        (7, 5, 1, "against the rules of a routine"),
        (8, 6, 3, UNREADABLE),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no skill on the card"),
        ("# nothing\n\n,,", "no skill on the card"),
        ("o\n/\no", "a straight jump is no element"),
        ("o, back drop", "the last skill must land on the feet, not the back"),
        ("\n".join("o" * 11), "line 11, column 1: against the rules of a routine: 11"),
        ("1- > front, 4-o b", "from the front it lands on the front, not the feet"),
        ("back drop, barani", "starts from the feet, but the one before lands on the"),
        (
            "5-o back > feet",
            "starts from the back, but the one before lands on the feet",
        ),
    ],
)
def test_composition(text, said):
    faults = parse_card(text).faults
    assert len(faults) == 1
    assert said in str(faults[0])


def test_a_skill_after_an_unreadable_one_is_given_the_benefit_of_the_doubt():
    assert len(parse_card("bakc drop\n51o\no").faults) == 1


def test_a_card_from_a_file(tmp_path):
    path = tmp_path / "card.txt"
    path.write_bytes(b"\xef\xbb\xbf4-o b\r\no\r\n")
    assert [skill.notation() for skill in read_card(path).skills] == ["4-o b", "o"]


def test_a_long_text_that_is_no_card_is_soon_refused():
    faults = parse_card("what is this\n" * 9000).faults
    assert any("9000 skills" in str(fault) for fault in faults)
    assert len(faults) < 100


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (None, StorageError, "no such file"),
        (b"o\n\xff\xfe", FileFormatError, "line 2: not UTF-8"),
        (b"o\n" * 60_000, FileFormatError, "far too large"),
    ],
)
def test_what_is_no_card_file(tmp_path, content, error, said):
    path = tmp_path / "card.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=said):
        read_card(path)
