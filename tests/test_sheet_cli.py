"""The verb `sheet`: what it writes, says and refuses."""

import importlib
import json
from pathlib import Path

import pytest

import kaleidostage
import sheets
from kaleidostage.cli import main

verb = importlib.import_module("kaleidostage.cli.sheet")
SHIPPED = Path(kaleidostage.__file__).parent / "technique/shipped/first-leap"

WRONG = [
    (2, "--gate 1.5", "a gate lies between 0 and 1, got 1.5; write 0.9"),
    (2, "--gate 90", "got 90; write 0.9"),
    (2, "--gate nan", "a gate lies between 0 and 1, got nan"),
    (2, "--gate 0.999999", "gate of 0.999999 could not be passed even if all of 1000"),
    (2, "--gate 0.999999999999", "gate of 0.999999999999 could not be passed even if"),
    (2, "--gate 0", "a gate lies between 0 and 1, got 0"),
    (2, "--takes 10", "10 takes can never pass a gate of 0.9: even if all landed, the"),
    (2, "--takes 35", "perform at least 36 takes"),
    (2, "--versus wide", "'wide' does not say once what differs; write technique=PATH"),
    (2, "--versus rig=wide --versus rig=long", "'rig=long' does not say once"),
    (2, "--versus colour=red", "'colour=red' does not say once what differs"),
    (3, "--versus rig=wida", "Did you mean 'wide'?"),
    (3, "--versus act=frist", "no act is called 'frist'"),
    (5, "--versus act=back-somersault-leap", "are different acts"),
    (5, "--versus steadiness=national", "both sides of the comparison are the same"),
    (5, "--versus rig=long", "give one for both sides with --technique PATH, or for"),
    (5, "--performer bruno --rig long", "rehearse first"),
    (6, "--versus technique=no.toml", "no such file"),
    (6, "--out no/where.html", "no such folder"),
    (6, "--store leaf.txt/takes", "name another folder"),
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "leaf.txt").write_text("")
    return tmp_path


@pytest.mark.parametrize(("code", "words", "said"), WRONG, ids=[w[1] for w in WRONG])
def test_what_is_wrong_is_said_in_one_line_before_anything_is_performed(
    here, capfd, code, words, said
):
    store = [] if "--store" in words else ["--store", str(here / "cache")]
    assert main(["sheet", "first-leap", *words.split(), *store]) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("kaleidostage: ") and err.count("\n") == 1
    assert said in err and "Traceback" not in err
    assert not list(here.glob("*.html")) and not list(here.glob("cache/*.npz"))


def test_it_writes_a_page_and_says_what_matters(here, made, capfd, monkeypatch):
    sheets.few(monkeypatch)
    words = ["sheet", "first-leap", "--takes", "12", "--gate", "0.5", "--seed", "1"]
    words += ["--store", str(made[-1])]
    assert main(words) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out.startswith("First leap: layla on the rig reference, steadiness national")
    assert "of 12 landed" in out
    assert "sheet: first-leap-layla.sheet.html (0 takes performed, " in out
    page = (here / "first-leap-layla.sheet.html").read_text("utf-8")
    assert "<h1>First leap</h1>" in page

    assert main([*words, "--json", "--out", "again.html"]) == 0
    out, err = capfd.readouterr()
    told = json.loads(out)
    assert err == "" and told["page"] == "again.html"
    assert told["odds"] == made[0]["odds"]
    assert (here / "again.html").read_text("utf-8") == page


OWN = """schema = 1

[fly_bars]
pivot_height_m = 9.2
span_m = 7.6
"""


def asked(act="first-leap", **given):
    """One way to perform an act, as the verb reads it."""
    usual = {"performer": None, "rig": None, "steadiness": "national",
             "technique": None}  # fmt: skip
    return verb._Asked(act, **{**usual, **given})


def test_a_technique_given_is_that_of_both_rigs(here):
    """So that the rigs are compared, and not what was rehearsed for each."""
    (here / "own.toml").write_text(OWN)
    given = asked(technique=SHIPPED / "layla.toml")
    this = given.cast()
    other, words = given.other(this, {"rig": "own.toml"})
    assert other.technique == this.technique and other.rig != this.rig
    assert words == "rig own.toml"
    other, words = given.other(this, {"rig": "wide"})
    assert other.technique == this.technique and words == "rig wide"


def test_what_else_differs_is_said(here):
    this = asked().cast()
    other, words = asked().other(this, {"rig": "wide"})
    assert other.technique != this.technique
    assert words == "rig wide with the technique shipped for it"
    path = str(SHIPPED / "layla.toml")
    other, words = asked().other(this, {"rig": "wide", "technique": path})
    assert other.technique == this.technique
    assert words == f"rig wide, technique {path}"


def test_progress_is_said_now_and_then_where_no_terminal_shows_it(capfd, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(verb.time, "monotonic", lambda: now[0])
    progress = verb._Progress(1000)
    progress.begin("odds", 1, 12)
    for now[0], performed in ((10.0, 48), (31.0, 304), (45.0, 560), (62.0, 816)):
        progress.tell(performed, 0)
    progress.begin("costs", 4, 12)
    now[0] = 95.0
    progress.tell(1100, 200)
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "kaleidostage: odds (1 of 12): 304 of 1000 takes",
        "kaleidostage: odds (1 of 12): 816 of 1000 takes",
        "kaleidostage: costs (4 of 12): 1300 takes, 200 known",
    ]
