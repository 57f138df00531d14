"""The verb `judge`: cards and acts, tables, JSON, and every wrong card."""

import json
import re
from pathlib import Path

import pytest

from kaleidostage.acts import load
from kaleidostage.cli import main

CARD = """\
# Level with two repeats.
1. half-out pike
2. 811<
3. 8--< b
4. 8-1<
5. full
6. 42o
7. 12222/
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path


def test_a_card_is_valued_skill_by_skill(here, capsys):
    (here / "card.txt").write_text(CARD)
    assert main(["judge", "card.txt"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["#", "skill", "notation", "D", "why"]
    assert "Half-out pike" in lines[1] and "2 somersaults 1.0" in lines[1]
    assert any("0.0  repeats 1 (14.1); new it is worth 1.3" in line for line in lines)
    assert any(line.split() == ["difficulty", "8.3"] for line in lines)
    assert "unofficial" in lines[-2]
    assert lines[-1] == "7 of the 10 skills of a competition routine"
    assert max(map(len, lines)) <= 100


def test_a_narrow_terminal_gets_narrow_lines(here, capsys, monkeypatch):
    (here / "card.txt").write_text(CARD)
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["judge", "card.txt"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    assert "beyond 2 0.8" in " ".join(out.split())


def test_json_holds_value_and_why(here, capsys):
    (here / "card.txt").write_text(CARD)
    assert main(["judge", "card.txt", "--edition", "2025-28", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["edition"], said["legal"], said["complete"]) == (
        "2025-28",
        True,
        False,
    )
    assert said["total"] == 8.3
    assert [row["counted"] for row in said["skills"]] == [1.3, 1.5, 1.3, 0, 0.7, 0, 3.5]
    assert [row["repeats"] for row in said["skills"]] == [None] * 3 + [1, None, 5, None]
    first = said["skills"][0]
    assert (first["number"], first["notation"]) == (1, "8-1<")
    assert first["name"] == "Half-out pike"
    assert first["why"][0] == {"part": "2 somersaults", "value": 1.0, "rule": "17.1"}
    for row in said["skills"]:
        assert round(sum(part["value"] for part in row["why"]), 1) == row["value"]


def test_editions_differ(here, capsys):
    totals = []
    for years in ("2022-24", "2025-28"):
        assert main(["judge", "first-routine", "--edition", years, "--json"]) == 0
        totals.append(json.loads(capsys.readouterr().out)["total"])
    assert totals == [3.1, 3.4]


def test_a_shipped_act_is_a_routine(here, capsys):
    assert main(["judge", "first-routine"]) == 0
    out = capsys.readouterr().out
    assert all(skill.name() in out for skill in load("first-routine").elements)
    assert "of the 10 skills" not in out


def test_an_act_of_ones_own(here, capsys):
    (here / "mine.toml").write_text(
        'schema = 1\napparatus = "trampoline"\ncast = "layla"\n'
        'elements = ["/", "back tuck"]\n'
    )
    assert main(["judge", "mine.toml", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["legal"], said["total"]) == (False, 0.5)
    assert main(["judge", "mine.toml"]) == 0
    assert "straight jumps would interrupt" in capsys.readouterr().out


def test_the_example_in_the_docs_is_what_comes_out(here, capsys):
    page = Path(__file__).parents[1].joinpath("docs", "cards.md").read_text("utf-8")
    card, result = re.findall(r"```(?:card|result)\n(.*?)```", page, re.S)
    (here / "card.txt").write_text(card)
    assert main(["judge", "card.txt"]) == 0
    assert capsys.readouterr().out == result


WRONG = [
    (2, "", "judge", "missing argument"),
    (3, "o", "judge card.txt --edition 2025-26", "Did you mean '2025-28'?"),
    (3, "o", "judge frst-routine", "Did you mean 'first-routine'?"),
    (4, "\n".join("o" * 11), "judge card.txt", "a routine has 10"),
    (4, "4x<", "judge card.txt", "card card.txt, line 1, column 2: does not parse"),
    (4, "6-o f", "judge card.txt", "land on the head"),
    (4, "1- > front\n4-o b", "judge card.txt", "line 2, column 1: cannot be done"),
    (4, "back drop\nbarani", "judge card.txt", "line 2, column 1: cannot be done"),
    (4, "4-o", "judge card.txt", "ambiguous"),
    (4, "o\n/", "judge card.txt", "a straight jump is no element"),
    (4, "", "judge card.txt", "no skill on the card"),
    (5, "o", "judge first-leap", "for the fly-bars, not the trampoline"),
    (6, "o", "judge crad.txt", "no such file"),
    (6, "o", "judge .", "is a directory"),
]


@pytest.mark.parametrize(("code", "card", "words", "said"), WRONG)
def test_what_is_wrong_is_said_in_a_line(here, capsys, code, card, words, said):
    (here / "card.txt").write_text(card)
    assert main(words.split()) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("kaleidostage: ") and err.count("\n") == 1
    assert said in err


def test_all_faults_are_said_each_in_a_line(here, capsys):
    (here / "card.txt").write_text("4-o\nbarrani, 8-1$\n6-o f")
    assert main(["judge", "card.txt"]) == 4
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == "" and len(lines) == 4
    assert all(line.startswith("kaleidostage: card card.txt, line") for line in lines)
    assert "did you mean 'barani'?" in lines[1]


def test_json_holds_the_faults_too(here, capsys):
    (here / "card.txt").write_text("o\n4-o")
    assert main(["judge", "card.txt", "--json"]) == 4
    out, err = capsys.readouterr()
    said = json.loads(out)
    assert said["legal"] is False
    (fault,) = said["faults"]
    assert (fault["number"], fault["line"], fault["column"]) == (2, 2, 1)
    assert fault["kind"] == "ambiguous" and fault["said"] in err
