"""What B performers feel: lean, turning, height, and where the bar is."""

import numpy as np
from numpy.typing import NDArray

from ..rigs import SIDES
from ..scene import TICK
from ..technique.reach import turn
from .grips import length
from .look import Look

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
UP = np.array([0.0, 0.0, 1.0])


class Senses:
    """What the takes under way feel, and how wrongly.

    Attributes:
        error: Error of each of SENSES, shape (B, 4).
        lean: Forward lean of the trunk, NaN where nothing is felt, shape (B,). [rad]
        turned: Backward turning while it was felt, counted through, (B,). [rad]
        felt: Lean, backward turning speed, height of the centre of mass, distance
            of the shoulders from the far bar, errors included, shape (B, 4).
        climb: Upward speed of the centre of mass, shape (B,). [m/s]
    """

    def __init__(self, error: Array) -> None:
        """Begin with nothing felt."""
        takes = len(error)
        self.error = error
        self.lean = np.full(takes, np.nan)
        self.turned = np.zeros(takes)
        self.felt = np.full((takes, 4), np.nan)
        self.climb = np.full(takes, np.inf)

    def keep(self, rows: Flags | NDArray[np.int64]) -> None:
        """Forget all takes but `rows`."""
        for name in ("error", "lean", "turned", "felt", "climb"):
            setattr(self, name, getattr(self, name)[rows])

    def read(self, look: Look, rows: NDArray[np.int64]) -> None:
        """Feel what a look shows to some takes; the others lose count.

        Args:
            look: What is seen of all takes under way.
            rows: Which of them feel anything.
        """
        seen = look.pick(rows)
        chest = seen.last("chest")
        up = turn(chest, np.broadcast_to(UP, (len(chest), 3)))
        lean = np.arctan2(up[:, 0], up[:, 2])
        step = self.lean[rows] - lean
        step = np.where(np.isnan(step), 0.0, step)
        step = step - 2 * np.pi * np.round(step / (2 * np.pi))
        self.lean[:] = np.nan
        self.lean[rows] = lean
        self.turned[rows] += step
        left, right = (seen.last(f"shoulder_{side}") for side, _ in SIDES)
        bar = length((left + right) / 2 - seen.bar().place)
        height = seen.last("com")[:, 2]
        felt = np.stack((lean, step / TICK, height, bar), axis=1)
        self.felt[rows] = felt + self.error[rows]
        self.climb[rows] = seen.last("com_speed")[:, 2]
