"""What a replay page is made of: recorded poses, the rig as drawn, and the odds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import MismatchError
from . import show_checks as check
from .show_parts import (
    Bar,
    Board,
    Cable,
    Companion,
    Effort,
    FloatArray,
    Ghost,
    Load,
    Mark,
    Net,
    Score,
    ShownOdds,
    Slow,
    Trampoline,
    Window,
)


@dataclass(frozen=True, kw_only=True)
class Show:
    """One take with everything the page draws around it and lays over it.

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
        trampoline: The trampoline, or None.
        bed: Where its bed is pressed down, x and y, and how deep, plus is down, shape
            (T, 3) [m], or (T, 5) with how far to both sides of there along x and y;
            None for a bed at rest.
        events: Moments worth a mark, as (time [s], name).
        verdict: How the take ended, in words; empty to leave it out.
        odds: The odds, or None.
        ghosts: Flights of other takes, about 30.
        others: Takes to compare, drawn as ghosts or side by side.
        facts: Read-outs as (label, text).
        windows: From when to when a moment may come.
        effort: How hard joints work, or None.
        loads: Measured forces.
        momentum: Angular momentum about the centre of mass, shape (T, 3)
            [kg m^2/s], or None.
        marks: The judges' marks, element by element.
        score: The judges' total, or None.
        slow: Stretches worth slow motion; None leaves the choice to the page.

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
    trampoline: Trampoline | None = None
    bed: FloatArray | None = None
    events: Sequence[tuple[float, str]] = ()
    verdict: str = ""
    odds: ShownOdds | None = None
    ghosts: Sequence[Ghost] = ()
    others: Sequence[Companion] = ()
    facts: Sequence[tuple[str, str]] = ()
    windows: Sequence[Window] = ()
    effort: Effort | None = None
    loads: Sequence[Load] = ()
    momentum: FloatArray | None = None
    marks: Sequence[Mark] = ()
    score: Score | None = None
    slow: Sequence[Slow] | None = None

    def __post_init__(self) -> None:
        """Refuse what could only give an empty or a broken page."""
        check.check_times(self.times)
        rows, count = len(self.times), len(self.bodies)
        check.check_array("xpos", self.xpos, (rows, count, 3))
        check.check_array("xquat", self.xquat, (rows, count, 4))
        self._check_rows(rows)
        self._check_ghosts()
        self._check_names()
        self._check_stretches()

    def _repr_html_(self) -> str:
        """Return the show as notebooks display it: the page, in a frame of its own."""
        from .replay import inline_html

        return inline_html(self)

    def _check_rows(self, rows: int) -> None:
        """Check what has a row a sample."""
        wide = 5 if self.bed is not None and self.bed.shape[1:] == (5,) else 3
        widths = {"com": 3, "bed": wide, "momentum": 3}
        for name, width in widths.items():
            value = getattr(self, name)
            if value is not None:
                check.check_array(name, value, (rows, width))
        for load in self.loads:
            check.check_array(f"load {load['name']!r}", load["values"], (rows,))
        if self.effort is not None:
            shape = (rows, len(self.effort["joints"]))
            check.check_array("effort", self.effort["values"], shape)

    def _check_ghosts(self) -> None:
        for ghost in self.ghosts:
            count = len(ghost["path"])
            check.check_array("a ghost's path", ghost["path"], (count, 3))
            if "hands" in ghost:
                check.check_array("a ghost's hands", ghost["hands"], (count, 2, 3))
        for other in self.others:
            check.check_companion(other)

    def _check_names(self) -> None:
        check.check_bodies("bar", [b["body"] for b in self.bars], self.bodies)
        check.check_bodies("cable", [c["body"] for c in self.cables], self.bodies)
        for figure in self.figures:
            check.check_figure(figure, self.bodies)
        for load in self.loads:
            for number in load.get("cables", ()):
                if not 0 <= number < len(self.cables):
                    raise MismatchError(
                        f"show: load {load['name']!r} is on cable {number}, but there"
                        f" are {len(self.cables)} cables."
                    )

    def _check_stretches(self) -> None:
        for window in self.windows:
            check.check_stretch("window", window["start"], window["end"])
        for slow in self.slow or ():
            check.check_stretch("slow stretch", slow["start"], slow["end"])
            if not 0.0 < slow["speed"] <= 1.0:
                raise MismatchError(
                    f"show: slow motion at speed {slow['speed']}; it must lie above 0"
                    " and at most at 1."
                )
