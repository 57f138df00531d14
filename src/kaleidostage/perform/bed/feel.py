"""What a performer on the bed feels of the own motion: late, and not exactly.

Place, speed, lean and turning are felt anew each tenth of a second with an error.
Between, the performer knows how a body moves in the air: what was felt is carried on
and weighed against what is felt now, as the best (Kalman) estimate does. On the bed
that knowledge is poor, and what is felt counts for more. Joints are felt where they
were told to be: their error is that of the pose.
"""

import numpy as np
from numpy.typing import NDArray

from ...scene import TICK
from .noise import PER_SECOND, BedNoise

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

ERRORS = ("ahead", "speed ahead", "turn", "turning", "over the feet",
          "left", "speed left", "roll", "rolling", "left of the feet",
          "twist", "twisting")  # fmt: skip
"""What is felt, in the body's own level frame; [m], [m/s], [rad], [rad/s]."""

DELAY = 5  # [ticks] 50 ms from motion to muscle, as everywhere: our choice.
PAIRS = ((0, 1), (2, 3), (5, 6), (7, 8), (10, 11))  # A value and how it changes.
HELD = (4, 9)  # Without a law of their own: a third of each new reading counts.
TRUST = 0.3
FLIPS = np.array([1.0] * 10 + [0.0] * 2, dtype=bool)  # Turn round with the frame.
# How unforeseen speeds change, a root of a second: in the air hardly, on the bed
# much. Our choice.
AIR = 0.02
BED = np.array([0.3, 1.0, 0.3, 1.0, 0.5])
KNOWN = 0.4  # How well the start is felt, of a single reading. Our choice.


class Errors:
    """The errors of what B performers feel, carried on from tick to tick.

    Attributes:
        now: Present errors, in the order of ERRORS, shape (B, 12).
    """

    def __init__(self, noise: BedNoise) -> None:
        """Begin with what is felt at the start."""
        takes = len(noise.felt)
        self.noise = noise
        self.spread = np.maximum(noise.deviation, 1e-6)  # Nobody is exact.
        self.now = noise.felt[:, 0] * KNOWN
        self.variance = np.empty((takes, len(PAIRS), 3))
        for i, (a, b) in enumerate(PAIRS):
            self.variance[:, i, 0] = (self.spread[a] * KNOWN) ** 2
            self.variance[:, i, 1] = (self.spread[b] * KNOWN) ** 2
            self.variance[:, i, 2] = 0.0
        self.ticks = np.zeros(takes, dtype=np.int64)

    def carry(self, air: Flags) -> None:
        """Carry the errors on by a tick; feel anew where it is time."""
        self.ticks += 1
        every = round(1.0 / (PER_SECOND * TICK))
        rows = np.flatnonzero(self.ticks % every == 0)
        n = (self.ticks[rows] // every) % self.noise.felt.shape[1]
        for i, (a, b) in enumerate(PAIRS):
            self.now[:, a] += self.now[:, b] * TICK
            self._spread(i, np.where(air, AIR, BED[i]))
        fresh = self.noise.felt[rows, n] - self.now[rows]
        for i, (a, b) in enumerate(PAIRS) if len(rows) else ():
            self._weigh(i, rows, fresh[:, [a, b]])
        for at in HELD:
            self.now[rows, at] += TRUST * fresh[:, at]

    def _spread(self, i: int, push: Array) -> None:
        """Let the variance of a pair grow over a tick."""
        p = self.variance[:, i]
        p[:, 0] += 2 * TICK * p[:, 2] + TICK * TICK * p[:, 1]
        p[:, 2] += TICK * p[:, 1]
        p[:, 1] += push * push * TICK

    def _weigh(self, i: int, rows: Ints, fresh: Array) -> None:
        """Weigh a new reading of a pair against what is known: Kalman's gain."""
        a, b = PAIRS[i]
        one, two, both = self.variance[rows, i].T
        s, t = one + self.spread[a] ** 2, two + self.spread[b] ** 2
        det = s * t - both * both
        gain = (
            ((one * t - both * both) / det, (both * s - one * both) / det),
            ((both * t - two * both) / det, (two * s - both * both) / det),
        )
        self.now[rows, a] += gain[0][0] * fresh[:, 0] + gain[0][1] * fresh[:, 1]
        self.now[rows, b] += gain[1][0] * fresh[:, 0] + gain[1][1] * fresh[:, 1]
        p = self.variance
        p[rows, i, 0] = one - gain[0][0] * one - gain[0][1] * both
        p[rows, i, 1] = two - gain[1][0] * both - gain[1][1] * two
        p[rows, i, 2] = both - gain[0][0] * both - gain[0][1] * two

    def turn_round(self, rows: Flags) -> None:
        """Let `rows` face the other way."""
        self.now[np.ix_(rows, FLIPS)] *= -1.0

    def keep(self, rows: Flags | Ints) -> None:
        """Forget all takes but `rows`."""
        for name in ("now", "variance", "ticks"):
            setattr(self, name, getattr(self, name)[rows])
        self.noise = self.noise.pick(rows)

    def put(self, rows: Ints, other: "Errors") -> None:
        """Overwrite `rows` with all of another; the noise is put by its owner."""
        for name in ("now", "variance", "ticks"):
            getattr(self, name)[rows] = getattr(other, name)
