"""Ready or not: a gate that the odds must pass, by their lower bound."""

import math
from dataclasses import dataclass

from .interval import LEVEL, clopper_pearson
from .odds import Odds

MOST = 1_000_000
"""More takes than this are not asked for. Our choice: days on a small machine."""


@dataclass(frozen=True, kw_only=True)
class Gate:
    """Whether odds pass a gate.

    Attributes:
        gate: What the odds must be, at least.
        verdict: `"go"` if the whole interval lies at or above the gate, `"no-go"` if
            it lies below, else `"not yet"`.
        more: Takes, decided before, that would settle it if the odds are what they
            look like; None if it is settled or never would be.
    """

    gate: float
    verdict: str
    more: int | None


def judge_gate(odds: Odds, gate: float) -> Gate:
    """Hold odds against a gate.

    Args:
        odds: Counted on a number of takes fixed before.
        gate: Between 0 and 1.

    Raises:
        ValueError: If the gate is not within 0 and 1.
    """
    if not 0 < gate < 1:
        raise ValueError(f"a gate lies between 0 and 1, got {gate!r}")
    if odds.low >= gate:
        return Gate(gate=gate, verdict="go", more=None)
    if odds.high < gate:
        return Gate(gate=gate, verdict="no-go", more=None)
    return Gate(gate=gate, verdict="not yet", more=settling(odds.odds, gate))


def settling(share: float, gate: float) -> int | None:
    """Return how many takes would put the whole interval on one side of the gate.

    Args:
        share: The odds as they look; the fresh takes are expected to land as often.
        gate: The gate.
    """
    enough = 1
    while not _settles(share, gate, enough):
        enough *= 2
        if enough > MOST:
            return None
    low = enough // 2
    while enough - low > 1:
        middle = (low + enough) // 2
        low, enough = (
            (low, middle) if _settles(share, gate, middle) else (middle, enough)
        )
    return enough


def least_takes(gate: float, level: float = LEVEL) -> int:
    """Return how many takes could pass the gate at best: if every one landed."""
    return max(1, math.ceil(math.log((1 - level) / 2) / math.log(gate)))


def _settles(share: float, gate: float, takes: int) -> bool:
    # Rounded against the verdict: a settled gate must not hang on a fraction.
    cut = math.floor if share > gate else math.ceil
    low, high = clopper_pearson(cut(share * takes), takes)
    return low >= gate if share > gate else high < gate
