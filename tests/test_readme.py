"""What the README shows is run as it stands there."""

import contextlib
import io
import re
from pathlib import Path

import click
import pytest

from kaleidostage import acts, performers, rigs
from kaleidostage.cli.main import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


def commands():
    """Return the words of each command line, those with `make` left out."""
    lines = re.findall(r"^    kaleidostage (.*)$", README, re.M)
    return [line.split("#")[0].split() for line in lines]


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_example_tells_odds(code):
    assert 8 <= len(code.splitlines()) <= 16
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    assert re.fullmatch(
        r"\d+ of 20 landed: \d+\.\d % \(95% sure: \d+\.\d to \d+\.\d %\)\n",
        out.getvalue(),
    )


def test_there_is_one_python_example():
    assert len(blocks("python")) == 1


def test_the_files_shown_can_be_read(tmp_path):
    performer, rig = blocks("toml")
    (tmp_path / "mia.toml").write_text(performer)
    (tmp_path / "tent.toml").write_text(rig)
    assert performers.load(tmp_path / "mia.toml").name == "mia"
    assert rigs.load(tmp_path / "tent.toml").span == 7.6


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_the_commands_shown_can_be_given(words):
    verb = cli.commands[words[0]]
    context = verb.make_context(words[0], words[1:])
    assert context.params.get("act", "first-leap") in acts.names()


def test_verbs_shown_are_more_than_none():
    assert len(commands()) >= 6
    assert isinstance(cli, click.Group)
