"""What costs most: misses performed again with one slip taken away."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..odds import Cost, variance_shares
from ..perform import Noise
from .apparatus import Apparatus
from .base import Base
from .slips import Row, Slip
from .takes import Takes

TELLING = 0.005
"""Variance share from which on a joint is named: above the chance of 1000 takes. Our
choice."""
ENOUGH, ENOUGH_MISSES = 100, 10
"""Takes, and misses among them, below which no variance share is told. Our choice: from
two misses of 36 an error without influence seemed to explain a fifth."""
SURE = 0.7
"""Share of mended misses on one side before it is called late or early. Our choice."""


def costs(base: Base, takes: Takes, kind: Apparatus) -> dict[str, Any]:
    """Return what each slip costs, dearest first.

    The variance share comes from the takes themselves, if they are enough. What a slip
    costs is told by the first misses, performed again exactly as they were but for this
    slip: those that now land would have landed without it.
    """
    slips, telling = kind.slips(base.cast), _telling(base.landed)
    noise = takes.noise(base.cast, range(len(base.landed)))
    shares = variance_shares({s.key: s.read(noise) for s in slips}, base.landed)
    missed, mended = without(base, takes, kind, slips)
    joints = _joints(base, kind, noise) if telling else {}
    found = []
    for slip, saved in zip(slips, mended, strict=True):
        cost = Cost(name=slip.name, tried=len(missed), mended=int(saved.sum()))
        off = slip.read(noise)[missed][saved]
        row = cost_row(slip, cost, base)
        share = shares[slip.key] if telling else None
        row |= {
            "way": _way(slip, off),
            "variance_share": None if share is None else round(share, 4),
            "joint": joints.get(slip.phase, "") * (slip.kind == "pose"),
        }
        found.append(row)
    found.sort(key=lambda row: (-row["mended"], -(row["variance_share"] or 0.0)))
    return {
        "missed": int((~base.landed).sum()),
        "tried_again": len(missed),
        "enough": enough(base),
        "slips": found,
    }


def enough(base: Base) -> dict[str, int | None]:
    """Return from how many takes and misses on costs tell something.

    And how many takes would have so many misses, at the present odds.
    """
    missed = base.odds.takes - base.odds.landed
    wanted = math.ceil(ENOUGH_MISSES * base.odds.takes / missed) if missed else None
    return {"takes": ENOUGH, "misses": ENOUGH_MISSES, "takes_for_misses": wanted}


def _telling(landed: NDArray[np.bool_]) -> bool:
    """Say whether shares of the variance tell anything."""
    return len(landed) >= ENOUGH and int((~landed).sum()) >= ENOUGH_MISSES


def without(
    base: Base, takes: Takes, kind: Apparatus, slips: Sequence[Slip]
) -> tuple[list[int], NDArray[np.bool_]]:
    """Perform the first misses again without each slip.

    Returns:
        Numbers of the misses, and which each slip alone lost, (slips, misses).
    """
    cast = base.cast
    missed = np.flatnonzero(~base.landed)[: kind.budget.misses].tolist()
    again = [Row(take=take) for take in missed]
    # Held for a shorter time, a few misses land as they are: that mends nothing.
    fine = takes.landed(cast, again, hold=kind.hold)
    lost = [take for take, landed in zip(missed, fine, strict=True) if not landed]
    rows = [Row(take=take, slip=slip) for slip in slips for take in lost]
    mended = np.zeros((len(slips), len(missed)), dtype=bool)
    landed = takes.landed(cast, rows, hold=kind.hold)
    mended[:, ~fine] = landed.reshape(len(slips), len(lost))
    return missed, mended


def _joints(base: Base, kind: Apparatus, noise: Noise) -> dict[int, str]:
    """Return the joint that matters most in the pose of each phase, by its share."""
    joints = kind.joints(base.cast)
    shares = variance_shares({s.key: s.read(noise) for s in joints}, base.landed)
    best: dict[int, tuple[float, str]] = {}
    for slip in joints:
        share = shares[slip.key]
        if share >= TELLING and share > best.get(slip.phase, (0.0, ""))[0]:
            best[slip.phase] = (share, slip.name)
    return {phase: name for phase, (_, name) in best.items()}


def cost_row(slip: Slip, cost: Cost, base: Base) -> dict[str, Any]:
    """Return what one slip costs, for JSON."""
    of_hundred = cost.of_hundred(base.odds.takes - base.odds.landed, base.odds.takes)
    return {
        "key": slip.key,
        "name": slip.name,
        "kind": slip.kind,
        "way": "",
        "tried": cost.tried,
        "mended": cost.mended,
        "costs_of_hundred": [round(value, 2) for value in of_hundred],
        "joint": "",
    }


def _way(slip: Slip, off: np.ndarray) -> str:
    """Return which way a moment was off in the misses it would have mended."""
    if slip.kind != "moment" or not len(off):
        return ""
    late = float((off > 0).mean())
    if late >= SURE:
        return "late"
    return "early" if late <= 1 - SURE else "early or late"
