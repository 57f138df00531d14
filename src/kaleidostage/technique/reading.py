"""From a technique's file, shipped or the user's own, to a technique."""

import math
from dataclasses import replace
from pathlib import Path

from ..errors import MismatchError, UnknownNameError
from ..files import Document, Table, read_toml, shipped
from . import bed_reading
from .parts import POSED, begun, misplaced, phase_tables, pose
from .technique import EVENTS, SENSES, WHENS, Feedback, Phase, Technique

LONGEST = 14.0
"""Latest moment. [s]  Our choice: no take lasts longer."""

LEVEL_KEYS = {"near": "near_m", "turned": "turned_deg"}
"""The key that says what a phase waits for."""

EXPECTED_KEYS = {
    "lean": "expected_deg",
    "spin": "expected_deg_s",
    "height": "expected_m",
    "bar": "expected_m",
}
"""The key of what is expected to be felt, in the sense's unit."""

_FOLDER = Path(__file__).parent / "shipped"


def names(act: str) -> tuple[str, ...]:
    """Return what is shipped for an act, sorted: `layla`, or `layla@compact`."""
    return shipped(_FOLDER / act) if act in _acts() else ()


def read_school(name: str) -> Technique:
    """Return one of the general timelines of poses that rehearsals begin with."""
    return read(_FOLDER.parent / "school" / f"{name}.toml")


def read_shipped(act: str, name: str) -> Technique:
    """Return the shipped technique called `name`, as `names` gives it.

    Raises:
        UnknownNameError: If nothing of that name is shipped for the act.
    """
    if name not in names(act):
        raise UnknownNameError(f"technique for act {act!r}", name, names(act))
    return read(_FOLDER / act / f"{name}.toml")


def load(
    act: str,
    performer: str,
    rig: str,
    path: str | Path | None = None,
    *,
    asked: str = "",
) -> Technique:
    """Return the technique of a performer for an act on a rig.

    Args:
        act: Name of the act.
        performer: Name of the performer.
        rig: Name of the rig.
        path: The user's own file, which may have been found for somebody else or
            on another rig; None for the shipped one.
        asked: How act, performer and rig were named on the command line, for the
            message; empty for their names.

    Raises:
        MismatchError: If nothing shipped fits, or the file is for another act.
        FileFormatError: If the file is not a sound technique file.
        StorageError: If it cannot be opened.
    """
    if path is not None:
        technique = read(path)
        _check_act(technique, act, path)
        return technique
    for name in (f"{performer}@{rig}", performer):
        if name in names(act):
            technique = read_shipped(act, name)
            if technique.rig == rig:
                return technique
    asked = asked or f"{act} --performer {performer} --rig {rig}"
    raise MismatchError(
        f"no technique is shipped for act {act!r} by {performer!r} on rig {rig!r} "
        f"(there are: {', '.join(names(act)) or 'none'}); rehearse first: kaleidostage "
        f"rehearse {asked}, and give the file it writes with --technique"
    )


def read(path: str | Path) -> Technique:
    """Read a technique file, whatever act it is for.

    Raises:
        FileFormatError: If it is not a sound technique file.
        StorageError: If it cannot be opened.
    """
    return parse(read_toml(path, "technique"))


def parse(document: Document) -> Technique:
    """Return the technique a document describes.

    Raises:
        FileFormatError: If it does not describe one.
    """
    on_bed = "jump" in document.keys()
    complete = bed_reading.completed if on_bed else _completed
    technique = complete(begun(document), document)
    document.done()
    return technique


def _completed(technique: Technique, document: Document) -> Technique:
    """Return the technique with what a document says of the fly bars."""
    return replace(
        technique,
        call=document.table("call").number("far_bar_s", low=0.0, high=LONGEST),
        lead=document.table("reach").number("lead_ms", low=0.0, high=500.0) / 1000.0,
        phases=(phases := _phases(document)),
        feedback=_feedbacks(document, phases),
    )


def _acts() -> tuple[str, ...]:
    """Return the acts for which something is shipped."""
    return tuple(path.name for path in _FOLDER.iterdir() if path.is_dir())


