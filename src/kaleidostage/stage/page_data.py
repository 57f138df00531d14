"""The data block of the page: a show as plain values, poses packed."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from . import poses
from .show_data import Show
from .show_parts import Companion, FloatArray, Ghost

FORMAT = 2  # The page refuses data of a newer format with a readable line.

# Shares of body mass near each body's origin, only to estimate a centre of mass
# when the show brings none. Our choice, rounded from common segment tables.
_COM_SHARES = {"pelvis": 0.30, "chest": 0.38, "thigh": 0.05, "shank": 0.11}


def page_data(show: Show) -> dict[str, Any]:
    """Return the data block of the page as plain values for JSON."""
    frames = poses.frame_times(show.times)
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
        **_motion(show.times, show.xpos, show.xquat, frames),
        "com": poses.pack_positions(poses.resample(show.times, com, frames)),
        "events": [[float(t), name] for t, name in sorted(show.events)],
        "ghosts": [_ghost(ghost) for ghost in show.ghosts if len(ghost["path"]) > 1],
        "others": [_companion(other, frames) for other in show.others],
        "facts": [list(fact) for fact in show.facts],
        **_plain(_as_they_are(show)),
        **_over_time(show, frames),
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


def _motion(
    times: FloatArray, xpos: FloatArray, xquat: FloatArray, frames: FloatArray
) -> dict[str, Any]:
    quat = poses.resample(times, poses.steady_signs(xquat), frames)
    return {
        "pos": poses.pack_positions(poses.resample(times, xpos, frames)),
        "quat": poses.pack_quaternions(quat),
    }


def _companion(other: Companion, frames: FloatArray) -> dict[str, Any]:
    """Return another take on the show's frames; beyond its ends it stands still."""
    return {
        "label": other["label"],
        "bodies": list(other["bodies"]),
        "figures": _plain(other["figures"]),
        "landed": bool(other.get("landed", True)),
        **_motion(other["times"], other["xpos"], other["xquat"], frames),
    }


def _as_they_are(show: Show) -> dict[str, Any]:
    """Return what needs no packing; what a show lacks is None or empty."""
    names = (
        *("figures", "bars", "cables", "boards", "floor_z", "net", "trampoline"),
        *("odds", "verdict", "windows", "marks", "score", "slow"),
    )
    return {name: getattr(show, name) for name in names}


def _over_time(show: Show, frames: FloatArray) -> dict[str, Any]:
    """Return rows a frame, packed; what a show lacks is left out."""

    def packed(values: FloatArray) -> dict[str, Any]:
        return poses.pack_numbers(poses.resample(show.times, values, frames))

    rows: dict[str, Any] = {}
    if show.bed is not None:
        rows["bed"] = packed(show.bed)
    if show.momentum is not None:
        rows["momentum"] = packed(show.momentum)
    if show.effort is not None:
        names = list(show.effort["joints"])
        rows["effort"] = {"joints": names, **packed(show.effort["values"])}
    rows["loads"] = [
        {
            "name": load["name"],
            "cables": list(load.get("cables", ())),
            "most": _plain(load.get("most")),
            **packed(load["values"]),
        }
        for load in show.loads
    ]
    return rows


def _ghost(ghost: Ghost) -> dict[str, Any]:
    packed = {"landed": bool(ghost["landed"]), **poses.pack_positions(ghost["path"])}
    if "hands" in ghost:
        packed["hands"] = poses.pack_positions(ghost["hands"])
    return packed


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON values are any.
    """Turn arrays, tuples and NumPy numbers into what `json` writes."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return _plain(value.tolist())
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return round(value, 5) if isinstance(value, float) else value
