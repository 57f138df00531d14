"""Loads seldom exceeded: a quantile of takes with its interval, whatever the shape."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .interval import LEVEL


@dataclass(frozen=True, kw_only=True)
class Quantile:
    """A value that a share of takes stays below, and how sure that is.

    Attributes:
        share: Of the takes that stay below.
        value: Estimate.
        low: Lower end of the interval, None where so few takes cannot give one.
        high: Upper end, None likewise.
    """

    share: float
    value: float
    low: float | None
    high: float | None


def quantile(
    values: Sequence[float] | NDArray[np.float64], share: float, level: float = LEVEL
) -> Quantile:
    """Return a quantile with an interval that assumes nothing about the shape.

    The ends are two of the values themselves: how many of n values lie below the true
    quantile is binomial, whatever their distribution.

    Args:
        values: One number a take, at least one.
        share: Between 0 and 1: 0.99 for what one take in a hundred exceeds.
        level: So often, at least, the interval holds the truth.

    Raises:
        ValueError: If there are no values, or the share is not within 0 and 1.

    Source:
        Order statistics; Conover, Practical Nonparametric Statistics (1999), ch. 3.
    """
    found = np.sort(np.asarray(values, dtype=float))
    n = len(found)
    if not n:
        raise ValueError("a quantile needs at least one value, got none")
    _check_share(share)
    from scipy.special import bdtr

    below = bdtr(np.arange(n), n, share)  # At most k values below, k = 0 ... n - 1.
    half = (1 - level) / 2
    first = int(np.searchsorted(below, half, side="right")) - 1
    last = int(np.searchsorted(below, 1 - half, side="left"))
    return Quantile(
        share=share,
        value=float(np.quantile(found, share)),
        low=float(found[first]) if first >= 0 else None,
        high=float(found[last]) if last < n else None,
    )


def takes_for_quantile(share: float, level: float = LEVEL) -> int:
    """Return how many takes it needs before the interval has an upper end."""
    _check_share(share)
    return math.ceil(math.log((1 - level) / 2) / math.log(share))


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise ValueError(f"share must be more than 0 and less than 1, got {share!r}")
