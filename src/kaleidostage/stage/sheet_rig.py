"""The rig on a sheet's page: from the side, to scale, with the ways the body took."""

from .sheet_parts import Values, table
from .sheet_svg import Chart

WIDTH = 430.0
"""Of the drawing. [px]"""


def rig_drawing(drawing: Values) -> str:
    """Return the drawing and what must be measured, side by side."""
    rows = [[words, f"{value:g} m"] for words, value in drawing["measures"]]
    landed = sum(way["landed"] for way in drawing["ways"])
    note = (
        "The rig from the side, to scale; the way of the centre of mass in "
        f"{len(drawing['ways'])} takes, {landed} of them landed (missed: dashed)."
    )
    return (
        f'<div class="rig-drawing"><div>{_side_view(drawing)}</div>'
        f"<div>{table(['the rig as rehearsed', ''], rows)}"
        f'<p class="note">{note}</p></div></div>'
    )


def _side_view(drawing: Values) -> str:
    """Return the rig and the ways, one scale for both axes."""
    every = [p for line in drawing["lines"] for p in line["points"]]
    every += [p for way in drawing["ways"] for p in way["points"]]
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    low, top = min(z for _, z in every), max(z for _, z in every)
    edge = 6.0
    height = (WIDTH - 2 * edge) * (top - low) / (right - left) + 2 * edge
    chart = Chart(
        (left, right), (low, top), width=WIDTH, height=height, edges=(edge,) * 4
    )
    for line in drawing["lines"]:
        chart.line(line["points"], line["kind"])
    for way in drawing["ways"]:
        chart.line(way["points"], "way" if way["landed"] else "way lost")
    return chart.svg("The rig from the side, with the ways of the body")
