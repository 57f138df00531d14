"""What the technique files of every apparatus share, read and written."""

import math
from collections.abc import Mapping
from typing import Any

from ..errors import FileFormatError
from ..files import Document, Table
from ..performers import JOINTS
from ..performers.joints import joint
from .plan import joints_of
from .technique import GROUPS, Phase, Technique

SCHEMA = 1
"""Version of the technique file."""

POSED = (*GROUPS, *(name for name in JOINTS if name not in GROUPS))
"""What a pose can name: joints, and groups of them."""

SIGNS = """\
Standing upright with hanging arms is 0 everywhere. Plus means: shoulder_flexion arms
forward and up (180 overhead), hip_flexion legs forward, knee_flexion and elbow_flexion
bent, spine_flexion trunk rounded forward, ankle_plantarflexion toes pointed. A name
with _l or _r at its end, before _deg, is for one side only."""
"""Which way joints turn, for the people who read a file."""

FOUND = "How this technique was found; for people, the physics need it not."
"""The comment above [found]."""

_MOST = 100  # Phases. Our choice: those of an act are about ten.


# Reading.


def begun(document: Document) -> Technique:
    """Return a technique of which only what every file begins with is read."""
    document.schema(SCHEMA)
    return Technique(
        act=document.text("act"),
        performer=document.text("performer"),
        rig=document.text("rig"),
        found=_found(document.table("found", optional=True)),
        call=0.0,
        lead=0.0,
        phases=(),
    )


def _found(table: Table) -> dict[str, str | int | float]:
    """Return whatever is said of how it was found: texts and numbers."""
    return {key: _plain(table, key) for key in table.keys()}


def _plain(table: Table, key: str) -> str | int | float:
    """Return a text, a whole number or a number."""
    for take in (table.text, table.integer, table.number):
        try:
            return take(key)
        except FileFormatError:
            continue
    raise table.fault(key, f"{key} must be a text or a number")


def phase_tables(document: Document) -> tuple[Table, ...]:
    """Return the tables of the phases, in the order of the file."""
    tables = document.tables("phase", least=1)
    if len(tables) > _MOST:
        raise document.fault("phase", f"at most {_MOST} phases, got {len(tables)}")
    return tables


def pose(phase: Table) -> dict[str, float]:
    """Return joint targets within the ranges of their joints. [rad]"""
    table = phase.table("pose", optional=True)
    known = {f"{name}_deg": name for name in POSED}
    for key in known:
        table.has(key)  # So that a misspelt joint is answered with the nearest.
    targets = {}
    for key in table.keys():  # In the order of the file.
        if key in known:
            range_ = joint(JOINTS[joints_of(known[key])[0]])
            angle = table.number(key, low=range_.low, high=range_.high)
            targets[known[key]] = math.radians(angle)
    return targets


def misplaced(table: Table, key: str, above: Phase, phase: Phase) -> FileFormatError:
    """Return the error for a phase that begins before one that stands above it."""
    return table.fault(
        key,
        f"phase {phase.name!r} ({phase.after} {phase.at:+g} s) must not begin "
        f"before {above.name!r} ({above.after} {above.at:+g} s), which stands "
        "above it: put them in order",
    )


# Writing.


def headline(technique: Technique) -> str:
    """Return the first line of a file: who does what, and where."""
    t = technique
    line = f"How {t.performer} does {t.act} on the rig {t.rig}."
    return " ".join(line.split())


def opening(technique: Technique) -> dict[str, Any]:
    """Return the values every file begins with."""
    return {
        "schema": SCHEMA,
        "act": technique.act,
        "performer": technique.performer,
        "rig": technique.rig,
        **({"found": dict(technique.found)} if technique.found else {}),
    }


def shown_pose(phase: Phase) -> dict[str, Any]:
    """Return the table of a phase's pose; none where it names no joint."""
    shown = {f"{name}_deg": degrees(angle) for name, angle in phase.pose.items()}
    return {"pose": shown} if shown else {}


def rounded_pose(targets: Mapping[str, float]) -> dict[str, float]:
    """Return the targets that a file of them holds. [rad]"""
    return {name: math.radians(degrees(angle)) for name, angle in targets.items()}


def seconds(value: float) -> float:
    """Return seconds, rounded to 1 ms; never minus nought."""
    return round(float(value), 3) + 0.0


def degrees(value: float) -> float:
    """Return an angle in degrees, rounded to 0.1; never minus nought."""
    return round(math.degrees(value), 1) + 0.0
