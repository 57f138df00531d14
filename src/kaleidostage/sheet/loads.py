"""Loads on rig and performer over all takes, and what the joints gave."""

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
        rare = quantile(load.peaks, RARE)
        rows.append(
            {
                "key": load.key,
                "name": load.name,
                "kind": load.kind,
                "half_N": _whole(float(np.median(load.peaks))),
                "most_N": _whole(float(np.quantile(load.peaks, MOST))),
                "rare_N": _whole(rare.value),
                "rare_low_N": _whole(rare.low),
                "rare_high_N": _whole(rare.high),
                "peak_N": _whole(float(load.peaks.max())),
                "limit_N": _whole(load.limit),
            }
        )
    return {
        "takes": base.odds.takes,
        "watched": len(base.watched[TORQUES]),
        "rare": RARE,
        "takes_needed": takes_for_quantile(RARE),
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
    """Return how near each joint came to what it can give, and in which phase."""
    share = base.watched[TORQUES]
    parts = kind.stretches(base, share.shape[1])
    names = list(dict.fromkeys(_group(name) for name in JOINTS))
    rows = []
    for name in names:
        columns = [i for i, joint in enumerate(JOINTS) if _group(joint) == name]
        most = np.nanmax(np.nan_to_num(share[:, :, columns], nan=0.0), axis=2)
        at = most >= AT_LIMIT
        rows.append(
            {
                "key": name,
                "name": joint_words(name),
                # A blow may lift a torque over the curve for a tick: 95 of 100 ticks
                # would hide effort, the greatest would show the blow.
                "peak_share": round(
                    float(np.median(np.quantile(most, 0.995, axis=1))), 3
                ),
                "at_limit_ms": round(TICK_MS * float(at.sum(axis=1).mean())),
                "mostly_in": _most(at, parts),
            }
        )
    return sorted(rows, key=lambda row: -row["at_limit_ms"])


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


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
