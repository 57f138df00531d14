"""Margins: how far one thing may be off before the take is lost."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TypeVar

Try = Callable[[Sequence[tuple[int, float]]], Sequence[bool]]
"""Performs (which thing, how far off) and says which landed."""

Found = TypeVar("Found")
Search = Generator[list[float], Sequence[bool], Found]
"""Asks for takes so far off, is told which landed, and ends with what it found."""

CHUNK = 5
"""Coarse steps tried at a time: few are in vain, few rounds. Our choice."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """How a window is searched; all in the unit of the thing itself.

    Attributes:
        coarse: Step outwards; a gap narrower than it may be overlooked.
        reach: Farthest that is tried.
        fine: How exactly an edge is found.
    """

    coarse: float
    reach: float
    fine: float

    @property
    def last(self) -> int:
        """Count the coarse steps to the farthest that is tried."""
        return round(self.reach / self.coarse)


@dataclass(frozen=True, kw_only=True)
class Window:
    """How far off something may be.

    Attributes:
        low: Least that still lands; None where nothing tried lands.
        high: Greatest that still lands.
        open_low: Whether it still landed at the farthest that was tried downwards.
        open_high: Likewise upwards.
    """

    low: float | None
    high: float | None
    open_low: bool = False
    open_high: bool = False

    @property
    def width(self) -> float | None:
        """From edge to edge; None without a window."""
        return None if self.low is None or self.high is None else self.high - self.low


def windows(attempt: Try, grids: Sequence[Grid]) -> list[Window]:
    """Return the window of each thing, all searched side by side.

    From the rehearsed value, or the nearest one that lands, it goes outwards in coarse
    steps to the first miss and halves the last step until the edge is known.

    Args:
        attempt: Performs many at once.
        grids: How each thing is searched.
    """
    things = range(len(grids))
    starts = _side_by_side(attempt, things, [_start(grid) for grid in grids])
    found = [i for i in things if starts[i] is not None]
    edges = iter(
        _side_by_side(
            attempt,
            [i for i in found for _ in (-1, 1)],
            [_edge(grids[i], starts[i] or 0, way) for i in found for way in (-1, 1)],
        )
    )
    result = [Window(low=None, high=None)] * len(grids)
    for i in found:
        (low, open_low), (high, open_high) = islice(edges, 2)
        result[i] = Window(
            low=low, high=high, open_low=open_low, open_high=open_high
        )  # fmt: skip
    return result


def _start(grid: Grid) -> Search[int | None]:
    """Find the landing coarse step nearest to the rehearsed value."""
    (landed,) = yield [0.0]
    if landed:
        return 0
    steps = sorted((k for k in range(-grid.last, grid.last + 1) if k), key=abs)
    told = yield [k * grid.coarse for k in steps]
    return next((k for k, good in zip(steps, told, strict=True) if good), None)


def _edge(grid: Grid, start: int, way: int) -> Search[tuple[float, bool]]:
    """Find the edge on one side, and whether there was none within reach."""
    last = start
    while abs(last) < grid.last or last * way < 0:
        left = grid.last - way * last
        ahead = [last + way * n for n in range(1, min(CHUNK, left) + 1)]
        told = yield [k * grid.coarse for k in ahead]
        landed = sum(1 for _ in takewhile(bool, told))
        last += way * landed
        if landed < len(ahead):
            edge = yield from _halve(grid, last * grid.coarse, way * grid.coarse)
            return edge, False
    return last * grid.coarse, True


def _halve(grid: Grid, good: float, step: float) -> Search[float]:
    """Find the edge between what lands and what, a step further, does not."""
    while abs(step) > grid.fine:
        step /= 2
        (landed,) = yield [good + step]
        good += step if landed else 0.0
    return good


def _side_by_side(
    attempt: Try, things: Sequence[int], searches: Sequence[Search[Found]]
) -> list[Found]:
    """Lead searches together, so that each round performs many takes at once."""
    results: dict[int, Found] = {}
    asked: dict[int, list[float]] = {}
    for n, search in enumerate(searches):
        try:
            asked[n] = next(search)
        except StopIteration as end:  # It stands at the end of its grid already.
            results[n] = end.value
    while asked:
        rows = [(things[n], off) for n, offs in asked.items() for off in offs]
        told = iter(attempt(rows))
        asked = {
            n: offs
            for n, wanted in asked.items()
            if (offs := _tell(searches[n], list(islice(told, len(wanted))), n, results))
        }
    return [results[n] for n in range(len(searches))]


def _tell(
    search: Search[Found], told: list[bool], n: int, results: dict[int, Found]
) -> list[float]:
    """Tell a search what it asked for; return what it asks next, if anything."""
    try:
        return search.send(told)
    except StopIteration as end:
        results[n] = end.value
        return []
