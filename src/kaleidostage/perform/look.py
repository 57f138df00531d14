"""What is seen of B takes at the end of a tick."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..rigs import SIDES
from ..scene import Scene
from .grips import Bar

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Look:
    """Read-outs of the last tick.

    The engine computes sensors at the start of each step, so `sensors[:, -1]` and
    `states` belong to the same moment, one step before the end of the tick.

    Attributes:
        scene: Who and where.
        states: Full physics states, shape (B, ns).
        sensors: Sensor data of every step, shape (B, n, k).
    """

    scene: Scene
    states: Array
    sensors: Array

    def pick(self, rows: NDArray[np.int64]) -> "Look":
        """Return what is seen of some takes, in the order of `rows`."""
        return Look(
            scene=self.scene, states=self.states[rows], sensors=self.sensors[rows]
        )

    def last(self, name: str) -> Array:
        """Return a sensor's latest reading, shape (B, width)."""
        return self.sensors[:, -1, self.scene.sensor[name]]

    def every(self, first: str, count: int = 1) -> Array:
        """Return `count` sensors from `first` on at every step, shape (B, n, width)."""
        start = self.scene.sensor[first].start
        stop = start + count if count > 1 else self.scene.sensor[first].stop
        return self.sensors[:, :, start:stop]

    def hands(self) -> list[Array]:
        """Return where the left and right hand would hold, two of (B, 3). [m]"""
        return [self.last(f"grip_{side}") for side, _ in SIDES]

    def hand_speeds(self) -> list[Array]:
        """Return their velocities, two of (B, 3). [m/s]"""
        return [self.last(f"grip_speed_{side}") for side, _ in SIDES]

    def bar(self) -> Bar:
        """Return the far bar's motion."""
        q, v = self.scene.qpos["far_bar"].start, self.scene.qvel["far_bar"].start
        return Bar(
            place=self.states[:, q : q + 3],
            frame=self.states[:, q + 3 : q + 7],
            speed=self.states[:, v : v + 3],
            spin=self.states[:, v + 3 : v + 6],
            half=self.scene.fly_bars.bar_length / 2,
        )
