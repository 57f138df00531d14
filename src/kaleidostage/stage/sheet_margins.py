"""The margins on a sheet's page: how early, late or far off each thing may be."""

from .sheet_charts import nice
from .sheet_parts import Values, note, on_bed, section
from .sheet_svg import Chart
from .sheet_terms import terms

WIDTH, ROW = 720.0, 14.0
"""Of the chart, and how much each margin takes of its height. [px]"""
FIELD = (142.0, 290.0)
"""Room to the left and to the right of the field, for names and numbers. [px]"""
ALONE, USUAL = 10.0, 112.0
"""Where both columns of numbers begin, from the right end of the field. [px]"""


def margins_section(sheet: Values) -> str:
    """Return the margins that have an edge as charts, and the rest in words.

    The charts hold the numbers of all sentences about margins.
    """
    margins, reach = sheet["margins"], sheet["margins"]["reach"]
    edged = [row for row in margins["moments"] if has_edge(row)]
    drawn = windows(edged, reach["ms"], "ms") if edged else ""
    if margins["joints"]:
        drawn += windows(margins["joints"], reach["deg"], "degrees", head=not edged)
    inside = (
        f'<div class="keep">{drawn}</div>'
        + note(" ".join(_legend(margins)))
        + note(_rest(sheet))
        + note(terms(sheet))
    )
    return section("Margins", "margins", inside)


def has_edge(row: Values) -> bool:
    """Return whether the take can be lost by this within what was tried."""
    sides = [row["half_lost_minus"], row["half_lost_plus"]]
    open_ = row["beyond_low"] and row["beyond_high"]
    return not open_ or any(side["at"] is not None for side in sides)


def _legend(margins: Values) -> list[str]:
    """Return what the bars stand for, as far as they are there."""
    rows = [*margins["moments"], *margins["joints"]]
    sides = [row[f"half_lost_{way}"] for row in rows for way in ("minus", "plus")]
    lines = ["Outline: all else exactly as rehearsed."]
    if any(_end(side) is not None for side in sides):
        lines.append(
            "Filled: with the usual errors of all else, half of the takes are lost at "
            "its ends; thin line: 95 % sure."
        )
    else:
        lines.append(_untold(sides))
    return lines


def _untold(sides: list[Values]) -> str:
    """Return why no edge under the usual errors can be told."""
    given = [str(side["reason"]) for side in sides if side.get("reason")]
    why = given[0] if given else "half of the takes or more are lost as it is"
    return f"With the usual errors of all else no edge can be told: {why}."


def _rest(sheet: Values) -> str:
    """Return what has no edge, and how margins differ from costs."""
    margins, reach = sheet["margins"], sheet["margins"]["reach"]
    wide = [row["name"] for row in margins["moments"] if not has_edge(row)]
    lines = []
    if wide:
        lines.append(f"No edge within {reach['ms']:g} ms: {', '.join(wide)}.")
    if any(map(_wider, [*margins["moments"], *margins["joints"]])):
        lines.append(
            "Filled beyond its outline: too few takes to tell so near an edge exactly."
        )
    many, edged = margins["joints_searched"], margins["joints_with_edge"]
    until = "that the act needs" if on_bed(sheet) else "up to the catch"
    only = "; the narrowest are shown" if edged > len(margins["joints"]) else ""
    lines.append(
        f"Of {many} joints of the poses {until}, {edged} can lose the take alone "
        f"within {reach['deg']:g} degrees{only}. A margin is of one joint or moment; a "
        "cost is of a whole pose, all its joints off together: it can cost much though "
        "none of its joints has an edge."
    )
    return " ".join(lines)


def _wider(row: Values) -> bool:
    """Return whether the edge under errors is beyond that without any."""
    if row["low"] is None:
        return False
    ends = [(row["half_lost_minus"], -row["low"], row["beyond_low"]),
            (row["half_lost_plus"], row["high"], row["beyond_high"])]  # fmt: skip
    return any(not open_ and (_end(side) or 0) > edge for side, edge, open_ in ends)


