"""Slips of a technique's phases: the moment of each, its pose, and single joints."""

from ..performers import JOINTS
from ..technique import Technique, joints_of
from .cast import Cast
from .slips import Slip

AFTER = {"release": "after the release", "catch": "after the catch"}


def phase_names(technique: Technique) -> list[str]:
    """Return a name for each phase that no other has: the second is `seven (2nd)`."""
    seen: dict[str, int] = {}
    names = []
    for phase in technique.phases:
        seen[phase.name] = seen.get(phase.name, 0) + 1
        number = seen[phase.name]
        again = f" ({AFTER.get(phase.after, 'again')})" if number == 2 else ""
        names.append(phase.name + (again if number < 3 else f" ({number})"))
    return names


def moments(cast: Cast) -> list[Slip]:
    """Return the moment of every phase but the first, which is the take-off."""
    return [
        Slip(
            key=f"moment {k}",
            name=name,
            kind="moment",
            phase=k,
            columns={"moment": (k,)},
        )
        for k, name in enumerate(phase_names(cast.technique))
        if k > 0
    ]


def poses(cast: Cast) -> list[Slip]:
    """Return the pose of every phase, all joints together."""
    nu = len(JOINTS)
    return [
        Slip(
            key=f"pose {k}",
            name=name,
            kind="pose",
            phase=k,
            columns={"pose": tuple(range(k * nu, (k + 1) * nu))},
        )
        for k, name in enumerate(phase_names(cast.technique))
    ]


def named_poses(cast: Cast, until: str) -> list[Slip]:
    """Return each joint that a phase before the event names, both sides together."""
    nu, technique = len(JOINTS), cast.technique
    return [
        Slip(
            key=f"pose {k} {joint}",
            name=f"{joint_words(joint)} in {name}",
            kind="pose",
            phase=k,
            columns={"pose": tuple(k * nu + j for j in joints_of(joint))},
        )
        for k, name in enumerate(phase_names(technique))
        for joint in technique.phases[k].pose
        if technique.phases[k].after != until
    ]


def joint_words(joint: str) -> str:
    """Return a joint as coaches say it: `hips`, `left knee`."""
    body, _, way = joint.removesuffix("_l").removesuffix("_r").partition("_")
    side = {"l": "left ", "r": "right "}.get(
        joint[-1] if joint[-2:-1] == "_" else "", ""
    )
    plural = {"spine": "spine"}.get(body, body if side else _PLURAL.get(body, body))
    how = "" if way in _USUAL else f" {_WAYS.get(way, way)}"
    return f"{side}{plural}{how}"


_PLURAL = {
    "shoulder": "shoulders",
    "elbow": "elbows",
    "hip": "hips",
    "knee": "knees",
    "ankle": "ankles",
}
_USUAL = ("flexion", "plantarflexion")
_WAYS = {
    "abduction": "spread",
    "rotation": "turned",
    "bending": "sideways",
    "torsion": "twisted",
}
