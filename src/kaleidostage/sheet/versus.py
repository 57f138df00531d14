"""Two ways to do it, on the same takes."""

from typing import Any

from ..acts import Act
from ..errors import MismatchError
from ..odds import compare
from .base import Base
from .cast import Cast
from .slips import Row
from .takes import Takes


def check_comparable(one: Act, two: Act) -> None:
    """Refuse a comparison that would say nothing.

    Raises:
        MismatchError: If the acts differ.
    """
    if one != two:
        raise MismatchError(
            f"{one.name} and {two.name} are different acts: how often each lands can "
            "be told, not which is done better; compare techniques, performers or "
            "rigs of one act"
        )


def check_different(one: Cast, two: Cast) -> None:
    """Refuse to compare a thing with itself.

    Raises:
        MismatchError: If nothing differs.
    """
    if one.key == two.key:
        raise MismatchError(
            "both sides of the comparison are the same technique, performer, rig and "
            "steadiness; name another one"
        )


def versus(base: Base, other: Cast, takes: Takes, words: str) -> dict[str, Any]:
    """Return which of two lands more often on the same takes.

    Args:
        base: The first, performed.
        other: The second.
        takes: Performs.
        words: What differs, for people.
    """
    rows = [Row(take=take) for take in range(base.odds.takes)]
    landed = takes.landed(other, rows)
    found = compare(base.landed.tolist(), landed.tolist())
    return {
        "other": words,
        "takes": found.takes,
        "landed": [found.first, found.second],
        "only_this": found.only_first,
        "only_other": found.only_second,
        "difference": round(found.difference, 5),
        "low": round(found.low, 5),
        "high": round(found.high, 5),
        "chance": found.chance,
        "verdict": {"first": "this", "second": "other"}.get(found.verdict, "undecided"),
    }
