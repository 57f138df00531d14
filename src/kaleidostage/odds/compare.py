"""Two ways of doing it on the same takes: which lands more often, and how sure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .interval import LEVEL, clopper_pearson

DIRECTION = 0.8
"""Share of the interval's misses that its first part may have, which is better; the
rest are for how many differ. Our choice: the first matters more."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What paired takes say about two chances.

    Attributes:
        takes: How many pairs.
        first: How many of the first landed.
        second: How many of the second landed.
        only_first: Pairs in which the first alone landed.
        only_second: Pairs in which the second alone landed.
        difference: Odds of the first less those of the second.
        low: Lower end of its interval, at least as sure as was asked for.
        high: Upper end.
        chance: How often two equals would differ so much or more: the exact p value.
    """

    takes: int
    first: int
    second: int
    only_first: int
    only_second: int
    difference: float
    low: float
    high: float
    chance: float

    @property
    def verdict(self) -> str:
        """Which is better: `"first"`, `"second"`, or `"undecided"`."""
        if self.low > 0:
            return "first"
        return "second" if self.high < 0 else "undecided"


def compare(
    first: Sequence[bool], second: Sequence[bool], level: float = LEVEL
) -> Comparison:
    """Compare two ways on the same takes: the same errors of the performer for both.

    Only pairs that differ tell anything (McNemar). Of those, the share won by the
    first has an exact interval, and so has the share of pairs that differ; the
    difference of the odds is (2 won - 1) times differing.

    Args:
        first: Whether each take of the first landed.
        second: The same takes of the second.
        level: So often, at least, the interval holds the truth.

    Raises:
        ValueError: If there are no takes, or not as many of both.

    Source:
        McNemar (1947), Psychometrika 12:153-157. The product of the two intervals,
        whose misses add up to at most 1 - level, is our choice.
    """
    if len(first) != len(second) or not len(first):
        raise ValueError(
            f"both need as many takes, at least one; got {len(first)}, {len(second)}"
        )
    takes = len(first)
    pairs = list(zip(first, second, strict=True))
    one = sum(bool(a) and not b for a, b in pairs)
    two = sum(bool(b) and not a for a, b in pairs)
    low, high = _product(one, two, takes, 1 - level)
    return Comparison(
        takes=takes,
        first=sum(map(bool, first)),
        second=sum(map(bool, second)),
        only_first=one,
        only_second=two,
        difference=(one - two) / takes,
        low=low,
        high=high,
        chance=_two_sided(one, two),
    )


def _product(one: int, two: int, takes: int, miss: float) -> tuple[float, float]:
    """Return the interval of the difference of the odds; `miss` is how often it may."""
    won = clopper_pearson(one, one + two, 1 - DIRECTION * miss)
    differing = clopper_pearson(one + two, takes, 1 - (1 - DIRECTION) * miss)
    lead = [2 * share - 1 for share in won]
    low = lead[0] * differing[0 if lead[0] > 0 else 1]
    high = lead[1] * differing[1 if lead[1] > 0 else 0]
    return low, high


def _two_sided(one: int, two: int) -> float:
    """Return the chance that a fair coin splits so unevenly, or more."""
    n = one + two
    tail = sum(math.comb(n, k) for k in range(min(one, two) + 1))
    return min(1.0, float(2 * tail / 2**n))
