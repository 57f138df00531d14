"""The command as a user meets it: results, streams, files, exit codes."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kaleidostage import acts, performers, rigs
from kaleidostage.cli import main
from kaleidostage.cli.duration import parse, shown
from kaleidostage.cli.main import cli
from kaleidostage.cli.manual import page
from kaleidostage.technique import write
from leap_technique import leap

ROOT = Path(__file__).parents[1]
ODDS = r"\d+ of {} landed: \d+\.\d % \(95% sure: \d+\.\d to \d+\.\d %\)"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in an empty folder that holds one technique, with no browser.

    The release window is searched coarsely: nobody looks at it here.
    """
    monkeypatch.setattr("kaleidostage.sheet.release.STEP", 0.06)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CI", "1")
    write("leap.toml", leap())
    return tmp_path


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_odds_are_told_in_lines_for_people(here, capsys):
    words = ["odds", "first-leap", "--technique", "leap.toml", "--takes", "3"]
    assert main(words) == 0
    out, err = capsys.readouterr()
    assert re.search(f"^{ODDS.format(3)}$", out, re.M)
    assert "First leap: layla on the rig reference, steadiness national" in out
    assert err == ""


def test_json_is_alone_on_standard_output(here, capsys):
    words = ["odds", "first-leap", "--technique", "leap.toml", "--takes", "3"]
    assert main([*words, "--seed", "3", "--json"]) == 0
    out, err = capsys.readouterr()
    said = json.loads(out)
    assert (said["takes"], said["seed"], said["act"]) == (3, 3, "first-leap")
    assert said["landed"] + sum(said["failures"].values()) == 3
    assert 0 <= said["low"] <= said["odds"] <= said["high"] <= 1
    assert said["fingerprint"] and said["seconds"] > 0
    assert err == ""


def test_the_same_seed_gives_the_same_odds_with_any_threads(here, capsys):
    said = []
    for threads in ("1", "2"):
        words = ["odds", "first-leap", "--technique", "leap.toml", "--takes", "4"]
        assert main([*words, "--threads", threads, "--json"]) == 0
        values = json.loads(capsys.readouterr().out)
        said.append({k: v for k, v in values.items() if k != "seconds"})
    assert said[0] == said[1]


def test_show_writes_one_page_and_says_where(here, capsys):
    words = ["show", "--technique", "leap.toml", "--takes", "4"]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert re.search(f"^{ODDS.format(4)}$", out, re.M)
    assert "replay: first-leap.replay.html (take " in out
    assert files(here) == ["first-leap.replay.html", "leap.toml"]
    text = (here / "first-leap.replay.html").read_text("utf-8")
    assert text.lstrip().lower().startswith("<!doctype html>")
    assert "First leap" in text and len(text) < 1_500_000


def test_a_take_kept_can_be_verified(here, capsys):
    words = ["show", "--takes", "2", "--take", ".", "--out", "page.html", "--json"]
    assert main(words) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["replay"] == "page.html"
    assert main(["verify", said["take_file"], "--json"]) in (0, 8)
    verdict = json.loads(capsys.readouterr().out)
    assert verdict["repeated"] is True and verdict["take"] == said["take"]
    assert verdict["landed"] == verdict["landed_from_states"]


def test_own_performer_and_own_rig_are_taken(here, capsys):
    Path("mia.toml").write_text(
        'schema = 1\n[measure]\nsex = "female"\nheight_m = 1.68\nmass_kg = 57.0\n'
    )
    Path("tent.toml").write_text("schema = 1\n[fly_bars]\nspan_m = 7.6\n")
    words = ["odds", "first-leap", "--performer", "mia.toml", "--rig", "./tent.toml"]
    assert main([*words, "--technique", "leap.toml", "--takes", "2", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["performer"], said["rig"]) == ("mia", "tent")
    assert main([*words, "--takes", "2"]) == 5
    hint = "rehearse first: kaleidostage rehearse first-leap --performer mia.toml"
    assert hint in capsys.readouterr().err


def test_own_steadiness_is_the_performers(here, capsys):
    words = ["odds", "first-leap", "--technique", "leap.toml", "--takes", "1"]
    assert main([*words, "--json", "--steadiness", "own"]) == 0
    level = performers.load("layla").steadiness.name
    assert json.loads(capsys.readouterr().out)["steadiness"] == level


def test_list_names_everything_shipped(capsys):
    assert main(["list", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert tuple(said["acts"]) == acts.names()
    assert tuple(said["performers"]) == performers.names()
    assert tuple(said["rigs"]) == rigs.names()
    assert "first-leap/layla" in said["techniques"]
    assert main(["list", "rigs"]) == 0
    assert "compact" in capsys.readouterr().out


def test_doctor_finds_this_place_well(here, capsys):
    assert main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["well"] is True
    assert main(["doctor"]) == 0
    assert "BAD" not in capsys.readouterr().out


def test_help_needs_no_engine():
    code = "import sys\nfrom kaleidostage.cli import main\nmain(['--help'])\n"
    code += "sys.exit('mujoco' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0 and "rehearse" in run.stdout


def test_commands_are_documented_as_they_are():
    """Rewrite with `python -m kaleidostage.cli.manual > docs/commands.md`."""
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == page()


@pytest.mark.parametrize("verb", sorted(cli.commands))
def test_every_verb_has_machine_readable_results(verb):
    options = [o for p in cli.commands[verb].params for o in p.opts]
    assert "--json" in options
    assert isinstance(cli, click.Group)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("90s", 90), ("5m", 300), ("1h30m", 5400), ("0.5m", 30)],
)
def test_durations_are_read_as_people_write_them(text, seconds):
    assert parse(text) == seconds


@pytest.mark.parametrize("text", ["", "m", "5 m", "-5m", "5d", "nan", "5m5", "٣m"])
def test_what_is_no_duration_is_none(text):
    assert parse(text) is None


def test_durations_are_shown_for_people():
    assert [shown(s) for s in (0, 59.4, 245)] == ["0 s", "59 s", "4 min 05 s"]
