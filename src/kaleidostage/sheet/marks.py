"""What judges give: marks over all takes, time of flight, and landings in the box."""

from typing import Any, SupportsFloat

import numpy as np

from ..judging.bed_summary import BOX, SHARES
from .base import Base
from .bounced import MARKS, Bounced
from .takes import Takes

LEAST = 20
"""Marked takes from which on the spread of totals is told. Our choice: of fewer, none
is expected to stay below the total that 1 in 20 stays below."""


def marks(base: Base, takes: Takes) -> dict[str, Any]:
    """Return the spread of totals, mean marks, mean flight, and landings in the box."""
    tally = base.tally
    assert isinstance(tally, Bounced)
    known = tally.marks[np.isfinite(tally.marks[:, 0])]
    totals, done = known[:, 0], np.isfinite(tally.seconds)
    inside = np.abs(tally.place).max(axis=2)[done] <= BOX
    times = tally.seconds[done]
    return {
        "takes": len(known),
        "least": LEAST,
        "totals": [
            {"below_of_hundred": share, "total": _cut(np.percentile(totals, share))}
            for share in (SHARES if len(totals) >= LEAST else ())
        ],
        "means": {
            name: _cut(known[:, i].mean()) if len(known) else None
            for i, name in enumerate(MARKS)
        },
        "flight_mean_s": _cut(times.mean()) if len(times) else None,
        "elements": len(times),
        "in_box": _cut(inside.mean()) if len(times) else None,
        "box_cm": round(200.0 * BOX),
    }


def _cut(value: SupportsFloat) -> float:
    return round(float(value), 4)
