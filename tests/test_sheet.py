"""The sheet whole: made, resumed, and what its figures are checked against."""

import json
import math
import os
from dataclasses import replace

import mujoco
import numpy as np
import pytest

import sheets
from kaleidostage.errors import MismatchError, StorageError
from kaleidostage.perform import draw, lead, pool
from kaleidostage.performers import load, steadiness
from kaleidostage.rigs import FlyBars
from kaleidostage.scene import compose, stand_by
from kaleidostage.scene.model import FULL
from kaleidostage.sheet import Row, Store, of, perform_base, sheet
from kaleidostage.sheet.fly_bars import FlyBarsSheet
from kaleidostage.sheet.margins import margins
from kaleidostage.sheet.slips import slipped
from kaleidostage.stage.sheet_page import sheet_html
from kaleidostage.technique import plan
from leap_technique import leap, phase

KIND = FlyBarsSheet()
PARTS = ("ready", "loads", "costs", "margins", "steadiness", "strength", "fatigue",
         "rig", "picture", "drawing")  # fmt: skip


def rows(count):
    return [Row(take=take) for take in range(count)]


# The whole.


def test_every_section_is_there_and_is_json(made):
    values = made[0]
    assert set(PARTS) | {"versus", "odds", "words"} <= set(values)
    assert json.loads(json.dumps(values, allow_nan=False)) == values
    for name in (*PARTS[:-2], "versus"):
        assert values["words"][name], name
        assert all(line[-1] in ".:" for line in values["words"][name])


def test_from_one_take_hardly_anything_is_told(made, monkeypatch):
    """It says so in every section, and is still a page."""
    sheets.few(monkeypatch)
    values = sheet(sheets.cast(), sheets.takes(made[-1]), count=1, gate=0.02)
    for part in values["loads"]["parts"]:
        told = [part[f"{name}_N"] for name in ("half", "most", "rare", "rare_low")]
        assert told == [None] * 4 and part["bear_N"] >= part["peak_N"]
    assert all(slip["variance_share"] is None for slip in values["costs"]["slips"])
    assert not any(row["half_lost_plus"]["at"] for row in values["margins"]["moments"])
    assert (
        "too few for what 1 in 100 exceeds, it takes 100" in values["words"]["loads"][0]
    )
    page = sheet_html(values)
    assert "None" not in page and "nan" not in page.partition("</style>")[2]


def test_every_load_that_is_drawn_was_read(made):
    loads = made[0]["loads"]
    drawn = [name for chart in loads["charts"] for name in chart["names"]]
    assert sorted(drawn) == sorted(one["name"] for one in loads["series"])
    assert set(loads["moments_s"]) == {"take-off", "release", "catch"}
    assert loads["moments_s"]["release"] < loads["moments_s"]["catch"]


def test_the_ways_drawn_lead_from_the_near_board_to_beyond_the_middle(made):
    drawing, rig = made[0]["drawing"], sheets.cast().rig
    measures = dict(drawing["measures"])
    assert measures["pivots apart"] == rig.span
    assert measures["boards above the ground"] == rig.board_height
    assert len(drawing["ways"]) == 12
    for way in drawing["ways"]:
        (x, _), heights = way["points"][0], [z for _, z in way["points"]]
        assert -rig.board_edge < x < 0
        assert max(x for x, _ in way["points"]) > rig.span / 2
        assert rig.net_height < min(heights) and max(heights) < rig.pivot_height


def test_what_was_read_otherwise_is_performed_again(tmp_path):
    """A file of old holds other arrays: it must not be taken for the new."""
    for what, performed in (("a", 1), ("a", 0), ("b", 1)):
        takes = sheets.takes(tmp_path)
        _, found = takes.watched(
            sheets.cast(), [0], lambda records, x=what: {x: np.zeros(1)}, what
        )
        assert list(found) == [what] and takes.performed == performed


