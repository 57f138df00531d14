"""Odds against steadiness and strength, and at the end of a show."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..odds import Crossing, Point, clopper_pearson, crossing
from ..performers import STEADINESS_NAMES, steadiness
from ..rehearsal.stages import softened
from .apparatus import Apparatus
from .base import Base
from .cast import Cast
from .slips import Row
from .takes import Takes

STEADINESS = (0.4, 0.7, 1.0, 1.5, 2.5)
"""Errors times those of the level national: from the levels elite, 0.7, to beginner,
2.5, and one steadier than all of them, our choice: what steadiness alone could do."""
STRENGTH = (0.7, 0.85, 1.15, 1.3)
WANTED = (0.9, 0.95)

# The end of an act in a show. Our choice: no figures for circus artists were found.
# Strength falls by a tenth to a quarter in repeated maximal effort; errors grow.
TIRED_STRENGTH, TIRED_ERRORS = 0.85, 1.25


def steadiness_curve(base: Base, takes: Takes, kind: Apparatus) -> dict[str, Any]:
    """Return the odds against how unsteady the performer is: the same levels for all.

    `x` is errors times the present ones, and `here` 1; for a performer without errors
    it is errors times those of the level national, and `here` 0.
    """
    cast, own = base.cast, base.cast.steadiness
    national = steadiness("national")
    unit = own if own.timing_ms else national
    here = own.timing_ms / unit.timing_ms
    steady = [softened(national, factor) for factor in STEADINESS]
    casts = {
        level.timing_ms / unit.timing_ms: replace(cast, steadiness=level)
        for level in steady
        if not math.isclose(level.timing_ms, own.timing_ms, rel_tol=1e-6)
    }
    points = _points(base, takes, kind, casts, here)
    return {
        "timing_ms": own.timing_ms,
        "target_deg": own.target_deg,
        "here": here,
        "points": [
            {
                **point_values(point),
                "timing_ms": round(point.x * unit.timing_ms, 3),
                "target_deg": round(point.x * unit.target_deg, 3),
                "level": _level(point.x * unit.timing_ms),
            }
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
    base: Base,
    takes: Takes,
    kind: Apparatus,
    casts: Mapping[float, Cast],
    here: float = 1.0,
) -> list[Point]:
    """Return points by rising x: those of `casts`, and the base, which is at `here`."""
    each = kind.budget.curve
    rows = [Row(take=take) for take in range(each)]
    asked = [(cast, rows) for cast in casts.values()]
    landed = takes.landed_each(asked)
    pairs = zip(casts, landed, strict=True)
    points = [Point(x=x, takes=each, landed=int(good.sum())) for x, good in pairs]
    now = Point(x=here, takes=base.odds.takes, landed=base.odds.landed)
    return sorted([*points, now], key=lambda point: point.x)


def _level(timing: float) -> str:
    """Return which level has such errors of timing [ms], "" for none of them."""
    levels = {name: steadiness(name).timing_ms for name in STEADINESS_NAMES}
    near = (n for n, ms in levels.items() if math.isclose(ms, timing, rel_tol=1e-6))
    return next(near, "")


def _crossing(found: Crossing) -> dict[str, float | None]:
    return {
        "odds": found.wanted,
        "errors_times": None if found.x is None else round(found.x, 3),
        "low": None if found.low is None else round(found.low, 3),
        "high": None if found.high is None else round(found.high, 3),
    }
