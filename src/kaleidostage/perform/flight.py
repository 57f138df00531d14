"""What is read in the air: closest approach, turning, angular momentum."""

import numpy as np
from numpy.typing import NDArray

from ..technique.reach import turn
from .grips import length
from .look import Look
from .tally import Tally

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]
UP = np.array([0.0, 0.0, 1.0])


class Flight:
    """Flight read-outs of B takes under way.

    Attributes:
        lean: Forward lean of the trunk, shape (B,). [rad]
        spin: Backward turning since the release, shape (B,). [rad]
        gap: Present distance of the farther hand to the bar, NaN when not in the
            air, shape (B,). [m]
        momentum: Angular momentum as the flight began, shape (B, 3). [kg m^2/s]
    """

    def __init__(self, takes: int) -> None:
        """Begin with nobody in the air."""
        self.lean = np.full(takes, np.nan)
        self.spin = np.zeros(takes)
        self.gap = np.full(takes, np.nan)
        self.momentum = np.full((takes, 3), np.nan)

    def keep(self, rows: Flags) -> None:
        """Forget all takes but `rows`."""
        self.lean, self.momentum = self.lean[rows], self.momentum[rows]
        self.spin, self.gap = self.spin[rows], self.gap[rows]

    def read(self, look: Look, tally: Tally, rows: Rows, free: Flags) -> None:
        """Keep the read-outs of the takes in free flight before the catch.

        Args:
            look: What is seen.
            tally: Where to keep it.
            rows: Row of each take under way in the tally, shape (B,).
            free: Which of them hold nothing, shape (B,).
        """
        free = free & np.isnan(tally.catch[rows]).all(axis=1)
        if not free.any():
            return
        self._turning(look, tally, rows, free)
        self._momentum(look, tally, rows, free)
        self._approach(look, tally, rows, free)

    def _approach(self, look: Look, tally: Tally, rows: Rows, free: Flags) -> None:
        """Keep how near the hands came, and how fast the bar was then."""
        bar, hands = look.bar(), look.hands()
        speeds = look.hand_speeds()
        along = [bar.nearest(hand) for hand in hands]
        left, right = (
            length(bar.point(where) - hand)
            for where, hand in zip(along, hands, strict=True)
        )
        gap = np.maximum(left, right)
        self.gap = np.where(free, gap, np.nan)
        closer = free & (gap < tally.gap[rows])
        tally.gap[rows[closer]] = gap[closer]
        tally.spin[rows[closer]] = self.spin[closer]
        middle = (hands[0] + hands[1]) / 2 - bar.place
        tally.miss[rows[closer]] = middle[closer]
        left, right = (
            length(bar.speed_at(where) - speed)
            for where, speed in zip(along, speeds, strict=True)
        )
        tally.past[rows[closer]] = np.minimum(left, right)[closer]

    def _turning(self, look: Look, tally: Tally, rows: Rows, free: Flags) -> None:
        """Count the trunk's turning in the sagittal plane through."""
        chest = look.last("chest")
        up = turn(chest, np.broadcast_to(UP, (len(chest), 3)))
        lean = np.arctan2(up[:, 0], up[:, 2])
        first = free & np.isnan(self.lean)
        tally.lean[rows[first]] = lean[first]
        step = lean - self.lean
        step = step - 2 * np.pi * np.round(step / (2 * np.pi))
        self.spin -= np.where(free & np.isfinite(step), step, 0.0)
        self.lean = np.where(free, lean, self.lean)

    def _momentum(self, look: Look, tally: Tally, rows: Rows, free: Flags) -> None:
        """Compare angular momentum with that of the first tick in the air."""
        now = look.last("momentum")
        new = free & np.isnan(self.momentum[:, 0])
        self.momentum[new] = now[new]
        drift = length(now - self.momentum)
        worse = free & (drift > tally.drift[rows])
        tally.drift[rows[worse]] = drift[worse]
        tally.momentum[rows[new]] = length(now)[new]
