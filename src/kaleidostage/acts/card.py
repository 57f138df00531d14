"""The competition card: skills in their order, and all that is wrong with them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import FileFormatError, StorageError
from ..files import words
from . import notation
from .skill import POSITIONS, Skill

LENGTH = 10
"""Skills in a routine. Source: FIG code, 4.1 and 16.5, as cited by open programs."""

AGAINST_THE_RULES = "against the rules of a routine"

LARGEST = 100_000  # Largest card. [bytes]  Our choice: ten lines have some hundred.

_MOST_READ = 50  # Skills of one card that are looked at: more is no card. Our choice.

_LEADING = re.compile(r"\s*\d+\s*[.):]\s")  # The number of a line: '1. ', '10) '.


@dataclass(frozen=True)
class Item:
    """One skill as written.

    Attributes:
        text: As written.
        line: Where it stands, from 1.
        column: Where it begins in its line, from 1.
    """

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a card.

    Attributes:
        number: Of the skill on the card, from 1; 0 for the card itself.
        line: Where, from 1.
        column: Where in the line, from 1.
        kind: One of those of `notation`, or AGAINST_THE_RULES.
        said: What is wrong and what would be right, in one line.
    """

    number: int
    line: int
    column: int
    kind: str
    said: str

    def __str__(self) -> str:
        """Return place, kind and what is wrong, in one line."""
        return f"line {self.line}, column {self.column}: {self.kind}: {self.said}"


@dataclass(frozen=True)
class Card:
    """What a card says.

    Attributes:
        skills: In their order; those that could be read.
        faults: All of them, in the order of the text.
    """

    skills: tuple[Skill, ...]
    faults: tuple[Fault, ...]


def read_card(path: Path | str) -> Card:
    """Read the card in a file, with its faults.

    Raises:
        StorageError: If it cannot be opened.
        FileFormatError: If it is no text, or far too large for a card.
    """
    return parse_card(_text(Path(path)))


def parse_card(text: str) -> Card:
    """Return what a text says, skill by skill, with its faults.

    Args:
        text: One skill a line or separated by commas or semicolons, in notation or by
            name; `#` begins a comment, and a line may begin with its number, `1.`.
    """
    items = list(_items(text))
    if not items:
        said = f"no skill on the card; write {LENGTH}, one a line"
        return Card((), (Fault(0, 1, 1, AGAINST_THE_RULES, said),))
    return routine(items)


def routine(items: Sequence[Item], practice: bool = False) -> Card:
    """Return the skills in a row, each from where the one before has landed.

    A routine begins and ends on the feet and has at most LENGTH skills.

    Args:
        items: At least one.
        practice: Whether straight jumps are let pass.
    """
    found = list(_chain(items[:_MOST_READ]))
    skills = [skill for skill in found if isinstance(skill, Skill)]
    rows = list(enumerate(zip(items, found, strict=False), 1))
    faults = [fault for row in rows for fault in _wrong(*row, practice)]
    faults += _uncomposed(items, found[-1] if len(found) == len(items) else None)
    return Card(tuple(skills), tuple(sorted(faults, key=_place)))


def _chain(items: Sequence[Item]) -> Iterator[Skill | notation.Trouble]:
    """Yield each skill as it is meant where the one before has landed.

    After one that could not be read, any start may be meant.
    """
    start: str | None = "feet"
    for item in items:
        starts = (start,) if start else tuple(POSITIONS)
        found = _from_one_of(item.text, starts)
        start = found.landing if isinstance(found, Skill) else None
        yield found


def _from_one_of(text: str, starts: tuple[str, ...]) -> Skill | notation.Trouble:
    """Return the skill from the first position that allows it, or the first trouble."""
    first = notation.read(text, starts[0])
    if isinstance(first, Skill) or first.kind == notation.UNREADABLE:
        return first
    tries = (notation.read(text, start) for start in starts[1:])
    return next((found for found in tries if isinstance(found, Skill)), first)


def _wrong(
    number: int, row: tuple[Item, Skill | notation.Trouble], practice: bool
) -> Iterator[Fault]:
    """Yield what is wrong with one skill."""
    item, found = row
    if isinstance(found, notation.Trouble):
        said = f"{words.shown(item.text)}: {found.said}"
        yield _fault(number, item, found.kind, said, found.at)
    elif found.is_straight_jump and not practice:
        said = "a straight jump is no element, it interrupts the routine; take it out"
        yield _fault(number, item, AGAINST_THE_RULES, said)


def _uncomposed(
    items: Sequence[Item], last: Skill | notation.Trouble | None
) -> Iterator[Fault]:
    """Yield what is wrong with the whole."""
    if isinstance(last, Skill) and last.landing != "feet":
        said = f"the last skill must land on the feet, not the {last.landing}"
        yield _fault(len(items), items[-1], AGAINST_THE_RULES, said)
    if len(items) > LENGTH:
        said = f"{len(items)} skills; a routine has {LENGTH}: this one is too many"
        yield _fault(LENGTH + 1, items[LENGTH], AGAINST_THE_RULES, said)


def _fault(number: int, item: Item, kind: str, said: str, at: int = 0) -> Fault:
    return Fault(number, item.line, item.column + at, kind, said)


def _place(fault: Fault) -> tuple[int, int]:
    return fault.line, fault.column


def _items(text: str) -> Iterator[Item]:
    """Yield what stands between line ends and commas, without comments and numbers."""
    for number, line in enumerate(text.split("\n"), 1):
        at = 0
        for piece in re.split("[,;]", line.partition("#")[0]):
            leading = _LEADING.match(f"{piece} ")
            begin = min(leading.end(), len(piece)) if leading else 0
            begin += len(piece[begin:]) - len(piece[begin:].lstrip())
            if skill := piece[begin:].strip():
                yield Item(skill, number, at + begin + 1)
            at += len(piece) + 1


def _text(path: Path) -> str:
    """Return what stands in a file."""
    name = f"card {words.shown_path(path)}"
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise StorageError(f"{name}: cannot be read: {why.lower()}") from None
    except ValueError:  # A path with a zero character.
        raise StorageError(f"{name}: no such file") from None
    if len(data) > LARGEST:
        raise FileFormatError(f"{name}: far too large; is this the right file?")
    try:
        return data.decode("utf-8-sig")  # Some editors put a byte order mark first.
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileFormatError(
            f"{name}, line {line}: not UTF-8 text; save it as UTF-8"
        ) from None
