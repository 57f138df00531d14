"""Margins: how early, late or far off each moment and joint may be."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..odds import Window, half_lost, windows
from .apparatus import Apparatus
from .base import Base
from .budget import Budget
from .slips import Row, Slip
from .takes import Takes

UNTOLD = "of takes with nothing off, it is not sure that more than half land"
"""Why under the usual errors no edge is told."""
BEYOND = 1.6
"""They are spread so far beyond the edge without noise. Our choice."""


def margins(base: Base, takes: Takes, kind: Apparatus) -> dict[str, Any]:
    """Return the margins of all timed moments, and of the joints with the narrowest.

    Without noise, all else goes exactly as rehearsed: the window is searched. With
    noise, takes of the usual unsteadiness are spread over twice the window, and the
    edge is where half of them are lost. A take counts when the catch or landing has
    held for `kind.hold`.
    """
    timed = [s for s in kind.slips(base.cast) if s.kind == "moment"]
    timed = [slip for slip in timed if not _late(base, slip, kind.decided)]
    joints = kind.joints(base.cast)
    budget = kind.budget
    found = _searched(base, takes, kind, timed, joints)
    pairs = list(zip(timed + joints, found, strict=True))
    moments = pairs[: len(timed)]
    edged = [pair for pair in pairs[len(timed) :] if _has_edge(pair[1])]
    narrow = sorted(edged, key=_width)[: budget.narrowest]
    shown = moments + narrow
    noisy = _under_noise(base, takes, kind, shown)
    rows = [
        _row(slip, window, edges)
        for (slip, window), edges in zip(shown, noisy, strict=True)
    ]
    return {
        "held_s": kind.hold,
        "spread": budget.spread,
        "moments": rows[: len(moments)],
        "joints": rows[len(moments) :],
        "joints_searched": len(joints),
        "joints_with_edge": len(edged),
        "reach": {
            "ms": 1000.0 * budget.moments.reach,
            "deg": round(float(np.degrees(budget.joints.reach)), 1),
        },
        "published": [vars(anchor) for anchor in kind.anchors.get("margins", ())],
    }


def _searched(
    base: Base,
    takes: Takes,
    kind: Apparatus,
    timed: Sequence[Slip],
    joints: Sequence[Slip],
) -> list[Window]:
    """Return the windows of moments and joints, all else exactly as rehearsed."""
    budget, calm = kind.budget, base.cast.calm()
    slips = [*timed, *joints]
    grids = [budget.moments] * len(timed) + [budget.joints] * len(joints)
    known: dict[tuple[int, float], bool] = {}

    def attempt(rows: Sequence[tuple[int, float]]) -> Sequence[bool]:
        fresh = [row for row in rows if row not in known]
        asked = [Row(take=0, slip=slips[i], by=off) for i, off in fresh]
        landed = takes.landed(calm, asked, hold=kind.hold)
        known.update(zip(fresh, map(bool, landed), strict=True))
        return [known[row] for row in rows]

    if budget.at_once:
        steps = [(i, k * grid.coarse) for i, grid in enumerate(grids)
                 for k in range(-grid.last, grid.last + 1) if k]  # fmt: skip
        (nothing, *_) = attempt([(0, 0.0), *steps])  # One take, whatever is not off.
        known |= {(i, 0.0): nothing for i in range(len(grids))}
    return windows(attempt, grids)


def _late(base: Base, slip: Slip, decided: str) -> bool:
    """Say whether a moment comes when the take is decided already."""
    phases = base.cast.technique.phases
    return slip.phase >= 0 and phases[slip.phase].after == decided


def _has_edge(window: Window) -> bool:
    """Say whether the take can be lost by this within what was tried."""
    return window.low is None or not (window.open_low and window.open_high)


def _width(pair: tuple[Slip, Window]) -> float:
    """Return the narrower side of a window; without a window it is the narrowest."""
    window = pair[1]
    if window.low is None or window.high is None:
        return -np.inf
    return min(-window.low, window.high)


Side = dict[str, float | str | None]
Edges = dict[int, Side]


def _under_noise(
    base: Base, takes: Takes, kind: Apparatus, shown: Sequence[tuple[Slip, Window]]
) -> list[Edges]:
    """Return for each margin both edges at which half of noisy takes are lost."""
    budget = kind.budget
    offs = [
        _spread(budget, window, way, slip) for slip, window in shown for way in (-1, 1)
    ]
    sides = [(slip, way) for slip, _ in shown for way in (-1, 1)]
    rows = [
        Row(take=take, slip=slip, by=way * float(off))
        for (slip, way), side in zip(sides, offs, strict=True)
        for take, off in enumerate(side)
    ]
    landed = takes.landed(base.cast, rows, hold=kind.hold)
    landed = landed.reshape(len(sides), budget.spread)
    edges = []
    # Half of the takes can be lost at an edge only if surely more land before it.
    ceiling = base.odds.odds if base.odds.low > 0.5 else 0.5
    for i, (slip, _) in enumerate(shown):
        unit = _unit(slip)
        both: Edges = {}
        for j, way in enumerate((-1, 1)):
            n = 2 * i + j
            edge = half_lost(offs[n] * unit, landed[n], ceiling)
            ends = {"at": edge.at, "low": edge.low, "high": edge.high}
            both[way] = {**ends, "reason": "" if edge.told else UNTOLD}
        edges.append(both)
    return edges


def _spread(budget: Budget, window: Window, way: int, slip: Slip) -> np.ndarray:
    """Return how far off the takes on one side are, evenly and in mixed order, (n,)."""
    grid = budget.moments if slip.kind == "moment" else budget.joints
    spread = budget.spread
    edge = window.low if way < 0 else window.high
    far = grid.reach if edge is None else max(abs(edge) * BEYOND, 4 * grid.coarse)
    offs = (np.arange(spread) + 0.5) / spread * min(far, grid.reach)
    # Neighbouring takes must not have neighbouring noise; 17 has no factor of them.
    mixed: np.ndarray = offs[(np.arange(spread) * 17) % spread]
    return mixed


def _unit(slip: Slip) -> float:
    """Return what one second or radian is in the unit shown: ms or degrees."""
    return 1000.0 if slip.kind == "moment" else float(np.degrees(1.0))


def _row(slip: Slip, window: Window, edges: Edges) -> dict[str, Any]:
    """Return one margin in ms or degrees; early, bent less is minus."""
    unit = _unit(slip)
    width = window.width

    def shown(value: float | None) -> float | None:
        return None if value is None else round(value * unit, 1)

    def side(way: int) -> Side:
        return {n: round(v, 1) if isinstance(v, float) else v
                for n, v in edges[way].items()}  # fmt: skip

    return {
        "key": slip.key,
        "name": slip.name,
        "unit": "ms" if slip.kind == "moment" else "deg",
        "low": shown(window.low),
        "high": shown(window.high),
        "width": shown(width),
        "beyond_low": window.open_low,
        "beyond_high": window.open_high,
        "half_lost_minus": side(-1),
        "half_lost_plus": side(1),
    }
