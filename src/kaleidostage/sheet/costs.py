"""What costs most: misses performed again with one slip taken away."""

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
SURE = 0.7
"""Share of mended misses on one side before it is called late or early. Our choice."""


def costs(base: Base, takes: Takes, kind: Apparatus) -> dict[str, Any]:
    """Return what each slip costs, dearest first.

    The variance share comes from the takes themselves. What a slip costs is told by
    the first misses, performed again exactly as they were but for this slip: those
    that now land would have landed without it.
    """
    slips = kind.slips(base.cast)
    noise = takes.noise(base.cast, range(len(base.landed)))
    shares = variance_shares({s.key: s.read(noise) for s in slips}, base.landed)
    missed, mended = without(base, takes, kind, slips)
    share = 1.0 - base.odds.odds
    joints = _joints(base, kind, noise)
    found = []
    for slip, saved in zip(slips, mended, strict=True):
        cost = Cost(
            name=slip.name,
            tried=len(missed),
            mended=int(saved.sum()),
            share=shares[slip.key],
        )
        off = slip.read(noise)[missed][saved]
        row = _row(slip, cost, share, off)
        found.append(
            {**row, "joint": joints.get(slip.phase, "") * (slip.kind == "pose")}
        )
    found.sort(key=lambda row: (-row["mended"], -row["variance_share"]))
    return {
        "missed": int((~base.landed).sum()),
        "tried_again": len(missed),
        "slips": found,
    }


def without(
    base: Base, takes: Takes, kind: Apparatus, slips: Sequence[Slip]
) -> tuple[list[int], NDArray[np.bool_]]:
    """Perform the first misses again without each slip.

    Returns:
        Numbers of the misses, and which land without each slip, (slips, misses).
    """
    cast = base.cast
    missed = np.flatnonzero(~base.landed)[: kind.budget.misses].tolist()
    again = [Row(take=take) for take in missed]
    # Held for a shorter time, a few misses land as they are: they tell nothing.
    fine = takes.landed(cast, again, hold=kind.hold)
    missed = [take for take, landed in zip(missed, fine, strict=True) if not landed]
    rows = [Row(take=take, slip=slip) for slip in slips for take in missed]
    landed = takes.landed(cast, rows, hold=kind.hold)
    return missed, landed.reshape(len(slips), len(missed))


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


def _row(slip: Slip, cost: Cost, missed: float, off: np.ndarray) -> dict[str, Any]:
    of_hundred = cost.of_hundred(missed)
    return {
        "key": slip.key,
        "name": slip.name,
        "kind": slip.kind,
        "way": _way(slip, off),
        "tried": cost.tried,
        "mended": cost.mended,
        "costs_of_hundred": [round(value, 2) for value in of_hundred],
        "variance_share": round(cost.share, 4),
    }


def _way(slip: Slip, off: np.ndarray) -> str:
    """Return which way a moment was off in the misses it would have mended."""
    if slip.kind != "moment" or not len(off):
        return ""
    late = float((off > 0).mean())
    if late >= SURE:
        return "late"
    return "early" if late <= 1 - SURE else "early or late"
