"""What a sheet must know of an apparatus: its slips, dimensions, loads and picture."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import MismatchError
from ..perform import Record, Tally
from ..performers import Performer
from ..rigs import Rig
from ..scene import Scene
from ..technique import Technique
from .slips import Slip

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One dimension of a rig that a rigger may get wrong.

    Attributes:
        key: For machines.
        name: For people.
        unit: As shown, `"cm"`.
        per_unit: Shown units in one SI unit.
        offs: How far off it is tried, rising, without 0. [SI]
        change: The rig with the dimension so far off.
    """

    key: str
    name: str
    unit: str
    per_unit: float
    offs: tuple[float, ...]
    change: Callable[[Rig, float], Rig]


@dataclass(frozen=True, kw_only=True)
class Load:
    """The greatest loads on one part over many takes.

    Attributes:
        key: For machines.
        name: For people.
        kind: `"cable"` for the rigger, `"body"` for the performer.
        peaks: One a take, shape (B,). [N]
        limit: What it can bear, None if not the performer's. [N]
    """

    key: str
    name: str
    kind: str
    peaks: Array
    limit: float | None = None


@dataclass(frozen=True, kw_only=True)
class LoadChart:
    """A picture of loads over time.

    Attributes:
        label: Of the upward axis, with its unit.
        names: Which of `Apparatus.series`, one to three.
        unit: What one of the shown unit is; None for the performer's weight. [N]
    """

    label: str
    names: tuple[str, ...]
    unit: float | None = None


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a take was decided, for a picture of many.

    Attributes:
        title: Of the picture.
        across: What the horizontal axis shows, with its unit.
        up: What the vertical axis shows.
        radius: Of the circle within which it works, in the same unit.
        xy: One point a take, shape (B, 2).
        half: Half the width of the picture; points outside sit on its edge.
    """

    title: str
    across: str
    up: str
    radius: float
    xy: Array
    half: float


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A published figure to hold a figure of the sheet against.

    Attributes:
        text: The figure, in words.
        source: Who published it.
    """

    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a rig seen from the side.

    Attributes:
        kind: `"rope"`, `"board"` or `"ground"`; how it is drawn.
        points: From end to end, across and up. [m]
    """

    kind: str
    points: tuple[tuple[float, float], ...]


class Apparatus(Protocol):
    """What differs from apparatus to apparatus."""

    hold: float
    """How long a catch or landing must hold before a margin counts it. [s]"""

    decided: str
    """The event of a technique by which a take is decided: phases counted from it come
    too late to have a margin."""

    anchors: Mapping[str, Sequence[Anchor]]
    """Section -> published figures."""

    load_charts: Sequence[LoadChart]
    """Pictures of loads over time; the first is of the whole body."""

    def slips(self, technique: Technique) -> list[Slip]:
        """Return everything that can go off, moments and poses by phase."""

    def joints(self, technique: Technique) -> list[Slip]:
        """Return each joint that a phase names, as far as its margin is searched."""

    def call(self) -> Slip | None:
        """Return the timing call that others give, if there is one."""

    def dimensions(self) -> Sequence[Dimension]:
        """Return the dimensions of the rig that matter."""

    def loads(self, tally: Tally, performer: Performer) -> list[Load]:
        """Return the greatest loads of every take on every part."""

    def series(self, scene: Scene, record: Record) -> dict[str, Array]:
        """Return loads over time, name -> shape (T,). [N]"""

    def path(self, scene: Scene, record: Record) -> Array:
        """Return the way of the body seen from the side, across and up, (T, 2). [m]"""

    def outline(self, scene: Scene) -> list[Line]:
        """Return the rig seen from the side."""

    def measures(self, scene: Scene) -> list[tuple[str, float]]:
        """Return what must be measured when the rig is built: words and metres."""

    def events(self, tally: Tally) -> dict[str, Array]:
        """Return when what phases are counted from happened, where it did. [s]"""

    def spot(self, tally: Tally, performer: Performer) -> Spot:
        """Return where each take was decided."""


def of(name: str) -> Apparatus:
    """Return what a sheet knows of the apparatus called `name`.

    Raises:
        MismatchError: If there are no sheets for this apparatus yet.
    """
    from .fly_bars import FlyBarsSheet

    known: dict[str, type[Apparatus]] = {"fly-bars": FlyBarsSheet}
    if name not in known:
        raise MismatchError(
            f"there are no sheets for acts on {name} yet; for: {', '.join(known)}"
        )
    return known[name]()
