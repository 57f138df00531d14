"""What is felt on the bed: the own motion of some ticks ago, and not exactly."""

import numpy as np
from numpy.typing import NDArray

from ...scene import TICK
from .feel import DELAY, Errors
from .motion import Body, Motion, Turning, folded, motion
from .noise import BedNoise
from .observe import flight_time, time_left

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
# [rad] An opening body still turns so much on top: less forward, where hips that open
# take the trunk back, and less in a twist. Our choice, by trial.
AHEAD, FORWARD, TWISTING = 1.7, 0.5, 1.5
WORKED_OUT = ("felt", "left", "higher", "need")


class Perception:
    """What B bodies feel.

    Attributes:
        felt: In the order of `feel.ERRORS`, shape (B, 12).
        left: Time until the landing, 0 on the bed, shape (B,). [s]
        higher: By how much the flight lasts longer than is wanted, (B,). [s]
        need: Turn the whole body has still to do beyond what a straight one will until
            the landing, minus infinity without a somersault, shape (B,). [rad]
    """

    felt: Array
    left: Array
    higher: Array
    need: Array

    def __init__(self, noise: BedNoise, body: Body, air: Flags) -> None:
        """Begin as if the body had always been as it is."""
        self.errors = Errors(noise)
        self.count = Turning(len(air))
        self.past = [body.copy() for _ in range(DELAY + 1)]
        self.past_air = [air.copy() for _ in range(DELAY + 1)]

    @property
    def body(self) -> Body:
        """What there was to be felt a delay ago."""
        return self.past[-1]

    @property
    def flew(self) -> Flags:
        """Whether that was in flight, shape (B,)."""
        return self.past_air[-1]

    def remember(self, body: Body, air: Flags) -> None:
        """Carry the errors on by a tick; keep what happened, to be felt later."""
        self.errors.carry(air)
        self.past.insert(0, body)
        self.past.pop()
        self.past_air.insert(0, air.copy())
        self.past_air.pop()

    def feel(
        self,
        facing: Array,
        inertia: Array,
        begun: tuple[Flags, Array, Array] | None,
    ) -> None:
        """Feel the motion along where each body faces.

        Args:
            facing: 1 or -1, shape (B,).
            inertia: Of the straight body, shape (3,). [kg m^2]
            begun: Which flights have just begun, and what is to be turned and
                twisted in them; None if none has.
        """
        seen = motion(self.body, facing, inertia)
        if begun is not None:
            self.count.begin(begun[0], seen, begun[1], begun[2])
        self.count.count(seen)
        self.felt = exact(seen, self.count) + self.errors.now

    def reckon(
        self,
        low: float,
        line: Array,
        aim: Array,
        since: Array,
        air: Flags,
        quarters: Array,
        twists: Array,
    ) -> None:
        """Work out what follows from what is felt.

        Args:
            low: Height of the centre of mass at a landing. [m]
            line: Joint angles there, shape (nu,). [rad]
            aim: Time of flight that is wanted, shape (B,). [s]
            since: Time since the last event, shape (B,). [s]
            air: Whether in flight, shape (B,).
            quarters: To be turned in a flight, ahead plus, otherwise 0, shape (B,).
            twists: Half twists of the flight, shape (B,).
        """
        over, climb = self.body.com[:, 2] - low, self.body.speed[:, 2]
        later = time_left(over, climb) - TICK * DELAY
        left = np.where(self.flew, later, aim - since)
        self.left = np.where(air, np.maximum(left, 0.0), 0.0)
        self.higher = np.where(self.flew, flight_time(over, climb) - aim, 0.0)
        ahead = folded(self.body.angle, line, self.felt[:, 10])
        turn, spin = self.felt[:, 2] - ahead, self.felt[:, 3]
        self.need = need(turn, spin, self.left, quarters, twists)

    def keep(self, rows: Flags | Ints) -> None:
        """Forget all bodies but `rows`."""
        for name in WORKED_OUT:
            setattr(self, name, getattr(self, name)[rows])
        self.errors.keep(rows)
        self.count.keep(rows)
        for body in self.past:
            body.keep(rows)
        self.past_air = [air[rows] for air in self.past_air]

    def put(self, rows: Ints, other: "Perception") -> None:
        """Overwrite `rows` with all bodies of another that has just begun."""
        for name in WORKED_OUT:
            getattr(self, name)[rows] = getattr(other, name)
        self.errors.put(rows, other.errors)
        self.count.put(rows, other.count)
        for body, fresh in zip(self.past, other.past, strict=True):
            body.put(rows, fresh)
        for air, new in zip(self.past_air, other.past_air, strict=True):
            air[rows] = new


def exact(seen: Motion, count: Turning) -> Array:
    """Return a motion in the order of `feel.ERRORS`, shape (B, 12)."""
    place, speed, spin = seen.place, seen.speed, seen.spin
    columns = (place[:, 0], speed[:, 0], count.turn, spin[:, 1], seen.over[:, 0],
               place[:, 1], speed[:, 1], seen.roll, spin[:, 0], seen.over[:, 1],
               count.twist, spin[:, 2])  # fmt: skip
    return np.stack(columns, axis=1)


def need(
    turn: Array, spin: Array, left: Array, quarters: Array, twists: Array
) -> Array:
    """Return what `Perception.need` holds, shape (B,). [rad]

    Args:
        turn: Of the whole body, 0 where the flight is to end, shape (B,). [rad]
        spin: Turning ahead, as of a straight body, shape (B,). [rad/s]
        left: Time until the landing, shape (B,). [s]
        quarters: Quarter somersaults of a flight that turns, otherwise 0, shape (B,).
        twists: Half twists of the flight, shape (B,).
    """
    way = np.sign(quarters)
    still = -(turn + spin * left) * way
    ahead = np.where(way > 0, FORWARD, AHEAD)
    ahead = np.where(twists == 0, ahead, TWISTING)
    todo: Array = np.where(quarters != 0, still - ahead, -np.inf)
    return todo
