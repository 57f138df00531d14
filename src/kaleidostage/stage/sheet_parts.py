"""Pieces of a sheet's page: sections, pairs of drawings, tables."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

Values = Mapping[str, Any]
READERS = ("director", "coach", "rigger")


def section(title: str, name: str, inside: str) -> str:
    """Return a section; nothing where there is nothing in it."""
    if not inside:
        return ""
    return f'<section class="{name}"><h2>{title}</h2>{inside}</section>'


def said(sheet: Values, *names: str) -> str:
    """Return what sections say in words.

    What a reader is told at the top of the page is not told again.
    """
    words = sheet["words"]
    above = {line for who in READERS for line in words[f"for_{who}"]}
    lines = [line for name in names for line in words[name]]
    return paragraphs([line for line in lines if line not in above])


def pair(*drawings: str) -> str:
    """Return drawings side by side; one that is empty leaves its place to the other."""
    drawn = [drawing for drawing in drawings if drawing]
    if not drawn:
        return ""
    return f'<div class="pair">{"".join(f"<div>{d}</div>" for d in drawn)}</div>'


def paragraphs(lines: Sequence[str]) -> str:
    """Return sentences, a paragraph each; a number and its % stay on one line."""
    return "".join(
        f"<p>{html.escape(line).replace(' %', '&nbsp;%')}</p>" for line in lines
    )


def note(text: str) -> str:
    """Return a line in small print, or nothing."""
    return f'<p class="note">{html.escape(text)}</p>' if text else ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; all cells are text."""
    titles = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def published(*sections: Values) -> str:
    """Return the published figures to hold those of sections against."""
    found = [
        f"{each['text']} ({each['source']})"
        for section in sections
        for each in section["published"]
    ]
    return note(f"Published: {'; '.join(found)}.") if found else ""


def known(value: float | None) -> str:
    """Return a number, or that so few takes do not tell it."""
    return "?" if value is None else f"{value:g}"


def weighed(load: float | None, weight: float) -> str:
    """Return a load in N, and in body weights."""
    return "?" if load is None else f"{load} ({load / weight:.1f})"


def on_bed(sheet: Values) -> bool:
    """Return whether a sheet is of an act on the trampoline."""
    return bool(sheet["apparatus"] == "trampoline")


def how_lost(odds: Values) -> str:
    """Return how often takes were lost in which way, as those who judge call it."""
    found = [f"{n} {cause}" for cause, n in odds["failures"].items() if n]
    if not found:
        return ""
    missed = odds["takes"] - odds["landed"]
    many = "The one miss" if missed == 1 else f"The {missed} misses"
    return f"{many} of {odds['takes']} takes: {', '.join(found)}."
