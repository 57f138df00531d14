"""From takes to shows: what sensors tell, takes beside each other, the window."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from kaleidostage import acts
from kaleidostage.cli import main
from kaleidostage.perform import poses, save_take
from kaleidostage.perform.retrace import retrace
from kaleidostage.performers import JOINTS, steadiness
from kaleidostage.sheet import release
from kaleidostage.sheet.cast import Cast
from kaleidostage.stage import companion, flight, stage_take
from kaleidostage.stage.page_data import page_data
from kaleidostage.stage.readings import readings
from leap import landed_take, leaps, scene, takes, technique

TICK = 0.01


@pytest.fixture(scope="module")
def read():
    return readings(scene(), landed_take())


@pytest.fixture(scope="module")
def show():
    """The take with everything, another take beside it."""
    take = landed_take()
    other = takes(numbers=[1])[0]
    where = poses(scene(), other.states)
    return stage_take(
        take,
        poses(scene(), take.states),
        title="First leap",
        scene=scene(),
        windows=[{"name": "release window", "start": 1.9, "end": 2.0}],
        others=[companion(other, where, take)],
    )


def test_momentum_is_that_of_the_body(read):
    take = landed_take()
    found = retrace(scene(), take).momentum[:: scene().substeps]
    row = round(take.outcome["release"] / TICK) + 10
    assert read["momentum"][row] == pytest.approx(found[row], abs=0.15)
    flying = read["momentum"][row : row + 25, 1]
    assert np.ptp(flying) < 0.01 * abs(flying).max()  # Nothing turns a body in the air.


def test_loads_are_those_of_the_take(read):
    take = landed_take()
    assert {load["name"]: load.get("cables") for load in read["loads"]} == {
        "near bar, left cable": [0],
        "near bar, right cable": [1],
        "far bar, left cable": [2],
        "far bar, right cable": [3],
        "left hand": None,
        "right hand": None,
    }
    cable = max(load["values"].max() for load in read["loads"][:4])
    hand = max(load["values"].max() for load in read["loads"][4:])
    # The take keeps the greatest of every step, the page one step a tick.
    assert 0.8 * max(take.outcome["cable"]) < cable <= max(take.outcome["cable"])
    assert 0.8 * max(take.outcome["load"]) < hand <= max(take.outcome["load"])


def test_free_hands_carry_nothing(read):
    take = landed_take()
    first = round(take.outcome["release"] / TICK) + 3
    last = round(min(take.outcome["catch"]) / TICK) - 3
    for load in read["loads"][4:]:
        assert not load["values"][first:last].any()


def test_effort_is_a_share(read):
    values = read["effort"]["values"]
    assert values.shape == (len(landed_take().states), len(JOINTS))
    assert 0.0 <= values.min() and 0.5 < values.max() <= 1.0
    assert read["effort"]["joints"][0] == f"flyer/{JOINTS[0]}"


def test_everything_arrives_on_the_page(show):
    data = page_data(show)
    assert data["effort"]["width"] == len(JOINTS)
    assert data["momentum"]["width"] == 3
    assert [load["cables"] for load in data["loads"]] == [[0], [1], [2], [3], [], []]
    assert data["windows"][0]["name"] == "release window"


def test_takes_beside_let_go_together(show):
    star, other = landed_take(), takes(numbers=[1])[0]
    beside = show.others[0]
    shift = beside["times"][0]
    assert other.outcome["release"] + shift == pytest.approx(star.outcome["release"])
    assert beside["label"].startswith("Layla, take 1 of seed 1, ")


def test_flights_bring_the_way_of_the_hands():
    tally, records = leaps()
    row = int(np.flatnonzero(tally.landed)[0])
    ghost = flight(scene(), records[row], True)
    assert ghost["hands"].shape == (len(ghost["path"]), 2, 3)
    arm = np.linalg.norm(ghost["hands"] - ghost["path"][:, None], axis=2)
    assert 0.2 < arm.min() < arm.max() < 1.3  # Hands are on arms. [m]
    before = replace(records[row], events=[])
    assert "hands" not in flight(scene(), before, False)


def test_release_window_is_found_to_its_step(monkeypatch):
    take = landed_take()
    cast = Cast(
        act=acts.load("first-leap"),
        performer=take.performer,
        rig=take.rig,
        technique=technique(),
        steadiness=steadiness("national"),
    )
    monkeypatch.setattr(release, "STEP", 0.02)
    start, end = release.release_window(cast)
    rehearsed = leaps("none", [0])[0].release[0]
    assert start <= rehearsed <= end
    assert 0.043 < end - start < 0.24  # No narrower than the narrowest published one.
    nothing = replace(technique(), phases=technique().phases[:3])
    assert release.release_window(replace(cast, technique=nothing)) is None


def test_show_compares_with_takes_on_file(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(release, "STEP", 0.03)
    other = save_take(tmp_path, landed_take())
    page = tmp_path / "leap.html"
    words = ["show", "first-leap", "--takes", "4", "--no-open", "--out", str(page)]
    assert main([*words, "--with", str(other)]) == 0
    text = page.read_text("utf-8")
    data = json.loads(re.search(r'id="show">(.*?)</script>', text, re.S)[1])
    assert len(data["others"]) == 1
    assert data["windows"][0]["start"] < data["windows"][0]["end"]
    assert all("hands" in ghost for ghost in data["ghosts"])
    assert len(text.encode()) < 1_500_000
    capsys.readouterr()


@pytest.mark.parametrize("verb", ["show", "film"])
def test_takes_to_compare_that_are_none_are_one_line(verb, tmp_path, capsys):
    whole = save_take(tmp_path, landed_take())
    half = tmp_path / "half.npz"
    half.write_bytes(whole.read_bytes()[:5000])
    star = "first-leap" if verb == "show" else str(whole)
    words = [verb, star, "--out", str(tmp_path / f"{verb}.png")]
    assert main([*words, "--with", str(half)]) == 4
    err = capsys.readouterr().err
    assert "half.npz" in err and err.count("\n") == 1
    assert main([*words, *4 * ["--with", str(whole)]]) == 2
    assert "3 are the most" in capsys.readouterr().err
    assert not (tmp_path / f"{verb}.png").exists()
