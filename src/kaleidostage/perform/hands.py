"""The hands of B takes: what they hold, when they close, open and are torn off."""

import copy

import mujoco
import numpy as np
from numpy.typing import NDArray

from ..rigs import SIDES
from ..scene import FLYER, GRIPS, Scene
from ..technique.reach import into_frame
from .grips import Bar, breaks, closes, length
from .look import Look

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]
# From a command to what muscles and fingers do, beyond activation. [s] Our choice: half
# the usual step.
LAG = 0.00125
NEAR, FAR = slice(0, 2), slice(2, 4)  # In GRIPS.


class Hands:
    """The hands of the takes under way.

    Attributes:
        holding: Which of GRIPS hold, shape (B, 4).
        torn: Which hands were torn off and stay open, shape (B, 2).
        models: The model of each take; its own from the first catch on, because
            where a hand meets the bar is part of the model.
    """

    def __init__(self, scene: Scene, takes: int) -> None:
        """Put both hands of every take on the near bar."""
        self.scene = scene
        self.holding = np.zeros((takes, len(GRIPS)), dtype=bool)
        self.holding[:, NEAR] = True
        self.torn = np.zeros((takes, 2), dtype=bool)
        self.models: list[mujoco.MjModel] = [scene.hang] * takes

    def keep(self, rows: Flags | Rows) -> None:
        """Forget all takes but `rows`."""
        self.holding, self.torn = self.holding[rows], self.torn[rows]
        places = np.arange(len(self.models))[rows]
        self.models = [self.models[i] for i in places.tolist()]

    @property
    def free(self) -> Flags:
        """Which takes hold nothing, shape (B,)."""
        near, far = self.holding[:, :2], self.holding[:, 2:]
        return ~(near[:, 0] | near[:, 1] | far[:, 0] | far[:, 1])

    def write(self, closed: Array, now: float, let_go: Array, call: Array) -> None:
        """Write which grips hold in each step of a tick, and let go where told.

        Args:
            closed: The engine's equality switches, shape (B, n, neq); written to.
            now: Start of the tick. [s]
            let_go: When the performer lets go in this tick, else NaN, (B,). [s]
            call: When the helper lets go of the far bar, shape (B,). [s]
        """
        # To the nearest step, LAG late: the same on average whatever the step.
        middles = self.scene.step * (np.arange(closed.shape[1]) + 0.5)
        starts = now + middles - LAG + 1e-9
        closed[:, :, self.scene.grip_ids] = self.holding[:, None]
        held_back = starts[None, :] < call[:, None]
        closed[:, :, self.scene.helper_ids] = held_back[:, :, None]
        going = ~np.isnan(let_go)
        if going.any():
            on = starts[None, :] < let_go[going, None]
            for grip in self.scene.grip_ids:
                closed[going, :, grip] *= on
            self.holding[going] = False

    def loads(self, look: Look) -> tuple[Array, Flags]:
        """Return each hand's largest load and open the hands it tears off.

        Returns:
            Largest load over the tick where the hand holds, shape (B, 2) [N], and
            which hands were torn off, shape (B, 2).
        """
        grip = self.scene.performer.grip
        loads, gone = np.zeros(self.torn.shape), np.zeros_like(self.torn)
        for hand, (side, _) in enumerate(SIDES):
            force = look.every(f"load_{side}")
            size = length(force.reshape(-1, 3)).reshape(force.shape[:2]).max(axis=1)
            on = self.holding[:, hand] | self.holding[:, 2 + hand]
            loads[:, hand] = np.where(on, size, 0.0)
            strength = grip.left if side == "l" else grip.right
            gone[:, hand] = breaks(loads[:, hand], strength)
        if gone.any():
            self.holding &= ~np.tile(gone, (1, 2))
            self.torn |= gone  # A torn hand is not used again in the same take.
        return loads, gone

    def catch(self, look: Look, reaching: Flags) -> Flags:
        """Close the hands that are where they may; return which did, (B, 2)."""
        shut = np.zeros_like(self.torn)
        wanted = reaching[:, None] & ~self.holding[:, FAR] & ~self.torn
        rows = np.flatnonzero(wanted[:, 0] | wanted[:, 1])
        if not len(rows):
            return shut
        seen, grip = look.pick(rows), self.scene.performer.grip
        bar = seen.bar()
        for hand, (place, speed) in enumerate(
            zip(seen.hands(), seen.hand_speeds(), strict=True)
        ):
            near, _, _ = closes(
                bar, place, speed, reach=grip.reach, catch_speed=grip.catch_speed
            )
            closing = near & wanted[rows, hand]
            shut[rows, hand] = closing
            if closing.any():
                self._meet(rows, closing, hand, bar, seen, place, speed)
        self.holding[:, FAR] |= shut
        return shut

    def _meet(
        self,
        rows: NDArray[np.int64],
        closing: Flags,
        hand: int,
        bar: Bar,
        look: Look,
        place: Array,
        speed: Array,
    ) -> None:
        """Put the grip where hand and bar meet: closing pulls nothing.

        All but `rows` have a row for each take that is looked at; `rows` says which
        of the takes under way that is.
        """
        side = SIDES[hand][0]
        along = bar.nearest(place)
        # The read-outs are one step old: both have moved on since.
        ahead = (bar.speed_at(along) - speed) * self.scene.step
        offset = into_frame(
            look.last(f"hand_frame_{side}"),
            bar.point(along) + ahead - look.last(f"hand_{side}"),
        )
        for seen in np.flatnonzero(closing):
            i = int(rows[seen])
            if self.models[i] is self.scene.hang:
                self.models[i] = copy.copy(self.scene.hang)
            model = self.models[i]
            model.site(f"{FLYER}grip_{side}").pos[:] = offset[seen]
            model.site(f"far_hold_{side}").pos[:] = (0.0, along[seen], 0.0)
