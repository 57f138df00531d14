"""The replay page: one HTML file that plays from disk with the network off."""

import html
import json
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from ..files import write_atomic
from . import poses
from .show_data import FloatArray, Ghost, Show

FORMAT = 1  # The page refuses data of a newer format with a readable line.

# Shares of body mass near each body's origin, only to estimate a centre of mass
# when the show brings none. Our choice, rounded from common segment tables.
_COM_SHARES = {"pelvis": 0.30, "chest": 0.38, "thigh": 0.05, "shank": 0.11}


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


def page_data(show: Show) -> dict[str, Any]:
    """Return the data block of the page as plain values for JSON."""
    frames = poses.frame_times(show.times)
    xpos = poses.resample(show.times, show.xpos, frames)
    xquat = poses.resample(show.times, poses.steady_signs(show.xquat), frames)
    com = show.com if show.com is not None else estimate_com(show)
    return {
        "format": FORMAT,
        "title": show.title,
        "subtitle": show.subtitle,
        "seed": int(show.seed),
        "start": float(frames[0]),
        "rate": poses.RATE,
        "frames": len(frames),
        "bodies": list(show.bodies),
        "pos": poses.pack_positions(xpos),
        "quat": poses.pack_quaternions(xquat),
        "com": poses.pack_positions(poses.resample(show.times, com, frames)),
        "events": [[float(t), name] for t, name in sorted(show.events)],
        "odds": _plain(show.odds),
        "ghosts": [_ghost(ghost) for ghost in show.ghosts if len(ghost["path"]) > 1],
        "facts": [list(fact) for fact in show.facts],
        **_plain(_rig(show)),
    }


def estimate_com(show: Show) -> FloatArray:
    """Estimate the first performer's centre of mass from its body origins.

    Returns:
        Weighted mean of the origins, or of all bodies without a figure, shape
        (T, 3). [m]
    """
    weights = np.zeros(len(show.bodies))
    prefix = str(show.figures[0].get("prefix", "")) if show.figures else ""
    for name, share in _COM_SHARES.items():
        for i, body in enumerate(show.bodies):
            if body.startswith(prefix + name):
                weights[i] = share
    if not weights.any():
        weights[:] = 1.0
    result: FloatArray = np.einsum("tbi,b->ti", show.xpos, weights / weights.sum())
    return result


def _rig(show: Show) -> dict[str, Any]:
    names = ("figures", "bars", "cables", "boards", "floor_z", "net")
    return {name: getattr(show, name) for name in names}


def _ghost(ghost: Ghost) -> dict[str, Any]:
    return {"landed": bool(ghost["landed"]), **poses.pack_positions(ghost["path"])}


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON values are any.
    """Turn arrays, tuples and NumPy numbers into what `json` writes."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return _plain(value.tolist())
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return round(value, 5) if isinstance(value, float) else value


def _script_safe(text: str) -> str:
    """Escape what could end or change a script element from inside it."""
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _asset(name: str) -> str:
    return (resources.files(__package__) / "assets" / name).read_text("utf-8")
