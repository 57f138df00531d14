"""The verb `judge`: what a trampoline routine is worth."""

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import options, say

if TYPE_CHECKING:
    from ..acts import Fault, Skill
    from ..judging.difficulty import RoutineValue, Row

_WIDTH = 100  # Characters in a line where no terminal tells its own; our choice.


@click.command()
@click.argument("card", metavar="CARD|ACT")
@click.option(
    "--edition",
    metavar="YEARS",
    help="Rules: 2022-24 or 2025-28; the newest if left out.",
)
@options.as_json
def judge(card: str, edition: str | None, json_: bool) -> int:
    """Say whether a trampoline routine is legal, and what each skill is worth.

    CARD is a text file with one skill a line, in FIG notation or by name; ACT is the
    name or the .toml file of an act for the trampoline. The values are unofficial:
    docs/cards.md says which rules are not confirmed.
    """
    from ..errors import FileFormatError
    from ..judging import edition as rules
    from ..judging.difficulty import routine_value

    years = rules.edition(edition or rules.NEWEST).name
    skills, faults = _skills(card)
    for fault in faults:
        say.failure(f"card {card}, {fault}")
    if faults and json_:
        found = [asdict(fault) for fault in faults]
        say.as_json({"card": card, "edition": years, "legal": False, "faults": found})
    if faults:
        return FileFormatError.exit_code
    value = routine_value(skills, years)
    if json_:
        say.as_json({"card": card, **_plain(value)})
        return 0
    for line in _table(value):
        say.result(line)
    return 0


def _skills(named: str) -> "tuple[tuple[Skill, ...], tuple[Fault, ...]]":
    """Return the skills of an act or of a card, and what is wrong with the card."""
    from .. import acts
    from ..errors import MismatchError, UnknownNameError

    if named in acts.names() or named.endswith(".toml"):
        act = acts.load(named)
        if act.apparatus != acts.TRAMPOLINE:
            raise MismatchError(
                f"act {act.name!r} is for the {act.apparatus}, not the trampoline: it "
                "has no skills to value; try 'kaleidostage odds' with it"
            )
        return act.elements, ()
    path = Path(named)
    if not path.exists() and path.name == named and not path.suffix:
        raise UnknownNameError("act or card", named, acts.names())
    card = acts.read_card(path)
    return card.skills, card.faults


def _plain(value: "RoutineValue") -> dict[str, object]:
    """Return all values, for JSON."""
    from ..acts.card import LENGTH

    return {
        "edition": value.edition,
        "legal": not any(row.skill.is_straight_jump for row in value.rows),
        "complete": len(value.rows) == LENGTH,
        "skills": [_row(number, row) for number, row in enumerate(value.rows, 1)],
        "total": value.total,
    }


def _row(number: int, row: "Row") -> dict[str, object]:
    return {
        "number": number,
        "notation": row.skill.notation(),
        "name": row.skill.name(),
        "value": row.value.total,
        "counted": row.counted / 10,
        "repeats": row.repeats,
        "note": row.note,
        "why": [
            {"part": said, "value": tenths / 10, "rule": rule}
            for said, tenths, rule in row.value.parts
        ],
    }


def _table(value: "RoutineValue") -> "Iterator[str]":
    """Yield the lines of the table for people."""
    from ..acts.card import LENGTH
    from ..judging.edition import edition

    rules = edition(value.edition)
    names = [row.skill.name() for row in value.rows]
    notations = [row.skill.notation() for row in value.rows]
    wide, broad = max(map(len, names)), max(8, *map(len, notations))
    yield f" #  {'skill':{wide}}  {'notation':{broad}}    D  why"
    for number, row in enumerate(value.rows, 1):
        name, written = names[number - 1], notations[number - 1]
        head = (
            f"{number:2}  {name:{wide}}  {written:{broad}}  {row.counted / 10:3.1f}  "
        )
        yield from _wrapped(head, _why(row))
    yield f"    {'difficulty':{wide}}  {'':{broad}} {value.total:4.1f}"
    yield f"{rules.title}, values by {rules.value_rule}; unofficial (docs/cards.md)"
    if len(value.rows) < LENGTH:
        yield f"{len(value.rows)} of the {LENGTH} skills of a competition routine"
    if any(row.skill.is_straight_jump for row in value.rows):
        yield "for practice: straight jumps would interrupt a competition routine"


def _why(row: "Row") -> str:
    """Return what a value is made of, in words."""
    parts = ", ".join(
        f"{said} {tenths / 10:.1f}" for said, tenths, _ in row.value.parts
    )
    if row.repeats:
        return f"{row.note}; new it is worth {row.value.total:.1f}"
    return row.note or parts


def _wrapped(head: str, text: str) -> "Iterator[str]":
    """Yield a line that goes on below its last column."""
    width = shutil.get_terminal_size((_WIDTH, 24)).columns
    room = max(24, width - len(head))
    first, *rest = textwrap.wrap(text, room) or [""]
    yield f"{head}{first}".rstrip()
    yield from (" " * len(head) + line for line in rest)
