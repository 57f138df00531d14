"""Odds against what one can change: points with intervals, and where they cross."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .compare import compare
from .interval import LEVEL, clopper_pearson


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of a curve.

    Attributes:
        x: What was changed.
        takes: How often performed.
        landed: How many landed.
    """

    x: float
    takes: int
    landed: int

    @property
    def odds(self) -> float:
        """Share that landed."""
        return self.landed / self.takes

    def interval(self, level: float = LEVEL) -> tuple[float, float]:
        """Return the exact interval of the chance to land."""
        return clopper_pearson(self.landed, self.takes, level)


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """Where a falling curve passes a wanted value.

    Attributes:
        wanted: The odds wanted.
        x: Estimate; None if all points lie above, or all below.
        low: At least 95 % sure: not before this point; None if before the first.
        high: Nor after this one; None if after the last.
    """

    wanted: float
    x: float | None
    low: float | None
    high: float | None


def falling(points: Sequence[Point]) -> NDArray[np.float64]:
    """Return odds that never rise with x, nearest to those of `points`, shape (k,).

    Neighbours that rise are pooled, weighted by their takes (least squares).

    Source:
        Ayer, Brunk, Ewing, Reid and Silverman (1955), Ann Math Statist 26:641-647.
    """
    blocks: list[list[float]] = []  # Takes, landed, points.
    for point in points:
        blocks.append([point.takes, point.landed, 1])
        while len(blocks) > 1 and _share(blocks[-2]) < _share(blocks[-1]):
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    return np.array([_share(b) for b in blocks for _ in range(int(b[2]))])


def crossing(points: Sequence[Point], wanted: float, level: float = LEVEL) -> Crossing:
    """Return where odds that fall with x pass `wanted`.

    The estimate lies on straight lines between the pooled points. The interval runs
    between two points: the last that is surely above and the first that is surely
    below, with exact intervals whose misses over all points add up to 1 - level.

    Args:
        points: By rising x, at least two.
        wanted: Odds wanted.
        level: How sure.

    Assumptions:
        The true odds never rise with x: less steadiness never helps.
    """
    odds = falling(points)
    each = 1 - (1 - level) / len(points)
    bounds = [point.interval(each) for point in points]
    above = [p.x for p, (low, _) in zip(points, bounds, strict=True) if low > wanted]
    below = [p.x for p, (_, high) in zip(points, bounds, strict=True) if high < wanted]
    return Crossing(
        wanted=wanted,
        x=_between([p.x for p in points], odds, wanted),
        low=max(above, default=None),
        high=min(below, default=None),
    )


def tolerance(
    points: Sequence[Point], at: float, loss: float
) -> tuple[float | None, float | None]:
    """Return how far x may go down and up before the odds have lost `loss`.

    Args:
        points: By rising x; one of them at `at`.
        at: Where it is as rehearsed.
        loss: Odds that may be lost, 0.1 for ten takes of a hundred.

    Returns:
        Least and greatest x, None where the odds hold to the last point. [unit of x]
    """
    here = next(i for i, point in enumerate(points) if math.isclose(point.x, at))
    wanted = points[here].odds - loss
    ups, downs = list(points[here:]), list(points[here::-1])
    low, high = (
        _first_below([p.x for p in way], [p.odds for p in way], wanted)
        for way in (downs, ups)
    )
    return low, high


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far off something may be on one side, as far as takes can say.

    Attributes:
        held: The farthest point at which surely no more is lost than may be; 0.0 for
            none. [unit of x]
        lost: The nearest at which surely more is lost; None for none.
    """

    held: float
    lost: float | None


def reach(
    here: Sequence[bool],
    there: Sequence[tuple[float, Sequence[bool]]],
    loss: float,
    level: float = LEVEL,
) -> Reach:
    """Return between which points the odds have lost `loss`, on one side of 0.

    Every point is compared with the present one on the same takes, with intervals whose
    misses over all points add up to 1 - level.

    Args:
        here: Whether each take landed with nothing off.
        there: How far off each point is, and whether the same takes landed there.
        loss: Odds that may be lost.
        level: How sure.

    Assumptions:
        Further off never helps, on this side.
    """
    each = 1 - (1 - level) / max(1, len(there))
    found = [(x, compare(here, landed, each)) for x, landed in there]
    held = [x for x, lost in found if lost.high <= loss]
    lost = [x for x, lost in found if lost.low > loss]
    return Reach(
        held=max(held, key=abs, default=0.0), lost=min(lost, key=abs, default=None)
    )


def clearly_best(
    here: Sequence[bool],
    there: Sequence[tuple[float, Sequence[bool]]],
    level: float = LEVEL,
) -> float | None:
    """Return which point is better than the present one, and of these lands most.

    Args:
        here: Whether each take landed with nothing off.
        there: How far off each point is, and whether the same takes landed there.
        level: So often, at least, none is returned if none is better: the chance of
            error is shared out among the points.

    Returns:
        How far off it is, None if none is clearly better.
    """
    each = 1 - (1 - level) / max(1, len(there))
    better = [
        (sum(map(bool, landed)), -abs(x), x)
        for x, landed in there
        if compare(landed, here, each).verdict == "first"
    ]
    return max(better)[2] if better else None


def _between(
    x: Sequence[float], odds: NDArray[np.float64], wanted: float
) -> float | None:
    """Return where the line through points that fall passes `wanted`."""
    if odds[0] < wanted or odds[-1] >= wanted:
        return None
    return _first_below(x, odds.tolist(), wanted)


def _first_below(
    x: Sequence[float], odds: Sequence[float], wanted: float
) -> float | None:
    """Return where the line through the points first goes below `wanted`."""
    for i in range(1, len(x)):
        if odds[i] < wanted <= odds[i - 1]:
            share = (odds[i - 1] - wanted) / (odds[i - 1] - odds[i])
            return x[i - 1] + share * (x[i] - x[i - 1])
    return None


def _share(block: Sequence[float]) -> float:
    return block[1] / block[0]
