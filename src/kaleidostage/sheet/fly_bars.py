"""Leaps between two fly bars: what their sheet varies, reads and shows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..perform import Record, Tally
from ..performers import Performer
from ..rigs import FlyBars, Rig
from ..scene import TICK, Scene
from .apparatus import Anchor, Dimension, Line, Load, LoadChart, Section, Spot
from .base import Base
from .budget import LEAP
from .cast import Cast
from .loads import middles
from .phases import moments, named_poses, phase_names, poses
from .slips import Slip
from .store import Readouts

Array = NDArray[np.float64]

SIDES = (("l", "left"), ("r", "right"))
BARS = ("near", "far")
BOTH = "both hands together"
CABLES = ("near bar, more loaded cable", "far bar, more loaded cable")


class FlyBarsSheet:
    """See `apparatus.Apparatus`."""

    hold = 1.5
    """Past the bottom of the far swing, where the load is greatest. Our choice."""

    decided = "catch"

    budget = LEAP

    calls: Sequence[float] = (-0.08, -0.04, -0.02, 0.02, 0.04, 0.08)  # Our choice.

    anchors: Mapping[str, Sequence[Anchor]] = {
        "margins": (
            Anchor(
                text="release windows of nine elite women's dismounts: 43 to 102 ms",
                source="Hiley and Yeadon 2005, J Appl Biomech 21:223-235",
            ),
            Anchor(
                text="mean margin of the high-bar finalists at Sydney 2000: 55 ms; "
                "a triple straight would leave 28 ms",
                source="Hiley and Yeadon 2005, J Biomech 38:2221-2227",
            ),
        ),
        "loads": (
            Anchor(
                text="largest cable load of a swinging trapeze: 5.6 body weights; "
                "nothing is published for flying trapeze",
                source="Cossin, Bergeron-Parenteau and Ross 2022",
            ),
            Anchor(
                text="each hand in backward giants of ten men: 2.2 body weights",
                source="Med Sci Sports Exerc 1995, 27:1550-1556",
            ),
        ),
    }

    load_charts: Sequence[LoadChart] = (
        LoadChart(label=f"{BOTH}, body weights", names=(BOTH,)),
        LoadChart(
            label="more loaded cable of a bar, kN; near: solid, far: dashed",
            names=CABLES,
            unit=1000.0,
        ),
    )

    def slips(self, cast: Cast) -> list[Slip]:
        """Return moments, poses, and what is neither."""
        return [
            *moments(cast),
            self.call(),
            *poses(cast),
            _other("start", "the start on the board", {"start": range(3)}),
            _other(
                "seen", "the sight of the bar", {"place": range(3), "speed": range(3)}
            ),
            _other("felt", "the feel of the body", {"felt": range(4)}),
        ]

    def joints(self, cast: Cast) -> list[Slip]:
        """Return each named joint of each phase up to the catch."""
        return named_poses(cast, self.decided)

    def call(self) -> Slip:
        """Return the helper's call to let the far bar go."""
        return Slip(
            key="call",
            name="far bar let go",
            kind="moment",
            phase=-1,
            columns={"call": (0,)},
        )

    def rehearsed_call(self, cast: Cast) -> float:
        """Return when the far bar is let go, after take-off."""
        return cast.technique.call

    def sections(self) -> Mapping[str, Section]:
        """Return none: the usual ones."""
        return {}

    def dimensions(self) -> Sequence[Dimension]:
        """Return span, cables, boards and the bar's weight."""
        return (
            _length("span", "distance between the bars' pivots"),
            _length("cable_length", "length of the near cables"),
            _length("far_cable_length", "length of the far cables"),
            _length("board_height", "height of the boards"),
        )

    def loads(self, base: Base) -> list[Load]:
        """Return the greatest loads on each cable and each hand."""
        tally, grip = _leaps(base.tally), base.cast.performer.grip
        cables = [
            Load(
                key=f"{bar}_cable_{side}",
                name=f"{bar} bar, {words} cable",
                kind="cable",
                peaks=tally.cable[:, 2 * i + j],
            )
            for i, bar in enumerate(BARS)
            for j, (side, words) in enumerate(SIDES)
        ]
        hands = [
            Load(
                key=f"hand_{side}",
                name=f"{words} hand",
                kind="body",
                peaks=tally.load[:, j],
                limit=grip.left if side == "l" else grip.right,
            )
            for j, (side, words) in enumerate(SIDES)
        ]
        return cables + hands

    def peaks(self, scene: Scene, record: Record) -> dict[str, float]:
        """Return none: read-outs tell all of them."""
        return {}

    def series(self, scene: Scene, record: Record) -> dict[str, Array]:
        """Return the loads over time: body, hand, near and far cable."""
        read, held = np.array(record.sensors), np.array(record.held)
        on = held[:, :2] | held[:, 2:]
        force = [np.linalg.norm(read[:, scene.sensor[f"load_{s}"]], axis=1)
                 for s, _ in SIDES]  # fmt: skip
        hands = np.stack(force, axis=1) * on
        pull = [
            np.max(
                [read[:, scene.sensor[f"{bar}_cable_{s}"].start] for s, _ in SIDES], 0
            )
            for bar in BARS
        ]
        return {BOTH: hands.sum(axis=1), **dict(zip(CABLES, pull, strict=True))}

    def stretches(self, base: Base, ticks: int) -> NDArray[np.str_]:
        """Return the phase that most takes are in at each tick, by the middle take."""
        technique, events = base.cast.technique, middles(self.events(base.tally))
        begins = [events.get(p.after, np.inf) + p.at for p in technique.phases]
        now = np.arange(ticks) * TICK
        at = np.searchsorted(np.maximum.accumulate(begins), now, side="right") - 1
        return np.array(phase_names(technique))[at][None]

    def path(self, scene: Scene, record: Record) -> Array:
        """Return the way of the centre of mass, along and up."""
        at = scene.sensor["com"]
        path: Array = np.array(record.sensors)[:, at][:, [0, 2]]
        return path

    def outline(self, scene: Scene) -> list[Line]:
        """Return cables at rest, the far one as the helper holds it, boards and net."""
        rig = scene.fly_bars
        hung = (("near", 0.0), ("far", 0.0), ("far", rig.far_start_angle()))
        edges = (-rig.board_edge, rig.span + rig.board_edge)
        ends = (edges[0] - rig.board_length, edges[1] + rig.board_length)
        top, net = rig.board_height, rig.net_height
        boards = [((x, top), (y, top)) for x, y in zip(edges, ends, strict=True)]
        return [
            *(_rope(rig, bar, angle) for bar, angle in hung),
            *(Line(kind="board", points=points) for points in boards),
            Line(kind="ground", points=((ends[0], net), (ends[1], net))),
        ]

    def measures(self, scene: Scene) -> list[tuple[str, float]]:
        """Return heights, spans and cables."""
        rig = scene.fly_bars
        return [
            ("pivots above the ground", rig.pivot_height),
            ("pivots apart", rig.span),
            ("near cables", rig.cable_length),
            ("far cables", rig.far_cable_length),
            ("boards above the ground", rig.board_height),
            ("edge of a board behind its pivot", rig.board_edge),
            ("net above the ground", rig.net_height),
        ]

    def events(self, tally: Readouts) -> dict[str, Array]:
        """Return the moments of take-off, release and catch."""
        tally = _leaps(tally)
        both = np.isfinite(tally.catch).all(axis=1)
        return {
            "take-off": np.zeros(1),
            "release": tally.release[np.isfinite(tally.release)],
            "catch": tally.catch[both].min(axis=1),
        }

    def spot(self, tally: Readouts, performer: Performer) -> Spot:
        """Return where the hands are, seen from the far bar, when nearest to it."""
        miss = _leaps(tally).miss
        return Spot(
            title="Where the hands are when they meet the far bar",
            across="beyond the bar, cm",
            up="above the bar, cm",
            radius=100.0 * performer.grip.reach,
            xy=100.0 * miss[:, [0, 2]],
            take=np.arange(len(miss)),
            half=12.0,
            note="Dot: landed. Cross: missed, on the edge where it was farther off. "
            "Circle: where fingers can close.",
        )


def _leaps(tally: Readouts) -> Tally:
    """Return the read-outs of leaps: between bars there are no others."""
    assert isinstance(tally, Tally)
    return tally


def _length(field: str, name: str) -> Dimension:
    """Return a dimension that riggers measure with a tape."""

    def change(rig: Rig, off: float) -> Rig:
        return replace(rig, **{field: getattr(rig, field) + off})

    return Dimension(
        key=field,
        name=name,
        unit="cm",
        per_unit=100.0,
        value=lambda rig: float(getattr(rig, field)),
        offs=(-0.2, -0.1, 0.1, 0.2),
        change=change,
    )


def _rope(rig: FlyBars, bar: str, angle: float) -> Line:
    """Return a cable from its pivot to the bar, `angle` from the vertical."""
    x, _, z = rig.bar_position(bar, angle).tolist()
    pivot = (rig.pivot_x(bar), rig.pivot_height)
    return Line(kind="rope", points=(pivot, (x, z)))


def _other(key: str, name: str, columns: Mapping[str, range]) -> Slip:
    flat = {field: tuple(at) for field, at in columns.items()}
    return Slip(key=key, name=name, kind="other", phase=-1, columns=flat)


__all__ = ["FlyBarsSheet"]
