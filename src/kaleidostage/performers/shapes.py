"""Outlines of a person of average proportions: rings to loft a rounded body from.

All outlines are our choice, drawn for a man and a woman of about 1.74 m; lengths are
then stretched to the person's, and widths until volume times density is the mass.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from .segments import Mass, Ring, Vector
from .sizes import LIMBS, Shapes, Sizes

DENSITY = {
    "trunk": 970.0,
    "head": 1110.0,
    "upper_arm": 1070.0,
    "forearm": 1130.0,
    "hand": 1160.0,
    "thigh": 1050.0,
    "shank": 1090.0,
    "foot": 1100.0,
}
"""[kg/m^3]  Dempster (1955) in Yeadon (1990, part ii); trunk: their mean by volume."""

Profile = Sequence[tuple[float, float, float, float]]

# Down a limb: place over its length, centre forward [cm], half depth, half width [cm].
_LIMBS: dict[str, Profile] = {
    "upper_arm": (
        (-0.10, 0.0, 3.2, 2.4),
        (0.0, 0.0, 5.0, 4.4),
        (0.15, 0.1, 5.3, 4.7),
        (0.35, 0.2, 5.0, 4.3),
        (0.55, 0.3, 4.8, 4.1),
        (0.75, 0.2, 4.3, 3.9),
        (0.90, 0.0, 3.9, 3.9),
        (1.0, 0.0, 3.9, 3.9),
    ),
    "forearm": (
        (0.0, 0.0, 3.9, 3.9),
        (0.12, 0.1, 4.3, 4.1),
        (0.25, 0.2, 4.3, 4.2),
        (0.45, 0.1, 3.8, 3.9),
        (0.65, 0.0, 3.0, 3.3),
        (0.82, 0.0, 2.4, 2.9),
        (1.0, 0.0, 2.1, 2.8),
    ),
    # Broad across, palm back, fingers half closed: as it lies over a bar. The turn
    # of the forearm is no joint.
    "hand": (
        (0.0, 0.0, 2.1, 2.8),
        (0.25, 0.0, 2.2, 3.4),
        (0.55, -0.1, 2.3, 4.1),
        (0.90, -0.3, 2.3, 4.4),
        (1.15, -0.8, 2.2, 4.2),
        (1.35, -1.4, 1.9, 3.8),
        (1.50, -1.9, 1.4, 3.2),
        (1.58, -2.1, 0.7, 2.2),
    ),
    "thigh": (
        (-0.06, 0.0, 7.6, 6.2),
        (0.05, 0.0, 8.9, 8.0),
        (0.20, 0.2, 9.0, 8.3),
        (0.35, 0.4, 8.7, 7.9),
        (0.50, 0.5, 8.1, 7.3),
        (0.65, 0.4, 7.4, 6.6),
        (0.80, 0.2, 6.4, 5.8),
        (0.92, 0.2, 5.9, 5.5),
        (1.0, 0.2, 5.8, 5.4),
    ),
    "shank": (
        (0.0, 0.2, 5.8, 5.4),
        (0.08, 0.1, 5.6, 5.2),
        (0.18, -0.4, 5.8, 5.4),
        (0.30, -0.8, 6.0, 5.6),
        (0.45, -0.7, 5.4, 5.0),
        (0.60, -0.4, 4.6, 4.2),
        (0.78, 0.0, 3.7, 3.4),
        (0.92, 0.0, 3.4, 3.2),
        (1.0, 0.0, 3.6, 3.3),
    ),
}
# Along the foot: place from heel to toes, half width [cm], half height [cm].
_FOOT = (
    (0.0, 2.2, 1.8),
    (0.05, 2.9, 2.8),
    (0.14, 3.3, 3.9),
    (0.28, 3.4, 4.3),
    (0.42, 3.6, 3.6),
    (0.58, 4.2, 2.6),
    (0.74, 4.7, 1.8),
    (0.88, 4.2, 1.3),
    (0.97, 3.0, 1.0),
    (1.0, 1.6, 0.6),
)
# Up the pelvis, hips to waist: place, centre forward, half depth, half width [cm].
_PELVIS: dict[str, Profile] = {
    "male": (
        (-0.60, 0.0, 4.0, 6.0),
        (-0.40, -0.4, 8.5, 12.5),
        (-0.15, -0.8, 10.4, 16.4),
        (0.10, -0.8, 10.9, 17.0),
        (0.40, -0.4, 10.6, 16.2),
        (0.70, 0.2, 10.2, 15.0),
        (1.0, 0.4, 10.2, 14.5),
    ),
    "female": (
        (-0.50, 0.0, 4.0, 6.0),
        (-0.32, -0.6, 8.8, 13.0),
        (-0.12, -1.0, 10.8, 17.0),
        (0.10, -1.0, 11.2, 17.8),
        (0.40, -0.6, 10.6, 16.6),
        (0.70, 0.0, 9.4, 14.2),
        (1.0, 0.3, 8.8, 12.4),
    ),
}
# Up the chest, waist to shoulder joints and on to the neck: as for the pelvis.
_CHEST: dict[str, Profile] = {
    "male": (
        (0.0, 0.4, 10.2, 14.5),
        (0.15, 0.4, 10.2, 14.2),
        (0.32, 0.3, 10.7, 14.8),
        (0.50, 0.2, 11.4, 16.0),
        (0.68, 0.1, 11.8, 17.2),
        (0.82, 0.0, 11.4, 18.2),
        (0.93, -0.3, 10.2, 18.6),
        (1.03, -0.6, 8.4, 17.0),
        (1.11, -0.8, 6.9, 12.5),
        (1.17, -0.7, 6.1, 8.2),
        (1.25, -0.3, 5.8, 6.0),
        (1.36, 0.4, 5.7, 5.6),
    ),
    "female": (
        (0.0, 0.3, 8.8, 12.4),
        (0.15, 0.3, 8.6, 11.9),
        (0.32, 0.3, 9.3, 12.8),
        (0.50, 0.6, 10.8, 14.0),
        (0.66, 1.1, 11.8, 14.8),
        (0.80, 0.6, 10.8, 15.6),
        (0.93, -0.2, 9.0, 16.4),
        (1.03, -0.5, 7.4, 15.0),
        (1.11, -0.7, 6.0, 10.6),
        (1.17, -0.6, 5.2, 6.8),
        (1.25, -0.2, 4.8, 5.0),
        (1.36, 0.4, 4.8, 4.8),
    ),
}
_KNEE = ("thigh", "shank")
_HEAD = (0.056, 0.044, 0.069)  # Half-axes x, y, z over stature; our choice.


def shapes(sizes: Sizes, masses: Mapping[str, Mass], sex: str) -> tuple[Shapes, Vector]:
    """Return the rings of every body and the head of a person, by lengths and mass."""
    head = _head(sizes)
    volume = 4.0 / 3.0 * np.pi * float(np.prod(head[3:]))
    trunk = masses["pelvis"].mass + masses["chest"].mass - DENSITY["head"] * volume
    pelvis = _stacked(_PELVIS[sex], sizes.waist)
    chest = _stacked(_neck(_CHEST[sex], sizes, head), sizes.shoulder_height)
    bulk = trunk / DENSITY["trunk"] / (ring_volume(pelvis) + ring_volume(chest))
    rings = {"pelvis": _widened(pelvis, bulk)}
    rings["chest"] = _widened(chest, bulk)
    for name in LIMBS:
        stack = _stacked(_LIMBS[name], -getattr(sizes, name))
        goal = masses[name].mass / DENSITY[name]
        rings[name] = _widened(stack, goal / ring_volume(stack))
    for above, below in (("upper_arm", "forearm"), ("forearm", "hand"), _KNEE):
        _meet(rings, above, below)
    rings["foot"] = foot_rings(sizes, masses["foot"].mass / DENSITY["foot"])
    return rings, head


def ring_volume(rings: Sequence[Ring], axis: str = "z") -> float:
    """Return the volume of a stack of ellipses, in m^3."""
    table = np.array(rings)
    steps = np.diff(table[:, "xyz".index(axis)])
    areas = np.pi * table[:, 3] * table[:, 4]
    return float(abs(np.sum(steps * (areas[1:] + areas[:-1]) / 2.0)))


def _head(sizes: Sizes) -> Vector:
    """Return the centre and the half-axes of the head in the chest's frame, (6,)."""
    stature = sizes.vertex + sizes.waist + sizes.thigh + sizes.shank + sizes.ankle
    depth, width, height = (part * stature for part in _HEAD)
    return np.array([0.012, 0.0, sizes.vertex - height, depth, width, height])


