"""Arms that reach for the bar a performer sees."""

import numpy as np
from numpy.typing import NDArray

from ..rigs import SIDES
from ..scene import STEP, TICK, Scene
from ..technique.reach import ARM, arm_angles, into_frame
from .follow import Follower
from .look import Look
from .noise import Noise

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
RAISE = 0.12  # [s] From the told pose to the bar; our choice.


class Arms:
    """What the arms of B takes aim at once they have been told to reach."""

    def __init__(self, scene: Scene, noise: Noise, lead: Array) -> None:
        """Note how each performer errs in what is seen and in what is done."""
        self.scene = scene
        self.place, self.speed = noise.place, noise.speed
        self.lead = lead[:, None]
        self.error = noise.pose
        self.share = np.zeros(len(lead))

    def keep(self, rows: Flags | NDArray[np.int64]) -> None:
        """Forget all takes but `rows`."""
        self.place, self.speed = self.place[rows], self.speed[rows]
        self.lead, self.share = self.lead[rows], self.share[rows]
        self.error = self.error[rows]

    def reach(self, wanted: Array, look: Look, follower: Follower, on: Flags) -> None:
        """Overwrite the arm targets in `wanted` where a free arm reaches.

        Each free arm aims at the nearest point of the bar, as perceived, at its
        expected place `lead` seconds on.

        Args:
            wanted: Joint targets, shape (B, nu); written to. [rad]
            look: What is seen.
            follower: Who has been told to reach, and in which phase they are.
            on: Which hands are on the far bar already, shape (B, 2).
        """
        told = follower.reaching
        self.share = np.where(told, np.minimum(self.share + TICK / RAISE, 1.0), 0.0)
        rows = np.flatnonzero(told & ~(on[:, 0] & on[:, 1]))
        if not len(rows):
            return
        share = self.share[rows]
        share = share * share * (3.0 - 2.0 * share)
        seen = look.pick(rows)
        bar = seen.bar()
        moving = bar.speed + self.speed[rows] - seen.last("com_speed")
        late = self.scene.step - STEP  # A look is one step old; leads allow for STEP.
        error = self.error[rows, follower.phase[rows]]
        for hand, (side, sign) in enumerate(SIDES):
            shoulder = seen.last(f"shoulder_{side}")
            aim = bar.point(bar.nearest(shoulder)) + self.place[rows]
            aim = aim + moving * (self.lead[rows] + late)
            local = into_frame(seen.last("chest"), aim - shoulder)
            angles = arm_angles(local, *self.scene.arm, sign)
            weight = np.where(on[rows, hand], 0.0, share)
            for column, joint in enumerate(ARM[side]):
                goal = angles[:, column] + error[:, joint]
                told_before = wanted[rows, joint]
                wanted[rows, joint] = told_before + weight * (goal - told_before)
