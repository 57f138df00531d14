"""Which error decides: the share of the outcome's variance that each explains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .interval import clopper_pearson

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one error costs.

    Attributes:
        name: Which error.
        tried: Missed takes that were performed again without it.
        mended: How many of these then landed.
        share: Of the outcome's variance, explained by this error alone.
    """

    name: str
    tried: int
    mended: int
    share: float

    def of_hundred(self, missed: float) -> tuple[float, float, float]:
        """Return takes of a hundred that this error costs, with an interval.

        Args:
            missed: Share of all takes that miss.
        """
        low, high = clopper_pearson(self.mended, self.tried)
        each = self.mended / self.tried if self.tried else 0.0
        return 100 * missed * each, 100 * missed * low, 100 * missed * high


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
