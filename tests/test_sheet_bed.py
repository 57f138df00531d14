"""The sheet of the trampoline: what its parts say, and that it is made whole."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

import bed_sheets
import bed_takes
import sheets
from kaleidostage.cli import main
from kaleidostage.errors import MismatchError
from kaleidostage.judging.tables import zones
from kaleidostage.odds import count, quantile
from kaleidostage.perform import pool
from kaleidostage.perform.bed.perform import bed_noise, lead_bed
from kaleidostage.perform.bed.tally import COLUMNS
from kaleidostage.sheet import Row, Store, Takes, also_known, of
from kaleidostage.sheet.base import TORQUES, perform_base
from kaleidostage.sheet.bed_costs import bed_costs, elements
from kaleidostage.sheet.bed_jobs import recorded
from kaleidostage.sheet.bed_slips import AIM, bed_moments, groups, moved, used
from kaleidostage.sheet.bounced import ENDS, Bounced
from kaleidostage.sheet.budget import BED, LEAP
from kaleidostage.sheet.contacts import contacts
from kaleidostage.sheet.joint_forces import BORNE, joint_forces, met
from kaleidostage.sheet.margins import margins
from kaleidostage.sheet.marks import marks
from kaleidostage.sheet.sheet import _picture
from kaleidostage.sheet.trampoline import TrampolineSheet
from kaleidostage.sheet.words import words
from kaleidostage.stage.sheet_page import sheet_html
from kaleidostage.technique import write

KIND = TrampolineSheet()
PARTS = {"odds", "ready", "loads", "costs", "margins", "steadiness", "strength",
         "fatigue", "rig", "picture", "drawing", "marks", "contacts",
         "words"}  # fmt: skip


def tally_of(failed, elements=2):
    """Return made-up read-outs: where each take was lost, 0 for landed."""
    takes = len(failed)
    lost = np.array(failed)
    return Bounced(
        end=np.full(takes, 5.0),
        ended=np.where(lost > 0, ENDS.index("fall"), 0),
        failed=lost,
        marks=np.outer(np.arange(takes) + 1.0, np.ones(5)),
        seconds=np.full((takes, elements), 1.5),
        place=np.full((takes, elements, 2), 0.3),
        peaks=np.full((takes, elements + 2), 6000.0),
    )


def base_of(failed, **changes):
    tally = replace(tally_of(failed), **changes)
    return SimpleNamespace(
        cast=bed_sheets.cast(),
        tally=tally,
        words=tally.words,
        landed=tally.failed == 0,
        odds=count(tally.words),
    )


class Told:
    """Performs nothing: says which rows land."""

    def __init__(self, lands):
        """Keep the rule."""
        self.lands, self.asked = lands, []

    def landed(self, cast, rows, hold=None):
        """Return what the rule says."""
        self.asked += rows
        return np.array([self.lands(cast, row) for row in rows], dtype=bool)


# Parts on made-up takes.


def test_takes_are_lost_at_the_elements_where_they_were():
    found = elements(base_of([0, 0, 1, 2, 2, 3, 0, 0, 0, 0]))
    assert [row["lost"] for row in found] == [1, 2, 1]
    assert found[1]["of_hundred"][0] == 20.0
    low, high = found[1]["of_hundred"][1:]
    assert low < 20.0 < high
    assert found[-1]["name"] == "the landing after the last"


def test_an_error_costs_what_lands_without_it():
    """Timing mends one miss of two, the start both, nothing else any."""

    def lands(cast, row):
        if row.slip is None:
            return False
        return row.slip.key == "all start" or (
            row.slip.key == "all moment" and row.take == 3
        )

    told = Told(lands)
    found = bed_costs(base_of([0, 0, 1, 2, 0, 0, 0, 0, 0, 0]), told, KIND)
    assert found["missed"] == found["tried_again"] == 2
    first, second, *rest = found["slips"]
    assert (first["key"], first["mended"]) == ("all start", 2)
    assert first["costs_of_hundred"][0] == pytest.approx(20.0)
    assert (second["key"], second["mended"]) == ("all moment", 1)
    assert not any(row["mended"] for row in rest)
    assert AIM.key not in [row["key"] for row in found["slips"]]
    assert all(row.by is None for row in told.asked)


def test_a_miss_that_lands_as_it_is_was_not_lost_by_any_error():
    """Held for a shorter time it lands: it stays a miss, mended by nothing."""
    told = Told(lambda cast, row: row.take == 1 or row.slip is not None)
    found = bed_costs(base_of([0, 1, 1, 0]), told, KIND)
    assert all((row["tried"], row["mended"]) == (2, 1) for row in found["slips"])
    assert all(row["costs_of_hundred"][0] == 25.0 for row in found["slips"])
    assert found["missed"] == 2


def test_without_a_miss_nothing_is_performed_again():
    told = Told(lambda cast, row: False)
    found = bed_costs(base_of([0] * 200), told, KIND)
    assert told.asked == [] and found["tried_again"] == 0
    _, low, high = found["slips"][0]["costs_of_hundred"]
    assert low == 0.0 and 2.0 < high < 3.0  # 1 - 0.0125 ** (1 / 200)


def test_margins_end_where_takes_end():
    """A made-up body lands up to 70 ms early and 45 ms late, in any phase."""

    def lands(cast, row):
        late = 0.0 if row.by is None or row.slip.kind != "moment" else row.by
        return -0.0701 < late < 0.0451

    told = Told(lands)
    found = margins(base_of([0] * 9), told, KIND)
    for row in found["moments"]:
        assert row["low"] == pytest.approx(-70.0, abs=1.0)
        assert row["high"] == pytest.approx(45.0, abs=1.0)
        assert row["half_lost_minus"]["at"] == pytest.approx(70.0, abs=12.0)
        assert row["half_lost_plus"]["at"] == pytest.approx(45.0, abs=12.0)
    assert [r["name"] for r in found["moments"]][-1] == "time of flight aimed at"
    assert found["joints"] == [] and found["joints_searched"] == 10
    nothing = [r for r in told.asked if r.by == 0.0]
    assert len(nothing) == 1  # One take, whatever is not off.


def test_no_edge_is_told_where_not_surely_more_than_half_land():
    """26 of 40 (0.483 to 0.794) are not enough for that, 27 are."""
    for lost, told in ((14, False), (13, True)):
        base = base_of([1] * lost + [0] * (40 - lost))
        found = margins(base, Told(lambda cast, row: not row.by), KIND)
        sides = [r[f"half_lost_{w}"] for r in found["moments"] for w in ("minus",
                 "plus")]  # fmt: skip
        assert all((side["reason"] == "") == told for side in sides)
        assert all((side["low"] is not None) == told for side in sides)
        json.dumps(found, allow_nan=False)


def test_marks_are_those_of_the_takes():
    place = np.full((4, 2, 2), 0.3)
    place[0] = 0.6
    found = marks(base_of([0] * 4, place=place), None)
    assert found["flight_mean_s"] == 1.5
    assert found["in_box"] == 0.75
    assert found["totals"] == []  # Of 4 takes none is one in 20.
    found = marks(base_of([0] * 21), None)
    assert [row["total"] for row in found["totals"]] == [2, 6, 11, 16, 20]


def test_the_map_shows_every_landing_of_the_first_takes():
    place = np.full((200, 2, 2), 0.3)
    place[::2, 1] = np.nan  # Every other take ended before its second landing.
    place[3, 1] = (0.9, -0.2)
    base = base_of([2, 0] * 100, place=place)
    found = _picture(base, KIND)
    assert len(found["points"]) == 300 and found["takes"] == 200
    assert found["points"][:2] == [[30.0, 30.0, False], [30.0, 30.0, True]]
    assert [90.0, -20.0, True] in found["points"]
    assert sum(point[2] for point in found["points"]) == 200
    longer = base_of([0] * 250, place=np.full((250, 2, 2), 0.3))
    found = _picture(longer, KIND)
    assert len(found["points"]) == 300 and found["takes"] == 150


def test_the_map_has_the_zones_of_the_judges():
    found, judged = _picture(base_of([0]), KIND)["zones"], zones()
    for x, y in (
        (0.0, 0.0),
        (0.6, 0.0),
        (1.2, 0.0),
        (0.0, 0.6),
        (0.6, 0.6),
        (1.2, 0.6),
    ):
        lane = "side_lanes" if 100 * y > found["across_cm"] else "middle_lane"
        zone = sum(100 * x > end for end in found["along_cm"])
        assert 10 * found[lane][zone] == pytest.approx(judged.cost(x, y))


def test_each_contact_has_its_loads():
    peaks = np.full((40, 4), 5000.0)
    peaks[:, 1] = 7000.0
    peaks[25:, 2] = 0.0  # Ended before.
    peaks[:, 3] = 20.0  # A touch is none.
    found = contacts(base_of([0] * 40, peaks=peaks), None)
    assert [row["element"] for row in found] == [0, 1, 2]
    assert [row["takes"] for row in found] == [40, 40, 25]
    assert found[1]["half_N"] == found[1]["most_N"] == 7000
    assert found[1]["rare_N"] is None  # Of 40 takes none is one in 100.
    assert found[1]["name"].startswith("after 1: ")


@pytest.mark.parametrize("takes", [30, 100, 367, 368, 1000])
def test_1_in_100_of_a_contact_is_told_as_far_as_takes_go(takes):
    """The ends are those of order statistics: the peaks are their own ranks."""
    peaks = np.full((takes, 4), 0.0)
    peaks[:, 1] = 5000.0 + np.arange(takes)
    (found,) = contacts(base_of([0] * takes, peaks=peaks), None)
    known = quantile(peaks[:, 1], 0.99)
    assert (found["rare_N"] is not None) == (takes >= 100)
    assert found["rare_high_N"] == known.high
    assert found["rare_low_N"] == (known.low if takes >= 100 else None)
    assert (known.high is not None) == (takes >= 368)


def test_spreads_are_mixed():
    """17 must have no factor of the number of takes on a side."""
    for budget in (BED, LEAP):
        step = 17 % budget.spread
        assert np.gcd(budget.spread, 17) == 1 and 1 < step < budget.spread - 1


# Slips.


def test_only_phases_that_the_act_needs_are_moved():
    cast = bed_sheets.cast()
    names = [cast.technique.phases[k].name for k in used(cast)]
    assert names == ["press", "swing", "rise", "prepare"]
    keys = [slip.key for slip in [*KIND.slips(cast), *KIND.joints(cast)]]
    assert len(set(keys)) == len(keys)


def test_a_slip_is_moved_or_taken_away():
    cast = bed_sheets.cast()
    phases = len(cast.technique.phases)
    noise = bed_noise(cast.steadiness, 1, [0, 0, 0, 0], 2)
    moment = bed_moments(cast)[1]
    rows = [
        Row(take=0),
        Row(take=0, slip=moment, by=0.02),
        Row(take=0, slip=moment),
        Row(take=0, slip=groups()[2]),
    ]
    changed, shift = moved(noise, phases, rows)
    assert shift.late.sum() == shift.late[1, moment.phase] == 0.02
    assert shift.prompt.sum() == shift.prompt[2, moment.phase] == 1.0
    assert not changed.felt[3].any() and changed.felt[0].any()
    np.testing.assert_array_equal(changed.moment, noise.moment)


@pytest.fixture(scope="module")
def moved_takes():
    """One calm take as it is, and with each phase 50 ms late."""
    cast = bed_sheets.cast("none")
    rows = [Row(take=0), *(Row(take=0, slip=s, by=0.05) for s in bed_moments(cast))]
    noise = bed_noise(cast.steadiness, 1, [0] * len(rows), 2)
    noise, shift = moved(noise, len(cast.technique.phases), rows)
    with pool(cast.scene, 1) as opened:
        tally, _ = lead_bed(
            cast.scene, cast.technique, cast.act.flown, cast.steadiness, noise,
            opened, shift=shift,
        )  # fmt: skip
    return tally


def test_nothing_changes_before_a_moved_phase_begins(moved_takes):
    """Preparing comes first, in the air; then touchdown and press; then the rise."""
    seen = moved_takes.seen
    at = sum(list(COLUMNS.values())[: list(COLUMNS).index("touch_bed")])
    touchdown = int(np.argmax(seen[0, :, at] > 0))
    press, _, rise, prepare = (
        int(np.argmax((np.abs(row - seen[0]) > 1e-6).any(axis=1))) for row in seen[1:]
    )
    assert 0 < prepare < touchdown < press < rise
    take_off = touchdown + int(np.argmin(seen[0, touchdown:, at] > 0))
    assert take_off <= rise <= take_off + 3


def test_greatest_loads_are_those_of_the_contacts(moved_takes):
    np.testing.assert_array_equal(moved_takes.peaks.max(axis=1), moved_takes.load)


# The whole.


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("takes")


@pytest.fixture(scope="module")
def made(kept):
    """A sheet of few takes, with an act of the user's own to show instead."""
    with pytest.MonkeyPatch.context() as patch:
        bed_sheets.few(patch)
        path = kept / "own.toml"
        write(path, bed_sheets.technique("straight-jumps"))
        takes = sheets.takes(kept)
        also = [also_known(bed_sheets.cast(), path)]
        return bed_sheets.made(takes, also), takes


