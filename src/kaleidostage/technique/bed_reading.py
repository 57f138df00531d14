"""From a document to a technique for the trampoline."""

import base64
import math
import re
from dataclasses import replace

import numpy as np

from ..files import Document, Table
from .balance import Balance
from .bed import BED_EVENTS, BED_WHENS, FIGURES, SHAPED, fits
from .parts import misplaced, phase_tables, pose
from .technique import Phase, Technique

SHORTEST, LONGEST = 0.6, 2.5
"""Times of flight that can be aimed at. [s]  Our choice."""

LARGEST = 1000
"""Largest size of a balance. Our choice."""

FORESEEN = 0.1
"""A push may begin so long before the touchdown. [s]  Our choice."""

OF = (*FIGURES[1:], SHAPED)
"""What a phase can be kept for; one for every flight says nothing."""

_HUGE = 1e30  # Sums of larger weights overflow: as good as infinite. Our choice.
_TOUCHDOWN, _TAKE_OFF = BED_EVENTS
_EARLIEST = {_TOUCHDOWN: -FORESEEN, _TAKE_OFF: 0.0}


def completed(technique: Technique, document: Document) -> Technique:
    """Return the technique with what a document says of the trampoline."""
    jump = document.table("jump")
    return replace(
        technique,
        aim=jump.number("flight_s", low=SHORTEST, high=LONGEST),
        phases=_phases(document),
        balance=_balance(document),
    )


def _phases(document: Document) -> tuple[Phase, ...]:
    """Return the phases, in the order of the file."""
    tables = phase_tables(document)
    phases = tuple(_phase(table) for table in tables)
    _check_events(tables, phases)
    _check_jump(document, tables, phases)
    _check_moments(tables, phases)
    return phases


def _phase(table: Table) -> Phase:
    """Return one phase."""
    return Phase(
        name=table.text("name"),
        after=(after := table.choice("after", BED_EVENTS)),
        at=table.number(
            "at_s", low=-FORESEEN if after == _TOUCHDOWN else 0.0, high=LONGEST
        ),
        move=table.number("move_s", low=0.0, high=LONGEST),
        of=table.choice("of", OF, default=""),
        when=(when := _when(table, after)),
        level=_level(table, when),
        pose=pose(table),
    )


def _when(table: Table, after: str) -> str:
    """Return what else than time begins a phase; only in the air it can."""
    when = table.choice("when", BED_WHENS, default="time")
    if when != "time" and after == _TOUCHDOWN:
        raise table.fault(
            "when",
            f"when = {when!r} waits in the air, so its phase must stand after = "
            f"{_TAKE_OFF!r}, got {after!r}",
        )
    return when


def _level(table: Table, when: str) -> float:
    """Return the time left to the landing that a phase waits for. [s]"""
    if when != "time":
        return table.number("left_s", low=0.0, high=LONGEST)
    if table.has("left_s"):
        raise table.fault(
            "left_s",
            "left_s goes with when = 'landing' or 'turned', got when = 'time': say "
            "one of them, or leave left_s out",
        )
    return 0.0


def _check_events(tables: tuple[Table, ...], phases: tuple[Phase, ...]) -> None:
    """Refuse phases of touchdown below those of take-off."""
    for table, last, phase in zip(tables[1:], phases, phases[1:], strict=False):
        if BED_EVENTS.index(phase.after) < BED_EVENTS.index(last.after):
            raise misplaced(table, "after", last, phase)


def _check_moments(tables: tuple[Table, ...], phases: tuple[Phase, ...]) -> None:
    """Refuse falling moments among phases that may occur in one jump."""
    for row, (table, phase) in enumerate(zip(tables, phases, strict=True)):
        for above in phases[:row]:
            if phase.at < above.at and _follows(phase, above):
                raise misplaced(table, "at_s", above, phase)


def _follows(phase: Phase, above: Phase) -> bool:
    """Return whether a phase must not have an earlier moment than one above it.

    Where both wait for something, their moments are only the earliest ones.
    """
    if phase.after != above.after or "time" not in (phase.when, above.when):
        return False
    return any(fits(phase, figure) and fits(above, figure) for figure in FIGURES)


def _check_jump(
    document: Document, tables: tuple[Table, ...], phases: tuple[Phase, ...]
) -> None:
    """Refuse phases that leave a jump without its push, its flight or its landing."""
    of_all = {p.after: i for i, p in enumerate(phases) if not p.of}  # The last ones.
    for event in BED_EVENTS:
        if event not in of_all:
            raise document.fault(
                "phase",
                f"at least one phase must stand after = {event!r} for every jump, "
                "that is without 'of', got 0",
            )
    last = of_all[_TAKE_OFF]
    if phases[last].when != "landing":
        raise tables[last].fault(
            "when",
            f"the last phase after {_TAKE_OFF!r} for every jump prepares the landing: "
            f"{phases[last].name!r} must have when = 'landing' and left_s, got "
            f"{phases[last].when!r}",
        )


def _balance(document: Document) -> Balance | None:
    """Return how the performer keeps upright, where the file says it."""
    if not document.has("balance"):
        return None
    table = document.table("balance")
    balance = Balance(
        even=_size(table, "even"),
        odd=_size(table, "odd"),
        hidden=_size(table, "hidden"),
        moves=_size(table, "moves"),
        side_moves=_size(table, "side_moves"),
        weights=table.block("weights"),
    )
    if bad := _wrong_weights(balance):
        raise table.fault("weights", bad)
    return balance


def _size(table: Table, key: str) -> int:
    return table.integer(key, low=1, high=LARGEST)


def _wrong_weights(balance: Balance) -> str:
    """Return what is wrong with the weights, as half a sentence, or ''."""
    text = balance.weights
    if odd := re.search(r"[^A-Za-z0-9+/=]", text):
        return (
            "weights must be base64 (letters without accents, digits, + and /), got "
            f"{odd[0]!r} as character {odd.start() + 1}"
        )
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return (
            "weights must be sound base64, in fours with = only at the end, got "
            f"{len(text)} characters that are not; was the text cut or joined?"
        )
    return _wrong_numbers(balance, data)


def _wrong_numbers(balance: Balance, data: bytes) -> str:
    """Return what is wrong with the numbers that the weights hold, or ''."""
    count = sum(math.prod(shape) for shape in balance.shapes)
    if len(data) != 4 * count:
        return (
            f"weights must hold {count} numbers of 4 bytes for these sizes, got "
            f"{len(data)} bytes, which is {len(data) / 4:g} numbers"
        )
    flat = np.frombuffer(data, "<f4")
    bad = np.flatnonzero(~(np.abs(flat) < _HUGE))
    if bad.size:
        at = int(bad[0])
        return f"number {at + 1} of weights must be a finite number, got {flat[at]:g}"
    return ""
