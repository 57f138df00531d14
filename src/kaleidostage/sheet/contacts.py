"""The load of the bed in every contact: after which element it is greatest."""

from typing import Any

from .base import Base
from .bounced import Bounced
from .loads import seldom
from .takes import Takes

FEW = 20
"""Takes from which on a contact is told. Our choice: fewer say nothing of 1 in 20."""
LEAST = 0.5
"""Body weights below which a contact was none but a touch in falling. Our choice."""


def contacts(base: Base, takes: Takes) -> list[dict[str, Any]]:
    """Return for each contact what half, 1 in 20 and 1 in 100 of the takes exceed.

    The last with its interval; None where takes are too few to tell.
    """
    tally, act = base.tally, base.cast.act
    assert isinstance(tally, Bounced)
    before = len(act.flown) - len(act.elements)
    names = ["before the card"] * (before + 1)
    names += [f"after {i}: {e.name()}" for i, e in enumerate(act.elements, start=1)]
    found = []
    for at, name in enumerate(names):
        peaks = tally.peaks[:, at]
        peaks = peaks[peaks > LEAST * base.cast.scene.weight]
        if len(peaks) < FEW:
            continue
        found.append(
            {
                "element": max(0, at - before),
                "name": name,
                "takes": len(peaks),
                **seldom(peaks),
            }
        )
    return found
