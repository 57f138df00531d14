"""A take on the fly bars for the page: what is drawn, its moments, its read-outs."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .show_parts import Bar, Board, Cable, Net, Parts

if TYPE_CHECKING:
    from ..perform import Take
    from ..rigs import FlyBars

BARS = ("near", "far")
BOARD_THICKNESS = 0.06  # [m] As in the physics.
APRON, NET_WIDTH = 6.0, 6.5  # [m] Net beyond the pivots and across; 6-7 m wide.
CALLS = ("sweep", "hollow", "force-out", "seven")  # Phases worth a mark.


def leap_parts(take: "Take", rig: "FlyBars") -> Parts:
    """Return what of a show only the fly bars have."""
    return {
        "bars": _bars(rig),
        "cables": _cables(rig),
        "boards": [_board(rig, bar) for bar in BARS],
        "net": _net(rig),
        "events": marks(take),
        "verdict": "landed" if take.outcome["landed"] else "missed",
        "facts": leap_facts(take),
    }


def marks(take: "Take") -> list[tuple[float, str]]:
    """Return the moments worth a mark: what happened, and the phases of the swing.

    Phases stand where the technique puts them; the performer's own timing error of
    some 10 ms is less than a frame of the page.
    """
    happened = list(take.events)
    end = min((t for t, name in happened if name == "release"), default=math.inf)
    told = [
        (phase.at, phase.name)
        for phase in take.technique.phases
        if phase.name in CALLS and phase.after == "take-off" and 0.0 < phase.at < end
    ]
    return sorted(happened + told)


def leap_facts(take: "Take") -> list[tuple[str, str]]:
    """Return read-outs of a take in people's units, as (label, text).

    How far the trunk turned is not among them: the page counts it from the poses, as
    in its captions.
    """
    outcome = take.outcome
    release, caught = outcome["release"], _known(outcome["catch"])
    facts = []
    if release is not None and caught:
        facts.append(("In the air", f"{min(caught) - release:.2f} s"))
    weight = take.performer.mass * 9.81
    hand = max(outcome["load"])
    facts.append(("Load on a hand", f"{hand:.0f} N · {hand / weight:.1f} BW"))
    cable = max(outcome["cable"])
    facts.append(("Load on a cable", f"{cable / 1000:.2f} kN"))
    if outcome["past"] is not None and not caught:
        facts.append(("Missed by", f"{100 * outcome['gap']:.0f} cm"))
    elif outcome["past"] is not None:
        facts.append(("Bar past hands", f"{outcome['past']:.1f} m/s"))
    return facts


def _known(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _bars(rig: "FlyBars") -> list[Bar]:
    return [
        {
            "body": f"{bar}_bar",
            "length": rig.bar_length,
            "radius": rig.bar_diameter / 2,
        }
        for bar in BARS
    ]


def _cables(rig: "FlyBars") -> list[Cable]:
    half = rig.bar_length / 2
    return [
        {
            "anchor": (rig.pivot_x(bar), y, rig.pivot_height),
            "body": f"{bar}_bar",
            "offset": (0.0, y, 0.0),
            "rest_length": rig.length(bar),
        }
        for bar in BARS
        for y in (half, -half)
    ]


def _board(rig: "FlyBars", bar: str) -> Board:
    outward = -1.0 if bar == "near" else 1.0
    middle = rig.pivot_x(bar) + outward * (rig.board_edge + rig.board_length / 2)
    top = rig.board_height + rig.riser
    return {
        "pos": (middle, 0.0, top - BOARD_THICKNESS / 2),
        "size": (rig.board_length, rig.board_width, BOARD_THICKNESS),
    }


def _net(rig: "FlyBars") -> Net:
    return {
        "z": rig.net_height,
        "x0": -APRON,
        "x1": rig.span + APRON,
        "y0": -NET_WIDTH / 2,
        "y1": NET_WIDTH / 2,
    }
