"""The parts of a show: what stands on the stage and what is laid over it.

Every part is a plain mapping, so that anyone can make one from a few numbers.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

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


class Trampoline(TypedDict):
    """A trampoline, x along the bed, all in [m].

    `length` and `width` are the bed's, `frame_length` and `frame_width` the frame's,
    `height` that of the bed at rest over the floor. `center` is the middle of the
    bed, (0, 0) if left out; `body` the bed's body, if it has poses.
    """

    length: float
    width: float
    frame_length: float
    frame_width: float
    height: float
    center: NotRequired[Vector]
    body: NotRequired[str]


class Ghost(TypedDict):
    """The flight of another take and its end.

    `path` is its centre of mass, shape (K, 3) [m]; `hands`, if known, the places of
    both hands, shape (K, 2, 3) [m].
    """

    path: FloatArray
    landed: bool
    hands: NotRequired[FloatArray]


class ShownOdds(TypedDict):
    """The odds as shown: counts, fractions of one, and causes of the misses."""

    takes: int
    landed: int
    odds: float
    low: float
    high: float
    failures: Mapping[str, int]
    level: NotRequired[float]


class Effort(TypedDict):
    """How hard joints work: torque over what they could give now.

    `joints` are J names, "knee_flexion_l"; with two performers on stage, with the
    prefix of each, "flyer/knee_flexion_l". `values` have shape (T, J), 0 to 1.
    """

    joints: Sequence[str]
    values: FloatArray


class Load(TypedDict):
    """A measured force: `values` of shape (T,) [N].

    `cables` are the numbers of the show's cables that carry it, `most` the limit to
    draw beside it [N].
    """

    name: str
    values: FloatArray
    cables: NotRequired[Sequence[int]]
    most: NotRequired[float]


class Window(TypedDict):
    """From when to when a moment may come and the take still lands. [s]"""

    name: str
    start: float
    end: float


class Mark(TypedDict):
    """What the judges say of one element, at the moment they can say it.

    `deductions` are (reason, points); `values` further figures as (label, text), such
    as difficulty or time of flight.
    """

    time: float
    name: str
    notation: NotRequired[str]
    deductions: NotRequired[Sequence[tuple[str, float]]]
    values: NotRequired[Sequence[tuple[str, str]]]


class Score(TypedDict):
    """The total and what it is made of, as (label, points); drawn at the end."""

    total: float
    parts: Sequence[tuple[str, float]]


class Slow(TypedDict):
    """A stretch worth slow motion: from, to [s], and how fast it plays (0 to 1)."""

    start: float
    end: float
    speed: float


class Companion(TypedDict):
    """Another take to compare, in step with the show.

    Its moments count on the show's clock; shift them before to lay two releases over
    each other. Shapes are those of `Show`.
    """

    label: str
    bodies: Sequence[str]
    times: FloatArray
    xpos: FloatArray
    xquat: FloatArray
    figures: Sequence[Mapping[str, Any]]
    landed: NotRequired[bool]


class Parts(TypedDict, total=False):
    """What of a show hangs on the apparatus; the words are those of `Show`."""

    bars: Sequence[Bar]
    cables: Sequence[Cable]
    boards: Sequence[Board]
    net: Net
    floor_z: float
    trampoline: Trampoline
    bed: FloatArray
    events: Sequence[tuple[float, str]]
    verdict: str
    facts: Sequence[tuple[str, str]]
    marks: Sequence[Mark]
    score: Score
    slow: Sequence[Slow]
