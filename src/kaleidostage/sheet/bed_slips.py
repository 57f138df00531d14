"""Slips on the bed: a phase of every jump, moved on purpose or freed of its error.

Errors are drawn anew each time a phase begins, so none has one number a take: what an
error costs is told by taking it away from every jump at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

import numpy as np

from ..perform.bed.noise import BedNoise
from ..perform.bed.shift import Shift
from ..performers import JOINTS
from ..technique import joints_of
from ..technique.bed import fits
from .cast import Cast
from .phases import joint_words
from .slips import Row, Slip

MAIN = ("hip_flexion", "knee_flexion", "shoulder_flexion")
"""Joints whose margins are searched. Our choice: they make the shape of a jump."""

GROUPS = (
    ("moment", "timing, in all phases,"),
    ("pose", "pose, in all phases,"),
    ("felt", "what is felt of the own motion"),
    ("start", "the start of the take"),
)
"""Everything that can go off, in four groups: field of the noise, and in words."""

AIM = Slip(
    key="aim",
    name="time of flight aimed at",
    kind="moment",
    phase=-1,
    columns={"longer": (0,)},
)

_FREED = ("prompt", "exact")


def groups() -> list[Slip]:
    """Return the four groups of errors."""
    return [
        Slip(key=f"all {field}", name=name, kind="group", phase=-1,
             columns={field: ()})
        for field, name in GROUPS
    ]  # fmt: skip


def bed_moments(cast: Cast) -> list[Slip]:
    """Return the moment of every phase that the act needs."""
    return [
        Slip(
            key=f"moment {k}",
            name=cast.technique.phases[k].name,
            kind="moment",
            phase=k,
            columns={"late": (k,), "prompt": (k,)},
        )
        for k in used(cast)
    ]


def bed_poses(cast: Cast) -> list[Slip]:
    """Return the pose of every phase that the act needs, all joints together."""
    return [
        Slip(
            key=f"pose {k}",
            name=cast.technique.phases[k].name,
            kind="pose",
            phase=k,
            columns={"exact": (k,)},
        )
        for k in used(cast)
    ]


def bed_joints(cast: Cast) -> list[Slip]:
    """Return the main joints of these poses, both sides together."""
    nu = len(JOINTS)
    return [
        Slip(
            key=f"pose {k} {joint}",
            name=f"{joint_words(joint)} in {cast.technique.phases[k].name}",
            kind="pose",
            phase=k,
            columns={"bent": tuple(k * nu + j for j in joints_of(joint))},
        )
        for k in used(cast)
        for joint in MAIN
        if joint in cast.technique.phases[k].pose
    ]


def used(cast: Cast) -> list[int]:
    """Return the phases that some flight of the act has."""
    figures = {skill.shape for skill in cast.act.flown}
    return [
        k
        for k, phase in enumerate(cast.technique.phases)
        if any(fits(phase, figure) for figure in figures)
    ]


def moved(noise: BedNoise, phases: int, rows: Sequence[Row]) -> tuple[BedNoise, Shift]:
    """Return the noise of `rows` and what they do otherwise on purpose.

    Args:
        noise: Of the rows' takes, B rows.
        phases: How many the technique has.
        rows: B rows.
    """
    names = [f.name for f in fields(BedNoise) if f.name != "deviation"]
    kept = {name: getattr(noise, name).copy() for name in names}
    shift = Shift.none(len(rows), phases)
    done = {f.name: getattr(shift, f.name) for f in fields(Shift)}
    for i, row in enumerate(rows):
        if row.slip is not None:
            _move(i, row.slip.columns, row.by, kept, done)
    return replace(noise, **kept), shift


def _move(
    row: int,
    columns: Mapping[str, tuple[int, ...]],
    by: float | None,
    kept: Mapping[str, np.ndarray],
    done: Mapping[str, np.ndarray],
) -> None:
    """Take the errors of one row away, or move it by so much."""
    for name, at in columns.items():
        if name in kept:
            kept[name][row] = 0.0
        elif (by is None) == (name in _FREED):
            flat = done[name].reshape(len(done[name]), -1)
            flat[row, list(at)] += 1.0 if by is None else by
