"""What a rehearsal makes small: one number a take, lower is better."""

import numpy as np
from numpy.typing import NDArray

from ..perform.tally import Tally
from ..scene import Scene

Array = NDArray[np.float64]


def cost(scene: Scene, tally: Tally) -> Array:
    """Return the cost of each take, shape (B,).

    A landed take costs 0 to 0.3, by how near the grips came to breaking and how far
    apart in time the hands caught; a take caught and lost 0.4 to 0.8, by how much too
    large the load was; with one hand 0.2 more; a miss 1 plus the gap in metres plus a
    tenth of the speed past the bar above the catch limit, counted near the bar.
    All weights: our choice.
    """
    grip = scene.performer.grip
    share = np.max(tally.load / np.array([grip.left, grip.right]), axis=1)
    caught = np.isfinite(tally.catch)
    hasty = np.maximum(tally.past - grip.catch_speed, 0.0)
    miss = 1.0 + np.minimum(tally.gap, 4.0) + 0.1 * hasty * np.exp(-tally.gap / 0.3)
    miss = np.where(np.isfinite(miss), miss, 6.0) + 0.5 * tally.touched[:, 1]
    torn = 0.4 + 0.2 * np.clip(share - 1.0, 0.0, 2.0)
    value = np.where(caught.any(axis=1), torn + 0.2, miss)
    value = np.where(caught.all(axis=1), torn, value)
    apart = np.minimum(np.abs(tally.catch[:, 0] - tally.catch[:, 1]), 0.5)
    landed = 0.2 * np.clip(2.0 * share - 1.0, 0.0, 1.0) + 0.2 * np.nan_to_num(apart)
    return np.where(tally.landed, landed, value)
