"""Act files: what is shipped, what is read, what is refused and in which words."""

import pytest

from kaleidostage import performers, rigs
from kaleidostage.acts import TRICKS, load, names
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


def test_three_acts_are_shipped():
    assert names() == ("back-somersault-leap", "first-leap")


@pytest.mark.parametrize("name", names())
def test_a_shipped_act_names_what_is_shipped(name):
    act = load(name)
    assert act.name == name
    assert act.cast in performers.names()
    assert act.rig in rigs.names()
    assert act.somersaults == TRICKS[act.trick]
    assert act.title and act.about


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
