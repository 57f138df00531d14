"""Rig files: what is shipped, what is read, what is refused and in which words."""

from dataclasses import fields, replace

import pytest

from bed import drop
from kaleidostage.errors import FileFormatError, UnknownNameError
from kaleidostage.files import dump_toml
from kaleidostage.performers import load as performer
from kaleidostage.rigs import FlyBars, Trampoline, load, names
from kaleidostage.rigs.reading import plain
from kaleidostage.scene import compose

BEDS = ("competition", "softer")


@pytest.fixture
def write(tmp_path):
    def write(text, table="[fly_bars]"):
        path = tmp_path / "mine.toml"
        path.write_text(f"schema = 1\n{table}\n{text}\n")
        return path

    return write


@pytest.fixture
def write_bed(write):
    return lambda text: write(text, "[trampoline]")


@pytest.mark.parametrize(
    ("name", "usual", "factor"),
    [
        ("reference", FlyBars(), 1.0),
        ("compact", FlyBars(), 0.95),
        ("wide", FlyBars(), 1.05),
        ("competition", Trampoline(), 1.0),
        ("softer", Trampoline(), 0.9),
    ],
)
def test_a_shipped_rig_is_the_usual_one_scaled(name, usual, factor):
    rig, wanted = load(name), usual.scaled(factor, name)
    assert rig.name == name and type(rig) is type(usual)
    for field in fields(usual):
        if field.name != "name":
            size = getattr(wanted, field.name)
            assert getattr(rig, field.name) == pytest.approx(size, abs=1e-9)


def test_shipped_rigs_are_all_tested_here():
    assert names() == tuple(sorted(("compact", "long", "reference", "wide", *BEDS)))


def test_the_long_rig_is_the_reference_with_its_bars_farther_apart():
    rig = load("long")
    assert rig.span > FlyBars().span
    assert replace(rig, name="reference", span=FlyBars().span) == FlyBars()


def test_the_softer_bed_differs_in_stiffness_alone():
    rig = load("softer")
    for load_kg in (30.0, 65.0, 200.0):
        soft, hard = (bed.force(load_kg / 400) for bed in (rig, Trampoline()))
        assert soft == pytest.approx(0.9 * hard)
    assert (rig.length, rig.mass, rig.damping) == (4.28, 5.0, 6.0)


def test_a_rig_says_which_apparatus_it_is():
    assert {load(name).apparatus for name in BEDS} == {"trampoline"}
    others = set(names()) - set(BEDS)
    assert {load(name).apparatus for name in others} == {"fly-bars"}


def test_what_a_file_leaves_out_is_the_reference(write, write_bed):
    assert load(write("")) == FlyBars(name="mine")
    assert load(write("span_m = 9")) == FlyBars(name="mine", span=9.0)
    assert load(write_bed("")) == Trampoline(name="mine")
    assert load(write_bed("mass_kg = 7")) == Trampoline(name="mine", mass=7.0)


@pytest.mark.parametrize(
    ("rig", "table", "units"),
    [
        (FlyBars(), "fly_bars", ("_m", "_kg")),
        (Trampoline(), "trampoline", ("_m", "_kg", "_m2", "_m3")),
    ],
)
def test_every_dimension_has_a_key(rig, table, units):
    sizes = plain(rig)[table]
    assert len(sizes) == len(fields(rig)) - 1
    assert all(key.endswith(units) for key in sizes)


@pytest.mark.parametrize(
    "rig",
    [
        FlyBars(name="tent", span=7.77, riser=0.3, bar_mass=3.5),
        Trampoline(name="tent", height=1.3, cube=0.0, off_x=0.077, damping=0.0),
    ],
)
def test_a_rig_written_reads_back_the_same(tmp_path, rig):
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