def test_every_part_is_there_and_is_json(made):
    values = made[0]
    assert set(values) >= PARTS
    assert json.loads(json.dumps(values, allow_nan=False)) == values
    for name in ("ready", "marks", "costs", "margins", "rig", "loads"):
        assert all(line[-1] == "." for line in values["words"][name])
    assert values["odds"]["takes"] == 4
    others = [other["takes"] for other in values["ready"]["fallback"]]
    assert len(others) >= 3
    assert set(others) == {2}
    assert values["rig"]["call"]["rehearsed"] == 1000.0
    assert values["rig"]["dimensions"][0]["value"] == 100.0
    assert values["words"] == words(values)


def test_it_is_a_page(made):
    page = sheet_html(made[0])
    for title in ("Marks", "What costs most", "Loads", "Rig and time of flight"):
        assert f"<h2>{title}</h2>" in page
    text = page.replace("&nbsp;", " ")
    for who in ("director", "coach", "rigger"):
        for line in made[0]["words"][f"for_{who}"]:
            assert line.partition("'")[0] in text
    assert "catch" not in page.partition("</style>")[2]
    assert "{{" not in page


def test_what_is_known_is_not_performed_again(made, kept, monkeypatch):
    bed_sheets.few(monkeypatch)
    again = sheets.takes(kept)
    also = [also_known(bed_sheets.cast(), kept / "own.toml")]
    assert bed_sheets.made(again, also) == made[0]
    assert again.performed == 0 and again.known == made[1].performed


