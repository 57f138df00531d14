"""Pieces of a sheet's page: sections, pairs of drawings, tables."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

Values = Mapping[str, Any]


def section(title: str, name: str, sheet: Values, inside: str) -> str:
    """Return a section: its title, what it says in words, and the rest."""
    said = paragraphs(sheet["words"][name])
    return f'<section class="{name}"><h2>{title}</h2>{said}{inside}</section>'


def pair(*drawings: str) -> str:
    """Return drawings side by side."""
    return f'<div class="pair">{"".join(f"<div>{d}</div>" for d in drawings)}</div>'


def paragraphs(lines: Sequence[str]) -> str:
    """Return sentences, a paragraph each."""
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; all cells are text."""
    titles = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def published(section: Values) -> str:
    """Return the published figures of a section."""
    found = [f"{each['text']} ({each['source']})" for each in section["published"]]
    return (
        f'<p class="note">Published: {html.escape("; ".join(found))}.</p>'
        if found
        else ""
    )
