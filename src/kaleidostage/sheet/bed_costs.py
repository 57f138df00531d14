"""What costs most on the bed: misses without one error, and where misses happen."""

from typing import Any

from ..odds import Cost, clopper_pearson
from .apparatus import Apparatus
from .base import Base
from .bounced import Bounced
from .costs import cost_row, enough, without
from .takes import Takes


def bed_costs(base: Base, takes: Takes, kind: Apparatus) -> dict[str, Any]:
    """Return what each error costs, dearest first, and at which element takes are lost.

    The first misses are performed again, exactly as they were but for one error taken
    away from every jump: those that now land would have landed without it. First a
    whole group of errors, then the moment and the pose of each phase alone.
    """
    slips = [s for s in kind.slips(base.cast) if s is not kind.call()]
    missed, mended = without(base, takes, kind, slips)
    found = [
        cost_row(
            slip,
            Cost(name=slip.name, tried=len(missed), mended=int(saved.sum())),
            base,
        )
        for slip, saved in zip(slips, mended, strict=True)
    ]
    found.sort(key=lambda row: (-row["mended"], row["kind"] != "group"))
    return {
        "missed": int((~base.landed).sum()),
        "tried_again": len(missed),
        "enough": enough(base),
        "slips": found,
        "elements": elements(base),
    }


def elements(base: Base) -> list[dict[str, Any]]:
    """Return how many takes of a hundred are lost at each element of the card.

    The last row is the landing after the last element.
    """
    tally, act = base.tally, base.cast.act
    assert isinstance(tally, Bounced)
    names = [element.name() for element in act.elements]
    names.append("the landing after the last")
    takes = len(tally.failed)
    found = []
    for number, name in enumerate(names, start=1):
        lost = int((tally.failed == number).sum())
        low, high = clopper_pearson(lost, takes)
        found.append(
            {
                "number": number,
                "name": name,
                "lost": lost,
                "of_hundred": [round(100 * x, 2) for x in (lost / takes, low, high)],
            }
        )
    return found
