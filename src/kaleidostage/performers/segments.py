"""The parts a body is made of, and how the mass of several adds up."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Ring = tuple[float, float, float, float, float]

_LIMBS = {
    "upper_arm": "chest",
    "forearm": "upper_arm",
    "hand": "forearm",
    "thigh": "pelvis",
    "shank": "thigh",
    "foot": "shank",
}
_TRUNK = {"pelvis": "", "chest": "pelvis"}

SIDES = {"l": 1.0, "r": -1.0}
"""Sign of y on each side: the left of the performer is +y."""

PARENTS = _TRUNK | {
    f"{name}_{side}": parent if parent in _TRUNK else f"{parent}_{side}"
    for side in SIDES
    for name, parent in _LIMBS.items()
}
"""Body -> the body it hangs on, parents first; the root has ''."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Mass:
    """A rigid lump.

    Attributes:
        mass: [kg].
        com: Centre of mass, shape (3,). [m]
        inertia: About the centre of mass, shape (3, 3). [kg m^2]
    """

    mass: float
    com: Vector
    inertia: Vector

    def moved(self, offset: Vector) -> "Mass":
        """Return the same lump at another place; `offset` of shape (3,), in m."""
        return Mass(mass=self.mass, com=self.com + offset, inertia=self.inertia)

    def turned(self, rotation: Vector) -> "Mass":
        """Return the lump turned about the origin; `rotation` of shape (3, 3)."""
        return Mass(
            mass=self.mass,
            com=rotation @ self.com,
            inertia=rotation @ self.inertia @ rotation.T,
        )

    def scaled(self, factor: float) -> "Mass":
        """Return the lump with `factor` times the density."""
        return Mass(
            mass=factor * self.mass, com=self.com, inertia=factor * self.inertia
        )


def joined(lumps: Iterable[Mass]) -> Mass:
    """Return several lumps in one frame as a single one (parallel axes)."""
    lumps = list(lumps)
    mass = sum(lump.mass for lump in lumps)
    com = np.sum([lump.mass * lump.com for lump in lumps], axis=0) / mass
    inertia = np.zeros((3, 3))
    for lump in lumps:
        arm = lump.com - com
        inertia += lump.inertia + lump.mass * (
            arm @ arm * np.eye(3) - np.outer(arm, arm)
        )
    return Mass(mass=mass, com=com, inertia=inertia)


@dataclass(frozen=True, kw_only=True, eq=False)
class Segment:
    """One body of the tree, in its own frame: origin at its proximal joint.

    Frames are parallel to the world's in the zero pose (standing upright, facing
    +x, left +y, arms hanging).

    Attributes:
        origin: Where its joint sits in the parent's frame, shape (3,). [m]
        mass: Its inertia.
        rings: Cross-sections in order along `axis`, (cx, cy, cz, r1, r2): the centre
            and the half-axes across, in cyclic order (z: along x, y; x: y, z). [m]
        axis: Along which the rings are stacked, `"z"` or `"x"`.
    """

    origin: Vector
    mass: Mass
    rings: tuple[Ring, ...]
    axis: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Anatomy:
    """A body as built.

    Attributes:
        segments: By name as in `PARENTS`, parents first.
        points: By site name, the body and the place in its frame, shape (3,). [m]
        head: Centre in the frame of the chest, then half-axes along x, y, z;
            shape (6,). [m]
    """

    segments: dict[str, Segment]
    points: dict[str, tuple[str, Vector]]
    head: Vector


def vector(x: float, y: float, z: float) -> Vector:
    """Return a point or direction, shape (3,)."""
    return np.array([x, y, z], dtype=float)