def windows(rows: list[Values], reach: float, unit: str, *, head: bool = True) -> str:
    """Return margins: outlined without other errors, filled with them, in numbers.

    Args:
        rows: One margin each.
        reach: How far off was tried. [`unit`]
        unit: Of all numbers, as shown.
        head: Whether the columns of numbers get titles.
    """
    n, above = len(rows), 18.0 if head else 4.0
    chart = Chart(
        (-reach, reach), (n, 0), width=WIDTH, height=ROW * n + above + 29,
        edges=(*FIELD, above, 29),
    )  # fmt: skip
    if head:
        titles = (("all else exact", ALONE), ("half lost, usual errors", USUAL))
        for words, dx in titles:
            chart.text(reach, 0, words, "tick", dx=dx, dy=-6)
    for i, row in enumerate(rows):
        chart.text(-reach, i + 0.5, row["name"], "end", dx=-14, dy=3.5)
        if row["low"] is None:
            chart.text(0, i + 0.5, "misses even without any error", "mid", dy=3.5)
            continue
        _window(chart, i + 0.5, row, reach)
        chart.text(reach, i + 0.5, _alone(row), dx=ALONE, dy=3.5)
        chart.text(reach, i + 0.5, _usual(row), dx=USUAL, dy=3.5)
    chart.line([(0, 0), (0, n)], "now")
    ticks = [(v, f"{abs(v):g}") for v in nice(-reach, reach)]
    less, more = ("early", "late") if unit == "ms" else ("less", "more")
    if any(row["key"] == "aim" for row in rows):
        less, more = f"{less}, shorter", f"{more}, longer"
    chart.across(ticks, f"{less}  \u2190   {unit}   \u2192  {more}")
    return chart.svg(f"Margins in {unit}")


def _window(chart: Chart, at: float, row: Values, reach: float) -> None:
    """Draw one margin as two bars, one in the other; nothing where nothing is known."""
    chart.bar(row["low"], row["high"], at, 0.36, "outline")
    for sign, way in ((-1, "minus"), (1, "plus")):
        side = row[f"half_lost_{way}"]
        end = _end(side)
        if end is None:
            continue
        chart.bar(0, sign * min(end, reach), at, 0.17, "solid")
        if side["at"] is not None and side["low"] is not None:
            far = reach if side["high"] is None else min(side["high"], reach)
            chart.line([(sign * side["low"], at), (sign * far, at)], "sure")
    if row["beyond_low"]:
        chart.text(-reach, at, "\u25c2", "tick end", dx=-3, dy=3.5)
    if row["beyond_high"]:
        chart.text(reach, at, "\u25b8", "tick", dx=3, dy=3.5)


def _end(side: Values) -> float | None:
    """Return where half are lost, else up to where surely fewer are, else nothing."""
    end: float | None = side["low"] if side["at"] is None else side["at"]
    return end


def _alone(row: Values) -> str:
    low = ("\u2264 " if row["beyond_low"] else "") + f"\u2212{abs(row['low']):.0f}"
    high = ("\u2265 " if row["beyond_high"] else "") + f"+{row['high']:.0f}"
    return f"{low} to {high}"


def _usual(row: Values) -> str:
    """Return both edges under the usual errors, each with its interval."""
    return ", ".join(
        _side(sign, row[f"half_lost_{way}"])
        for sign, way in (("\u2212", "minus"), ("+", "plus"))
    )


def _side(sign: str, side: Values) -> str:
    at, low, high = side["at"], side["low"], side["high"]
    if at is None:
        return f"{sign} ?" if low is None else f"beyond {sign}{low:.0f}"
    least = "0" if low is None else f"{low:.0f}"
    ends = f"{least} to {high:.0f}" if high is not None else f"from {least}"
    return f"{sign}{at:.0f} ({ends})"
