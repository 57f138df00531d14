"""Act files: what is shipped, what is read, what is refused and in which words."""

import pytest

from kaleidostage import performers, rigs
from kaleidostage.acts import TRAMPOLINE, TRICKS, load, names, parse_card
from kaleidostage.errors import FileFormatError, StorageError, UnknownNameError

SOUND = (
    'schema = 1\napparatus = "fly-bars"\ncast = "layla"\ntrick = "back somersault"\n'
)


@pytest.fixture
def write(tmp_path):
    def write(text, name="mine.toml"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


ROUTINE = """\
schema = 1
apparatus = "trampoline"
cast = "layla"
elements = [
  "/", "4-o b", "back drop", "51o",
]
"""

SHIPPED = (
    "back-pike",
    "back-somersault-leap",
    "back-tuck",
    "barani",
    "first-leap",
    "first-routine",
    "practice-routine",
    "straight-jumps",
)


def test_the_acts_that_are_shipped():
    assert set(SHIPPED) <= set(names())


@pytest.mark.parametrize("name", names())
def test_a_shipped_act_names_what_is_shipped(name):
    act = load(name)
    assert act.name == name
    assert act.cast in performers.names()
    assert act.rig in rigs.names()
    assert act.title and act.about


@pytest.mark.parametrize("name", names())
def test_a_shipped_act_has_what_its_apparatus_needs(name):
    act = load(name)
    on_bed = act.apparatus == TRAMPOLINE
    assert bool(act.elements) == on_bed
    assert bool(act.trick) != on_bed
    assert act.somersaults == (0 if on_bed else TRICKS[act.trick])


def test_the_first_routine_shows_all_that_it_should():
    skills = load("first-routine").elements
    assert len(set(skills)) == len(skills) == 10
    assert not parse_card(", ".join(skill.notation() for skill in skills)).faults
    turned = [skill for skill in skills if skill.quarters == 4]
    assert {skill.direction for skill in turned} == {1, -1}
    assert {skill.shape for skill in turned} == {"tuck", "pike", "straight"}
    names_ = {skill.name() for skill in skills}
    assert {"Barani tuck", "Tuck jump", "Half twist jump", "Full twist jump"} <= names_


def test_the_practice_acts():
    assert [skill.notation() for skill in load("straight-jumps").elements] == ["/"] * 10
    jumps = ["/"] * 3
    singles = {
        "back-tuck": "4-o b",
        "back-pike": "4-< b",
        "barani": "41o",
    }
    for name, one in singles.items():
        flown = [skill.notation() for skill in load(name).elements]
        assert flown == [*jumps, one, *jumps]


def test_a_routine_is_read_from_where_the_last_skill_has_landed(write):
    act = load(write(ROUTINE))
    assert (act.rig, act.trick) == ("competition", "")
    assert act.elements[3].notation() == "51o back>feet"
    assert act.about == "straight jump, back tuck, back drop, barani ball-out tuck"


def test_what_a_file_leaves_out_is_usual(write):
    act = load(write(SOUND))
    assert (act.name, act.title, act.rig) == ("mine", "mine", "reference")
    assert act.somersaults == 1


WRONG = [
    ("schema = 1", "schema = 2", "schema must be 1, got 2"),
    ("schema = 1\n", "", "missing key 'schema'"),
    ('"fly-bars"', '"fly-bar"', "did you mean 'fly-bars'"),
    ('"back somersault"', '"back sumersault"', "did you mean 'back somersault'"),
    ("cast =", "casts =", "missing key 'cast'; is 'casts' meant?"),
    ('"layla"', '""', "cast must not be empty"),
    ('"layla"', "3", "cast must be a text in quotes, got 3"),
    ("schema = 1", "schema = 1\nsomersaults = 2", "somersaults must be 1"),
    ("schema = 1", "schema = 1\nsomersaults = nan", "must be a whole number"),
    ("schema = 1", 'schema = 1\nname = "../../up"', "small letters, digits"),
    ("schema = 1", 'schema = 1\nname = "My Leap"', "small letters, digits"),
    ("schema = 1", 'schema = 1\ntittle = "x"', "did you mean 'title'"),
    ("schema = 1", "schema = ", "line 1: not sound TOML"),
]


WRONG_ROUTINES = [
    ('"51o"', '"51oo"', "element 4: does not parse: '51oo'"),
    ('"51o"', '"4-o f"', "element 4: cannot be done from there"),
    ('"51o"', '"5-o", "o o", "4-o"', "element 5: does not parse"),
    ('"51o"', '"5-o", "o o", "4-o"', "element 6: ambiguous"),
    (', "51o"', "", "the last skill must land on the feet"),
    ('"4-o b"', '"o", "o", "o", "o", "o", "o", "o", "o"', "11 skills"),
    ('"4-o b"', "4", "elements must be a list of texts in quotes"),
    ("elements =", "element =", "missing key 'elements'; is 'element' meant?"),
    ("elements = [", "elements = []\nmore = [", "elements must not be empty"),
    ("schema = 1", 'schema = 1\ntrick = "x"', "'trick' has no meaning on the tramp"),
    ('"trampoline"', '"fly-bars"', "'elements' has no meaning on the fly-bars"),
]


@pytest.mark.parametrize(("old", "new", "words"), WRONG_ROUTINES)
def test_wrong_routines_are_refused_in_one_line(write, old, new, words):
    assert old in ROUTINE
    with pytest.raises(FileFormatError) as error:
        load(write(ROUTINE.replace(old, new, 1)))
    assert words in str(error.value)
    assert "mine.toml, line" in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(("old", "new", "words"), WRONG)
def test_wrong_acts_are_refused_in_one_line(write, old, new, words):
    assert old in SOUND
    with pytest.raises(FileFormatError) as error:
        load(write(SOUND.replace(old, new, 1)))
    assert words in str(error.value)
    assert "mine.toml" in str(error.value) and "\n" not in str(error.value)


def test_a_file_without_a_name_gives_its_own(write):
    assert load(write(SOUND, "My Act.toml")).name == "my-act"


def test_unknown_act_names_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'first-leap'"):
        load("first-laep")


def test_a_missing_act_file_is_a_storage_error(tmp_path):
    with pytest.raises(StorageError, match="no such file"):
        load(tmp_path / "nothing.toml")