KILLED = """
import pathlib, sys
import pytest, bed_sheets, sheets
bed_sheets.few(pytest.MonkeyPatch())
bed_sheets.made(sheets.takes(pathlib.Path(sys.argv[1])))
"""


def test_a_killed_sheet_goes_on_where_it_was(tmp_path, made, monkeypatch):
    """To the same sheet, but for the own act that only the other one names."""
    bed_sheets.few(monkeypatch)
    sheets.killed(KILLED, tmp_path)
    takes = sheets.takes(tmp_path)
    values, whole = bed_sheets.made(takes), made[0]
    assert takes.known > 0
    assert takes.performed + takes.known < made[1].performed
    for name in PARTS - {"ready", "words"}:
        assert values[name] == whole[name]


def test_takes_do_not_depend_on_their_company(kept):
    """Nor does the store give one apparatus the takes of another."""
    cast = bed_sheets.cast()
    late = bed_moments(cast)[0]
    rows = [Row(take=1), Row(take=1, slip=late, by=0.05), Row(take=2)]
    together = Takes(seed=1, store=Store(None), threads=2).perform(cast, rows)
    alone = Takes(seed=1, store=Store(None), threads=1).perform(cast, rows[1:2])
    np.testing.assert_array_equal(together.peaks[1], alone.peaks[0])
    assert of("trampoline").budget is BED


