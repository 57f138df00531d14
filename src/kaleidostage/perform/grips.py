"""Hands and bars: when a hand may close, that it holds, when it opens or breaks.

A hand closes only on a bar within its reach and slower than the catch limit, each
hand for itself. It holds the bar where it met it: the grip's point in the hand is
moved to the bar at that moment, so closing pulls nothing and adds no energy. What
speed is left between hand and bar is taken up within a tick.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..technique.reach import cross, into_frame, turn

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar's motion in B takes.

    Attributes:
        place: Centre, shape (B, 3). [m]
        frame: Orientation, w first; the bar lies along its y axis, shape (B, 4).
        speed: Velocity of the centre, shape (B, 3). [m/s]
        spin: Angular velocity in the bar's own frame, shape (B, 3). [rad/s]
        half: Half its length. [m]
    """

    place: Array
    frame: Array
    speed: Array
    spin: Array
    half: float

    def nearest(self, point: Array, margin: float = 0.03) -> Array:
        """Return where along the bar `point` is nearest, from its centre, (B,). [m]

        The last `margin` before each cable is no place for a hand (our choice).
        """
        along = into_frame(self.frame, point - self.place)[:, 1]
        edge = self.half - margin
        return np.clip(along, -edge, edge)

    def point(self, along: Array) -> Array:
        """Return the point `along` the bar, shape (B, 3). [m]"""
        return self.place + turn(self.frame, _on_axis(along))

    def speed_at(self, along: Array) -> Array:
        """Return the bar's velocity at `along`, shape (B, 3). [m/s]"""
        return self.speed + turn(self.frame, cross(self.spin, _on_axis(along)))


def _on_axis(along: Array) -> Array:
    zero = np.zeros_like(along)
    return np.stack((zero, along, zero), axis=1)


def length(vector: Array) -> Array:
    """Return row-wise lengths, elementwise, shape (B,)."""
    x, y, z = vector[:, 0], vector[:, 1], vector[:, 2]
    return np.sqrt(x * x + y * y + z * z)


def closes(
    bar: Bar, hand: Array, speed: Array, *, reach: float, catch_speed: float
) -> tuple[Flags, Array, Array]:
    """Say which hands may close on a bar now.

    Args:
        bar: The bar.
        hand: Where the hand would hold, shape (B, 3). [m]
        speed: Its velocity, shape (B, 3). [m/s]
        reach: How far from it a bar may lie. [m]
        catch_speed: How fast it may move past. [m/s]

    Returns:
        Whether the hand may close, how far off the bar is [m], and how fast [m/s];
        each shape (B,).
    """
    along = bar.nearest(hand)
    gap = length(bar.point(along) - hand)
    past = length(bar.speed_at(along) - speed)
    return (gap <= reach) & (past <= catch_speed), gap, past


def breaks(load: Array, strength: float) -> Flags:
    """Say which grips a load opens.

    Args:
        load: Greatest force on the hand over the tick, shape (B,). [N]
        strength: What the hand can hold. [N]
    """
    return load > strength