def _check_act(technique: Technique, act: str, path: str | Path) -> None:
    if technique.act != act:
        raise MismatchError(
            f"technique {str(path)!r} was made for act {technique.act!r}, not for "
            f"{act!r}; rehearse that act, or perform {technique.act!r}"
        )


def _phases(document: Document) -> tuple[Phase, ...]:
    """Return the phases, in the order of the file."""
    tables = phase_tables(document)
    phases = tuple(_phase(table) for table in tables)
    _check_moments(tables, phases)
    _check_hands(document, tables, phases)
    return phases


def _phase(table: Table) -> Phase:
    """Return one phase."""
    return Phase(
        name=table.text("name"),
        after=table.choice("after", EVENTS),
        at=table.number("at_s", low=0.0, high=LONGEST),
        move=table.number("move_s", low=0.0, high=LONGEST),
        hands=table.choice("hands", ("open", "reach"), default=""),
        when=(when := table.choice("when", WHENS, default="time")),
        level=_read_level(table, when),
        pose=pose(table),
    )


def _read_level(table: Table, when: str) -> float:
    """Return what a phase waits for. [m] or [rad]"""
    if when not in LEVEL_KEYS:
        return 0.0
    low, high = {"near": (0.0, 20.0), "turned": (-360.0, 2000.0)}[when]
    return level(when, table.number(LEVEL_KEYS[when], low=low, high=high))


def level(when: str, shown: float) -> float:
    """Return what a phase waits for, from what its file shows. [m] or [rad]"""
    return math.radians(shown) if when == "turned" else shown


def unit_of(feels: str) -> float:
    """Return the file's unit of a sense in SI: degrees, degrees per second, metres."""
    return math.radians(1.0) if feels in ("lean", "spin") else 1.0


def _feedbacks(document: Document, phases: tuple[Phase, ...]) -> tuple[Feedback, ...]:
    """Return what is changed by feel."""
    if not document.has("feedback"):
        return ()
    names = tuple(phase.name for phase in phases)
    return tuple(_feedback(t, names) for t in document.tables("feedback"))


def _feedback(table: Table, phases: tuple[str, ...]) -> Feedback:
    feels = table.choice("feels", SENSES)
    unit = unit_of(feels)
    expected = table.number(EXPECTED_KEYS[feels], low=-5000.0, high=5000.0)
    gain = table.number("gain_deg", low=-1000.0, high=1000.0)
    return Feedback(
        phase=table.choice("phase", phases),
        feels=feels,
        expected=expected * unit,
        joint=table.choice("joint", POSED),
        gain=math.radians(gain) / unit,
    )


def _check_moments(tables: tuple[Table, ...], phases: tuple[Phase, ...]) -> None:
    """Refuse a first phase that is not the start, and phases out of order."""
    if phases[0].after != EVENTS[0] or phases[0].at != 0.0:
        raise tables[0].fault(
            "at_s",
            f"the first phase is the pose at take-off: after = {EVENTS[0]!r} and "
            f"at_s = 0, got {phases[0].after!r} and {phases[0].at:g}",
        )
    for table, last, phase in zip(tables[1:], phases, phases[1:], strict=False):
        before, now = EVENTS.index(last.after), EVENTS.index(phase.after)
        if now < before or (now == before and phase.at < last.at):
            key = "after" if now < before else "at_s"
            raise misplaced(table, key, last, phase)


def _check_hands(
    document: Document, tables: tuple[Table, ...], phases: tuple[Phase, ...]
) -> None:
    """Refuse hands that never let go or never reach, or both in the wrong order."""
    places = {}
    for word in ("open", "reach"):
        which = [i for i, phase in enumerate(phases) if phase.hands == word]
        if len(which) != 1:
            table = tables[which[1]] if which else document
            raise table.fault(
                "hands" if which else "phase",
                f"exactly one phase must say hands = {word!r}, got {len(which)}",
            )
        places[word] = which[0]
    opened, reached = places["open"], places["reach"]
    if opened == 0 or phases[opened].after != EVENTS[0]:
        raise tables[opened].fault(
            "hands", "hands can only open after the first phase and before the release"
        )
    if reached < opened or phases[reached].after == EVENTS[2]:
        raise tables[reached].fault(
            "hands", "hands can only reach after they opened and before the catch"
        )
