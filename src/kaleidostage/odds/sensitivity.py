"""Which error decides: the share of the outcome's variance that each explains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .interval import LEVEL, clopper_pearson

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one error costs.

    Attributes:
        name: Which error.
        tried: Misses that were performed again without it: the first.
        mended: How many of these it alone lost: they now landed.
    """

    name: str
    tried: int
    mended: int

    def of_hundred(self, missed: int, takes: int) -> tuple[float, float, float]:
        """Return takes of a hundred that this error costs, with an interval.

        The cost is the chance to miss times the chance that a miss is mended. Both
        have exact intervals, each so wide that together they are wrong in at most 5 %;
        the product of their ends is then wrong no more often.

        Args:
            missed: How many of all takes missed.
            takes: How many takes there were.

        Assumptions:
            How many misses are tried again depends on nothing but how many there are.

        Source:
            Bonferroni's inequality. The even split is our choice.
        """
        each = 1 - (1 - LEVEL) / 2
        losing = clopper_pearson(missed, takes, each)
        mending = clopper_pearson(self.mended, self.tried, each)
        low, high = (100 * a * b for a, b in zip(losing, mending, strict=True))
        if not self.tried:
            return 0.0, low, high
        return 100 * missed / takes * self.mended / self.tried, low, high


def variance_shares(
    errors: Mapping[str, Array], landed: Sequence[bool] | NDArray[np.bool_]
) -> dict[str, float]:
    """Return the share of the outcome's variance that each error alone explains.

    The outcome (1 landed, 0 missed) is fitted by each error and its square; the share
    is the adjusted coefficient of determination, so that an error without influence
    comes to 0 on average. What the shares leave to 1 is interplay.

    Args:
        errors: Name -> what was off in each take, shape (B,) or (B, d) if it has
            several parts.
        landed: Which takes landed, shape (B,).

    Returns:
        Name -> share, 0 to 1; all 0 where all takes ended alike.
    """
    y = np.asarray(landed, dtype=float)
    y = y - y.mean()
    total = float(y @ y)
    if total == 0.0:
        return dict.fromkeys(errors, 0.0)
    return {name: _explained(error, y, total) for name, error in errors.items()}


def _explained(error: Array, y: Array, total: float) -> float:
    """Return the adjusted share that one error explains."""
    x = error.reshape(len(y), -1)
    x = x[:, x.std(axis=0) > 0]
    if not x.shape[1]:
        return 0.0
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    columns = np.hstack([np.ones((len(y), 1)), x, x * x])
    fitted = columns @ np.linalg.lstsq(columns, y, rcond=None)[0]
    used = columns.shape[1] - 1
    rest = len(y) - 1 - used
    if rest <= 0:
        return 0.0
    left = 1.0 - float(fitted @ fitted) / total
    return float(np.clip(1.0 - left * (len(y) - 1) / rest, 0.0, 1.0))
