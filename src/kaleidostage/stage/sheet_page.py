"""The sheet as a page: one HTML file to read on a screen and to print on A4."""

import html
import math
import re
from importlib import resources
from pathlib import Path

from ..files import write_atomic
from ..sheet.words import hardness
from . import sheet_charts as charts
from .sheet_bed import bed_costs, elements_chart, marks_section
from .sheet_loads import joints_table, loads_section
from .sheet_parts import Values, pair, paragraphs, published, section, table
from .sheet_rig import rig_drawing

SHOWN = 8
"""Errors in the chart of costs. Our choice: the rest cost next to nothing."""
VERDICTS = {"go": "Go", "not yet": "Not yet", "no-go": "No-go"}


def write_sheet(path: Path | str, sheet: Values) -> None:
    """Write the page; nothing half-written is ever left at `path`.

    Args:
        path: Where to.
        sheet: As `sheet.sheet` makes it.

    Raises:
        StorageError: If it cannot be written.
    """
    write_atomic(path, sheet_html(sheet))


def sheet_html(sheet: Values) -> str:
    """Return the page as text."""
    sections = [
        _ready(sheet),
        _costs(sheet),
        marks_section(sheet) if "marks" in sheet else "",
        loads_section(sheet),
        _rig(sheet),
        _margins(sheet),
        _curves(sheet),
        _versus(sheet) if "versus" in sheet else "",
        _foot(sheet),
    ]
    slots = {
        "title": html.escape(sheet["title"]),
        "apparatus": html.escape(sheet["apparatus"]),
        "cast": html.escape(_cast(sheet)),
        "style": _asset("sheet.css"),
        "top": _top(sheet),
        "sections": "".join(sections),
    }
    # One pass, so that a title that looks like a slot stays a title.
    return re.sub(r"\{\{(\w+)\}\}", lambda m: slots[m[1]], _asset("sheet.html"))


def _cast(sheet: Values) -> str:
    return (
        f"{sheet['performer'].capitalize()}, {sheet['mass_kg']:g} kg · rig "
        f"{sheet['rig_name']} · steadiness {sheet['level']}: "
        f"{sheet['steadiness']['timing_ms']:g} ms, "
        f"{sheet['steadiness']['target_deg']:g} degrees"
    )


def _top(sheet: Values) -> str:
    """Return the odds, the verdict, and a word for each reader."""
    odds, ready, words = sheet["odds"], sheet["ready"], sheet["words"]
    share = f"{100 * odds['odds']:.1f}"
    kind = ready["verdict"].replace(" ", "-")
    readers = "".join(
        f"<div><h3>For the {who}</h3>{paragraphs(words[f'for_{who}'])}</div>"
        for who in ("director", "coach", "rigger")
    )
    return (
        f'<div class="odds"><p class="big">{share}<small>%</small></p>'
        f'<div class="told"><p>{html.escape(sheet["sentence"])}</p>'
        f"{charts.interval(odds, ready['gate'])}</div>"
        f'<p class="verdict {kind}">{VERDICTS[ready["verdict"]]}</p></div>'
        f'<div class="readers">{readers}</div>'
    )


def _ready(sheet: Values) -> str:
    """Return all that the performer knows, hardest first, tonight's act among it."""
    ready = sheet["ready"]
    tonight = {
        **sheet["odds"],
        "title": sheet["title"],
        "rig": sheet["rig_name"],
        "somersaults": sheet["somersaults"],
        **({"difficulty": sheet["difficulty"]} if "difficulty" in sheet else {}),
        "verdict": ready["verdict"],
    }
    known = sorted([tonight, *ready["fallback"]], key=lambda act: -hardness(act))
    rows = [
        [
            ("\u25b8 " if act is tonight else "") + act["title"],
            f"rig {act['rig']}"
            + ("" if act["rig"] == sheet["rig_name"] else ", to be built"),
            f"{act['landed']} of {act['takes']}",
            _outwards(act["low"], act["high"]),
            VERDICTS[act["verdict"]],
        ]
        for act in known
    ]
    head = ["what this performer knows, hardest first (\u25b8 this sheet)", "where",
            "landed", "95 % sure", f"gate {100 * ready['gate']:g} %"]  # fmt: skip
    ladder = table(head, rows) if ready["fallback"] else ""
    return section("Ready or not", "ready", sheet, ladder)


def _outwards(low: float, high: float) -> str:
    """Return an interval in percent, never narrower than it is."""
    least, most = math.floor(1000 * low + 1e-6), math.ceil(1000 * high - 1e-6)
    return f"{least / 10:.1f} to {most / 10:.1f} %"


def _costs(sheet: Values) -> str:
    drawn, picture = rig_drawing(sheet["drawing"]), _picture(sheet)
    if _on_bed(sheet):
        inside = pair(bed_costs(sheet), picture) + pair(elements_chart(sheet), drawn)
    else:
        inside = pair(_errors(sheet), picture) + drawn
    return section("What costs most", "costs", sheet, inside)


def _errors(sheet: Values) -> str:
    """Return what each error costs."""
    costs = sheet["costs"]
    rows = [
        (_slip(slip), *slip["costs_of_hundred"], slip["variance_share"])
        for slip in costs["slips"][:SHOWN]
        if slip["mended"]
    ]
    chart = charts.bars(rows, "takes lost of every 100") if rows else ""
    note = (
        f"{costs['tried_again']} misses were performed again, exactly as they were but "
        "for one error. A miss mostly needs several errors at once, so the bars add up "
        "to more than all misses. Right: share of the outcome's variance that the "
        "error alone explains, over all takes."
    )
    return f'{chart}<p class="note">{note}</p>'


