"""What the curves of a sheet say: steadiness that odds need, and strength."""

from collections.abc import Mapping
from typing import Any

from .saying import percent

Values = Mapping[str, Any]


def steadiness_words(curve: Values, sheet: Values) -> list[str]:
    """Return which errors the wanted odds allow."""
    return [_needed(need, curve) for need in curve["needed"]]


def _needed(need: Values, curve: Values) -> str:
    odds, times, points = percent(need["odds"]), need["errors_times"], curve["points"]
    if times is None and points[0]["odds"] < need["odds"]:
        return f"{odds}: steadiness alone does not do it with this technique."
    last = points[-1]
    if times is None:
        size = f"{last['timing_ms']:.0f} ms and {last['target_deg']:.1f} degrees"
        return f"{odds} is kept even with errors of {size}."
    ms, deg = (times * last[n] / last["x"] for n in ("timing_ms", "target_deg"))
    size, sure = (
        f"{ms:.0f} ms and {deg:.1f} degrees",
        _between(need["low"], need["high"]),
    )
    if not curve["here"]:
        return (
            f"{odds} is kept up to {times:.2f} times the errors of the level national "
            f"({size}{sure})."
        )
    if times >= 1:
        return (
            f"{odds} is kept up to {times:.2f} times the present errors ({size}{sure})."
        )
    return (
        f"{odds} needs errors {times:.2f} times the present ones ({size}{sure}): "
        f"{percent(1 - times)} less."
    )


def _between(low: float | None, high: float | None) -> str:
    """Return the interval of a crossing, if it has an end at all."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"; 95 % sure: no more than {high:g} times"
    if high is None:
        return f"; 95 % sure: at least {low:g} times"
    return f"; 95 % sure: {low:g} to {high:g} times"


def strength_words(curve: Values, sheet: Values) -> list[str]:
    """Return what less and more strength does."""
    low, high = curve["points"][0], curve["points"][-1]
    return [
        f"With {percent(low['x'])} of the strength {percent(low['odds'])} land, with "
        f"{percent(high['x'])} {percent(high['odds'])}. The technique stays the one "
        "rehearsed for 100 %: more strength than that needs a new rehearsal to help."
    ]