def test_what_is_known_is_not_performed_again(made, monkeypatch):
    values, takes, folder = made
    sheets.few(monkeypatch)
    repeated, again = sheets.made(folder)
    assert repeated == values
    assert takes.performed > 60 and takes.known == 0
    assert again.performed == 0 and again.known == takes.performed


def test_the_odds_are_those_that_the_verb_odds_counts(made):
    values = made[0]
    base = perform_base(sheets.cast(), sheets.takes(), 12, KIND)
    assert values["odds"]["landed"] == base.odds.landed == int(base.landed.sum())
    assert values["picture"]["takes"] == len(values["picture"]["points"]) == 12


def test_a_stopped_sheet_goes_on_where_it_was(tmp_path, monkeypatch):
    """Whatever was finished before the stop is not performed again."""
    sheets.few(monkeypatch)

    class StopError(Exception):
        pass

    def stop(performed, known):
        if performed:
            raise StopError

    first, second = (sheets.takes(tmp_path, tell=stop) for _ in range(2))
    for takes in (first, second):
        with pytest.raises(StopError):
            sheet(sheets.cast(), takes, count=4, gate=0.5)
    assert first.performed == 4 and first.known == 0
    assert second.performed > 0 and second.known >= first.performed
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".npz"]


KILLED = """
import pathlib, sys
import pytest, sheets
sheets.few(pytest.MonkeyPatch())
sheets.made(pathlib.Path(sys.argv[1]))
"""


def test_what_was_done_when_a_sheet_was_killed_is_whole(tmp_path):
    sheets.killed(KILLED, tmp_path)
    takes = sheets.takes(tmp_path)
    perform_base(sheets.cast(), takes, 12, KIND)
    assert (takes.performed, takes.known) == (0, 12)


def test_an_apparatus_without_sheets_is_refused():
    act = replace(sheets.cast().act, apparatus="tight wire")
    with pytest.raises(MismatchError, match="no sheets for acts on tight wire"):
        sheet(replace(sheets.cast(), act=act), sheets.takes(), count=12, gate=0.5)


def test_a_thing_is_not_compared_with_itself():
    with pytest.raises(MismatchError, match="both sides of the comparison"):
        other = sheets.cast(), "the same"
        sheet(sheets.cast(), sheets.takes(), count=12, gate=0.5, other=other)


# Takes: the same numbers however they are asked for.


def test_takes_do_not_depend_on_their_company(tmp_path):
    release = next(s for s in KIND.slips(sheets.cast()) if s.name == "release")
    mixed = [Row(take=1), Row(take=1, slip=release, by=0.05), Row(take=2)]
    together = sheets.takes().perform(sheets.cast(), mixed, hold=0.5)
    alone = [sheets.takes().perform(sheets.cast(), [row], hold=0.5) for row in mixed]
    for i, one in enumerate(alone):
        assert together.release[i] == one.release[0]
        np.testing.assert_array_equal(together.cable[i], one.cable[0])
    assert together.release[1] - together.release[0] == pytest.approx(0.05)


def test_a_take_of_the_sheet_is_the_take_of_the_odds():
    """Watched or not, moved by nothing: the same bits."""
    tally, _ = sheets.takes().watched(sheets.cast(), range(2), lambda records: {})
    asked = sheets.takes().perform(sheets.cast(), rows(2))
    np.testing.assert_array_equal(tally.cable, asked.cable)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.stronger(1.1),
        lambda c: c.steadier(0.5),
        lambda c: c.calm(),
        lambda c: c.on(FlyBars(span=8.0)),
        lambda c: replace(c, technique=replace(c.technique, call=0.2)),
        lambda c: replace(
            c, performer=replace(c.performer, grip=replace(c.performer.grip, reach=0.1))
        ),
    ],
)
def test_whatever_decides_a_take_is_in_its_key(change):
    assert change(sheets.cast()).key != sheets.cast().key
    assert change(sheets.cast()).key == change(sheets.cast()).key


# Slips.


