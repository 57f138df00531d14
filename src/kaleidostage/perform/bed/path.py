"""The last flight of a recorded take on the bed."""

import numpy as np
from numpy.typing import NDArray

from ...scene import TICK, Scene
from ..record import Record
from .bounce import SHORTEST_FLIGHT

Array = NDArray[np.float64]
DOWN = ("landing", "fall")


def last_flight(record: Record) -> slice:
    """Return the ticks of the last flight that came down, none where there is none."""
    up, found = -np.inf, slice(0, 0)
    for moment, name in sorted(record.events):
        if name == "take-off":
            up = moment
        elif name in DOWN and up > -np.inf:
            if moment - up >= SHORTEST_FLIGHT:
                found = slice(round(up / TICK), round(moment / TICK))
            up = -np.inf
    return found


def last_path(scene: Scene, record: Record) -> Array:
    """Return the centre of mass in the last flight, a row a tick, (K, 3). [m]"""
    rows = record.sensors[last_flight(record)]
    if not rows:
        return np.empty((0, 3))
    path: Array = np.array(rows)[:, scene.sensor["com"]]
    return path
