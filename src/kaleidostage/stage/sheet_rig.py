"""The rig on a sheet's page: from the side, to scale, with the ways of the body."""

from collections.abc import Sequence

from ..scene import TICK
from ..sheet.drawing import EVERY
from .sheet_bed import bed_map, bed_map_words
from .sheet_charts import nice
from .sheet_parts import Values, note, on_bed, pair, table
from .sheet_svg import Chart

Way = Sequence[tuple[float, float]]
Ways = Sequence[tuple[Way, bool]]

WIDTH, TALLEST = 340.0, 190.0
"""Of the drawing at most. [px]"""
HEIGHT = 106.0
"""Of the drawing on the bed. [px]"""
EDGE = 14.0
"""Room around it, for words. [px]"""


def rig_drawing(sheet: Values) -> str:
    """Return the ways of the body, what must be measured, and where jumps landed."""
    measures = sheet["drawing"]["measures"]
    if on_bed(sheet):
        built = "; ".join(f"{words}: {value:g} m" for words, value in measures)
        shown = heights(sheet["drawing"]) + note(
            f"{_ways(sheet)} As rehearsed: {built}."
        )
        return pair(shown, bed_map(sheet) + note(bed_map_words(sheet)))
    rows = [[words, f"{value:g} m"] for words, value in measures]
    return pair(
        side_view(sheet) + note(_ways(sheet)), table(["the rig as rehearsed", ""], rows)
    )


def _ways(sheet: Values) -> str:
    ways = sheet["drawing"]["ways"]
    landed = sum(way["landed"] for way in ways)
    lost = "" if landed == len(ways) else "; dashed: missed"
    scale = "" if on_bed(sheet) else "To scale. "
    return (
        f"{scale}Centre of mass: {len(ways)} takes, {landed} landed, one of them dark"
        f"{lost}."
    )


def heights(drawing: Values) -> str:
    """Return how high the body was over time: from the side all flights are one."""
    ways = [
        ([(i * EVERY * TICK, z) for i, (_, z) in enumerate(way["points"])],
         way["landed"])
        for way in drawing["ways"]
    ]  # fmt: skip
    every = [point for way, _ in ways for point in way]
    long, top = max(t for t, _ in every), max(z for _, z in every) * 1.05
    chart = Chart((0, long), (0, top), height=HEIGHT, edges=(30, 10, 10, 30))
    chart.up([(v, f"{v:g}") for v in nice(0, top)])
    _draw(chart, ways)
    chart.across(
        [(v, f"{v:g}") for v in nice(0, long)], "seconds; upwards: metres above the bed"
    )
    return chart.svg("How high the body was over time")


def _draw(chart: Chart, ways: Ways) -> Way | None:
    """Draw all ways pale and the first that landed dark; return that one."""
    for way, landed in ways:
        chart.line(way, "way pale" if landed else "way pale lost")
    dark = next((way for way, landed in ways if landed), None)
    if dark:
        chart.line(dark, "way")
    return dark


def side_view(sheet: Values) -> str:
    """Return the rig and the ways, one scale for both axes, with a scale bar."""
    drawing = sheet["drawing"]
    every = [p for line in drawing["lines"] for p in line["points"]]
    every += [p for way in drawing["ways"] for p in way["points"]]
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    low, top = min(z for _, z in every), max(z for _, z in every)
    scale = min((WIDTH - 2 * EDGE) / (right - left), (TALLEST - 2 * EDGE) / (top - low))
    spare = (WIDTH - 2 * EDGE - scale * (right - left)) / 2  # On each side. [px]
    chart = Chart(
        (left, right), (low, top), width=WIDTH, height=scale * (top - low) + 2 * EDGE,
        edges=(EDGE + spare, EDGE + spare, EDGE, EDGE),
    )  # fmt: skip
    for line in drawing["lines"]:
        chart.line(line["points"], line["kind"])
    dark = _draw(chart, [(way["points"], way["landed"]) for way in drawing["ways"]])
    if dark:
        _moments(chart, dark, sheet["loads"]["moments_s"])
    _names(chart, drawing["lines"])
    _scale_bar(chart)
    return chart.svg("The rig from the side, with the ways of the body")


def _moments(chart: Chart, way: Way, moments: Values) -> None:
    """Mark where the body was at the moments of the act."""
    for name, at in moments.items():
        place = round(at / (EVERY * TICK))
        if name != "take-off" and place < len(way):
            x, z = way[place]
            chart.dot(x, z, 2.5, "full")
            before = name == "release"
            chart.text(x, z, name, "end" if before else "", dx=-4 if before else 4,
                       dy=-5 if before else 12)  # fmt: skip


def _names(chart: Chart, lines: list[Values]) -> None:
    """Write what boards and bars are: the near one is drawn first."""
    boards = [line["points"] for line in lines if line["kind"] == "board"]
    ropes = [line["points"] for line in lines if line["kind"] == "rope"]
    for ends, name in zip(boards, ("near board", "far board"), strict=False):
        near = name == "near board"
        x = min(x for x, _ in ends) if near else max(x for x, _ in ends)
        for line, word in enumerate(name.split(), start=1):  # Beside the way.
            chart.text(x, ends[0][1], word, "" if near else "end", dy=3 + 10 * line)
    for ((x, z), _), name in zip(ropes, ("near bar", "far bar"), strict=False):
        chart.text(x, z, name, "mid", dy=-4)
    ground = [line["points"][0] for line in lines if line["kind"] == "ground"]
    for x, z in ground:
        chart.text(x, z, "net", dy=-3)


def _scale_bar(chart: Chart) -> None:
    """Draw one metre, or two where one would be short."""
    metre = chart.at(1, 0)[0] - chart.at(0, 0)[0]
    size = 1 if metre >= 30 else 2
    at = chart.x[1] - size
    chart.parts.append(_rule(*chart.at(at, chart.y[0]), size * metre))
    chart.text(at, chart.y[0], f"{size} m", "end", dx=-4, dy=10)


def _rule(x: float, y: float, long: float) -> str:
    return f'<path class="axis" d="M{x:.1f} {y + 5:.1f}v3h{long:.1f}v-3"/>'
