"""The sheet as a page: one HTML file to read on a screen and to print on A4."""

import html
import math
import re
from importlib import resources
from pathlib import Path

from ..files import write_atomic
from ..sheet.words import hardness
from . import sheet_charts as charts
from .sheet_bed import marks_section
from .sheet_costs import costs_section
from .sheet_curves import curves_section, rig_section
from .sheet_loads import loads_section, over_time_section
from .sheet_margins import margins_section
from .sheet_parts import (
    READERS,
    Values,
    note,
    paragraphs,
    published,
    said,
    section,
    table,
)

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
    """Return the page as text: what decides first, then what explains it."""
    sections = [
        _ready(sheet),
        _versus(sheet) if "versus" in sheet else "",
        marks_section(sheet) if "marks" in sheet else "",
        costs_section(sheet),
        margins_section(sheet),
        loads_section(sheet),
        over_time_section(sheet),
        rig_section(sheet),
        curves_section(sheet),
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
        for who in READERS
    )
    return (
        f'<div class="odds"><p class="big">{share}<small>%</small></p>'
        f'<div class="told"><p>{html.escape(sheet["sentence"])}</p>'
        f"{charts.interval(odds, ready['gate'])}</div>"
        f'<p class="verdict {kind}">{VERDICTS[ready["verdict"]]}</p></div>'
        f'<div class="readers">{readers}</div>'
    )


def _ready(sheet: Values) -> str:
    """Return all that the performer knows, hardest first, tonight's act among it.

    A table alone: its sentences, for the command line, would say it twice.
    """
    ready = sheet["ready"]
    if not ready["fallback"]:
        return ""
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
            ("\u25b8 " if act is tonight else "") + act["title"] + _place(act, sheet),
            f"{act['landed']} of {act['takes']}",
            _outwards(act["low"], act["high"]),
            VERDICTS[act["verdict"]] + _needed(act),
        ]
        for act in known
    ]
    head = ["what this performer knows, hardest first (\u25b8 this sheet)", "landed",
            "95 % sure", f"gate {100 * ready['gate']:g} %"]  # fmt: skip
    return f'<section class="ready">{table(head, rows)}</section>'


def _needed(act: Values) -> str:
    """Return how many would have had to land, where the takes leave it open."""
    least = act.get("must_land")
    return f" ({least} needed)" if least and act["verdict"] == "not yet" else ""


def _place(act: Values, sheet: Values) -> str:
    """Return which other rig an act needs, if it does."""
    here = act["rig"] == sheet["rig_name"]
    return "" if here else f", on the rig {act['rig']}, to be built"


def _outwards(low: float, high: float) -> str:
    """Return an interval in percent, never narrower than it is."""
    least, most = math.floor(1000 * low + 1e-6), math.ceil(1000 * high - 1e-6)
    return f"{least / 10:.1f} to {most / 10:.1f} %"


def _versus(sheet: Values) -> str:
    versus = sheet["versus"]
    both = versus["takes"] - versus["only_this"] - versus["only_other"]
    inside = note(
        f"The same {versus['takes']} takes, with the same errors, for both: "
        f"{versus['only_this']} landed only as on this sheet, "
        f"{versus['only_other']} only the other way, {both} ended alike. "
        f"Two equals would differ so much in "
        f"{100 * versus['chance']:.2g} % of such comparisons."
    )
    return section("Compared", "versus", said(sheet, "versus") + inside)


def _foot(sheet: Values) -> str:
    odds = sheet["odds"]
    foot = (
        f"Seed {sheet['seed']}, {odds['takes']} takes, decided before; exact "
        f"intervals, 95 %. {odds['fingerprint']}. This sheet is not a safety "
        "certificate: it tells the odds of a model, not that a person may leave the "
        "ground."
    )
    known = published(sheet["margins"], sheet["loads"])
    return f"<footer>{known}<p>{html.escape(foot)}</p></footer>"


def _asset(name: str) -> str:
    return (resources.files(__package__) / "assets" / name).read_text("utf-8")
