"""Ready or not: a gate that the odds must pass, by their lower bound."""

import math
from bisect import bisect_left
from dataclasses import dataclass

from .interval import LEVEL, clopper_pearson
from .odds import Odds

POWER = 0.9
"""How surely the takes asked for settle it, if the odds are what they look like. Our
choice: the usual one of trials planned to be told from."""

MOST = 1_000_000
"""More takes than this are not asked for. Our choice: days on a small machine."""


@dataclass(frozen=True, kw_only=True)
class Gate:
    """Whether odds pass a gate.

    Attributes:
        gate: What the odds must be, at least.
        verdict: `"go"` if the whole interval lies at or above the gate, `"no-go"` if
            it lies below, else `"not yet"`.
        more: Fresh takes, decided before, that settle it with a chance of at least
            POWER if the odds are what they look like; None if it is settled, or if MOST
            are not enough.
        needed: How many of as many takes as were counted would have had to land to go;
            None if all would not have been enough.
    """

    gate: float
    verdict: str
    more: int | None
    needed: int | None


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
    verdict, more = "not yet", None
    if odds.low >= gate:
        verdict = "go"
    elif odds.high < gate:
        verdict = "no-go"
    elif odds.takes:
        more = settling(odds.odds, gate)
    needed = _passing(odds.takes, gate)
    return Gate(
        gate=gate,
        verdict=verdict,
        more=more,
        needed=needed if needed <= odds.takes else None,
    )


def settling(share: float, gate: float, power: float = POWER) -> int | None:
    """Return how many takes put the whole interval on one side of the gate.

    The chance that they do goes up and down a little with every take more: the number
    returned has it, a few more may not.

    Args:
        share: The odds as they look: so often fresh takes are taken to land.
        gate: The gate.
        power: With what chance they do, at least.

    Returns:
        Fresh takes, None if MOST are not enough.
    """
    enough = 1
    while _settles(share, gate, min(enough, MOST)) < power:
        if enough >= MOST:
            return None
        enough *= 2
    low, enough = enough // 2, min(enough, MOST)
    while enough - low > 1:
        middle = (low + enough) // 2
        if _settles(share, gate, middle) >= power:
            enough = middle
        else:
            low = middle
    return enough


def least_takes(gate: float, level: float = LEVEL) -> int:
    """Return how many takes could pass the gate at best: if every one landed."""
    return max(1, math.ceil(math.log((1 - level) / 2) / math.log(gate)))


def highest_gate(takes: int = MOST, level: float = LEVEL) -> float:
    """Return the gate that so many takes pass at best: if every one lands."""
    return float(((1 - level) / 2) ** (1 / takes))


def _settles(share: float, gate: float, takes: int) -> float:
    """Return the chance that so many takes pass the gate, or fail it, as they look."""
    from scipy.special import bdtr, bdtrc

    if share > gate:
        return float(bdtrc(_passing(takes, gate) - 1, takes, share))
    most = _failing(takes, gate)
    return float(bdtr(most, takes, share)) if most >= 0 else 0.0


def _passing(takes: int, gate: float) -> int:
    """Return the fewest landed with which so many takes go; takes + 1 for none."""
    return bisect_left(
        range(takes + 1), True, key=lambda n: clopper_pearson(n, takes)[0] >= gate
    )


def _failing(takes: int, gate: float) -> int:
    """Return the most landed with which so many takes are a no-go; -1 for none."""
    return (
        bisect_left(
            range(takes + 1), True, key=lambda n: clopper_pearson(n, takes)[1] >= gate
        )
        - 1
    )
