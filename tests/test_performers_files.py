"""Performer files: what is read, what is refused and in which words."""

from pathlib import Path

import pytest

from kaleidostage import performers
from kaleidostage.errors import FileFormatError, StorageError, UnknownNameError
from kaleidostage.performers import load

SOUND = 'schema = 1\n[measure]\nsex = "female"\nheight_m = 1.65\nmass_kg = 55.0\n'
NILO = (Path(performers.__file__).parent / "shipped" / "nilo.toml").read_text()


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "mine.toml"
        path.write_text(text)
        return path

    return write


def test_a_file_needs_only_height_mass_and_sex(write):
    mine = load(write(SOUND))
    assert (mine.name, mine.sex, mine.height, mine.mass) == (
        "mine",
        "female",
        1.65,
        55.0,
    )
    assert mine.steadiness.name == "national"
    assert mine.grip.left == mine.grip.right == pytest.approx(3.0 * 9.81 * 55.0)
    assert (mine.grip.reach, mine.grip.catch_speed) == (0.06, 2.5)


def test_everything_can_be_said(write):
    text = 'name = "mia"\nabout = "quick"\nsteadiness = "elite"\n' + SOUND
    text += "[strength]\nscale = 1.2\n[grip]\nleft_N = 1500\nright_N = 1400\n"
    text += "reach_m = 0.05\ncatch_speed_m_s = 3.0\n"
    mia, plain = load(write(text)), load(write(SOUND))
    assert (mia.name, mia.about, mia.steadiness.name) == ("mia", "quick", "elite")
    assert (mia.grip.left, mia.grip.right, mia.grip.reach) == (1500.0, 1400.0, 0.05)
    assert mia.strength.positive[0] == pytest.approx(1.2 * plain.strength.positive[0])


# What is replaced by what, and what the message must say.
WRONG = [
    (
        "height_m = 1.65",
        "height_m = 5.0",
        "height_m must be between 1.2 and 2.2 m, got 5",
    ),
    ("height_m = 1.65", "height_m = nan", "height_m must be a finite number"),
    ("height_m = 1.65", "height_cm = 165", "'height_m'"),
    ("height_m = 1.65", "heigth_m = 1.65", "'height_m'"),
    ("height_m = 1.65\n", "", "missing key 'height_m'"),
    ("mass_kg = 55.0", "mass_kg = 0", "mass_kg must be between 25 and 150 kg, got 0"),
    ("mass_kg = 55.0", "mass_kg = -55", "between 25 and 150 kg, got -55"),
    ("mass_kg = 55.0", "mass_kg = 140", "body mass index of 51.4"),
    ("mass_kg = 55.0", "mass_kg = 30", "body mass index of 11.0"),
    ("mass_kg = 55.0", 'mass_kg = "55"', "mass_kg must be a number"),
    ('"female"', '"femal"', "did you mean 'female'"),
    ("[measure]", "[mesure]", "'measure'"),
    ("schema = 1", "schema = 9", "schema must be 1, got 9"),
    ("schema = 1\n", "", "missing key 'schema'"),
    ("schema = 1", 'schema = 1\nsteadiness = "elit"', "did you mean 'elite'"),
    ("schema = 1", "schema = 1\nshoe_size = 39", "unknown key 'shoe_size'"),
]


@pytest.mark.parametrize(("old", "new", "words"), WRONG)
def test_wrong_measures_are_refused_with_the_line(write, old, new, words):
    with pytest.raises(FileFormatError) as error:
        load(write(SOUND.replace(old, new)))
    assert words in str(error.value)
    assert "mine.toml" in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("[strength]\nscale = 0\n", "scale must be between 0.2 and 3"),
        ("[grip]\nleft_N = -1\n", "left_N must be more than 0"),
        ("[grip]\nleft = 1500\n", "did you mean 'left_N'"),
        ("[grip]\nreach_m = inf\n", "reach_m must be a finite number"),
    ],
)
def test_wrong_strength_and_grip_are_refused(write, extra, words):
    with pytest.raises(FileFormatError) as error:
        load(write(SOUND + extra))
    assert words in str(error.value)


TAPE = [
    ("Ls2L = 0.257", "Ls2L = 0.127", "Ls2L 0.127 must be more than Ls1L 0.15"),
    ("Ls0p = 0.820", "Ls0p = 0.420", "perimeter Ls0p 0.42 must be more than twice"),
    ("Ls0p = 0.820", "Ls0p = -0.8", "Ls0p must be between 0.01 and 2, got -0.8"),
    ("Ls0p = 0.820", "Ls0p = 82.0", "Ls0p must be between 0.01 and 2, got 82"),
    ("Ls4d = 0.160", "Ls4d = 0.460", "is more than the width Ls4w"),
    ("mass_kg = 57.9", "mass_kg = 90.0", "but the tape encloses 57.9 kg"),
    ("Lj9w = 0.064\n", "", "missing key 'Lj9w' in [tape]"),
    ("[tape]", "[measure]\n[tape]", "exclude each other"),
]


@pytest.mark.parametrize(("old", "new", "words"), TAPE)
def test_wrong_tapes_are_refused(write, old, new, words):
    assert old in NILO
    with pytest.raises(FileFormatError) as error:
        load(write(NILO.replace(old, new)))
    assert words in str(error.value)


def test_a_stadium_too_narrow_is_made_round_in_silence(write, capsys):
    """As the yeadon package does, which also prints and warns."""
    mine = load(write(NILO.replace("La4w = 0.052", "La4w = 0.045")))
    assert mine.mass == 57.9
    assert capsys.readouterr().out == ""


def test_left_and_right_are_averaged(write):
    one = load(write(NILO.replace("La2L = 0.264", "La2L = 0.274")))
    both = NILO.replace("La2L = 0.264", "La2L = 0.269")
    both = load(write(both.replace("Lb2L = 0.264", "Lb2L = 0.269")))
    arms = [p.anatomy.segments["forearm_r"].origin[2] for p in (one, both)]
    assert arms[0] == pytest.approx(arms[1], abs=1e-12)


def test_unknown_performer_names_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'layla'"):
        load("leyla")


def test_missing_file_is_a_storage_error(tmp_path):
    with pytest.raises(StorageError):
        load(tmp_path / "nobody.toml")
