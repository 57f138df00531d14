"""The replay page: one HTML file that plays from disk with the network off."""

import html
import json
import re
from importlib import resources
from pathlib import Path

from ..files import write_atomic
from .page_data import page_data
from .show_data import Show


def write_replay(path: Path | str, show: Show) -> None:
    """Write the replay page; nothing half-written is ever left at `path`.

    Raises:
        StorageError: If the folder is missing or cannot be written.
    """
    write_atomic(path, replay_html(show))


def replay_html(show: Show) -> str:
    """Return the page as text: template, styles, script and data in one."""
    slots = {
        "title": html.escape(show.title),
        "subtitle": html.escape(show.subtitle),
        "style": _asset("page.css"),
        "script": _asset("page.js"),
        "data": _script_safe(json.dumps(page_data(show), allow_nan=False)),
    }
    # One pass, so that a title that looks like a slot stays a title.
    return re.sub(r"\{\{(\w+)\}\}", lambda m: slots[m[1]], _asset("page.html"))


def inline_html(show: Show, height: int = 540) -> str:
    """Return the page as an element for a notebook's cell.

    The page sits in a frame of its own: its styles touch nothing around it, and it
    asks for nothing.

    Args:
        show: What plays.
        height: Height of the frame, in pixels of the page.
    """
    page = html.escape(replay_html(show), quote=True)
    return (
        f'<iframe srcdoc="{page}" title="{html.escape(show.title, quote=True)}"'
        ' sandbox="allow-scripts" allow="fullscreen"'
        f' style="width:100%;height:{height:d}px;border:0;border-radius:6px"></iframe>'
    )


def _script_safe(text: str) -> str:
    """Escape what could end or change a script element from inside it."""
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _asset(name: str) -> str:
    return (resources.files(__package__) / "assets" / name).read_text("utf-8")
