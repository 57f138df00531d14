"""What bad form costs in a lesson: the judges would see another skill."""

import numpy as np
from numpy.typing import NDArray

from ...perform.bed.bounce import Bounce
from ...perform.muscles import RANGES
from ...performers import JOINTS

Array = NDArray[np.float64]
LEGS = [i for i, name in enumerate(JOINTS) if name.startswith("hip_abduction")]
HIPS = [i for i, name in enumerate(JOINTS) if name.startswith("hip_flexion")]
WAIST = JOINTS.index("spine_flexion")
APART = 12.0  # What legs apart cost a second in the air, by the squared angle.
# [rad] From where on hips may not bend in a straight flight, and what it costs a
# second, by the square. Our choice: well before the judges see a piked jump, at 45
# degrees.
BENT, PIKED = 0.6, 30.0
# [rad] How far joints may be pressed beyond their range, and what more costs a second,
# by the square. Our choice: an inspection finds fault from 5 degrees on, and the blow
# of a touch lasts for some milliseconds.
GIVING, STRAINED = 0.05, 3e4


def untidy(body: Bounce, angle: Array) -> Array:
    """Return what form costs now, per second, (B,).

    Args:
        body: Who is led.
        angle: Of the joints as they are felt, shape (B, nu). [rad]
    """
    follower = body.follower
    legs = angle[:, LEGS] - follower.plan.pose[follower.phase][:, LEGS]
    bent = angle[:, HIPS].mean(axis=1) + angle[:, WAIST]
    piked = np.where(body.figure == 0, np.maximum(bent - BENT, 0.0), 0.0)
    cost = APART * (legs * legs).mean(axis=1) + PIKED * piked * piked
    found: Array = np.where(body.air, cost, 0.0) + _strained(body)
    return found


def _strained(body: Bounce) -> Array:
    """Return what the joint farthest beyond its range costs now, per second, (B,)."""
    over = np.maximum(pressed(body) - GIVING, 0.0)
    found: Array = STRAINED * over * over
    return found


def pressed(body: Bounce) -> Array:
    """Return how far the worst joint is beyond its range, shape (B,). [rad]"""
    angle = body.physics.states[:, :, body.scene.joints[0]]
    beyond = np.maximum(angle - RANGES[1], RANGES[0] - angle).max(axis=2)
    # In lessons the air has fewer steps than a tick has room for.
    worst: Array = np.where(body.air, beyond[:, -1], beyond.max(axis=1))
    return worst
