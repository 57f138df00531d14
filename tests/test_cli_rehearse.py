"""The verb `rehearse` around the search: files, signature, progress, Ctrl-C."""

import json

import pytest

from kaleidostage import rehearsal
from kaleidostage.cli import main
from kaleidostage.cli.rehearse import report
from kaleidostage.rehearsal import Progress, Rehearsed
from kaleidostage.technique import read, rounded, write
from leap_technique import leap


@pytest.fixture
def calls(tmp_path, monkeypatch):
    """Work in an empty folder; the search gives back what it began with."""
    monkeypatch.chdir(tmp_path)
    calls = []

    def rehearse(scene, act, origin, steadiness, **options):
        calls.append({"act": act, "origin": origin, **options})
        return Rehearsed(
            technique=origin,
            odds_landed=180,
            odds_takes=200,
            seconds=12.34,
            generations=7,
        )

    monkeypatch.setattr(rehearsal, "rehearse", rehearse)
    return calls


def test_what_is_found_is_written_and_signed(calls, capsys):
    write("first.toml", leap())
    words = "rehearse first-leap --from first.toml --budget 2m --seed 5"
    assert main(words.split()) == 0
    found = read("first-leap-layla.toml")
    assert found.phases == rounded(leap()).phases
    assert found.found == {
        "command": f"kaleidostage {words}",
        "seed": 5,
        "seconds": 12.3,
        "generations": 7,
        "steadiness": "national",
        "odds": "180 of 200 landed: 90.0 % (95% sure: 84.9 to 93.8 %)",
    }
    assert (calls[0]["budget"], calls[0]["seed"]) == (120.0, 5)
    assert str(calls[0]["checkpoint"]) == "first-leap-layla.checkpoint"
    out = capsys.readouterr().out
    next_one = "kaleidostage odds first-leap --technique first-leap-layla.toml"
    assert f"next: {next_one}" in out


def test_json_says_where_the_technique_is(calls, capsys):
    assert main(["rehearse", "first-leap", "--rig", "compact", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["technique"] == "first-leap-layla-compact.toml"
    assert (said["landed"], said["takes"], said["rig"]) == (180, 200, "compact")
    assert read(said["technique"]).rig == "compact"


def test_a_shipped_technique_can_be_the_origin_for_somebody_else(calls):
    words = "rehearse first-leap --performer sora --from layla --out sora.toml"
    assert main(words.split()) == 0
    origin = calls[0]["origin"]
    assert (origin.performer, origin.act) == ("sora", "first-leap")
    assert read("sora.toml").performer == "sora"


def test_without_an_origin_it_begins_with_a_general_timeline(calls):
    assert main(["rehearse", "first-leap", "--performer", "bruno"]) == 0
    assert calls[0]["origin"].performer == "bruno"


def test_one_place_for_two_things_is_refused(calls, capsys):
    words = "rehearse first-leap --out a --checkpoint a"
    assert main(words.split()) == 2
    assert "are both a" in capsys.readouterr().err
    assert not calls


def test_ctrl_c_says_how_to_go_on(calls, capsys, monkeypatch, tmp_path):
    def stopped(*values, checkpoint, **options):
        checkpoint.write_text("kept")
        raise KeyboardInterrupt

    monkeypatch.setattr(rehearsal, "rehearse", stopped)
    assert main(["rehearse", "first-leap", "--out", "mine.toml"]) == 130
    assert capsys.readouterr().err == (
        "kaleidostage: stopped; the same command with --resume goes on from "
        "mine.checkpoint\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.checkpoint"]


def test_ctrl_c_before_anything_is_kept_says_so(calls, capsys, monkeypatch, tmp_path):
    def stopped(*values, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(rehearsal, "rehearse", stopped)
    assert main(["rehearse", "first-leap", "--out", "mine.toml"]) == 130
    words = "kaleidostage: stopped; nothing was kept yet\n"
    assert capsys.readouterr().err == words
    assert not list(tmp_path.iterdir())


PROGRESS = Progress(
    seconds=10.0,
    budget=300.0,
    generation=4,
    stage="find",
    best_cost=1.25,
    landed=3,
    takes=40,
    low=0.01,
    high=0.22,
)


def test_progress_is_for_terminals_only(capsys):
    report(PROGRESS)
    assert capsys.readouterr() == ("", "")


def test_progress_says_best_odds_and_time_left(monkeypatch):
    said = []
    monkeypatch.setattr("kaleidostage.cli.say.progress", said.append)
    report(PROGRESS)
    for words in ("generation 4", "1.250", "3 of 40 landed", "4 min 50 s left"):
        assert words in said[0]