def _picture(sheet: Values) -> str:
    """Return where takes were decided, and how the misses are called."""
    picture = sheet["picture"]
    found = sheet["odds"]["failures"].items()
    causes = ", ".join(f"{n} {cause}" for cause, n in found if n) or "none"
    note = f"{picture['takes']} takes. {picture['note']} All misses: {causes}."
    return (
        f"<h3>{html.escape(picture['title'])}</h3>"
        f'<div class="spot">{charts.scatter(picture)}</div>'
        f'<p class="note">{html.escape(note)}</p>'
    )


def _slip(slip: Values) -> str:
    if slip["kind"] == "moment":
        return f"{slip['way']} {slip['name']}" if slip["way"] else slip["name"]
    return f"pose in {slip['name']}" if slip["kind"] == "pose" else str(slip["name"])


def _margins(sheet: Values) -> str:
    margins = sheet["margins"]
    reach = margins["reach"]
    drawn = charts.windows(margins["moments"], reach["ms"], "ms")
    if margins["joints"]:
        drawn += charts.windows(margins["joints"], reach["deg"], "degrees")
    more = margins["joints_with_edge"] > len(margins["joints"])
    until = "that the act needs" if _on_bed(sheet) else "up to the catch"
    rest = (
        f"Of {margins['joints_searched']} joints of the poses {until}, "
        f"{margins['joints_with_edge']} can lose the take within {reach['deg']:g} "
        f"degrees{'; the narrowest are shown' if more else ''}."
    )
    note = (
        "Outline: all else exactly as rehearsed. Filled: with the usual errors of all "
        f"else, half of the takes are lost at its ends. Arrow: {reach['ms']:g} ms and "
        f"more. {rest}"
    )
    return section(
        "Margins",
        "margins",
        sheet,
        f'<div class="keep">{drawn}</div><p class="note">{note}</p>'
        + published(margins),
    )


def _curves(sheet: Values) -> str:
    steady, strong = sheet["steadiness"], sheet["strength"]
    ms, points = steady["timing_ms"], steady["points"]
    ticks = [(p["x"], f"{p['x'] * ms:.0f}\n{p['level']}") for p in points]
    wanted = [need["odds"] for need in steady["needed"]]
    grip = "" if _on_bed(sheet) else " and grip"
    # An empty second line, so that both charts stand on one line.
    percent = [(p["x"], f"{100 * p['x']:.0f} %\n") for p in strong["points"]]
    drawn = pair(
        charts.curve(points, ticks, "SD of timing, ms; poses in proportion", now=1.0,
                     wanted=wanted),
        charts.curve(strong["points"], percent, "strength of joints" + grip, now=1.0),
    )  # fmt: skip
    lines = [*sheet["words"]["strength"], *sheet["words"]["fatigue"]]
    note = f'<p class="note">{_each(steady)}</p>'
    inside = drawn + note + paragraphs(lines)
    inside += "" if _on_bed(sheet) else joints_table(sheet["loads"])
    return section("Steadiness, strength, fatigue", "steadiness", sheet, inside)


def _rig(sheet: Values) -> str:
    rig = sheet["rig"]
    small = [
        f"<div><h3>{html.escape(_label(each))}</h3>"
        + charts.curve(each["points"], _ticks(each), f"{each['unit']} off", now=0.0,
                       size=(226, 112))
        + "</div>"
        for each in [*rig["dimensions"], *([rig["call"]] if rig["call"] else [])]
    ]  # fmt: skip
    note = f"{rig['dimensions'][0]['points'][0]['takes']} takes at each point"
    held = f"a catch counts here when it has held {rig['held_s']:g} s"
    note += "." if _on_bed(sheet) else f"; {held}."
    return section(
        "Rig and time of flight" if _on_bed(sheet) else "Rig and timing call",
        "rig",
        sheet,
        f'<div class="three">{"".join(small)}</div><p class="note">{note}</p>',
    )


def _label(each: Values) -> str:
    """Return what a curve is over, and what 0 on it stands for."""
    if "value" in each:
        return f"{each['name']}, {each['value']:g} {each['unit']}"
    after = "" if each["name"].startswith("time") else " after take-off"
    return f"{each['name']}, {each['rehearsed']:g} ms{after}"


def _on_bed(sheet: Values) -> bool:
    return bool(sheet["apparatus"] == "trampoline")


def _each(curve: Values) -> str:
    """Return how many takes the points of a curve have."""
    most = [f"{p['takes']}" for p in curve["points"] if p["x"] != 1.0][:1]
    return f"{''.join(most)} takes at each point, and all of them at 1." if most else ""


def _ticks(each: Values) -> list[tuple[float, str]]:
    return [(p["x"], f"{p['x']:+g}" if p["x"] else "0") for p in each["points"]]


def _versus(sheet: Values) -> str:
    versus = sheet["versus"]
    both = versus["takes"] - versus["only_this"] - versus["only_other"]
    note = (
        f"The same {versus['takes']} takes, with the same errors, for both: "
        f"{versus['only_this']} landed only as on this sheet, "
        f"{versus['only_other']} only the other way, {both} ended alike. "
        f"Two equals would differ so much in "
        f"{100 * versus['chance']:.2g} % of such comparisons."
    )
    return section("Compared", "versus", sheet, f'<p class="note">{note}</p>')


def _foot(sheet: Values) -> str:
    odds = sheet["odds"]
    foot = (
        f"Seed {sheet['seed']}, {odds['takes']} takes decided before; exact intervals, "
        f"95 %. {odds['fingerprint']}. This sheet is not a safety certificate: it "
        "tells the odds of a model, not that a person may leave the ground."
    )
    return f"<footer><p>{html.escape(foot)}</p></footer>"


def _asset(name: str) -> str:
    return (resources.files(__package__) / "assets" / name).read_text("utf-8")
