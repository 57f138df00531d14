"""How a sheet says numbers: percents, milliseconds, tolerances."""

import math
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
        f"{100 * loss:.0f} of 100 takes, as it looks; {_sure_of(dimension)}."
    )


def _sure_of(dimension: Values) -> str:
    """Return how much of a tolerance is sure."""
    unit, low, high = dimension["unit"], dimension["from_held"], dimension["to_held"]
    if not low and not high:
        takes = dimension["points"][0]["takes"]
        return f"{takes} takes at each point are too few to be sure of it"
    less = f"{-low:.0f} {unit} less" if low else "as it is"
    more = f"{high:.0f} {unit} more" if high else "as it is"
    return f"95 % sure: {less} to {more}"


def none_missed(sheet: Values) -> str:
    """Return what no miss at all says of costs."""
    odds = sheet["odds"]
    most = math.ceil(1000 * (1 - odds["low"])) / 10
    return (
        f"Nothing missed in {odds['takes']} takes: nothing costs that they could show; "
        f"95 % sure, no more than {most:g} of 100 are lost."
    )


def few_misses(costs: Values) -> list[str]:
    """Return a line where misses are too few to tell what they come of, else none."""
    if costs["missed"] >= costs["enough"]["misses"]:
        return []
    return [
        f"{costs['missed']} missed: too few to tell what costs most; some "
        f"{costs['enough']['takes_for_misses']} takes would have "
        f"{costs['enough']['misses']} misses."
    ]


def rare_load(part: Values, loads: Values) -> str:
    """Return the load that 1 take in 100 exceeds, and how sure that is."""
    rare, high, takes = part["rare_N"], part["rare_high_N"], loads["takes"]
    if rare is None:
        return (
            f"{takes} takes are too few for what 1 in 100 exceeds, it takes "
            f"{loads['least']['rare']}; the greatest was {part['peak_N']} N"
        )
    sure = f"95 % sure: no more than {high} N"
    bound = f"{takes} takes do not bound it" if high is None else sure
    return (
        f"1 take in 100 exceeds {rare} N, {rare / loads['weight_N']:.1f} body weights "
        f"({bound})"
    )


def better_call(call: Values, more: str, less: str) -> str:
    """Return how many land with a call that is clearly better than the present one."""
    points = {point["x"]: point for point in call["points"]}
    now, best, off = points[0], points[call["best_off"]], call["best_off"]
    return (
        f"{abs(off):.0f} ms {more if off > 0 else less} is better: {best['landed']} "
        f"instead of {now['landed']} of the same {now['takes']} takes landed."
    )


def capital(text: str) -> str:
    """Return a sentence's beginning."""
    return text[:1].upper() + text[1:]
