"""The rules kept as data: faults of execution, zones of the bed, penalties."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..acts.skill import MOST_QUARTERS, SHAPES
from ..files import Document, Table, read_toml

SCHEMA = 1
"""Version of the files in `rules/`."""

_FOLDER = Path(__file__).parent / "rules"


@dataclass(frozen=True, kw_only=True)
class Head:
    """One kind of fault.

    Attributes:
        name: For people.
        measure: What is measured.
        unit: `deg` or `s`.
        steps: Each one passed costs a tenth; increasing.
        shapes: Shapes of skills in which it counts.
        quarters: Least and most quarters with which it counts.
        loose: Whether multiple somersaults with twist are let off.
        said: The measure in words, with {} for how much.
    """

    name: str
    measure: str
    unit: str
    steps: tuple[float, ...]
    shapes: tuple[str, ...]
    quarters: tuple[int, int]
    loose: bool
    said: str

    def tenths(self, measured: float) -> int:
        """Return what a measured value costs."""
        return bisect_left(self.steps, measured)


@dataclass(frozen=True, kw_only=True)
class Faults:
    """All faults of execution.

    Attributes:
        judges: How many there are; the highest and the lowest are left out.
        most: Tenths that one judge can take off one skill.
        eye: SD of what a judge sees, by unit.
        heads: Kinds of faults.
        landing: Tenths after the last skill, by what happened.
    """

    judges: int
    most: int
    eye: Mapping[str, float]
    heads: tuple[Head, ...]
    landing: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Zones:
    """Zones of the bed, the same in all four corners.

    Attributes:
        along: Ends of the zones, from the middle along the bed. [m]
        across: End of the middle lane, from the middle to the side. [m]
        middle: What a landing in the middle lane costs, by zone, in tenths.
        side: The same in the lanes beside it.
    """

    along: tuple[float, ...]
    across: float
    middle: tuple[int, ...]
    side: tuple[int, ...]

    def cost(self, x: float, y: float) -> int:
        """Return what a point costs, in tenths; lines belong to the inside."""
        lane = self.side if abs(y) > self.across else self.middle
        return lane[bisect_left(self.along, abs(x))]


@cache
def faults() -> Faults:
    """Return the table of execution."""
    document = _opened("execution")
    judges, landing = document.table("judges"), document.table("landing")
    rules = Faults(
        judges=judges.integer("number", low=3),
        most=judges.integer("most", low=0),
        eye={"deg": judges.number("eye_deg"), "s": judges.number("eye_s")},
        heads=tuple(_head(table) for table in document.tables("head")),
        landing={
            name: landing.integer(name, low=0)
            for name in ("hop", "most_hops", "fell", "off", "most")
        },
    )
    document.done()
    return rules


@cache
def zones() -> Zones:
    """Return the map of the bed."""
    document = _opened("displacement")
    found = Zones(
        along=tuple(cm / 100 for cm in document.numbers("along_cm", length=2)),
        across=document.number("across_cm") / 100,
        middle=tuple(int(n) for n in document.numbers("middle_lane", length=3)),
        side=tuple(int(n) for n in document.numbers("side_lanes", length=3)),
    )
    document.done()
    return found


@cache
def penalties() -> Mapping[str, int]:
    """Return what the chair of judges takes off, in tenths, by what for."""
    document = _opened("penalties")
    found = {"additional element": document.integer("additional_element", low=0)}
    document.done()
    return found


def _opened(name: str) -> Document:
    document = read_toml(_FOLDER / f"{name}.toml", "rules")
    document.schema(SCHEMA)
    return document


def _head(table: Table) -> Head:
    low, high = table.numbers("quarters", length=2, default=(0, MOST_QUARTERS))
    return Head(
        name=table.text("name"),
        measure=table.text("measure"),
        unit=table.choice("unit", ("deg", "s")),
        steps=table.numbers("steps"),
        shapes=table.texts("shapes", default=tuple(SHAPES)),
        quarters=(int(low), int(high)),
        loose=table.flag("loose", default=False),
        said=table.text("said"),
    )
