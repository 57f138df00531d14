"""What is read in the air: closest approach, turning, angular momentum."""

import numpy as np
from numpy.typing import NDArray

from .grips import length
from .look import Look
from .senses import Senses
from .tally import Tally

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]


class Flight:
    """Flight read-outs of B takes under way.

    Attributes:
        start: Backward turning as the flight began, shape (B,). [rad]
        gap: Present distance of the farther hand to the bar, NaN when not in the
            air, shape (B,). [m]
        momentum: Angular momentum as the flight began, shape (B, 3). [kg m^2/s]
    """

    def __init__(self, takes: int) -> None:
        """Begin with nobody in the air."""
        self.start = np.full(takes, np.nan)
        self.gap = np.full(takes, np.nan)
        self.momentum = np.full((takes, 3), np.nan)

    def keep(self, rows: Flags | Rows) -> None:
        """Forget all takes but `rows`."""
        self.start, self.momentum = self.start[rows], self.momentum[rows]
        self.gap = self.gap[rows]

    def begin(self, senses: Senses, tally: Tally, rows: Rows, going: Flags) -> None:
        """Count the trunk's turning from the tick in which the hands let go."""
        self.start[going] = senses.turned[going]
        tally.lean[rows[going]] = senses.lean[going]

    def read(
        self, look: Look, senses: Senses, tally: Tally, rows: Rows, free: Flags
    ) -> None:
        """Keep the read-outs of the takes in free flight before the catch.

        Args:
            look: What is seen.
            senses: What is felt.
            tally: Where to keep it.
            rows: Row of each take under way in the tally, shape (B,).
            free: Which of them hold nothing, shape (B,).
        """
        free = free & np.isnan(tally.catch[rows]).all(axis=1)
        if not free.any():
            return
        self.begin(senses, tally, rows, free & np.isnan(self.start))  # Torn off.
        self._momentum(look, tally, rows, free)
        self._approach(look, senses, tally, rows, free)

    def _approach(
        self, look: Look, senses: Senses, tally: Tally, rows: Rows, free: Flags
    ) -> None:
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
        tally.spin[rows[closer]] = (senses.turned - self.start)[closer]
        middle = (hands[0] + hands[1]) / 2 - bar.place
        tally.miss[rows[closer]] = middle[closer]
        left, right = (
            length(bar.speed_at(where) - speed)
            for where, speed in zip(along, speeds, strict=True)
        )
        tally.past[rows[closer]] = np.minimum(left, right)[closer]

    def _momentum(self, look: Look, tally: Tally, rows: Rows, free: Flags) -> None:
        """Compare angular momentum with that of the first tick in the air."""
        now = look.last("momentum")
        new = free & np.isnan(self.momentum[:, 0])
        self.momentum[new] = now[new]
        drift = length(now - self.momentum)
        worse = free & (drift > tally.drift[rows])
        tally.drift[rows[worse]] = drift[worse]
        tally.momentum[rows[new]] = length(now)[new]
