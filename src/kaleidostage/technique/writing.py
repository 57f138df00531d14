"""From a technique to a file that a coach can read and edit by hand."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..files import dump_toml, write_atomic
from . import bed_writing
from .parts import (
    FOUND,
    SIGNS,
    degrees,
    headline,
    opening,
    rounded_pose,
    seconds,
    shown_pose,
)
from .reading import EXPECTED_KEYS, LEVEL_KEYS, unit_of
from .reading import level as _level
from .technique import Feedback, Phase, Technique

_HEAD = f"""\
A phase is a pose: which joints go where (degrees), when it is begun (at_s seconds
after "take-off", "release" or "catch") and how long the body takes to get there
(move_s). Joints that a phase does not name stay where they were told to be.
{SIGNS}

A phase may wait for more than its moment: when = "apex" until the body stops rising,
when = "near" until the shoulders are within near_m of the far bar, when = "turned"
until the trunk has turned backwards by turned_deg since the release. A [[feedback]]
changes the target of a joint by gain_deg for each unit (degree, degree per second,
metre) that the performer feels more than expected as the phase begins."""

_COMMENTS = {
    "found": FOUND,
    "call": "The helper lets go of the far bar so long after take-off.",
    "reach": "The reaching arms aim at where the bar will be so much later.",
}


def write(path: Path | str, technique: Technique) -> None:
    """Write a technique file; what it holds is `rounded(technique)`.

    Raises:
        StorageError: If it cannot be written.
    """
    write_atomic(path, dumps(technique))


def dumps(technique: Technique) -> str:
    """Return the text of a technique file."""
    is_bed = technique.aim > 0.0
    head, notes = bed_writing.TEXTS if is_bed else (_HEAD, _COMMENTS)
    return dump_toml(
        plain(technique),
        comments=notes | {"": f"{headline(technique)}\n\n{head}"},
        blocks=bed_writing.BLOCKS,
    )


def plain(technique: Technique) -> dict[str, Any]:
    """Return the values of the file: seconds, milliseconds, degrees, rounded."""
    if technique.aim > 0.0:
        return bed_writing.plain(technique)
    felt = technique.feedback
    return {
        **opening(technique),
        "call": {"far_bar_s": seconds(technique.call)},
        "reach": {"lead_ms": round(1000.0 * technique.lead)},
        "phase": [_phase(phase) for phase in technique.phases],
        **({"feedback": [_feedback(f) for f in felt]} if felt else {}),
    }


def rounded(technique: Technique) -> Technique:
    """Return the technique that a file of it holds: 0.1 degrees, 1 ms.

    Reading what `write` wrote gives exactly this, so it is what odds should be
    measured with before a technique is shipped.
    """
    if technique.aim > 0.0:
        return bed_writing.rounded(technique)
    return replace(
        technique,
        call=seconds(technique.call),
        lead=round(1000.0 * technique.lead) / 1000.0,
        phases=tuple(
            replace(
                phase,
                at=seconds(phase.at),
                move=seconds(phase.move),
                pose=rounded_pose(phase.pose),
                level=_level(phase.when, _shown_level(phase)),
            )
            for phase in technique.phases
        ),
        feedback=tuple(_rounded_feedback(f) for f in technique.feedback),
    )


def _phase(phase: Phase) -> dict[str, Any]:
    """Return one phase as it stands in the file."""
    hands = {"hands": phase.hands} if phase.hands else {}
    key = LEVEL_KEYS.get(phase.when)
    when = {} if phase.when == "time" else {"when": phase.when}
    level = {key: _shown_level(phase)} if key else {}
    return {
        "name": phase.name,
        "after": phase.after,
        "at_s": seconds(phase.at),
        "move_s": seconds(phase.move),
        **when,
        **level,
        **hands,
        **shown_pose(phase),
    }


def _shown_level(phase: Phase) -> float:
    """Return what a phase waits for, as its file shows it."""
    if phase.when == "turned":
        return degrees(phase.level)
    return round(phase.level, 3) + 0.0


def _feedback(feedback: Feedback) -> dict[str, Any]:
    """Return one feedback as it stands in the file."""
    expected, gain = _shown_feedback(feedback)
    return {
        "phase": feedback.phase,
        "feels": feedback.feels,
        EXPECTED_KEYS[feedback.feels]: expected,
        "joint": feedback.joint,
        "gain_deg": gain,
    }


def _shown_feedback(feedback: Feedback) -> tuple[float, float]:
    """Return the expected value and the gain in the file's units, rounded."""
    unit = unit_of(feedback.feels)
    expected = round(feedback.expected / unit, 3) + 0.0
    return expected, round(math.degrees(feedback.gain * unit), 4) + 0.0


def _rounded_feedback(feedback: Feedback) -> Feedback:
    expected, gain = _shown_feedback(feedback)
    unit = unit_of(feedback.feels)
    return replace(feedback, expected=expected * unit, gain=math.radians(gain) / unit)
