"""The loads on a sheet's page: for riggers, and for those who train the performer."""

from . import sheet_charts as charts
from .sheet_bed import borne_table, contacts_table
from .sheet_parts import Values, pair, published, section, table

NEAREST = 4
"""Joints shown on the trampoline. Our choice: longest at their limit, and room."""


def loads_section(sheet: Values) -> str:
    """Return loads over time, on each part, what gear must bear, and joint torques."""
    loads = sheet["loads"]
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
    if not loads["charts"]:
        every = contacts_table(sheet) + _few(loads) + published(loads)
        every += borne_table(loads) + joints_table(loads, NEAREST)
        return section("Loads", "loads", sheet, every)
    body = series[loads["charts"][0]["names"][0]]
    note = (
        f"Line: the middle one of {loads['watched']} takes; band: nine in ten of them. "
        f"One body weight is {weight:.0f} N; on {body['name']} it is 1 g, and the "
        f"greatest there was {body['peak_N'] / weight:.1f} g."
    )
    tables = _parts(loads) + _factors(loads) + published(loads)
    return section(
        "Loads",
        "loads",
        sheet,
        f'{drawn}<p class="note">{note}</p>{tables}',
    )


def _parts(loads: Values) -> str:
    weight = loads["weight_N"]
    rows = [
        [
            part["name"],
            f"{part['half_N']}",
            f"{part['rare_N']}",
            f"{part['rare_low_N'] or '?'} to {part['rare_high_N'] or '?'}",
            f"{part['rare_N'] / weight:.1f}",
            f"{part['peak_N']}",
            f"{part['limit_N']}" if part["limit_N"] else "",
        ]
        for part in loads["parts"]
    ]
    head = [
        "greatest load in a take, N",
        "1 in 2 exceeds",
        "1 in 100 exceeds",
        "95 % sure",
        "body weights",
        f"greatest of {loads['takes']}",
        "grip opens at",
    ]
    return "<h3>On each part</h3>" + table(head, rows) + _few(loads)


def _few(loads: Values) -> str:
    """Return what is missing where the takes are too few for an upper end."""
    if loads["takes"] >= loads["takes_needed"]:
        return ""
    return (
        f'<p class="note">?: {loads["takes"]} takes cannot bound what 1 in 100 '
        f"exceeds; it takes {loads['takes_needed']}.</p>"
    )


def _factors(loads: Values) -> str:
    """Return what gear must bear: rare peak, upper end, times the factors."""
    cables = [part for part in loads["parts"] if part["kind"] == "cable"]
    if not cables:
        return ""
    rows = []
    for part in cables:
        base = part["rare_high_N"] or part["peak_N"]
        times = [f"{base * factor / 1000:.1f}" for factor in loads["factors"]]
        rows.append([part["name"], f"{base / 1000:.2f}", *times])
    head = ["strength of each cable, its end and its pivot point, kN, at a factor of",
            "1 in 100, upper end", *(f"{f} : 1" for f in loads["factors"])]  # fmt: skip
    return (
        "<h3>What gear must bear</h3>"
        + table(head, rows)
        + (
            '<p class="warning">This table is not a certificate. It holds for a '
            "modelled body on ideal cables; it knows nothing of shock on frames, of "
            "wear, knots, pulleys or falls into the net. A competent rigger decides."
            "</p>"
        )
    )


def joints_table(loads: Values, most: int | None = None) -> str:
    """Return how near each joint comes to what it can give, and when; `most` rows."""
    rows = [
        [
            joint["name"],
            "at its limit" if joint["peak_share"] >= 0.97
            else f"{100 * joint['peak_share']:.0f} %",
            f"{joint['at_limit_ms']} ms" if joint["at_limit_ms"] else "never",
            joint["mostly_in"],
        ]
        for joint in loads["joints"]
        if joint["peak_share"] >= 0.5
    ][:most]  # fmt: skip
    head = ["joint torque", "greatest, of what it can give at that speed",
            "at its limit in a take", "mostly in"]  # fmt: skip
    return "<h3>What the joints give</h3>" + table(head, rows)
