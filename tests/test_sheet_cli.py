"""The verb `sheet`: what it writes, says and refuses."""

import json

import pytest

import sheets
from kaleidostage.cli import main

WRONG = [
    (2, "--gate 1.5", "a gate lies between 0 and 1, got 1.5; write 0.9"),
    (2, "--gate 90", "got 90; write 0.9"),
    (2, "--gate nan", "a gate lies between 0 and 1, got nan"),
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
    (5, "--versus rig=long", "no technique is shipped"),
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
