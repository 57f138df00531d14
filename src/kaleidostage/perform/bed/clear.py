"""Who is well off the bed: those are led by the method that keeps momentum."""

import numpy as np
from numpy.typing import NDArray

from ...rigs.trampoline import WHIP
from ...scene import TICK, Scene
from .motion import SOLES

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
RINGS = 0.05  # [s] So long after a take-off the bed is still at the feet. Our choice.
NEAR = WHIP + 0.02  # [m] No higher does an empty bed come. Our choice: 2 cm to spare.


def clear(scene: Scene, air: Flags, since: Array, sensors: Array) -> Flags:
    """Return who cannot meet the bed with the feet within two ticks, shape (B,).

    Args:
        scene: Who, on which trampoline.
        air: Whether in flight, shape (B,).
        since: For how long, shape (B,). [s]
        sensors: Sensor data a step before, shape (B, k).
    """
    at = scene.sensor
    low = np.min([sensors[:, at[name].start + 2] for name in SOLES], axis=0)
    climb = sensors[:, at["com_speed"].start + 2]
    free: Flags = air & (since > RINGS) & (low + 2 * TICK * climb > NEAR)
    return free
