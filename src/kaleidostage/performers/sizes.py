"""The lengths that place every joint, and the body put together from them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .segments import PARENTS, SIDES, Anatomy, Mass, Ring, Segment, Vector, vector

LIMBS = ("upper_arm", "forearm", "hand", "thigh", "shank")
"""The parts that hang straight down in the zero pose."""

Shapes = Mapping[str, tuple[Ring, ...]]
"""Rings by body without the side; those of the left side for paired bodies."""


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Lengths in metres, the two sides alike.

    Attributes:
        waist: From the hips up to the joint of the spine.
        shoulder_height: From there up to the shoulder joints.
        shoulder: From the midline to a shoulder joint.
        vertex: From the joint of the spine up to the top of the head.
        upper_arm: From shoulder to elbow.
        forearm: From elbow to wrist.
        hand: From the wrist to the knuckles, where a held bar lies.
        hip: From the midline to a hip joint.
        thigh: From hip to knee.
        shank: From knee to ankle.
        foot: From heel to toes.
        heel: From the ankle back to the heel.
        ankle: From the ankle down to the sole.
    """

    waist: float
    shoulder_height: float
    shoulder: float
    vertex: float
    upper_arm: float
    forearm: float
    hand: float
    hip: float
    thigh: float
    shank: float
    foot: float
    heel: float
    ankle: float


def built(
    sizes: Sizes, masses: Mapping[str, Mass], shapes: tuple[Shapes, Vector]
) -> Anatomy:
    """Return the body tree.

    Args:
        sizes: Where the joints are.
        masses: By body without the side; those of the left side for paired bodies.
        shapes: Rings by body without the side, and the head, shape (6,).
    """
    rings, head = shapes
    segments = {
        name: _segment(name, sizes, masses[part(name)], rings[part(name)])
        for name in PARENTS
    }
    points = {f"grip_{s}": (f"hand_{s}", vector(0, 0, -sizes.hand)) for s in SIDES}
    middle = vector(0.5 * sizes.foot - sizes.heel, 0, -sizes.ankle)
    points |= {f"sole_{s}": (f"foot_{s}", middle) for s in SIDES}
    return Anatomy(segments=segments, points=points, head=head)


def part(name: str) -> str:
    """Return the name of a body without its side."""
    return name[:-2] if name[-2:] in ("_l", "_r") else name


def _segment(name: str, sizes: Sizes, mass: Mass, rings: tuple[Ring, ...]) -> Segment:
    """Return one body; on the right, the mirror image of the left one."""
    sign = SIDES["r"] if name.endswith("_r") else SIDES["l"]
    mirror = vector(1, sign, 1)
    return Segment(
        origin=_origin(part(name), sizes) * mirror,
        mass=Mass(
            mass=mass.mass,
            com=mass.com * mirror,
            inertia=mass.inertia * np.outer(mirror, mirror),
        ),
        rings=tuple((x, sign * y, z, a, b) for x, y, z, a, b in rings),
        axis="x" if part(name) == "foot" else "z",
    )


def _origin(name: str, sizes: Sizes) -> Vector:
    """Return where a joint sits in the frame of the parent, left side, in m."""
    places = {
        "pelvis": (0.0, 0.0, 0.0),
        "chest": (0.0, 0.0, sizes.waist),
        "upper_arm": (0.0, sizes.shoulder, sizes.shoulder_height),
        "forearm": (0.0, 0.0, -sizes.upper_arm),
        "hand": (0.0, 0.0, -sizes.forearm),
        "thigh": (0.0, sizes.hip, 0.0),
        "shank": (0.0, 0.0, -sizes.thigh),
        "foot": (0.0, 0.0, -sizes.shank),
    }
    return vector(*places[name])
