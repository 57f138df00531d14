"""The rig from the side, with the ways the body took."""

from typing import Any

import numpy as np

from .apparatus import Apparatus
from .base import PATH, Base

DRAWN = 16
"""Takes whose way is drawn. Our choice: more blur."""
EVERY = 5
"""Ticks from point to point. Our choice: a line as smooth, a fifth of the numbers."""


def drawing(base: Base, kind: Apparatus) -> dict[str, Any]:
    """Return lines of the rig, its measures, and the ways of the first takes."""
    ways = base.watched[PATH][:DRAWN, ::EVERY]
    return {
        "lines": [
            {
                "kind": line.kind,
                "points": [[round(v, 3) for v in p] for p in line.points],
            }
            for line in kind.outline(base.cast.scene)
        ],
        "measures": [
            [words, round(value, 3)] for words, value in kind.measures(base.cast.scene)
        ],
        "ways": [
            {
                "landed": bool(landed),
                "points": np.round(way[np.isfinite(way[:, 0])], 2).tolist(),
            }
            for way, landed in zip(ways.astype(float), base.landed, strict=False)
        ],
    }
