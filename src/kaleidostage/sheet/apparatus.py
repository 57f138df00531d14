"""What a sheet must know of an apparatus: its slips, dimensions, loads and picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import MismatchError
from ..perform import Record
from ..performers import Performer
from ..rigs import Rig
from ..scene import Scene
from .budget import Budget
from .cast import Cast
from .slips import Slip
from .store import Readouts

if TYPE_CHECKING:
    from .base import Base
    from .takes import Takes

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One dimension of a rig that a rigger may get wrong.

    Attributes:
        key: For machines.
        name: For people.
        unit: As shown, `"cm"`.
        per_unit: Shown units in one SI unit.
        value: What it is on a rig. [SI]
        offs: How far off it is tried, rising, without 0. [SI]
        change: The rig with the dimension so far off.
    """

    key: str
    name: str
    unit: str
    per_unit: float
    value: Callable[[Rig], float]
    offs: tuple[float, ...]
    change: Callable[[Rig, float], Rig]


@dataclass(frozen=True, kw_only=True)
class Load:
    """The greatest loads on one part over many takes.

    Attributes:
        key: For machines.
        name: For people.
        kind: `"cable"` for the rigger, `"body"` for the performer, `"bed"` for both.
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
        xy: Where, shape (P, 2).
        take: Which take each point is of, rising, shape (P,).
        half: Half the width of the picture; points outside sit on its edge.
        note: What its signs mean.
        box: Whether it works within a square, `radius` from its middle to its sides.
        zones: Zones of the ground and what a point in each costs, for JSON; None for
            none.
    """

    title: str
    across: str
    up: str
    radius: float
    xy: Array
    take: NDArray[np.int64]
    half: float
    note: str
    box: bool = False
    zones: Mapping[str, Any] | None = None


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


Section = Callable[["Base", "Takes"], Any]
"""Makes a section of a sheet, as plain values."""


class Apparatus(Protocol):
    """What differs from apparatus to apparatus; read-outs are those of its takes."""

    budget: Budget
    """How many takes each section performs."""

    calls: Sequence[float]
    """How far off the timing call is tried. [s]"""

    hold: float
    """How long a catch or landing must hold before a margin counts it. [s]"""

    decided: str
    """The event of a technique by which a take is decided: phases counted from it come
    too late to have a margin."""

    anchors: Mapping[str, Sequence[Anchor]]
    """Section -> published figures."""

    load_charts: Sequence[LoadChart]
    """Pictures of loads over time; the first is of the whole body."""

    def slips(self, cast: Cast) -> list[Slip]:
        """Return everything that can go off, moments and poses by phase."""

    def joints(self, cast: Cast) -> list[Slip]:
        """Return each joint that a phase names, as far as its margin is searched."""

    def call(self) -> Slip | None:
        """Return the timing call that others give, if there is one."""

    def rehearsed_call(self, cast: Cast) -> float:
        """Return when it is given, as rehearsed. [s]"""

    def sections(self) -> Mapping[str, Section]:
        """Return sections that this apparatus has of its own, or its own way."""

    def dimensions(self) -> Sequence[Dimension]:
        """Return the dimensions of the rig that matter."""

    def loads(self, base: Base) -> list[Load]:
        """Return the greatest loads of every take on every part."""

    def peaks(self, scene: Scene, record: Record) -> dict[str, float]:
        """Return greatest loads that only a record tells, by name; none for none. [N]

        Read of every take that is recorded; see `Budget.peaks`.
        """

    def series(self, scene: Scene, record: Record) -> dict[str, Array]:
        """Return loads over time, name -> shape (T,). [N]"""

    def stretches(self, base: Base, ticks: int) -> NDArray[np.str_]:
        """Return in which part of the act recorded takes were, (1 or W, ticks)."""

    def path(self, scene: Scene, record: Record) -> Array:
        """Return the way of the body seen from the side, across and up, (T, 2). [m]"""

    def outline(self, scene: Scene) -> list[Line]:
        """Return the rig seen from the side."""

    def measures(self, scene: Scene) -> list[tuple[str, float]]:
        """Return what must be measured when the rig is built: words and metres."""

    def events(self, tally: Readouts) -> dict[str, Array]:
        """Return when what phases are counted from happened, where it did. [s]"""

    def spot(self, tally: Readouts, performer: Performer) -> Spot:
        """Return where each take was decided."""


def of(name: str) -> Apparatus:
    """Return what a sheet knows of the apparatus called `name`.

    Raises:
        MismatchError: If there are no sheets for this apparatus yet.
    """
    from .fly_bars import FlyBarsSheet
    from .trampoline import TrampolineSheet

    known: dict[str, type[Apparatus]] = {
        "fly-bars": FlyBarsSheet,
        "trampoline": TrampolineSheet,
    }
    if name not in known:
        raise MismatchError(
            f"there are no sheets for acts on {name} yet; for: {', '.join(known)}"
        )
    return known[name]()
