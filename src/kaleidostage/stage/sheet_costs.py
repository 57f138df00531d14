"""What errors cost, and where takes are decided, on a sheet's page."""

import html

from . import sheet_charts as charts
from .sheet_bed import elements_chart
from .sheet_parts import Values, how_lost, note, on_bed, pair, said, section

SHOWN = 8
"""Errors in the chart of costs. Our choice: the rest cost next to nothing."""
GROUPS = {
    "all moment": "all timing",
    "all pose": "all poses",
    "all felt": "what is felt",
    "all start": "the start",
}
"""What a group of errors on the bed is called in a chart, by its key."""


def costs_section(sheet: Values) -> str:
    """Return what each error costs, and where takes are decided."""
    drawn = _errors(sheet)
    told = drawn or said(sheet, "costs")  # The chart tells all that the words do.
    how = note(_how(sheet)) if drawn else ""
    if on_bed(sheet):
        inside = pair(told, elements_chart(sheet)) + how
    else:
        lost = note(how_lost(sheet["odds"]))
        told += how + lost if told else ""
        inside = pair(told, _spot(sheet)) if told else pair(_spot(sheet), lost)
    return section("What costs most", "costs", inside)


def _spot(sheet: Values) -> str:
    """Return where takes were decided, with what it shows beside it."""
    picture = sheet["picture"]
    return (
        f"<h3>{html.escape(picture['title'])}</h3>"
        f'<div class="spot"><div>{charts.scatter(picture)}</div>'
        f"{note(_circle(sheet))}</div>"
    )


def _circle(sheet: Values) -> str:
    """Return what the picture of the hands shows, counted."""
    picture, takes = sheet["picture"], sheet["odds"]["takes"]
    landed = sum(point[2] for point in picture["points"])
    missed = len(picture["points"]) - landed
    near = picture["radius"]
    inside = sum(not p[2] and p[0] ** 2 + p[1] ** 2 <= near**2
                 for p in picture["points"])  # fmt: skip
    first = picture["takes"] < takes
    of = f"The first {picture['takes']} of {takes}" if first else f"All {takes}"
    crosses = "crosses"
    if inside:
        crosses += (
            f", {inside} of them in the circle: one hand out of reach, too fast, or "
            "torn off after"
        )
    return (
        f"{of} takes: {landed} landed (dots), {missed} missed ({crosses}). Drawn is "
        f"the middle of both hands; within {near:g} cm, the circle, a hand can close. "
        "A dot outside: one hand closed first."
    )


def _errors(sheet: Values) -> str:
    """Return a chart of what each error costs; nothing where none did."""
    costs = sheet["costs"]
    if costs["missed"] < costs["enough"]["misses"]:
        return ""  # Too few to tell anything: words say so.
    rows = [
        (_slip(slip), *slip["costs_of_hundred"])
        for slip in costs["slips"][:SHOWN]
        if slip["mended"]
    ]
    return (
        charts.bars(rows, "takes lost of every 100 (line: 95 % sure)") if rows else ""
    )


def _how(sheet: Values) -> str:
    """Return how the costs were found."""
    freed = "one error taken away from every jump" if on_bed(sheet) else "one error"
    return (
        f"{sheet['costs']['tried_again']} misses were performed again, exactly as they "
        f"were but for {freed}. A miss mostly needs several errors at once, so the "
        "bars add up to more than all misses."
    )


def _slip(slip: Values) -> str:
    if slip["key"] in GROUPS:
        return GROUPS[slip["key"]]
    if slip["kind"] == "moment":
        return f"{slip['way'] or 'moment of'} {slip['name']}"
    return f"pose in {slip['name']}" if slip["kind"] == "pose" else str(slip["name"])
