"""What the figures of a trampoline sheet say, where they differ from those of leaps."""

from collections.abc import Mapping
from typing import Any

from .saying import (
    better_call,
    capital,
    few_misses,
    milliseconds,
    none_missed,
    percent,
    rare_load,
    tolerance_words,
)

Values = Mapping[str, Any]

TOLD = 3
"""Errors that are told in words. Our choice: the page shows the rest."""


def bed_costs(costs: Values, sheet: Values) -> list[str]:
    """Return where takes are lost, and which errors cost most."""
    if not costs["missed"]:
        return [none_missed(sheet)]
    worst = max(costs["elements"], key=lambda element: element["lost"])
    lines = []
    if worst["lost"]:
        where = _element(worst, costs)
        lines.append(
            f"Most are lost at {where}: {worst['lost']} of the {costs['missed']} "
            f"misses, {worst['of_hundred'][0]:.1f} of every 100 takes."
        )
    if few := few_misses(costs):
        return [*lines, *few]
    dear = [slip for slip in costs["slips"] if slip["mended"]]
    if not dear:
        return [
            *lines,
            "No single error alone explains a miss: they add up over jumps.",
        ]
    groups = [slip for slip in dear if slip["kind"] == "group"][:TOLD]
    single = [slip for slip in dear if slip["kind"] != "group"][:1]
    return [*lines, *(_cost(slip) for slip in [*groups, *single])]


def _element(element: Values, costs: Values) -> str:
    """Return an element as a coach would name it."""
    if element["number"] == len(costs["elements"]):
        return str(element["name"])
    return f"element {element['number']} ({element['name']})"


def _cost(slip: Values) -> str:
    names = {
        "moment": f"The moment of the {slip['name']} alone",
        "pose": f"The pose of the {slip['name']} alone",
        "group": capital(slip["name"]),
    }
    return (
        f"{names[slip['kind']]} costs {slip['costs_of_hundred'][0]:.1f} of every 100 "
        f"takes: {slip['mended']} of {slip['tried']} misses would have landed had it "
        "been exact in every jump."
    )


def bed_margins(margins: Values, sheet: Values) -> list[str]:
    """Return the margins of the two tightest moments, and of the time of flight."""
    moments = [m for m in margins["moments"] if m["key"] != "aim"]
    order = sorted(moments, key=lambda m: m["width"] if m["width"] is not None else -1)
    aim = [m for m in margins["moments"] if m["key"] == "aim"]
    return [_window(row) for row in [*order[:2], *aim]]


def _window(row: Values) -> str:
    less, more = ("shorter", "longer") if row["key"] == "aim" else ("early", "late")
    if row["low"] is None:
        return f"{capital(row['name'])}: without any error it misses; no margin."
    held = (
        f"{capital(row['name'])}: lands from "
        f"{milliseconds(-row['low'], row['beyond_low'])} {less} to "
        f"{milliseconds(row['high'], row['beyond_high'])} {more} in every jump, all "
        "else exact"
    )
    half = [row[f"half_lost_{side}"]["at"] for side in ("minus", "plus")]
    ends = [
        f"{at:.0f} ms {way}"
        for at, way in zip(half, (less, more), strict=True)
        if at is not None
    ]
    if not ends:
        return held + "."
    return f"{held}; with the usual errors half are lost at {' or '.join(ends)}."


def bed_rig(rig: Values, sheet: Values) -> list[str]:
    """Return how exactly bed and time of flight must be right."""
    lines = [tolerance_words(each, rig["loss"]) for each in rig["dimensions"]]
    return [*lines, *_call(rig["call"], rig["loss"])]


def _call(call: Values, loss: float) -> list[str]:
    head = f"Time of flight: {call['rehearsed'] / 1000:.2f} s are aimed at; "
    held = tolerance_words({**call, "name": "time of flight"}, loss)
    if call["best_off"] is None:
        return [f"{head}no other that was tried is clearly better.", held]
    return [head + better_call(call, "longer", "shorter"), held]


def bed_loads(loads: Values, sheet: Values) -> list[str]:
    """Return the greatest force of the bed, and after which element it is greatest."""
    weight, part = loads["weight_N"], loads["parts"][0]
    lines = [f"Force of the bed: {rare_load(part, loads)}."]
    if sheet["contacts"]:
        worst = max(sheet["contacts"], key=lambda contact: contact["half_N"])
        lines.append(
            f"Usually it is greatest "
            f"{worst['name'].replace('after ', 'after element ')}: half of the takes "
            f"exceed {worst['half_N']} N there, {worst['half_N'] / weight:.1f} body "
            "weights."
        )
    return lines


def bed_marks(marks: Values, sheet: Values) -> list[str]:
    """Return the marks, the time of flight, and the landings in the box."""
    if marks["flight_mean_s"] is None:
        return ["No element was completed: there is nothing to mark."]
    flight = _flight(marks["flight_mean_s"], sheet["rig"]["call"])
    if not marks["totals"]:
        return [
            f"{marks['takes']} marked takes are too few to tell how totals spread; it "
            f"takes {marks['least']}.",
            flight,
        ]
    totals = {row["below_of_hundred"]: row["total"] for row in marks["totals"]}
    means = ", ".join(f"{n} {marks['means'][n]:.1f}" for n in ("D", "E", "H", "T"))
    side = marks["box_cm"]
    return [
        f"Total (unofficial): {totals[50]:.1f} in the median take, {totals[25]:.1f} to "
        f"{totals[75]:.1f} in half of the takes, {totals[5]:.1f} to {totals[95]:.1f} "
        f"in 9 of 10; mean {means}. A take that ends early keeps the marks it has.",
        f"{percent(marks['in_box'])} of {marks['elements']} landings lie in the box of "
        f"{side} cm by {side} cm.",
        flight,
    ]


def _flight(mean: float, call: Values | None) -> str:
    """Return the mean flight, and why it is shorter than the one aimed at."""
    line = f"Mean flight {mean:.2f} s"
    if call is None or call["rehearsed"] <= 1000 * mean:
        return f"{line}."
    return (
        f"{line}, less than the {call['rehearsed'] / 1000:.2f} s aimed at: a take "
        "begins at the top of a flight as long as that, and jump by jump some height "
        "is lost."
    )


BED_TELL = {
    "costs": bed_costs,
    "margins": bed_margins,
    "rig": bed_rig,
    "loads": bed_loads,
    "marks": bed_marks,
}
