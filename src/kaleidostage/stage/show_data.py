"""What a replay page is made of: recorded poses, the rig as drawn, and the odds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

from ..errors import MismatchError

FloatArray = NDArray[np.float64]
Vector = Sequence[float]


class Bar(TypedDict):
    """A trapeze bar along its body's local y axis; length and radius in [m]."""

    body: str
    length: float
    radius: float


class Cable(TypedDict):
    """A cable from a fixed anchor to a point on a body, all in [m]."""

    anchor: Vector
    body: str
    offset: Vector
    rest_length: float


class Board(TypedDict):
    """A platform: centre of the box and its full size along x, y, z, in [m]."""

    pos: Vector
    size: Vector


class Net(TypedDict):
    """The net's height and its rectangle in the world, in [m]."""

    z: float
    x0: float
    x1: float
    y0: float
    y1: float


class Ghost(TypedDict):
    """Another take: its centre of mass in flight, shape (K, 3) [m], and its end."""

    path: FloatArray
    landed: bool


class ShownOdds(TypedDict):
    """The odds as shown: counts, fractions of one, and causes of the misses."""

    takes: int
    landed: int
    odds: float
    low: float
    high: float
    failures: Mapping[str, int]
    level: NotRequired[float]


@dataclass(frozen=True, kw_only=True)
class Show:
    """One take with everything the page draws around it.

    Args:
        title: Name of the act as a spectator reads it.
        subtitle: Act, performer and rig in one line.
        seed: Seed of the take that plays.
        bodies: Names of the B bodies, "flyer/chest" or "near_bar".
        times: Times of the samples, increasing, shape (T,). [s]
        xpos: Origins of the bodies in the world, shape (T, B, 3). [m]
        xquat: Orientations in the world, w first, shape (T, B, 4).
        figures: One mapping a performer, as `performers.figure` returns it, with
            the `prefix` of its body names.
        com: Centre of mass of the first performer, shape (T, 3) [m]; estimated
            from the body origins when None.
        bars: Trapeze bars.
        cables: Cables that carry them.
        boards: Platforms.
        floor_z: Height of the floor. [m]
        net: The net, or None.
        events: Moments worth a mark, as (time [s], name).
        odds: The odds, or None.
        ghosts: Flights of other takes, about 30.
        facts: Read-outs as (label, text).

    Raises:
        MismatchError: If shapes disagree, a value is not finite, or a bar, cable
            or figure names a body that is not there.
    """

    title: str
    subtitle: str
    seed: int
    bodies: tuple[str, ...]
    times: FloatArray
    xpos: FloatArray
    xquat: FloatArray
    figures: Sequence[Mapping[str, Any]] = ()
    com: FloatArray | None = None
    bars: Sequence[Bar] = ()
    cables: Sequence[Cable] = ()
    boards: Sequence[Board] = ()
    floor_z: float = 0.0
    net: Net | None = None
    events: Sequence[tuple[float, str]] = ()
    odds: ShownOdds | None = None
    ghosts: Sequence[Ghost] = ()
    facts: Sequence[tuple[str, str]] = ()

    def __post_init__(self) -> None:
        """Refuse what could only give an empty or a broken page."""
        _check_times(self.times)
        rows, count = len(self.times), len(self.bodies)
        _check_array("xpos", self.xpos, (rows, count, 3))
        _check_array("xquat", self.xquat, (rows, count, 4))
        if self.com is not None:
            _check_array("com", self.com, (rows, 3))
        for ghost in self.ghosts:
            _check_array("a ghost's path", ghost["path"], (len(ghost["path"]), 3))
        self._check_names()

    def _check_names(self) -> None:
        for kind, parts in (("bar", self.bars), ("cable", self.cables)):
            for part in parts:
                if part["body"] not in self.bodies:
                    raise MismatchError(
                        f"show: a {kind} hangs on body {part['body']!r}, which has no"
                        f" poses; bodies: {', '.join(self.bodies)}."
                    )
        for figure in self.figures:
            _check_figure(figure, self.bodies)


def _check_times(times: FloatArray) -> None:
    if times.ndim != 1 or len(times) < 2:
        raise MismatchError(
            f"show: times must have shape (T,) with T at least 2, got {times.shape}."
        )
    if not (np.isfinite(times).all() and (np.diff(times) > 0).all()):
        raise MismatchError("show: times must be finite and increase from row to row.")


def _check_array(name: str, value: FloatArray, shape: tuple[int, ...]) -> None:
    if value.shape != shape:
        raise MismatchError(f"show: {name} must have shape {shape}, got {value.shape}.")
    bad = np.argwhere(~np.isfinite(value))
    if len(bad):
        raise MismatchError(
            f"show: {name} is not finite at index {tuple(map(int, bad[0]))};"
            " a take with such numbers cannot be shown."
        )


def _check_figure(figure: Mapping[str, Any], bodies: tuple[str, ...]) -> None:
    prefix = figure.get("prefix", "")
    for part in figure["bodies"]:
        if prefix + part["body"] not in bodies:
            raise MismatchError(
                f"show: the figure has a shape for {prefix + part['body']!r}, which has"
                f" no poses; bodies: {', '.join(bodies)}."
            )
