"""Outcomes of takes, counted."""

import json
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import UnknownNameError
from ..judging.causes import BED_CAUSES, CAUSES, LANDED
from .interval import LEVEL, clopper_pearson


@dataclass(frozen=True, kw_only=True)
class Odds:
    """How often it landed, how sure that is, and how it failed.

    Attributes:
        takes: How many times it was performed, fixed before.
        landed: How many of them landed.
        low: Lower end of the exact interval for the chance to land.
        high: Upper end.
        failures: How many misses each cause explains; they add up to all misses.
        seconds: How long the counting took. [s]
        fingerprint: What was counted, on which engine: of the takes.
    """

    takes: int
    landed: int
    low: float
    high: float
    failures: Mapping[str, int]
    seconds: float = 0.0
    fingerprint: str = ""

    @property
    def odds(self) -> float:
        """Share of the takes that landed; not a number after none."""
        return self.landed / self.takes if self.takes else math.nan

    def commonest(self) -> tuple[tuple[str, int], ...]:
        """Return the causes that occurred with their counts, most frequent first."""
        seen = [(cause, n) for cause, n in self.failures.items() if n]
        return tuple(sorted(seen, key=lambda pair: -pair[1]))

    def sentence(self) -> str:
        """Return the odds as one says them: counts, percent, interval.

        Percents are cut, not rounded, away from better news: 9999 of 10 000 is not
        100 %, and the interval is never narrower than it is.
        """
        if not self.takes:
            return "no takes yet"
        down, up = _percent(self.low, math.floor), _percent(self.high, math.ceil)
        share = _percent(self.odds, math.floor)
        return (
            f"{self.landed} of {self.takes} landed: {share} % "
            f"({LEVEL:.0%} sure: {down} to {up} %)"
        )

    def as_dict(self) -> dict[str, object]:
        """Return the plain values that JSON shows; `odds` is None after no takes."""
        return {
            "takes": self.takes,
            "landed": self.landed,
            "odds": self.odds if self.takes else None,
            "level": LEVEL,
            "low": self.low,
            "high": self.high,
            "failures": dict(self.failures),
            "seconds": self.seconds,
            "fingerprint": self.fingerprint,
        }

    def to_json(self) -> str:
        """Return the odds as JSON text."""
        return json.dumps(self.as_dict(), indent=2, allow_nan=False)


def causes_on(bed: bool) -> tuple[str, ...]:
    """Return what takes on the trampoline, or else of leaps, can be lost by."""
    return BED_CAUSES if bed else CAUSES


def count(
    outcomes: Sequence[str],
    causes: Sequence[str] = (),
    *,
    seconds: float = 0.0,
    fingerprint: str = "",
) -> Odds:
    """Count the outcomes of takes.

    Args:
        outcomes: For each take `"landed"` or one of `judging.causes.CAUSES`; on the
            trampoline one of its BED_CAUSES.
        causes: What takes can be lost by there, see `causes_on`; if left out, that of
            leaps, or of the trampoline where the outcomes are not all of leaps.
        seconds: How long the takes took. [s]
        fingerprint: Of the takes.

    Raises:
        UnknownNameError: If an outcome is none of these words.
    """
    counts = Counter(outcomes)
    leaps, jumps = ({LANDED, *causes_on(bed)} for bed in (False, True))
    causes = causes or causes_on(not set(counts) <= leaps and set(counts) <= jumps)
    for outcome in counts:
        if outcome not in (LANDED, *causes):
            raise UnknownNameError("outcome", str(outcome), (LANDED, *causes))
    landed = counts[LANDED]
    low, high = clopper_pearson(landed, len(outcomes))
    return Odds(
        takes=len(outcomes),
        landed=landed,
        low=low,
        high=high,
        failures={cause: counts[cause] for cause in causes},
        seconds=seconds,
        fingerprint=fingerprint,
    )


def _percent(share: float, cut: Callable[[float], int]) -> str:
    """Return percent with one digit, cut off upwards or downwards."""
    tenths = share * 1000
    near = round(tenths)  # 0.29 * 1000 may be a hair off 290: that is no reason.
    return f"{(near if math.isclose(tenths, near) else cut(tenths)) / 10:.1f}"