def test_every_number_of_the_noise_but_the_unused_is_a_slip():
    cast = sheets.cast()
    noise = draw(cast.steadiness, 1, range(3), len(cast.technique.phases))
    taken = [Row(take=0, slip=slip) for slip in KIND.slips(cast)]
    again = draw(cast.steadiness, 1, [0] * len(taken), len(cast.technique.phases))
    moved = slipped(again, taken)
    for i, row in enumerate(taken):
        assert not row.slip.read(moved)[i].any()
        assert row.slip.read(again)[i].any()
        changed = sum(
            int((getattr(moved, n)[i] != getattr(again, n)[i]).sum())
            for n in vars(noise)
        )
        assert changed == sum(len(at) for at in row.slip.columns.values())
    phases, joints = noise.pose.shape[1:]
    covered = {
        (name, at) for row in taken for name, c in row.slip.columns.items() for at in c
    }
    assert len(covered) == phases * joints + (phases - 1) + 1 + 3 + 6 + 4


def test_a_slip_on_purpose_is_added_to_the_usual_one():
    cast = sheets.cast()
    slip = KIND.slips(cast)[2]
    noise = draw(cast.steadiness, 1, [0, 1], len(cast.technique.phases))
    moved = slipped(noise, [Row(take=0), Row(take=1, slip=slip, by=0.02)])
    assert (slip.read(moved) - slip.read(noise)).ravel() == pytest.approx([0, 0.02])


# Margins against brute force.


def test_margins_agree_with_brute_force_in_steps_of_a_millisecond(monkeypatch):
    cast, takes = sheets.cast(), sheets.takes()
    release = next(s for s in KIND.slips(cast) if s.name == "release")
    monkeypatch.setattr(FlyBarsSheet, "slips", lambda self, who: [release])
    monkeypatch.setattr(FlyBarsSheet, "joints", lambda self, who: [])
    monkeypatch.setattr(FlyBarsSheet, "budget", replace(KIND.budget, spread=2))
    monkeypatch.setattr(FlyBarsSheet, "hold", 0.5)  # Quicker; the same edges.
    base = perform_base(cast, takes, 1, KIND)
    (row,) = margins(base, takes, KIND)["moments"]
    edges = [round(row["low"]), round(row["high"])]
    near = np.concatenate([np.arange(edge - 4, edge + 5) for edge in edges])
    offs = np.union1d(near, np.arange(edges[0], edges[1], 16))
    asked = [Row(take=0, slip=release, by=float(off) / 1000.0) for off in offs]
    landed = takes.landed(cast.calm(), asked, hold=KIND.hold)
    assert landed[(offs > row["low"] + 2.0) & (offs < row["high"] - 2.0)].all()
    assert not landed[(offs < row["low"]) & (offs >= row["low"] - 2.0)].all()
    assert not landed[(offs > row["high"]) & (offs <= row["high"] + 2.0)].all()


# Loads against closed forms.

OPEN = FlyBars(net_height=0.5, board_edge=15.0, span=25.0)  # Nothing in the way.
HANG = (
    phase("hang", "take-off", 0.0, 0.2, shoulder_flexion=180),
    phase("stay", "take-off", 1.0, 0.2, shoulder_flexion=180),
)


def swung(degrees):
    """Let a stretched body go at an angle; return scene, record and its bulk.

    Bulk: weight of body and bar [N], and m d^2 / I about the pivot.
    """
    scene, angle = compose(load("layla"), OPEN), -math.radians(degrees)
    one = plan([leap(phases=HANG)])
    noise = draw(steadiness("none"), 1, [0], len(HANG))
    with pool(scene, 1) as opened:
        _, records = lead(scene, one, noise, np.array([angle]), opened, keep=[0])
    data = mujoco.MjData(scene.hang)
    state = stand_by(scene, one.pose[0, 0], angle, np.zeros(3))
    mujoco.mj_setState(scene.hang, data, state, FULL)
    mujoco.mj_forward(scene.hang, data)
    return scene, records[0], bulk(scene.hang, data)


