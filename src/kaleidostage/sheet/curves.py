"""Odds against steadiness and strength, and at the end of a show."""

import math
from collections.abc import Mapping
from typing import Any

from ..odds import Crossing, Point, clopper_pearson, crossing
from ..performers import STEADINESS_NAMES, steadiness
from .apparatus import Apparatus
from .base import Base
from .cast import Cast
from .slips import Row
from .takes import Takes

STEADINESS = (0.4, 0.7, 1.5, 2.5)
"""Errors times the present ones; from national: elite 0.7, club 1.5, beginner 2.5."""
STRENGTH = (0.7, 0.85, 1.15, 1.3)
WANTED = (0.9, 0.95)

# The end of an act in a show. Our choice: no figures for circus artists were found.
# Strength falls by a tenth to a quarter in repeated maximal effort; errors grow.
TIRED_STRENGTH, TIRED_ERRORS = 0.85, 1.25


def steadiness_curve(base: Base, takes: Takes, kind: Apparatus) -> dict[str, Any]:
    """Return the odds against how unsteady the performer is."""
    cast, here = base.cast, base.cast.steadiness
    points = _points(base, takes, kind, {x: cast.steadier(x) for x in STEADINESS})
    return {
        "timing_ms": here.timing_ms,
        "target_deg": here.target_deg,
        "points": [
            {**point_values(point), "level": _level(cast.steadier(point.x))}
            for point in points
        ],
        "needed": [_crossing(crossing(points, wanted)) for wanted in WANTED],
    }


def strength_curve(base: Base, takes: Takes, kind: Apparatus) -> dict[str, Any]:
    """Return the odds against the strength of joints and grip."""
    points = _points(base, takes, kind, {x: base.cast.stronger(x) for x in STRENGTH})
    return {"points": [point_values(point) for point in points]}


def fatigue(base: Base, takes: Takes, kind: Apparatus) -> dict[str, Any]:
    """Return the odds at the start and at the end of a show."""
    tired = base.cast.stronger(TIRED_STRENGTH).steadier(TIRED_ERRORS)
    end, start = _points(base, takes, kind, {0.0: tired})
    return {
        "strength": TIRED_STRENGTH,
        "errors": TIRED_ERRORS,
        "start": point_values(start),
        "end": point_values(end),
    }


def point_values(point: Point) -> dict[str, float]:
    """Return a point with its interval, for JSON."""
    low, high = clopper_pearson(point.landed, point.takes)
    return {
        "x": round(point.x, 6),
        "takes": point.takes,
        "landed": point.landed,
        "odds": round(point.odds, 5),
        "low": round(low, 5),
        "high": round(high, 5),
    }


def _points(
    base: Base, takes: Takes, kind: Apparatus, casts: Mapping[float, Cast]
) -> list[Point]:
    """Return points by rising x: those of `casts`, and where the base stands."""
    each = kind.budget.curve
    rows = [Row(take=take) for take in range(each)]
    asked = [(cast, rows) for cast in casts.values()]
    landed = takes.landed_each(asked)
    pairs = zip(casts, landed, strict=True)
    points = [Point(x=x, takes=each, landed=int(good.sum())) for x, good in pairs]
    return sorted([*points, _here(base)], key=lambda point: point.x)


def _here(base: Base) -> Point:
    return Point(x=1.0, takes=base.odds.takes, landed=base.odds.landed)


def _level(cast: Cast) -> str:
    """Return which named level is as unsteady as `cast`, "" for none."""
    timing = cast.steadiness.timing_ms
    levels = {name: steadiness(name).timing_ms for name in STEADINESS_NAMES}
    near = (n for n, ms in levels.items() if math.isclose(ms, timing, rel_tol=1e-6))
    return next(near, "")


def _crossing(found: Crossing) -> dict[str, float | None]:
    return {
        "odds": found.wanted,
        "errors_times": None if found.x is None else round(found.x, 3),
        "low": found.low,
        "high": found.high,
    }
