"""Loads on rig and performer over all takes, and what the joints gave."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..odds import quantile, takes_for_quantile
from ..performers import JOINTS
from .apparatus import Apparatus
from .base import TORQUES, Base
from .phases import joint_words

Array = NDArray[np.float64]

RARE, MOST = 0.99, 0.95
LEAST = {"half": 6, "most": 20, "rare": 100}
"""Takes below which nothing is said of what 1 in 2, 1 in 20 and 1 in 100 exceed. Our
choice: so many as have one such take on average; for 1 in 2, as an interval needs."""
FACTORS = (5, 8, 10)
"""Design factors shown. 10 is the trade's rule for people in North America (ETCP
practice question); 5 and 8 are common for lines and gear, our choice to show."""
AT_LIMIT = 0.97
"""Share of the limit from which on a joint counts as at its limit. Our choice."""
TICK_MS = 10.0
BAND = (0.05, 0.5, 0.95)


def loads(base: Base, kind: Apparatus) -> dict[str, Any]:
    """Return peaks, rare peaks with intervals, the factor table, and joint torques."""
    weight, events = base.cast.scene.weight, middles(kind.events(base.tally))
    rows = []
    for load in kind.loads(base):
        known = seldom(load.peaks)
        rows.append(
            {
                "key": load.key,
                "name": load.name,
                "kind": load.kind,
                **known,
                "peak_N": round(float(load.peaks.max())),
                "bear_N": _bear(known["rare_high_N"], load.peaks),
                "limit_N": None if load.limit is None else round(load.limit),
            }
        )
    return {
        "takes": base.odds.takes,
        "watched": len(base.watched[TORQUES]),
        "rare": RARE,
        "takes_needed": takes_for_quantile(RARE),
        "least": LEAST,
        "weight_N": round(weight, 1),
        "parts": rows,
        "factors": list(FACTORS),
        "series": _bands(base, kind),
        "charts": [
            {"label": c.label, "names": list(c.names), "unit_N": c.unit or weight}
            for c in kind.load_charts
        ],
        "moments_s": events,
        "joints": _joints(base, kind),
        "published": [vars(anchor) for anchor in kind.anchors.get("loads", ())],
    }


def seldom(peaks: Array) -> dict[str, int | None]:
    """Return what half, 1 in 20 and 1 in 100 of the takes exceed, for JSON.

    The last with its interval; None for what so few takes do not tell.

    Args:
        peaks: Greatest load of each take, shape (B,). [N]
    """
    rare = quantile(peaks, RARE)
    values = {"half": float(np.median(peaks)), "most": float(np.quantile(peaks, MOST)),
              "rare": rare.value}  # fmt: skip
    told = {
        f"{name}_N": round(value) if len(peaks) >= LEAST[name] else None
        for name, value in values.items()
    }
    some = told["rare_N"] is not None and rare.low is not None
    return {
        **told,
        "rare_low_N": math.floor(rare.low) if some and rare.low is not None else None,
        "rare_high_N": None if rare.high is None else math.ceil(rare.high),
    }


def _bear(high: int | None, peaks: Array) -> int:
    """Return what gear must bear: what was seen, and what 1 in 100 surely stays below.

    From few takes the second is not known, and then it is the first alone.
    """
    return max(high or 0, math.ceil(float(peaks.max())))


def _bands(base: Base, kind: Apparatus) -> list[dict[str, Any]]:
    """Return each watched load over time: least, middle and greatest of most takes."""
    found = []
    drawn = {name for chart in kind.load_charts for name in chart.names}
    for name, every in base.watched.items():
        if name not in drawn:
            continue
        over = every[:, : _together(every)]
        low, middle, high = np.nanquantile(over, BAND, axis=0)
        peak = np.nanmax(over, axis=1)
        found.append(
            {
                "name": name,
                "step_ms": 2 * TICK_MS,
                "low": [round(float(v)) for v in low[::2]],
                "middle": [round(float(v)) for v in middle[::2]],
                "high": [round(float(v)) for v in high[::2]],
                "peak_half_N": round(float(np.median(peak))),
                "peak_N": round(float(peak.max())),
            }
        )
    return found


def _together(over: Array) -> int:
    """Return how many ticks most takes last: after that the band would be of a few."""
    alive = np.isfinite(over).mean(axis=0)
    return int((alive >= 0.5).sum())


def _joints(base: Base, kind: Apparatus) -> list[dict[str, Any]]:
    """Return how near each joint came to what it can give, and in which phase.

    Share and time are both those of the median take; beside them stands in how many
    takes the limit was reached at all.
    """
    share = base.watched[TORQUES]
    parts = kind.stretches(base, share.shape[1])
    names = list(dict.fromkeys(_group(name) for name in JOINTS))
    rows = []
    for name in names:
        columns = [i for i, joint in enumerate(JOINTS) if _group(joint) == name]
        most = share[:, :, columns].max(axis=2)  # NaN after the end of a take.
        # A blow may lift a torque over the curve for a tick: 95 of 100 ticks would hide
        # effort, the greatest would show the blow.
        peak = np.nanquantile(most, 0.995, axis=1)
        reached = peak >= AT_LIMIT
        at = (most >= AT_LIMIT) & reached[:, None]
        rows.append(
            {
                "key": name,
                "name": joint_words(name),
                "peak_share": round(float(np.median(peak)), 3),
                "at_limit_ms": round(TICK_MS * float(np.median(at.sum(axis=1)))),
                "reached_in": int(reached.sum()),
                "mostly_in": _most(at, parts),
            }
        )
    return sorted(rows, key=lambda r: (-r["reached_in"], -r["at_limit_ms"]))


def _group(joint: str) -> str:
    return joint.removesuffix("_l").removesuffix("_r")


def middles(events: Mapping[str, Array]) -> dict[str, float]:
    """Return when events happen in the middle take. [s]"""
    return {
        name: round(float(np.median(at)), 3) for name, at in events.items() if len(at)
    }


def _most(at: NDArray[np.bool_], parts: NDArray[np.str_]) -> str:
    """Return the part in which a joint is most often at its limit; "" for never."""
    counts = {str(n): int((at & (parts == n)).sum()) for n in np.unique(parts)}
    name = max(counts, key=lambda n: counts[n])
    return name if counts[name] else ""
