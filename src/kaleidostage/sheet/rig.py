"""How exactly the rig must stand, and when the far bar is to be let go."""

from collections.abc import Sequence
from typing import Any

from ..odds import Point, tolerance
from .apparatus import Apparatus, Dimension
from .base import Base
from .curves import point_values
from .slips import Row, Slip
from .takes import Takes

LOSS = 0.1
"""A dimension is within tolerance while odds fall by no more. Our choice."""


def rig(base: Base, takes: Takes, kind: Apparatus) -> dict[str, Any]:
    """Return the odds against the rig's dimensions and the timing call."""
    cast, slip, dimensions = base.cast, kind.call(), kind.dimensions()
    each, calls_at = kind.budget.rig, kind.calls
    moved = [(d, off, cast.on(d.change(cast.rig, off))) for d in dimensions
             for off in d.offs]  # fmt: skip
    called = [] if slip is None else [(slip, off) for off in calls_at]
    usual = [Row(take=take) for take in range(each)]
    asked = [
        *usual,
        *(Row(take=row.take, slip=s, by=off) for s, off in called for row in usual),
    ]
    here, *there = takes.landed_each(
        [(cast, asked), *((other, usual) for *_, other in moved)], hold=kind.hold
    )
    first, *calls = here.reshape(-1, each).sum(axis=1).tolist()
    counts: dict[str, list[tuple[float, int]]] = {d.key: [] for d in dimensions}
    for (dimension, off, _), landed in zip(moved, there, strict=True):
        counts[dimension.key].append((off, int(landed.sum())))
    return {
        "held_s": kind.hold,
        "loss": LOSS,
        "dimensions": [
            _dimension(base, what, [(0.0, first), *counts[what.key]], each)
            for what in dimensions
        ],
        "call": None
        if slip is None
        else _call(
            base, kind, slip, [(0.0, first), *zip(calls_at, calls, strict=True)]
        ),
    }


def _dimension(
    base: Base, what: Dimension, counts: Sequence[tuple[float, int]], takes: int
) -> dict[str, Any]:
    return {
        "key": what.key,
        "name": what.name,
        "value": round(what.value(base.cast.rig) * what.per_unit, 3),
        **_curve(counts, takes, what.unit, what.per_unit),
    }


def _call(
    base: Base, kind: Apparatus, slip: Slip, counts: Sequence[tuple[float, int]]
) -> dict[str, Any]:
    curve = _curve(counts, kind.budget.rig, "ms", 1000.0)
    best = max(curve["points"], key=lambda p: (p["landed"], -abs(p["x"])))
    return {
        "name": slip.name,
        "rehearsed": round(1000.0 * kind.rehearsed_call(base.cast), 1),
        "best_off": best["x"],
        **curve,
    }


def _curve(
    counts: Sequence[tuple[float, int]], takes: int, unit: str, per_unit: float
) -> dict[str, Any]:
    """Return points and tolerance in the unit shown."""
    points = [
        Point(x=off * per_unit, takes=takes, landed=landed)
        for off, landed in sorted(counts)
    ]
    low, high = tolerance(points, 0.0, LOSS)
    return {
        "unit": unit,
        "points": [point_values(point) for point in points],
        "from": None if low is None else round(low, 2),
        "to": None if high is None else round(high, 2),
    }
