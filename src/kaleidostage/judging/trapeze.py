"""How leaps between two bars ended, and what was read on the way; from tallies only.

Shape letters: B takes.
"""

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..acts import Act
from .causes import LANDED

if TYPE_CHECKING:
    from ..perform.tally import Tally

BOARDS = (1, 3)
"""Columns of `Tally.touched` that are boards."""

STANDS = (1, 2, 3)
"""Columns of `Tally.touched` that are a cause: near board, near bar, far board.

The net is where every miss ends. The far bar swings into most who have missed it, so
that it was touched does not tell why.
"""


def outcome_names(
    tally: "Tally", act: Act, *, reach: float, catch_speed: float
) -> list[str]:
    """Return how each take ended: `"landed"`, or one cause from `causes.CAUSES`.

    The first of these that holds: landed with the declared somersaults and clear of
    both boards; hit a board and held on all the same; numbers went bad, or caught but
    not landed or with another count ("other"); a grip broke; hit the bar or the board
    before the hands came within reach; within reach but faster than hands can catch;
    else where the hands passed the bar, by the larger part of `miss`: short, long,
    low, high.

    Args:
        tally: Read-outs of B takes.
        act: What was to be done.
        reach: How far from the grip fingers can close. [m]
        catch_speed: Fastest bar that hands can catch. [m/s]

    Returns:
        B words.
    """
    near = tally.gap <= reach
    counted = somersaults(tally) == act.somersaults
    struck = tally.touched[:, BOARDS].any(axis=1)
    landed = tally.landed & counted & ~struck
    hit = tally.touched[:, STANDS].any(axis=1) & ~near
    caught = np.isfinite(tally.catch).all(axis=1)
    rules = (
        (landed, LANDED),
        (tally.landed & struck, "hit the bar or the board"),
        (tally.landed | tally.diverged, "other"),
        (np.isfinite(tally.broken), "grip broke"),
        (caught, "other"),
        (hit, "hit the bar or the board"),
        (near & (tally.past > catch_speed), "too fast"),
    )
    names = _passing(tally)
    for which, word in reversed(rules):
        names[which] = word
    return [str(name) for name in names]


def somersaults(tally: "Tally") -> NDArray[np.int64]:
    """Return the backward somersaults turned in flight, as the trapeze counts, (B,).

    One counts when the trunk has passed, turning backwards, through head-down: from
    forward lean `lean` at the release to `lean - spin` at the catch, which gives
    floor((pi - (lean - spin)) / 2 pi). Without a flight it is 0.

    Source:
        Nominal counting: BAKER06. Where one turn ends: our choice.
    """
    lean = np.where(np.isfinite(tally.lean), tally.lean, 0.0)
    turns = np.floor((math.pi - (lean - tally.spin)) / (2 * math.pi))
    counted: NDArray[np.int64] = turns.astype(np.int64)
    return counted


def facts(tally: "Tally", take: int, *, weight: float) -> dict[str, float | None]:
    """Return what one take reads, in people's units; None for what never was.

    Args:
        tally: Read-outs of B takes.
        take: Row of the take.
        weight: The performer's. [N]

    Returns:
        `flight_s` from release to the first catch, or to the end of a miss;
        `rotation_deg` backwards from there to the bar; greatest loads `hand_left_N`,
        `hand_right_N` with `hand_left_bw`, `hand_right_bw` in body weights, and
        `cable_N` of the most loaded cable.
    """
    caught = tally.catch[take][np.isfinite(tally.catch[take])]
    until = float(caught.min()) if len(caught) else float(tally.end[take])
    left, right = (float(load) for load in tally.load[take])
    values = {
        "flight_s": until - float(tally.release[take]),
        "rotation_deg": math.degrees(float(tally.spin[take])),
        "hand_left_N": left,
        "hand_right_N": right,
        "hand_left_bw": left / weight,
        "hand_right_bw": right / weight,
        "cable_N": float(tally.cable[take].max()),
    }
    return {name: v if math.isfinite(v) else None for name, v in values.items()}


def loads(tally: "Tally", *, weight: float) -> dict[str, float]:
    """Return the greatest loads over all takes: the middle one and one in a hundred.

    Args:
        tally: Read-outs of B takes, at least one.
        weight: The performer's. [N]

    Returns:
        `hand_*` of the more loaded hand, `cable_*` of the most loaded cable, `_50`
        exceeded in half of the takes and `_99` in one of a hundred, in N, and the
        hand's in body weights.
    """
    hand, cable = tally.load.max(axis=1), tally.cable.max(axis=1)
    values = {}
    for share in (50, 99):
        most = float(np.percentile(hand, share))
        values[f"hand_{share}_N"] = most
        values[f"hand_{share}_bw"] = most / weight
        values[f"cable_{share}_N"] = float(np.percentile(cable, share))
    return values


def _passing(tally: "Tally") -> NDArray[np.object_]:
    """Return where the hands were from the bar when nearest, in one word, (B,)."""
    x, z = tally.miss[:, 0], tally.miss[:, 2]
    along = np.where(x < 0.0, "short", "long")
    up = np.where(z < 0.0, "low", "high")
    names = np.where(np.abs(x) >= np.abs(z), along, up).astype(object)
    names[~np.isfinite(x + z)] = "other"
    return names
