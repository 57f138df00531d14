"""The curves on a sheet's page: odds against steadiness, strength, rig and call."""

import html

from . import sheet_charts as charts
from .sheet_loads import joints_table
from .sheet_parts import Values, note, on_bed, pair, said, section
from .sheet_rig import rig_drawing

HALF, THIRD = (340.0, 106.0), (226.0, 74.0)
"""Sizes of a curve that shares a line with one other, and with two. [px]"""


def curves_section(sheet: Values) -> str:
    """Return the odds against steadiness and strength, and what joints give."""
    steady, strong = sheet["steadiness"], sheet["strength"]
    points, here = steady["points"], steady["here"]
    ticks = [(p["x"], f"{p['timing_ms']:.0f}\n{p['level']}") for p in points]
    wanted = [need["odds"] for need in steady["needed"]]
    grip = "" if on_bed(sheet) else " and grip"
    # An empty second line, so that both charts stand on one line.
    percent = [(p["x"], f"{100 * p['x']:.0f} %\n") for p in strong["points"]]
    drawn = pair(
        charts.curve(points, ticks, "usual error of timing, ms; poses in proportion",
                     now=here, wanted=wanted, size=HALF),
        charts.curve(strong["points"], percent, "strength of joints" + grip, now=1.0,
                     size=HALF),
    )  # fmt: skip
    told = pair(
        joints_table(sheet["loads"]),
        said(sheet, "strength", "fatigue") + note(_each(steady)),
    )
    inside = said(sheet, "steadiness") + drawn + told
    return section("Steadiness, strength, fatigue", "steadiness", inside)


def rig_section(sheet: Values) -> str:
    """Return how exactly the rig must stand, and the call be given."""
    rig = sheet["rig"]
    small = [
        f"<div><h3>{html.escape(_label(each))}</h3>"
        + charts.curve(each["points"], _ticks(each), f"{each['unit']} off", now=0.0,
                       size=THIRD)
        + "</div>"
        for each in [*rig["dimensions"], *([rig["call"]] if rig["call"] else [])]
    ]  # fmt: skip
    text = f"{rig['dimensions'][0]['points'][0]['takes']} takes at each point"
    held = f"a catch counts here when it has held {rig['held_s']:g} s"
    text += "." if on_bed(sheet) else f"; {held}."
    return section(
        "Rig and time of flight" if on_bed(sheet) else "Rig and timing call",
        "rig",
        said(sheet, "rig")
        + rig_drawing(sheet)
        + f'<div class="three">{"".join(small)}{note(text)}</div>',
    )


def _label(each: Values) -> str:
    """Return what a curve is over, and what 0 on it stands for."""
    if "value" in each:
        return f"{each['name']}, {each['value']:g} {each['unit']}"
    after = "" if each["name"].startswith("time") else " after take-off"
    return f"{each['name']}, {each['rehearsed']:g} ms{after}"


def _each(curve: Values) -> str:
    """Return how many takes the points of a curve have."""
    most = [f"{p['takes']}" for p in curve["points"] if p["x"] != curve["here"]][:1]
    here = f"all of them at {curve['here']:g}"
    return f"{''.join(most)} takes at each point, and {here}." if most else ""


def _ticks(each: Values) -> list[tuple[float, str]]:
    return [(p["x"], f"{p['x']:+g}" if p["x"] else "0") for p in each["points"]]
