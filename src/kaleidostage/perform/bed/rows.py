"""What a body on the bed goes by, and what is so, as rows of numbers."""

import numpy as np
from numpy.typing import NDArray

from ...technique.bed import BedPlan
from .build import Build, asked
from .follow import Follower
from .motion import Body, Motion, Turning, folded
from .observe import flight_time, observed, time_left
from .perception import Perception, exact, need

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Rows:
    """What of `Bounce` tells balance and guess how things are."""

    plan: BedPlan
    build: Build
    senses: Perception
    follower: Follower
    count: Turning
    seen: Motion
    air: Flags
    since: Array
    aim: Array
    moves: Array
    slow: Array

    @property
    def figure(self) -> Ints:
        """Index into FIGURES, shape (B,)."""
        raise NotImplementedError

    def goal(self, name: str) -> Array:
        """Return a column of the card, (B,)."""
        raise NotImplementedError

    def wanted(self) -> tuple[Array, Array]:
        """Return the spin that is wanted, (B,) each. [rad/s]"""
        raise NotImplementedError

    def _turns(self) -> Array:
        raise NotImplementedError

    def observe(self) -> Array:
        """Return what the balance goes by, shape (B, EVEN + ODD)."""
        senses, old, was = self.senses, self.senses.body, self.senses.flew
        return self._row(old, {
            "felt": senses.felt, "left": senses.left, "higher": senses.higher,
            "depth": np.where(was, 0.0, old.bed[:, 0]),
            "sinking": np.where(was, 0.0, old.bed[:, 1]),
            "angle": old.angle - self.plan.pose[-1], "need": senses.need,
        })  # fmt: skip

    def truth(self) -> Array:
        """Return the same row as it is: at once and exact, shape (B, EVEN + ODD)."""
        now, air = self.senses.past[0], self.air
        felt = exact(self.seen, self.count)
        over, climb = now.com[:, 2] - self.build.low, now.speed[:, 2]
        left = np.where(air, time_left(over, climb), 0.0)
        line = self.plan.pose[-1]
        angle = now.angle + self.follower.error
        turn = felt[:, 2] - folded(angle, line, felt[:, 10])
        todo = need(turn, felt[:, 3], left, self._turns(), self.goal("twists"))
        return self._row(now, {
            "felt": felt, "left": left,
            "higher": np.where(air, flight_time(over, climb) - self.aim, 0.0),
            "depth": np.where(air, 0.0, now.bed[:, 0]),
            "sinking": np.where(air, 0.0, now.bed[:, 1]),
            "angle": angle - line, "need": todo,
        })  # fmt: skip

    def _row(self, body: Body, felt: dict[str, Array]) -> Array:
        """Return a row of numbers from what is felt of a body, and what is known."""
        spin, twisting = asked(self.air, *self.wanted())
        todo = felt["need"]
        return observed(felt | {
            "air": self.air, "since": self.since, "aim": self.aim,
            "height": body.com[:, 2] / self.build.low, "climb": body.speed[:, 2],
            "rate": body.rate, "spin": spin, "twisting": twisting,
            "quarters": self.goal("quarters"), "twists": self.goal("twists"),
            "figure": self.figure, "shut": self.air & self.follower.shut,
            "need": np.maximum(todo, -3.0) * (todo > -np.inf),
            "moves": self.moves, "slow": self.slow,
        })  # fmt: skip
