"""Rig files: what is shipped, what is read, what is refused and in which words."""

from dataclasses import fields, replace

import pytest

from kaleidostage.errors import FileFormatError, UnknownNameError
from kaleidostage.files import dump_toml
from kaleidostage.performers import load as performer
from kaleidostage.rigs import FlyBars, load, names
from kaleidostage.rigs.reading import plain
from kaleidostage.scene import compose


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "mine.toml"
        path.write_text(f"schema = 1\n[fly_bars]\n{text}\n")
        return path

    return write


@pytest.mark.parametrize(
    ("name", "factor"), [("reference", 1.0), ("compact", 0.95), ("wide", 1.05)]
)
def test_a_shipped_rig_is_the_reference_scaled(name, factor):
    rig, wanted = load(name), FlyBars().scaled(factor, name)
    assert rig.name == name
    for field in fields(FlyBars):
        if field.name != "name":
            size = getattr(wanted, field.name)
            assert getattr(rig, field.name) == pytest.approx(size, abs=1e-9)


def test_shipped_rigs_are_all_tested_here():
    assert names() == ("compact", "long", "reference", "wide")


def test_the_long_rig_is_the_reference_with_its_bars_farther_apart():
    rig = load("long")
    assert rig.span > FlyBars().span
    assert replace(rig, name="reference", span=FlyBars().span) == FlyBars()


def test_what_a_file_leaves_out_is_the_reference(write):
    assert load(write("")) == FlyBars(name="mine")
    assert load(write("span_m = 9")) == FlyBars(name="mine", span=9.0)


def test_every_dimension_has_a_key(write):
    sizes = plain(FlyBars())["fly_bars"]
    assert len(sizes) == len(fields(FlyBars)) - 1
    assert all(key.endswith(("_m", "_kg")) for key in sizes)


def test_a_rig_written_reads_back_the_same(tmp_path):
    rig = FlyBars(name="tent", span=7.77, riser=0.3, bar_mass=3.5)
    path = tmp_path / "tent.toml"
    path.write_text(dump_toml(plain(rig)))
    assert load(path) == rig


WRONG = [
    ("bar_mass_kg = 0", "bar_mass_kg must be between 0.5 and 40 kg, got 0"),
    ("bar_mass_kg = -4", "got -4"),
    ("bar_mass_kg = nan", "bar_mass_kg must be a finite number"),
    ("bar_mass_g = 4000", "did you mean 'bar_mass_kg'? It is in kg."),
    ("cable_length_m = -3", "between 0.5 and 15 m, got -3"),
    ("cable_lenght_m = 3", "did you mean 'cable_length_m'"),
    ("cable_length_m = 8", "the bar would hang in the net"),
    ("far_cable_length_m = 7.2", "the bar would hang in the net"),
    ("net_height_m = 6.5", "the bar would hang in the net"),
    ("far_cable_length_m = 1.0", "must be at least 1.85 m"),
    ("cable_length_m = 1.4", "never come up to the 8.2 m"),
    ("board_height_m = 9.7", "1.25 m under the pivots"),
    ("board_height_m = 8.0\nriser_m = 0.6", "nobody could stand there"),
    ("span_m = 1e400", "span_m must be a finite number"),
    ("hold_height_m = 0", "hold_height_m must be between 0.2 and 2.2 m"),
    ("span_m = '8'", "span_m must be a number"),
    ("board_height_m = 2.4\ncable_length_m = 6.5\nfar_cable_length_m = 6.5\n", "net's"),
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_wrong_rigs_are_refused_in_one_line(write, text, words):
    with pytest.raises(FileFormatError) as error:
        load(write(text))
    assert words in str(error.value)
    assert "mine.toml, line" in str(error.value) and "\n" not in str(error.value)


def test_a_table_of_another_apparatus_is_unknown(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("schema = 1\n[flybars]\n")
    with pytest.raises(FileFormatError, match="'fly_bars'"):
        load(path)


def test_unknown_rig_names_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'compact'"):
        load("compakt")


@pytest.mark.parametrize("name", names())
def test_a_shipped_rig_can_be_built(name):
    scene = compose(performer("layla"), load(name))
    assert scene.rig.name == name and scene.hang.nv > 0
