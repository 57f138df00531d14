"""Arms that reach for the bar a performer sees."""

import numpy as np
from numpy.typing import NDArray

from ..rigs import SIDES
from ..scene import Scene
from ..technique.reach import ARM, arm_angles, into_frame
from .noise import Noise

Array = NDArray[np.float64]
RAISE = 0.12  # [s] From the told pose to the bar; our choice.


class Arms:
    """What the arms of B takes aim at once they have been told to reach."""

    def __init__(self, scene: Scene, noise: Noise, lead: Array) -> None:
        """Note where the read-outs stand and how each performer errs."""
        self.scene = scene
        self.place, self.speed = noise.place, noise.speed
        self.lead = lead[:, None]
        self.error = noise.pose
        self.share = np.zeros(len(lead))

    def keep(self, rows: NDArray[np.bool_]) -> None:
        """Forget all takes but `rows`."""
        self.place, self.speed = self.place[rows], self.speed[rows]
        self.lead, self.share = self.lead[rows], self.share[rows]
        self.error = self.error[rows]

    def reach(
        self, wanted: Array, run: "object", states: Array, sensors: Array
    ) -> None:
        """Overwrite the arm targets in `wanted` where an arm reaches.

        Each free arm aims at the nearest point of the bar, as perceived, at its
        expected place `lead` seconds on.
        """
        follower, holding = run.follower, run.holding  # type: ignore[attr-defined]
        told = follower.reaching
        if not told.any():
            return
        self.share = np.where(told, np.minimum(self.share + 0.01 / RAISE, 1.0), 0.0)
        share = self.share * self.share * (3.0 - 2.0 * self.share)
        at, bar = self.scene.sensor, run.bar(states)  # type: ignore[attr-defined]
        moving = bar.speed + self.speed - sensors[:, at["com_speed"]]
        error = self.error[np.arange(len(told)), follower.phase]
        for hand, (side, sign) in enumerate(SIDES):
            shoulder = sensors[:, at[f"shoulder_{side}"]]
            aim = bar.point(bar.nearest(shoulder)) + self.place + moving * self.lead
            local = into_frame(sensors[:, at["chest"]], aim - shoulder)
            angles = arm_angles(local, *self.scene.arm, sign)
            rows = told & ~holding[:, 2 + hand]
            for column, joint in enumerate(ARM[side]):
                goal = angles[:, column] + error[:, joint]
                wanted[:, joint] = np.where(
                    rows,
                    wanted[:, joint] + share * (goal - wanted[:, joint]),
                    wanted[:, joint],
                )

    def into_hand(self, sensors: Array, side: str, vector: Array) -> Array:
        """Return world vectors in the frame of a hand, shape (B, 3)."""
        return into_frame(sensors[:, self.scene.sensor[f"hand_frame_{side}"]], vector)