# What the user may name.


def test_what_another_knows_is_no_way_out(tmp_path):
    path = tmp_path / "hers.toml"
    write(path, bed_sheets.technique(who="layla"))
    with pytest.raises(MismatchError, match="only what 'nilo' knows can be shown"):
        also_known(bed_sheets.cast(), path)


def test_an_act_on_another_apparatus_is_no_way_out(tmp_path):
    path = tmp_path / "leap.toml"
    how = replace(sheets.cast().technique, performer="nilo")
    write(path, how)
    with pytest.raises(MismatchError, match="for an act on the fly-bars, not the"):
        also_known(bed_sheets.cast(), path)


@pytest.mark.parametrize(
    ("code", "also", "said"),
    [(6, "no.toml", "no such file"), (5, "hers.toml", "only what 'nilo' knows")],
)
def test_a_wrong_file_is_said_in_one_line(tmp_path, capfd, code, also, said):
    write(tmp_path / "mine.toml", bed_sheets.technique())
    write(tmp_path / "hers.toml", bed_sheets.technique(who="layla"))
    words = ["sheet", "straight-jumps", "--performer", "nilo"]
    words += ["--technique", str(tmp_path / "mine.toml")]
    words += ["--out", str(tmp_path / "a.html"), "--store", str(tmp_path / "takes")]
    assert main([*words, "--also", str(tmp_path / also)]) == code
    out, err = capfd.readouterr()
    assert out == "" and err.count("\n") == 1 and said in err


