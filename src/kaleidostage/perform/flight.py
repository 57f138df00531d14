"""What is read in the air: closest approach, turning, angular momentum."""

import numpy as np
from numpy.typing import NDArray

from ..rigs import SIDES
from ..technique.reach import turn
from .grips import length

Array = NDArray[np.float64]
UP = np.array([0.0, 0.0, 1.0])


class Flight:
    """Flight read-outs of B takes under way."""

    def __init__(self, takes: int) -> None:
        """Begin with nobody in the air."""
        self.lean = np.full(takes, np.nan)
        self.momentum = np.full((takes, 3), np.nan)

    def keep(self, rows: NDArray[np.bool_]) -> None:
        """Forget all takes but `rows`."""
        self.lean, self.momentum = self.lean[rows], self.momentum[rows]

    def read(
        self, run: "object", free: NDArray[np.bool_], states: Array, sensors: Array
    ) -> None:
        """Keep the read-outs of the takes in free flight."""
        scene, tally, rows = run.scene, run.tally, run.rows  # type: ignore[attr-defined]
        free = free & ~run.over & np.isnan(tally.catch[rows]).all(axis=1)  # type: ignore[attr-defined]
        if not free.any():
            return
        at = scene.sensor
        self._turning(tally, rows, free, sensors[:, at["chest"]])
        self._momentum(tally, rows, free, sensors[:, at["momentum"]])
        hands = [sensors[:, at[f"grip_{s}"]] for s, _ in SIDES]
        speeds = [sensors[:, at[f"grip_speed_{s}"]] for s, _ in SIDES]
        bar = run.bar(states)  # type: ignore[attr-defined]
        gap = np.zeros(len(rows))
        for hand in hands:
            gap = np.maximum(gap, length(bar.point(bar.nearest(hand)) - hand))
        closer = free & (gap < tally.gap[rows])
        tally.gap[rows[closer]] = gap[closer]
        middle = (hands[0] + hands[1]) / 2 - bar.place
        tally.miss[rows[closer]] = middle[closer]
        past = length((speeds[0] + speeds[1]) / 2 - bar.speed)
        tally.past[rows[closer]] = past[closer]

    def _turning(
        self,
        tally: "object",
        rows: NDArray[np.int64],
        free: NDArray[np.bool_],
        chest: Array,
    ) -> None:
        """Count the trunk's turning in the sagittal plane through."""
        up = turn(chest, np.broadcast_to(UP, (len(chest), 3)))
        lean = np.arctan2(up[:, 0], up[:, 2])
        step = lean - self.lean
        step = step - 2 * np.pi * np.round(step / (2 * np.pi))
        count = free & np.isfinite(step)
        tally.spin[rows[count]] -= step[count]  # type: ignore[attr-defined]
        self.lean = np.where(free, lean, self.lean)

    def _momentum(
        self,
        tally: "object",
        rows: NDArray[np.int64],
        free: NDArray[np.bool_],
        now: Array,
    ) -> None:
        """Compare angular momentum with that of the first tick in the air."""
        new = free & np.isnan(self.momentum[:, 0])
        self.momentum[new] = now[new]
        drift = length(now - self.momentum) / np.maximum(length(self.momentum), 1e-9)
        worse = free & (drift > tally.drift[rows])  # type: ignore[attr-defined]
        tally.drift[rows[worse]] = drift[worse]  # type: ignore[attr-defined]