WRONG_BEDS = [
    ("mass_kg = 0", "mass_kg must be between 1 and 50 kg, got 0"),
    ("length_m = nan", "length_m must be a finite number"),
    ("length_m = 5.05", "must be less than the frame's 5.05 m"),
    ("width_m = 3", "width_m 3 must be less than the frame's 2.91 m"),
    ("frame_width_m = 2.0", "width_m, as on the competition rig, must be less"),
    ("linear_N_m = -2500", "between 200 and 20000 N/m, got -2500"),
    ("linear_N_m = 0", "between 200 and 20000 N/m, got 0"),
    ("square_N_m2 = -1", "square_N_m2 must be between 0 and 50000"),
    ("square_N_m2 = 26000", "square_N_m2 26000 must be less than 25130"),
    ("linear_N_m = 600", "away from where it rests"),
    ("linear_N_m = 900\nsquare_N_m2 = 500\ncube_N_m3 = 0", "is too soft"),
    ("height_m = 0.3", "make the bed stiffer or the frame higher"),
    ("height_m = 0.1", "height_m must be between 0.3 and 3 m, got 0.1"),
    ("mass_kg = 1\nlinear_N_m = 2e4\ncube_N_m3 = 5e4", "must be at least 2.42"),
    ("mass_kg = 1\nsideways_N_m = 1e5", "must be at least 1.11"),
    ("off_x_per_m2 = -0.1", "off_x_per_m2 must be between 0 and 1"),
    ("off_x_per_m2 = 1\noff_stiffness_N_m = 2e4", "where feet hit a wall"),
    ("length_m = 12\nframe_length_m = 13\noff_x_per_m2 = 0.3", "where feet hit a wall"),
    ("damping_Ns_m = -1", "damping_Ns_m must be between 0 and 200 N s/m"),
    ("damping_N_m = 6", "did you mean 'damping_Ns_m'? It is in N s/m."),
    ("span_m = 8", "unknown key 'span_m' in [trampoline]"),
]


@pytest.mark.parametrize(("text", "words"), WRONG_BEDS)
def test_wrong_beds_are_refused_in_one_line(write_bed, text, words):
    with pytest.raises(FileFormatError) as error:
        load(write_bed(text))
    assert words in str(error.value)
    assert "mine.toml, line" in str(error.value) and "\n" not in str(error.value)


LIMITS = [
    "",
    "damping_Ns_m = 0",
    "damping_Ns_m = 200\nmass_kg = 1",
    "linear_N_m = 2e4\nsquare_N_m2 = 5e4\ncube_N_m3 = 5e4\nmass_kg = 5",
    "off_x_per_m2 = 0.26\noff_y_per_m2 = 0.26\noff_stiffness_N_m = 2e4\nmass_kg = 1.5",
    "sideways_N_m = 1e5\nmass_kg = 1.2",
    "sideways_N_m = 1000\nmass_kg = 50",
    "linear_N_m = 2300\nsquare_N_m2 = 0\ncube_N_m3 = 0\nheight_m = 3",
]


@pytest.mark.parametrize("text", LIMITS)
@pytest.mark.parametrize("integrator", ["IMPLICITFAST", "RK4"])
def test_every_bed_that_is_accepted_can_be_jumped_on(write_bed, text, integrator):
    rig = load(write_bed(text))
    for place in ((0.0, 0.0), (1.7, 0.8)):
        trial = drop(rig, place=place, seconds=1.0, integrator=integrator)
        energy = trial.body + trial.bed
        assert (trial.push > 0).any() and energy[-1] < trial.given
        assert energy.max() < 1.1 * trial.given  # The step's own error, to and fro.


TABLES = [
    ("", "missing table [fly_bars] or [trampoline]"),
    ("[flybars]", "unknown key 'flybars'; did you mean 'fly_bars'?"),
    ("[trampolin]", "unknown key 'trampolin'; did you mean 'trampoline'?"),
    ("[fly_bars]\n[trampoline]", "a rig is one apparatus"),
    ("trampoline = 3", "trampoline must be a table [trampoline], got 3"),
]


@pytest.mark.parametrize(("table", "words"), TABLES)
def test_a_file_is_about_one_apparatus(write, table, words):
    with pytest.raises(FileFormatError) as error:
        load(write("", table))
    assert words in str(error.value)


def test_unknown_rig_names_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'compact'"):
        load("compakt")


@pytest.mark.parametrize("name", names())
def test_a_shipped_rig_can_be_built(name):
    scene = compose(performer("layla"), load(name))
    assert scene.rig.name == name and scene.hang.nv > 0
