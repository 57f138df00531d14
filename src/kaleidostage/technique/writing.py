"""From a technique to a file that a coach can read and edit by hand."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..files import dump_toml, write_atomic
from .reading import EXPECTED_KEYS, LEVEL_KEYS, SCHEMA, unit_of
from .reading import level as _level
from .technique import Feedback, Phase, Technique

_HEAD = """\
How {performer} does {act} on the rig {rig}.

A phase is a pose: which joints go where (degrees), when it is begun (at_s seconds
after "take-off", "release" or "catch") and how long the body takes to get there
(move_s). Joints that a phase does not name stay where they were told to be.
Standing upright with hanging arms is 0 everywhere. Plus means: shoulder_flexion arms
forward and up (180 overhead), hip_flexion legs forward, knee_flexion and elbow_flexion
bent, spine_flexion trunk rounded forward, ankle_plantarflexion toes pointed. A name
with _l or _r at its end, before _deg, is for one side only.

A phase may wait for more than its moment: when = "apex" until the body stops rising,
when = "near" until the shoulders are within near_m of the far bar, when = "turned"
until the trunk has turned backwards by turned_deg since the release. A [[feedback]]
changes the target of a joint by gain_deg for each unit (degree, degree per second,
metre) that the performer feels more than expected as the phase begins."""

_COMMENTS = {
    "found": "How this technique was found; for people, the physics need it not.",
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
    names = {k: getattr(technique, k) for k in ("performer", "act", "rig")}
    head = " ".join(_HEAD.splitlines()[0].format(**names).split())
    comments = _COMMENTS | {"": "\n".join([head, *_HEAD.splitlines()[1:]])}
    return dump_toml(plain(technique), comments=comments)


def plain(technique: Technique) -> dict[str, Any]:
    """Return the values of the file: seconds, milliseconds, degrees, rounded."""
    found = {"found": dict(technique.found)} if technique.found else {}
    felt = technique.feedback
    return {
        "schema": SCHEMA,
        "act": technique.act,
        "performer": technique.performer,
        "rig": technique.rig,
        **found,
        "call": {"far_bar_s": _seconds(technique.call)},
        "reach": {"lead_ms": round(1000.0 * technique.lead)},
        "phase": [_phase(phase) for phase in technique.phases],
        **({"feedback": [_feedback(f) for f in felt]} if felt else {}),
    }


def rounded(technique: Technique) -> Technique:
    """Return the technique that a file of it holds: 0.1 degrees, 1 ms.

    Reading what `write` wrote gives exactly this, so it is what odds should be
    measured with before a technique is shipped.
    """
    return replace(
        technique,
        call=_seconds(technique.call),
        lead=round(1000.0 * technique.lead) / 1000.0,
        phases=tuple(
            replace(
                phase,
                at=_seconds(phase.at),
                move=_seconds(phase.move),
                pose={k: math.radians(_degrees(a)) for k, a in phase.pose.items()},
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
    pose = {f"{name}_deg": _degrees(angle) for name, angle in phase.pose.items()}
    return {
        "name": phase.name,
        "after": phase.after,
        "at_s": _seconds(phase.at),
        "move_s": _seconds(phase.move),
        **when,
        **level,
        **hands,
        **({"pose": pose} if pose else {}),
    }


def _shown_level(phase: Phase) -> float:
    """Return what a phase waits for, as its file shows it."""
    if phase.when == "turned":
        return _degrees(phase.level)
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


def _seconds(value: float) -> float:
    """Return seconds, rounded to 1 ms; never minus nought."""
    return round(float(value), 3) + 0.0


def _degrees(value: float) -> float:
    """Return an angle in degrees, rounded to 0.1; never minus nought."""
    return round(math.degrees(value), 1) + 0.0
