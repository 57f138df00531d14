"""How exactly the rig must stand, and when the far bar is to be let go."""

from collections.abc import Sequence
from typing import Any

from ..odds import Point, tolerance
from .apparatus import Apparatus, Dimension
from .base import Base
from .cast import Cast
from .curves import point_values
from .slips import Row, Slip
from .takes import Takes

EACH = 48
"""Takes at each point, the same for all. Our choice: time."""
CALLS = (-0.08, -0.04, -0.02, 0.02, 0.04, 0.08)  # [s] Our choice.
LOSS = 0.1
"""A dimension is within tolerance while odds fall by no more. Our choice."""


def rig(base: Base, takes: Takes, kind: Apparatus) -> dict[str, Any]:
    """Return the odds against the rig's dimensions and the timing call."""
    here = _landed(takes, kind, base.cast, None, 0.0)
    dimensions = [
        _dimension(base, takes, kind, each, here) for each in kind.dimensions()
    ]
    slip = kind.call()
    return {
        "held_s": kind.hold,
        "loss": LOSS,
        "dimensions": dimensions,
        "call": None if slip is None else _call(base, takes, kind, slip, here),
    }


def _dimension(
    base: Base, takes: Takes, kind: Apparatus, what: Dimension, here: int
) -> dict[str, Any]:
    counts = [(0.0, here)] + [
        (
            off,
            _landed(
                takes, kind, base.cast.on(what.change(base.cast.rig, off)), None, 0.0
            ),
        )
        for off in what.offs
    ]
    return {
        "key": what.key,
        "name": what.name,
        "value": round(getattr(base.cast.rig, what.key) * what.per_unit, 3),
        **_curve(counts, what.unit, what.per_unit),
    }


def _call(
    base: Base, takes: Takes, kind: Apparatus, slip: Slip, here: int
) -> dict[str, Any]:
    counts = [(0.0, here)] + [
        (off, _landed(takes, kind, base.cast, slip, off)) for off in CALLS
    ]
    curve = _curve(counts, "ms", 1000.0)
    best = max(curve["points"], key=lambda p: (p["landed"], -abs(p["x"])))
    return {
        "name": slip.name,
        "rehearsed": round(1000.0 * base.cast.technique.call, 1),
        "best_off": best["x"],
        **curve,
    }


def _curve(
    counts: Sequence[tuple[float, int]], unit: str, per_unit: float
) -> dict[str, Any]:
    """Return points and tolerance in the unit shown."""
    points = [
        Point(x=off * per_unit, takes=EACH, landed=landed)
        for off, landed in sorted(counts)
    ]
    low, high = tolerance(points, 0.0, LOSS)
    return {
        "unit": unit,
        "points": [point_values(point) for point in points],
        "from": None if low is None else round(low, 2),
        "to": None if high is None else round(high, 2),
    }


def _landed(
    takes: Takes, kind: Apparatus, cast: Cast, slip: Slip | None, off: float
) -> int:
    by = None if slip is None else off
    rows = [Row(take=take, slip=slip, by=by) for take in range(EACH)]
    return int(takes.landed(cast, rows, hold=kind.hold).sum())