def bulk(model, data):
    """Weight of all that hangs on the near bar, and m d^2 / I about the pivot."""
    mass, first, second = 0.0, np.zeros(3), 0.0
    for i in range(1, model.nbody):
        if model.body(i).name.startswith("far"):
            continue
        arm = data.xipos[i] - np.array([0.0, 0.0, OPEN.pivot_height])
        turned = data.ximat[i].reshape(3, 3)
        own = turned @ np.diag(model.body_inertia[i]) @ turned.T
        mass += model.body_mass[i]
        first += model.body_mass[i] * arm
        second += own[1, 1] + model.body_mass[i] * (arm[0] ** 2 + arm[2] ** 2)
    return mass * 9.81, (first @ first) / mass / second


@pytest.mark.parametrize("degrees", [50, 70, 90])
def test_the_load_at_the_bottom_is_that_of_a_rigid_pendulum(degrees):
    """W (1 + 2 (1 - cos a) m d^2 / I), half on each cable, within 2 %."""
    scene, record, (weight, share) = swung(degrees)
    series = KIND.series(scene, record)["near bar, more loaded cable"][:200]
    bottom = weight * (1 + 2 * (1 - math.cos(math.radians(degrees))) * share)
    assert 2 * series.max() == pytest.approx(bottom, rel=0.02)


def test_a_body_at_rest_hangs_with_its_weight():
    scene, record, (weight, _) = swung(0)
    series = KIND.series(scene, record)
    assert series["near bar, more loaded cable"][-1] == pytest.approx(
        weight / 2, rel=0.02
    )
    assert series["both hands together"][-1] == pytest.approx(scene.weight, rel=0.02)


def test_loads_over_time_and_peaks_are_of_the_same_takes():
    """A tick's last step cannot exceed the peak over all steps, and comes near it."""
    base = perform_base(sheets.cast(), sheets.takes(), 4, KIND)
    cable = base.watched["near bar, more loaded cable"]
    peaks = base.tally.cable[:, :2].max(axis=1)
    seen = np.nanmax(cable, axis=1)
    assert (seen <= peaks * (1 + 1e-6)).all()
    assert seen == pytest.approx(peaks, rel=0.05)


# The store.


def test_damaged_files_are_performed_anew(tmp_path):
    takes = sheets.takes(tmp_path)
    right = takes.perform(sheets.cast(), rows(2), hold=0.5)
    (path,) = tmp_path.glob("*.npz")
    for damage in (b"", b"PK\x03\x04", path.read_bytes()[:-200]):
        path.write_bytes(damage)
        again = sheets.takes(tmp_path)
        tally = again.perform(sheets.cast(), rows(2), hold=0.5)
        np.testing.assert_array_equal(tally.cable, right.cable)
        assert again.performed == 2


def test_a_store_that_must_be_written_and_cannot_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="name another folder"):
        Store(tmp_path / "file" / "in", must=True)
    assert Store(tmp_path / "file" / "in").folder is None


def test_the_oldest_takes_are_dropped(tmp_path, monkeypatch):
    monkeypatch.setattr("kaleidostage.sheet.store.MOST", 3)
    for number in range(5):
        path = tmp_path / f"{number}.npz"
        path.write_bytes(b"x")
        os.utime(path, (number, number))
    Store(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "2.npz",
        "3.npz",
        "4.npz",
    ]


def test_every_apparatus_with_a_sheet_fills_the_protocol():
    kind = of("fly-bars")
    assert kind.decided in {phase.after for phase in sheets.cast().technique.phases}
    names = [slip.key for slip in kind.slips(sheets.cast())]
    assert len(set(names)) == len(names)
    assert {d.key for d in kind.dimensions()} <= set(vars(sheets.cast().rig))
    for dimension in kind.dimensions():
        moved = dimension.change(sheets.cast().rig, 0.1)
        value = getattr(sheets.cast().rig, dimension.key)
        assert getattr(moved, dimension.key) == pytest.approx(value + 0.1)
