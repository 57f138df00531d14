"""The loads on a sheet's page: for riggers, and for those who train the performer."""

import math

from . import sheet_charts as charts
from .sheet_bed import BED_NOTE, borne_table, contacts_table
from .sheet_parts import Values, known, note, pair, section, table, weighed

NEAR = 0.5
"""Joints are shown that give so much of what they can, or in some take all of it. Our
choice: the rest are far from it."""


def loads_section(sheet: Values) -> str:
    """Return loads on each part and what gear must bear, or what the bed does.

    The tables hold all that the sentences say.
    """
    loads = sheet["loads"]
    if loads["charts"]:
        tables = pair(_parts(loads), _factors(loads))
    else:
        tables = pair(contacts_table(sheet), borne_table(loads)) + note(BED_NOTE)
    inside = tables + _few(loads) + _warning(loads)
    return section("Loads", "loads", inside)


def over_time_section(sheet: Values) -> str:
    """Return loads over time; nothing where none are drawn."""
    loads = sheet["loads"]
    if not loads["charts"]:
        return ""
    weight = loads["weight_N"]
    moments = {k: v for k, v in loads["moments_s"].items() if k != "take-off"}
    series = {one["name"]: one for one in loads["series"]}
    drawn = pair(
        *(
            charts.bands(
                [series[name] for name in chart["names"]],
                chart["unit_N"],
                chart["label"],
                moments,
            )
            for chart in loads["charts"]
        )
    )
    body = series[loads["charts"][0]["names"][0]]
    text = (
        f"Line: median of {loads['watched']} takes; band: nine in ten. A body weight, "
        f"{weight:.0f} N, on {body['name']} is 1 g; the greatest was "
        f"{body['peak_N'] / weight:.1f} g."
    )
    return section("Loads over time", "time", drawn + note(text))


def _parts(loads: Values) -> str:
    weight = loads["weight_N"]
    rows = [
        [
            part["name"],
            known(part["half_N"]),
            weighed(part["rare_N"], weight),
            f"{known(part['rare_low_N'])} to {known(part['rare_high_N'])}",
            f"{part['peak_N']}",
        ]
        for part in loads["parts"]
    ]
    head = ["load in a take, N (body weights)", "1 in 2 exceeds", "1 in 100 exceeds",
            "95 % sure", "greatest"]  # fmt: skip
    return table(head, rows) + note(_grip(loads))


def _grip(loads: Values) -> str:
    """Return at which load hands open, and why greater ones are seen."""
    limits = {part["limit_N"] for part in loads["parts"] if part["limit_N"]}
    if not limits:
        return ""
    words = " or ".join(f"{limit}" for limit in sorted(limits))
    return f"A hand opens at {words} N: what is above is the load that tore it off."


def _few(loads: Values) -> str:
    """Return what is missing where the takes are too few for an upper end."""
    if loads["takes"] >= loads["takes_needed"]:
        return ""
    return note(
        f"?: {loads['takes']} takes cannot bound what 1 in 100 exceeds; it takes "
        f"{loads['takes_needed']}."
    )


def _factors(loads: Values) -> str:
    """Return what gear must bear: the greatest of what is known, times the factors."""
    cables = [part for part in loads["parts"] if part["kind"] == "cable"]
    if not cables:
        return ""
    rows = []
    for part in cables:
        base = greatest_kN(part)
        times = [f"{_up(base * factor, 1):.1f}" for factor in loads["factors"]]
        rows.append([part["name"], f"{base:.2f}", *times])
    head = [f"what cable, end and pivot must hold, kN: {_basis(cables)}",
            "load", *(f"\u00d7\u00a0{f}" for f in loads["factors"])]  # fmt: skip
    return table(head, rows)


def greatest_kN(part: Values) -> float:  # noqa: N802
    """Return the greater of the upper end of 1 in 100 and what was seen, rounded up."""
    return _up(max(part["rare_high_N"] or 0, part["peak_N"]) / 1000, 2)


def _basis(cables: list[Values]) -> str:
    """Return which of both the loads are."""
    seen = [part["peak_N"] >= (part["rare_high_N"] or 0) for part in cables]
    if all(seen):
        return "greatest load seen, times a factor"
    if not any(seen):
        return "upper end of 1 in 100, times a factor"
    return "upper end of 1 in 100, or the greatest seen if that is more, times a factor"


def _up(value: float, digits: int) -> float:
    """Round up: strength is never called less than it is. What is exact stays."""
    scale = 10.0**digits
    return math.ceil(round(value * scale, 6)) / scale


def _warning(loads: Values) -> str:
    if not any(part["kind"] == "cable" for part in loads["parts"]):
        return ""
    return (
        '<p class="warning">This table is not a certificate. It holds for a modelled '
        "body on ideal cables; it knows nothing of shock on frames, of wear, knots, "
        "pulleys or falls into the net. A competent rigger decides.</p>"
    )


def joints_table(loads: Values) -> str:
    """Return how near each joint comes to what it can give, and when."""
    rows = [
        [
            joint["name"],
            "its limit" if joint["peak_share"] >= 0.97
            else f"{100 * joint['peak_share']:.0f} %",
            f"{joint['at_limit_ms']} ms",
            f"{joint['reached_in']} of {loads['watched']}",
            joint["mostly_in"] if joint["reached_in"] else "",
        ]
        for joint in loads["joints"]
        if joint["peak_share"] >= NEAR or joint["reached_in"]
    ]  # fmt: skip
    head = ["joint torque, of what it can", "median take",
            "at its limit there", "takes that reach it", "mostly in"]  # fmt: skip
    return table(head, rows)