# Forces within the body.


def test_feet_bear_what_the_bed_gives():
    """Newton: together they bear the whole force; joints above a little less."""
    scene, record = bed_takes.scene(), bed_takes.run()[1][0]
    first = scene.sensor["touch_bed"].start
    read = np.array(record.sensors)
    force = np.linalg.norm(read[:, first + 1 : first + 4], axis=1)
    borne = joint_forces(scene, record)
    touch = read[:, first] > 0
    down = int(np.argmax(touch))
    feet = touch & ~met(touch)
    feet[down + 40 :] = False  # The first contact, before anything goes wrong.
    firm = feet & (force > 3 * scene.weight)
    assert firm.sum() > 10
    share = borne["one foot"][firm] / force[firm]
    # Half and more, but for the bed being read a step before the state.
    assert share.min() > 0.48 and share.max() < 1.0
    assert (borne["ankle"][firm] < borne["one foot"][firm]).all()
    assert (borne["hip"][firm] < borne["knee"][firm]).all()
    assert borne["one foot"][:down].max() == 0.0
    assert borne["ankle"][:down].max() < 0.1 * scene.weight


def test_every_take_tells_what_joints_bear(kept, made, monkeypatch):
    """Not only those whose loads over time are shown."""
    bed_sheets.few(monkeypatch)
    cast = bed_sheets.cast()
    base = perform_base(cast, sheets.takes(kept), 4, KIND)
    _, records = recorded(cast, 1, range(4), range(4), 1)
    for name in BORNE:
        most = [
            joint_forces(cast.scene, record)[name].max() for record in records.values()
        ]
        np.testing.assert_array_equal(base.peaks[name], most)
    parts = {part["name"]: part for part in made[0]["loads"]["parts"]}
    assert parts["ankle"]["peak_N"] == round(base.peaks["ankle"].max())
    assert len(base.watched[TORQUES]) == 1


def test_a_blow_is_the_beginning_of_a_touch_after_a_flight():
    touch = np.zeros(60, dtype=bool)
    touch[20:25] = touch[27:40] = True
    assert np.flatnonzero(met(touch)).tolist() == [20, 21, 22, 23, 24]
