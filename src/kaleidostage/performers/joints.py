"""The nineteen joints: where they turn, which way counts as plus, and how far.

All angles are 0 standing upright with hanging arms, palms in, and feet at a right
angle to the shanks. The same sign means the same movement on both sides.
"""

from typing import NamedTuple

import numpy as np

from .segments import SIDES, Vector


class Joint(NamedTuple):
    """One hinge.

    Attributes:
        body: The body it moves, without the side.
        axis: Axis on the left side; on the right, mirrored.
        low: Least angle. [deg]
        high: Largest angle. [deg]
        armature: Inertia added for the soft parts that swing along. [kg m^2]
        damping: Passive damping. [N m s/rad]
    """

    body: str
    axis: tuple[int, int, int]
    low: float
    high: float
    armature: float
    damping: float


# Ranges: American Academy of Orthopaedic Surgeons, Joint Motion (1965), trunk
# flexion 80/extension 30, bending 35, rotation 45; shoulder flexion 180/extension
# 60, abduction 180, internal rotation 70/external 90; elbow 150; hip flexion
# 120/extension 30, abduction 45/adduction 30; knee 135; ankle 50/20. Widened where
# aerialists train it (arch 45, shoulders open 20 past overhead, pike 140, straddle
# 70, pointed toes 70, knees and elbows 5 past straight): our choice.
# Armature and damping: our choice, small beside the segments' own; at the shoulder so
# much that the servos stay stable with the arm out sideways, where two axes meet.
_TRUNK = {
    "spine_flexion": Joint("chest", (0, 1, 0), -45, 80, 0.005, 1.0),
    "spine_bending": Joint("chest", (-1, 0, 0), -35, 35, 0.005, 1.0),
    "spine_torsion": Joint("chest", (0, 0, 1), -45, 45, 0.005, 1.0),
}
_LIMBS = {
    "shoulder_flexion": Joint("upper_arm", (0, -1, 0), -60, 200, 0.015, 1.0),
    "shoulder_abduction": Joint("upper_arm", (1, 0, 0), -30, 180, 0.005, 1.0),
    "shoulder_rotation": Joint("upper_arm", (0, 0, -1), -90, 70, 0.015, 1.0),
    "elbow_flexion": Joint("forearm", (0, -1, 0), -5, 150, 0.015, 0.3),
    "hip_flexion": Joint("thigh", (0, -1, 0), -30, 140, 0.005, 1.0),
    "hip_abduction": Joint("thigh", (1, 0, 0), -30, 70, 0.005, 1.0),
    "knee_flexion": Joint("shank", (0, 1, 0), -5, 140, 0.005, 1.0),
    "ankle_plantarflexion": Joint("foot", (0, 1, 0), -20, 70, 0.015, 0.3),
}
_KINDS = _TRUNK | _LIMBS

JOINTS: tuple[str, ...] = (
    *_TRUNK,
    *(f"{name}_{side}" for side in SIDES for name in _LIMBS),
)
"""Names of the actuated joints, in the order of every array over joints.

The engine's own order of joints is that of the tree: find addresses by name.
"""


def kind(name: str) -> str:
    """Return the name of a joint without its side."""
    return name if name in _TRUNK else name[:-2]


def joint(name: str) -> Joint:
    """Return what is known of the joint called `name`."""
    return _KINDS[kind(name)]


def body(name: str) -> str:
    """Return the body that the joint called `name` moves."""
    part = joint(name).body
    return part if name in _TRUNK else part + name[-2:]


def axis(name: str) -> Vector:
    """Return the axis of a joint in its body's frame, shape (3,).

    Mirroring in the xz-plane keeps the y-part of a rotation and turns the others.
    """
    left = np.array(joint(name).axis, dtype=float)
    mirror = np.array([-1.0, 1.0, -1.0])
    return left * mirror if name.endswith("_r") else left


def limits(name: str) -> tuple[float, float]:
    """Return the least and the largest angle of a joint, in rad."""
    entry = joint(name)
    return float(np.radians(entry.low)), float(np.radians(entry.high))