def _neck(profile: Profile, sizes: Sizes, head: Vector) -> Profile:
    """Return the profile with its part over the shoulders led up into the head."""
    end = (head[2] - 0.55 * head[5]) / sizes.shoulder_height
    stretch = (end - 1.0) / (profile[-1][0] - 1.0)
    return [
        (at if at <= 1.0 else 1.0 + stretch * (at - 1.0), x, a, b)
        for at, x, a, b in profile
    ]


def _meet(rings: dict[str, tuple[Ring, ...]], above: str, below: str) -> None:
    """Give two limbs the same cross-section at the joint between them."""
    end, start = rings[above][-1], rings[below][0]
    x, a, b = (0.5 * (end[i] + start[i]) for i in (0, 3, 4))
    rings[above] = (*rings[above][:-1], (x, 0.0, end[2], a, b))
    rings[below] = ((x, 0.0, start[2], a, b), *rings[below][1:])


def _stacked(profile: Profile, length: float) -> tuple[Ring, ...]:
    """Return a profile as rings along z, `length` long, widths as drawn."""
    return tuple(
        (x / 100, 0.0, at * length, a / 100, b / 100) for at, x, a, b in profile
    )


def _widened(rings: tuple[Ring, ...], volume: float) -> tuple[Ring, ...]:
    """Return rings grown across until they hold `volume` times as much."""
    k = float(np.sqrt(volume))
    return tuple((k * x, k * y, z, k * a, k * b) for x, y, z, a, b in rings)


def foot_rings(sizes: Sizes, volume: float) -> tuple[Ring, ...]:
    """Return the rings of a foot that stands flat on its sole."""
    along = [at * sizes.foot - sizes.heel for at, _, _ in _FOOT]
    drawn = tuple(
        (x, 0.0, 0.0, a, b) for x, (_, a, b) in zip(along, _FOOT, strict=True)
    )
    k = float(np.sqrt(volume / ring_volume(drawn, "x")))
    return tuple((x, 0.0, k * b - sizes.ankle, k * a, k * b) for x, _, _, a, b in drawn)
