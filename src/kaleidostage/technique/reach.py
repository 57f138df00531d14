"""The arms' way to the bar: two-link inverse kinematics, in closed form.

Elementwise on purpose: the numbers of a take must not depend on how many others are
computed beside it, as sums and matrix products would.
"""

import numpy as np
from numpy.typing import NDArray

from ..performers import JOINTS

Array = NDArray[np.float64]

# How close to a straight arm the elbow may be asked to come. Source: our choice.
STRAIGHT = 0.999


def arm_angles(to_bar: Array, upper: float, fore: float, outward: float) -> Array:
    """Return shoulder flexion, abduction and elbow flexion that bring a hand there.

    With elbow flexion e the hand lies, before the shoulder turns, at
    h = (b sin e, 0, -(a + b cos e)); abduction carries it outward, flexion about the
    shoulder's lateral axis brings it up. A point out of reach is reached for.

    Args:
        to_bar: From the shoulder to the wanted grip, in the chest's frame,
            shape (B, 3). [m]
        upper: Length a from shoulder to elbow. [m]
        fore: Length b from elbow to grip. [m]
        outward: +1 for the left arm, -1 for the right.

    Returns:
        Flexion (-pi/2 .. 3 pi/2), abduction, elbow flexion, shape (B, 3). [rad]
    """
    x, y, z = to_bar[:, 0], to_bar[:, 1] * outward, to_bar[:, 2]
    squared = x * x + y * y + z * z
    bend = (squared - upper**2 - fore**2) / (2 * upper * fore)
    cos_e = np.clip(bend, -0.5, STRAIGHT)  # No sharper than 120 degrees.
    sin_e = np.sqrt(1.0 - cos_e * cos_e)
    ahead, below = fore * sin_e, upper + fore * cos_e
    # Out of reach, the direction is kept and the length is not.
    shrink = np.sqrt((ahead * ahead + below * below) / np.maximum(squared, 1e-6))
    sin_a = np.clip(y * np.minimum(shrink, 1.0) / below, -0.35, 0.95)
    cos_a = np.sqrt(1.0 - sin_a * sin_a)
    flexion = np.arctan2(x, -z) - np.arctan2(ahead, below * cos_a)
    flexion = np.where(flexion < -np.pi / 2, flexion + 2 * np.pi, flexion)
    return np.stack((flexion, np.arcsin(sin_a), np.arccos(cos_e)), axis=1)


def into_frame(quaternion: Array, vector: Array) -> Array:
    """Return `vector` as seen from a frame turned by `quaternion`.

    Args:
        quaternion: Orientation of the frame in the world, w first, shape (B, 4).
        vector: In the world, shape (B, 3).

    Returns:
        The same vectors in the frame, shape (B, 3).
    """
    return turn(quaternion * np.array([1.0, -1.0, -1.0, -1.0]), vector)


def turn(quaternion: Array, vector: Array) -> Array:
    """Return `vector` turned by `quaternion` (w first), both of B rows, (B, 3)."""
    w, q = quaternion[:, :1], quaternion[:, 1:]
    twice = 2.0 * cross(q, vector)
    return vector + w * twice + cross(q, twice)


def cross(a: Array, b: Array) -> Array:
    """Return row-wise cross products, elementwise, shape (B, 3)."""
    product = np.empty((len(a), 3))  # Much quicker than to stack columns.
    product[:, 0] = a[:, 1] * b[:, 2] - a[:, 2] * b[:, 1]
    product[:, 1] = a[:, 2] * b[:, 0] - a[:, 0] * b[:, 2]
    product[:, 2] = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return product


ARM = {
    side: tuple(
        JOINTS.index(f"{name}_{side}")
        for name in ("shoulder_flexion", "shoulder_abduction", "elbow_flexion")
    )
    for side in ("l", "r")
}
