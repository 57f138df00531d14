"""Where half of the takes are lost, as something goes further off, under noise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PLACES, SOFTNESSES = 81, 24
"""Edges and softnesses tried for the best fit. Our choice: finer than the interval."""

JOINT = 5.991
"""Twice the drop of the log likelihood that both numbers of the fit together exceed
in 5 % (chi-square, two degrees): on the safe side for one alone."""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """How far off something may be until half of the takes are lost.

    Attributes:
        at: Best estimate; None if there is none within what was tried, or if `told` is
            false.
        low: Lower end of the interval; None only if `told` is false.
        high: Upper end; None if it may lie beyond what was tried.
        told: Whether an edge can be told: not where half are lost with nothing off.
    """

    at: float | None
    low: float | None
    high: float | None
    told: bool = True


def half_lost(off: Array, landed: NDArray[np.bool_], ceiling: float) -> Edge:
    """Return how far off one may be until half of the takes are lost.

    The chance to land is taken as c / (1 + exp((off - e) / s)), with c the odds when
    nothing is off; e and s are fitted by likelihood.

    Args:
        off: How far off each take was, from 0 on, spread evenly, shape (n,).
        landed: Whether it landed all the same, shape (n,).
        ceiling: Odds with nothing off; if they are at most half no edge can be told.

    Assumptions:
        Further off never helps, on this side.
    """
    reach = float(off.max())
    places = np.linspace(0.0, 1.2, PLACES) * reach
    soft = np.geomspace(0.01, 0.5, SOFTNESSES) * reach
    ceiling = min(ceiling, 1.0 - 1e-3)
    if ceiling <= 0.5:
        return Edge(at=None, low=None, high=None, told=False)
    place, softness = (a.ravel() for a in np.meshgrid(places, soft))
    steep = np.clip((off[:, None] - place) / softness, -40.0, 40.0)
    # A floor of chance: a single late catch must not forbid all edges before it.
    chance = np.clip(ceiling / (1.0 + np.exp(steep)), 1e-3, 1.0 - 1e-3)
    fit = np.where(landed[:, None], np.log(chance), np.log1p(-chance)).sum(axis=0)
    half = place + softness * np.log(2.0 * ceiling - 1.0)
    good = half[2.0 * (fit.max() - fit) <= JOINT]
    best, low, high = float(half[np.argmax(fit)]), float(good.min()), float(good.max())
    return Edge(
        at=max(best, 0.0) if best <= reach else None,
        low=max(low, 0.0),
        high=high if high <= reach else None,
    )
