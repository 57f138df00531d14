"""The record of one take while it is performed."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass
class Record:
    """One take, a row a tick.

    Attributes:
        states: Full physics states, one more than there are ticks.
        controls: Servo targets and grip switches, (n, nu + neq) a tick.
        held: Which of the four grips held after the tick.
        sensors: Sensor data at the last step of every tick.
        events: Moment and name of what happened, in order.
    """

    states: list[Array] = field(default_factory=list)
    controls: list[Array] = field(default_factory=list)
    held: list[NDArray[np.bool_]] = field(default_factory=list)
    sensors: list[Array] = field(default_factory=list)
    events: list[tuple[float, str]] = field(default_factory=list)
