"""Marks and loads of many takes on the trampoline, for people and for programs."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .marks import Marks

Array = NDArray[np.float64]
SHARES = (5, 25, 50, 75, 95)
"""Percent of the takes that stay below the totals that are told."""

BOX = 0.54
"""Half the side of the box round the cross. [m]  docs/marks.md."""


def bed_values(
    marks: Sequence[Marks | None], load: Array, *, weight: float
) -> dict[str, float | None]:
    """Return what takes came to, as numbers; None where there is nothing to count.

    Args:
        marks: Of each take; None where its numbers went bad.
        load: Greatest force of the bed in each, shape (B,). [N]
        weight: The performer's. [N]

    Returns:
        `flight_mean_s` over all elements done, `in_box` the share of their landings
        within the box, `total_05` to `total_95` the totals that 5 to 95 of 100 takes
        stay below, means of `D`, `E`, `H` and `T`, and `bed_50_N`, `bed_99_N` with
        `_bw` in body weights.
    """
    known = [m for m in marks if m is not None]
    elements = [element for m in known for element in m.elements]
    inside = [max(abs(e.place.x), abs(e.place.y)) <= BOX for e in elements]
    totals = [m.total for m in known]
    values: dict[str, float] = {
        "flight_mean_s": _mean([e.seconds for e in elements]),
        "in_box": _mean([float(i) for i in inside]),
        "D": _mean([m.difficulty for m in known]),
        "E": _mean([m.execution for m in known]),
        "H": _mean([m.displacement for m in known]),
        "T": _mean([m.flight for m in known]),
    }
    for share in SHARES:
        total = float(np.percentile(totals, share)) if totals else math.nan
        values[f"total_{share:02d}"] = total
    for share in (50, 99):
        most = float(np.percentile(load, share))
        values[f"bed_{share}_N"] = most
        values[f"bed_{share}_bw"] = most / weight
    return {
        name: round(v, 4) if math.isfinite(v) else None for name, v in values.items()
    }


def bed_lines(
    marks: Sequence[Marks | None], load: Array, *, weight: float
) -> list[str]:
    """Return the same as lines; see `bed_values`."""
    v = bed_values(marks, load, weight=weight)
    lines = []
    if v["flight_mean_s"] is not None:
        share = 100 * float(v["in_box"] or 0.0)
        inside = math.floor(10 * share) / 10  # Away from better news.
        lines.append(
            f"mean flight {v['flight_mean_s']:.2f} s; {inside:g} % of the landings "
            "within the box of 108 cm by 108 cm"
        )
        parts = ", ".join(f"{name} {v[name]:.1f}" for name in ("D", "E", "H", "T"))
        lines.append(
            f"marks (unofficial): total {v['total_50']:.1f} in the middle, "
            f"{v['total_05']:.1f} to {v['total_95']:.1f} in 9 of 10 takes; mean {parts}"
        )
    lines.append(
        f"greatest force of the bed: {v['bed_50_N']:.0f} N ({v['bed_50_bw']:.1f} body "
        f"weights) in half of the takes, {v['bed_99_N']:.0f} N "
        f"({v['bed_99_bw']:.1f}) in 1 of 100"
    )
    return lines


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else math.nan
