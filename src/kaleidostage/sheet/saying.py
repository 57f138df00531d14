"""How a sheet says numbers: percents, milliseconds, tolerances."""

from collections.abc import Mapping
from typing import Any

Values = Mapping[str, Any]


def percent(share: float) -> str:
    """Return a share in percent, one digit, no `.0`."""
    return f"{100 * share:.1f}".removesuffix(".0") + " %"


def milliseconds(value: float, beyond: bool) -> str:
    """Return a time; `beyond` says that it may be more."""
    return f"{value:.0f} ms" + (" or more" if beyond else "")


def tolerance_words(dimension: Values, loss: float) -> str:
    """Return how far something may be off until `loss` of the odds is lost."""
    unit, points = dimension["unit"], dimension["points"]
    low = f"{-(dimension['from'] or points[0]['x']):.0f} {unit} less"
    high = f"{dimension['to'] or points[-1]['x']:.0f} {unit} more"
    low += "" if dimension["from"] is not None else " and beyond"
    high += "" if dimension["to"] is not None else " and beyond"
    return (
        f"{capital(dimension['name'])}: from {low} to {high} costs no more than "
        f"{100 * loss:.0f} of 100 takes."
    )


def capital(text: str) -> str:
    """Return a sentence's beginning."""
    return text[:1].upper() + text[1:]
