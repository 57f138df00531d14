"""How exactly the rig must stand, and when the far bar is to be let go."""

from collections.abc import Sequence
from typing import Any

from ..odds import Point, clearly_best, reach, tolerance
from .apparatus import Apparatus, Dimension
from .base import Base
from .curves import point_values
from .slips import Row, Slip
from .takes import Takes

Tried = Sequence[tuple[float, Sequence[bool]]]
"""How far off, in the unit shown, and whether each take landed so."""

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
    now, *calls = here.reshape(-1, each).tolist()
    tried: dict[str, list[tuple[float, Sequence[bool]]]] = {
        d.key: [] for d in dimensions
    }
    for (dimension, off, _), landed in zip(moved, there, strict=True):
        tried[dimension.key].append(
            (round(off * dimension.per_unit, 6), landed.tolist())
        )
    offs = [
        (round(1000.0 * off, 6), one)
        for (_, off), one in zip(called, calls, strict=True)
    ]
    return {
        "held_s": kind.hold,
        "loss": LOSS,
        "dimensions": [
            _dimension(base, what, now, tried[what.key]) for what in dimensions
        ],
        "call": None if slip is None else _call(base, kind, slip, now, offs),
    }


def _dimension(
    base: Base, what: Dimension, now: Sequence[bool], tried: Tried
) -> dict[str, Any]:
    return {
        "key": what.key,
        "name": what.name,
        "value": round(what.value(base.cast.rig) * what.per_unit, 3),
        **_curve(now, tried, what.unit),
    }


def _call(
    base: Base, kind: Apparatus, slip: Slip, now: Sequence[bool], tried: Tried
) -> dict[str, Any]:
    """Return the timing call; another is best only if it is so on the same takes."""
    return {
        "name": slip.name,
        "rehearsed": round(1000.0 * kind.rehearsed_call(base.cast), 1),
        "best_off": clearly_best(now, tried),
        **_curve(now, tried, "ms"),
    }


def _curve(now: Sequence[bool], tried: Tried, unit: str) -> dict[str, Any]:
    """Return points and tolerance in the unit shown."""
    points = [
        Point(x=x, takes=len(landed), landed=sum(landed))
        for x, landed in sorted([(0.0, now), *tried], key=lambda one: one[0])
    ]
    low, high = tolerance(points, 0.0, LOSS)
    less, more = (
        reach(now, [one for one in tried if way * one[0] > 0], LOSS) for way in (-1, 1)
    )
    return {
        "unit": unit,
        "points": [point_values(point) for point in points],
        "from": None if low is None else round(min(low, less.held), 2),
        "from_held": round(less.held, 2),
        "from_lost": None if less.lost is None else round(less.lost, 2),
        "to": None if high is None else round(max(high, more.held), 2),
        "to_held": round(more.held, 2),
        "to_lost": None if more.lost is None else round(more.lost, 2),
    }
