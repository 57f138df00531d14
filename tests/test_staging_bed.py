"""From takes on the trampoline to shows: the dip, marks, moments, ghosts, verdicts."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from bed_takes import COUNT, act, longest, run, scene, take, technique
from kaleidostage.cli import main
from kaleidostage.cli.setting import Setting
from kaleidostage.errors import MismatchError
from kaleidostage.judging.trampoline import (
    judged,
    judges_seed,
    outcome,
    recorded_course,
    tally_course,
)
from kaleidostage.perform import Record, poses, save_take, verify
from kaleidostage.perform.bed.bounce import SHORTEST_FLIGHT
from kaleidostage.performers import JOINTS
from kaleidostage.rigs import FlyBars
from kaleidostage.stage import companion, flight, stage_take, take_facts
from kaleidostage.stage.bed import judged_take
from kaleidostage.stage.marking import named_skills
from kaleidostage.stage.notebook import take_html
from kaleidostage.stage.page_data import page_data

TICK = 0.01


def staged(one, **options):
    where = poses(scene(), one.states)
    return stage_take(one, where, title="Ten straight jumps", **options)


@pytest.fixture(scope="module")
def show():
    """The longest take with everything."""
    return staged(longest(), scene=scene())


def of_page(path):
    """Return the data block of a page on file."""
    text = path.read_text("utf-8")
    return json.loads(re.search(r'id="show">(.*?)</script>', text, re.S)[1])


def test_course_of_a_take_is_the_one_that_was_judged():
    for number in range(COUNT):
        was, now = (
            tally_course(run()[0], number),
            recorded_course(scene(), take(number)),
        )
        for name in ("times", "com", "feet", "chest", "on_bed", "parts", "off"):
            assert np.array_equal(getattr(was, name), getattr(now, name)), name
        assert np.abs(was.joints - now.joints).max() < np.radians(1.5)


def test_marks_and_verdict_are_those_of_the_run(show):
    seeds = [judges_seed(1, number) for number in range(COUNT)]
    tally = run()[0]
    found = judged(tally, act(), seeds)[longest().number]
    assert show.score["total"] == pytest.approx(found.total, abs=0.11)
    assert show.verdict == outcome(found, bool(tally.done[longest().number]))
    assert show.verdict != "landed"
    assert len(show.marks) == len(found.elements) > 0


def test_the_bed_is_pressed_where_the_feet_are(show):
    one = longest()
    lead = one.sensors[:, scene().sensor["touch_bed"].start] > 0
    fall = round(one.outcome["fell"] / TICK)
    rows = np.flatnonzero(lead[:fall])[8:20]  # Well within the first contact.
    feet = [one.sensors[rows, scene().sensor[name]] for name in ("heel_l", "toe_r")]
    middle = np.mean(feet, axis=0)
    assert np.abs(show.bed[rows + 1, :2] - middle[:, :2]).max() < 0.1
    sunk = 0.1 < show.bed[rows + 1, 2].max() < 1.0
    assert sunk and -show.bed[rows + 1, 2] == pytest.approx(middle[:, 2], abs=0.1)


def test_who_lies_on_the_bed_presses_more_of_it():
    one = take(3)  # Comes down on the bed, not beside it.
    fall, bed = round(one.outcome["fell"] / TICK), staged(one, scene=scene()).bed
    standing, lying = bed[60, 3:].max(), bed[fall + 5 :, 3:].max()
    assert 0.05 < standing < 0.25 < lying


def test_moments_are_named_and_end_with_the_fall(show):
    names = [name for _, name in show.events]
    course, marks = judged_take(scene(), longest())
    skills = named_skills(marks, course)
    assert skills and set(skills) <= set(show.events)
    times = [moment for moment, _ in show.events]
    assert times == sorted(times)
    after = names[names.index("fall") + 1 :]
    assert after == ["end"]


def test_facts_are_in_peoples_units(show):
    facts = dict(show.facts)
    assert facts["Skills"] == f"{len(show.marks)} of 10"
    newtons = longest().outcome["load"]
    assert facts["Bed load"].startswith(f"{newtons:.0f} N · ")
    assert facts["Mean flight"].endswith(" s")
    assert "Total" not in facts  # It comes at the end.
    assert dict(take_facts(longest(), scene())) == facts
    assert [label for label, _ in take_facts(longest())] == ["Bed load"]


def test_loads_and_effort_are_those_of_the_take(show):
    (load,) = show.loads
    assert load["name"] == "bed"
    assert 0.5 < load["values"].max() / longest().outcome["load"] <= 1.0
    free = longest().sensors[:, scene().sensor["touch_bed"].start] == 0
    assert not load["values"][1:][free].any()
    assert show.effort["values"].shape == (len(longest().states), len(JOINTS))


def test_everything_arrives_on_the_page(show):
    data = page_data(show)
    assert data["trampoline"]["length"] == scene().trampoline.length
    assert data["floor_z"] == -scene().trampoline.height
    assert data["bed"]["width"] == 5
    assert not data["bars"] and not data["cables"] and data["net"] is None
    assert data["subtitle"] == "Nilo · competition trampoline · national steadiness"


def test_without_its_scene_a_take_is_not_judged():
    bare = staged(longest())
    assert bare.bed is None and bare.score is None and not bare.marks
    assert bare.verdict == "fall"
    assert bare.trampoline["length"] == scene().trampoline.length


def test_numbers_that_went_bad_get_no_marks():
    one = longest()
    bad = replace(one, outcome={**one.outcome, "diverged": True})
    found = staged(bad, scene=scene())
    assert found.verdict == "other" and found.score is None


def test_a_ghost_is_the_last_flight():
    tally, records = run()
    row = longest().number
    ghost = flight(scene(), records[row], bool(tally.landed[row]))
    ups = [t for t, name in records[row].events if name == "take-off"]
    downs = [t for t, name in records[row].events if name in ("landing", "fall")]
    flights = [(up, min([down for down in downs if down > up] or [up])) for up in ups]
    up, down = [pair for pair in flights if pair[1] - pair[0] >= SHORTEST_FLIGHT][-1]
    assert len(ghost["path"]) == round((down - up) / TICK)
    rises = ghost["path"][:, 2]
    assert rises.argmax() not in (0, len(rises) - 1) and "hands" not in ghost
    assert len(flight(scene(), Record(), False)["path"]) == 0


def test_takes_beside_begin_together():
    star, other = take(0), take(1)
    beside = companion(other, poses(scene(), other.states), star, scene())
    assert beside["times"][0] == 0.0
    assert not beside["landed"] and beside["label"].startswith("Nilo, take 1 of seed 1")
    leap = replace(star, rig=FlyBars())
    with pytest.raises(MismatchError, match="choose one on the same"):
        companion(other, poses(scene(), other.states), leap)


def test_a_take_is_verified_in_its_own_words(tmp_path):
    found = verify(save_take(tmp_path, take(3)), half_step=True)
    assert found.repeated is not False and not found.landed
    lines = found.lines()
    assert "it did not go through its card, its states say" in lines[1]
    assert "flights, 2 before" in lines[-1] and "mm apart" in lines[-1]
    half = found.half_step.values()
    assert half["flights_before"] == 2 and 0.0 <= half["place_m"] < 0.5


def test_a_notebook_shows_it():
    text = take_html(take(3))
    assert "<iframe" in text and "Ten straight jumps" in text


def test_show_writes_page_and_take(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(Setting, "technique", lambda *_: technique())
    other = save_take(tmp_path, take(1))
    page, kept = tmp_path / "jumps.html", tmp_path / "kept.npz"
    words = ["show", "straight-jumps", "--performer", "nilo", "--takes", "3"]
    words += ["--seed", "1", "--no-open", "--out", str(page), "--take", str(kept)]
    assert main([*words, "--with", str(other), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["landed"] == 0 and told["marks"]["bed_50_N"] > 0
    data = of_page(page)
    assert len(data["ghosts"]) == 2 and len(data["others"]) == 1
    assert data["windows"] == [] and data["odds"]["takes"] == 3
    assert verify(kept).repeated is not False
