"""What only a trampoline sheet's page has: marks, lost elements, load of contacts."""

from itertools import pairwise

from ..judging.tables import zones
from . import sheet_charts as charts
from .sheet_parts import (
    Values,
    how_lost,
    known,
    pair,
    paragraphs,
    said,
    section,
    table,
    weighed,
)
from .sheet_svg import Chart

WIDE = 340.0
"""Of the map of the bed. [px]"""
EXCEEDED = ("1 in 2 exceeds", "1 in 20", "1 in 100")
BED_NOTE = (
    "From 50 ms after each touch on: before, feet and cloth meet in a blow of some "
    "milliseconds, which this bed, one plate, does not tell well. One body weight on "
    "the whole body is 1 g. Muscles across a joint press it together besides; that is "
    "not in here."
)


def marks_section(sheet: Values) -> str:
    """Return the spread of the total and the mean of every mark."""
    marks = sheet["marks"]
    if not marks["totals"]:
        return section("Marks", "marks", said(sheet, "marks"))
    totals = [[f"{row['total']:.1f}" for row in marks["totals"]]]
    head = [f"{row['below_of_hundred']} %" for row in marks["totals"]]
    head[0] = f"total that {head[0]} stay below"
    names = {"D": "means: D", "E": "E", "H": "H",
             "T": "T", "total": "total"}  # fmt: skip
    means = [[f"{marks['means'][n]:.2f}" for n in names]]
    tables = pair(table(head, totals), table(list(names.values()), means))
    inside = tables + paragraphs(sheet["words"]["marks"][1:])  # The first: in tables.
    return section("Marks", "marks", inside)


def elements_chart(sheet: Values) -> str:
    """Return at which element takes are lost."""
    found = sheet["costs"]["elements"]
    if not any(element["lost"] for element in found):
        return ""
    rows = [
        (_element(element, len(found)), *element["of_hundred"]) for element in found
    ]
    chart = charts.bars(rows, "takes lost there of every 100")
    return f"<h3>Where takes are lost</h3>{chart}"


def _element(element: Values, last: int) -> str:
    number = element["number"]
    return "landing" if number == last else f"{number}: {_short(element['name'])}"


def _short(name: str) -> str:
    return name if len(name) <= 18 else name[:17] + "\u2026"


def contacts_table(sheet: Values) -> str:
    """Return the load of the bed after each element."""
    weight = sheet["loads"]["weight_N"]
    rows = [
        [
            _short(each["name"].replace("after ", "")),
            str(each["takes"]),
            *(weighed(each[n], weight) for n in ("half_N", "most_N", "rare_N")),
        ]
        for each in sheet["contacts"]
    ]
    head = ["force of the bed after, N (body weights)", "takes", *EXCEEDED]
    return table(head, rows) if rows else ""


def borne_table(loads: Values) -> str:
    """Return the greatest forces of a take: of the bed, on feet and in joints."""
    weight = loads["weight_N"]
    rows = [
        [
            "bed, both feet" if part["kind"] == "bed" else part["name"],
            *(weighed(part[n], weight) for n in ("half_N", "rare_N")),
            f"{known(part['rare_low_N'])} to {known(part['rare_high_N'])}",
            f"{part['peak_N']}",
        ]
        for part in loads["parts"]
    ]
    head = ["in a take, one side", EXCEEDED[0], EXCEEDED[2], "95 % sure", "greatest"]
    return table(head, rows)


def bed_map(sheet: Values) -> str:
    """Return the bed from above with its zones and each take's farthest landing."""
    size = dict(sheet["drawing"]["measures"])
    long, wide = 50 * size["bed, long"], 50 * size["bed, wide"]  # Halves. [cm]
    edges = (30.0, 6.0, 14.0, 30.0)
    scale = (WIDE - edges[0] - edges[1]) / (2 * long)
    chart = Chart(
        (-long, long), (-wide, wide), width=WIDE,
        height=2 * wide * scale + edges[2] + edges[3], edges=edges,
    )  # fmt: skip
    chart.area([(-long, -wide), (long, -wide), (long, wide), (-long, wide)], "bed")
    _zones(chart, long, wide)
    for x, y, landed in sheet["picture"]["points"]:
        px, py = min(long, max(-long, x)), min(wide, max(-wide, y))
        if landed:
            chart.dot(px, py, 1.2, "landed")
        else:
            chart.cross(px, py, 2.8, "missed")
    chart.cross(0, 0, 4, "bar")
    chart.across([(v, f"{v:g}") for v in charts.nice(-long, long)],
                 sheet["picture"]["across"])  # fmt: skip
    for v in charts.nice(-wide, wide):
        chart.text(-long, v, f"{v:g}", "tick end", dx=-4, dy=3.5)
    chart.text(-long, wide, sheet["picture"]["up"], "label", dx=-28, dy=-4)
    return chart.svg(sheet["picture"]["title"])


def _zones(chart: Chart, long: float, wide: float) -> None:
    """Draw the lines of the zones, and in each what a landing costs there."""
    zone = zones()
    lane, along = 100 * zone.across, [100 * v for v in zone.along]
    chart.area([(-along[0], -lane), (along[0], -lane), (along[0], lane),
                (-along[0], lane)], "reach")  # fmt: skip
    for y in (-lane, lane):
        chart.line([(-long, y), (long, y)], "zone")
    for x in along:
        for side in (-x, x):
            chart.line([(side, -wide), (side, wide)], "zone")
    ends = [0.0, *along, long]
    for k, (a, b) in enumerate(pairwise(ends)):
        for way in (-1, 1) if k else (1,):
            x = way * (a + b) / 2 if k else 0.0
            for y, cost in ((0.0, zone.middle[k]), ((lane + wide) / 2, zone.side[k])):
                if k or y:
                    words = f"\u2212{cost / 10:g}" if cost else "0"
                    chart.text(x, y, words, "zoned mid", dy=3.5)


def bed_map_words(sheet: Values) -> str:
    """Return what the map shows, counted."""
    picture, takes = sheet["picture"], sheet["odds"]["takes"]
    missed = sum(not point[2] for point in picture["points"])
    words = (
        f"All {len(picture['points'])} landings of {picture['takes']} of {takes} takes"
    )
    words += f"; crosses: {missed} of takes that missed" if missed else ""
    return (
        f"{words}. In the filled square a landing costs nothing in H, elsewhere what "
        "stands there; what is beyond the bed is drawn on its edge. "
        f"{how_lost(sheet['odds'])}"
    )
