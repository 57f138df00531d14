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
# What joints beyond their range cost a second, by the squared angle. Our choice:
# an inspection finds fault from 5 degrees on.
STRAINED = 300.0


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
    # Felt where they were told to be, joints are off by the error of the pose.
    angle = angle + follower.error
    beyond = np.maximum(np.maximum(angle - RANGES[1], RANGES[0] - angle), 0.0)
    strained = STRAINED * (beyond * beyond).sum(axis=1)
    found: Array = np.where(body.air, cost, 0.0) + strained
    return found
