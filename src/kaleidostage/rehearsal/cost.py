"""What a rehearsal makes small: one number a take, lower is better."""

import math

import numpy as np
from numpy.typing import NDArray

from ..acts import Act
from ..judging import outcome_names
from ..judging.causes import LANDED
from ..judging.trapeze import BOARDS
from ..perform import Tally
from ..scene import Scene

Array = NDArray[np.float64]

# Lean of the trunk when hands meet the far bar, and how far from it costs nothing:
# a body that hangs from the bar it has caught. Our choice.
HANGING, FREE = 0.3, 1.0  # [rad]


def landed(scene: Scene, act: Act, tally: Tally) -> NDArray[np.bool_]:
    """Return which takes the judges call landed, shape (B,)."""
    grip = scene.performer.grip
    names = outcome_names(tally, act, reach=grip.reach, catch_speed=grip.catch_speed)
    return np.array([name == LANDED for name in names])


def cost(scene: Scene, act: Act, tally: Tally) -> Array:
    """Return the cost of each take, shape (B,).

    A landed take costs 0 to 0.4, by how near the grips came to breaking and how far
    apart in time the hands caught; a take caught and lost 0.4 to 0.8, by how much too
    large the load was; with one hand 0.2 more; a miss 1 plus the gap in metres plus a
    tenth of the speed past the bar above the catch limit, counted near the bar. What
    is missing of the turning costs its angle on top, and a board that was hit 0.5. All
    weights: our choice.
    """
    grip = scene.performer.grip
    share = np.max(tally.load / np.array([grip.left, grip.right]), axis=1)
    caught = np.isfinite(tally.catch)
    hasty = np.maximum(np.nan_to_num(tally.past) - grip.catch_speed, 0.0)
    gap = np.minimum(tally.gap, 4.0)  # Without a flight it is infinite.
    miss = 1.0 + gap + 0.1 * hasty * np.exp(-gap / 0.3)
    torn = 0.4 + 0.2 * np.clip(share - 1.0, 0.0, 2.0)
    value = np.where(caught.any(axis=1), torn + 0.2, miss)
    value = np.where(caught.all(axis=1), torn, value)
    apart = np.nan_to_num(np.minimum(np.abs(np.diff(tally.catch)[:, 0]), 0.5))
    good = 0.2 * np.clip(2.0 * share - 1.0, 0.0, 1.0) + 0.4 * apart
    value = np.where(tally.landed, good, value)
    value = np.where(tally.diverged, 6.0, value)
    return value + _turning(act, tally) + 0.5 * tally.touched[:, BOARDS].any(axis=1)


def _turning(act: Act, tally: Tally) -> Array:
    """Return how far the trunk is from the declared turning, shape (B,). [rad]"""
    at_bar = np.nan_to_num(tally.lean) - tally.spin
    wanted = HANGING - 2.0 * math.pi * act.somersaults
    return np.maximum(np.abs(at_bar - wanted) - FREE, 0.0)
