"""What a take's own sensors say, for the layers of the page."""

from typing import TYPE_CHECKING, TypedDict

import numpy as np

from ..performers import JOINTS
from ..scene import TICK
from .show_parts import Effort, FloatArray, Ghost, Load

if TYPE_CHECKING:
    from ..perform import Record, Take
    from ..scene import Scene

PREFIX = "flyer/"
SIDES = (("l", "left"), ("r", "right"))
CABLES = ("near_cable_l", "near_cable_r", "far_cable_l", "far_cable_r")
"""In the order in which the page has the cables."""


class Readings(TypedDict, total=False):
    """Effort, loads and angular momentum, a row a state; see `Show`."""

    effort: Effort
    loads: list[Load]
    momentum: FloatArray


def readings(scene: "Scene", take: "Take") -> Readings:
    """Return what the layers of the page show of a take.

    Sensors are read at the last step of each tick, 2.5 ms before the state they stand
    beside here: less than a frame of the page.

    Args:
        scene: The take's own.
        take: The take.
    """
    from ..perform import Record
    from ..sheet.base import torque_shares

    record = Record(states=list(take.states), sensors=list(take.sensors))
    share = np.clip(torque_shares(scene, record), 0.0, 1.0)
    names = [PREFIX + name for name in JOINTS]
    return {
        "effort": {"joints": names, "values": _from_start(share)},
        "loads": [*_cables(scene, take), *_hands(scene, take), *_bed(scene, take)],
        "momentum": _from_start(_sensor(scene, take, "momentum")),
    }


def flight(scene: "Scene", record: "Record", landed: bool) -> Ghost:
    """Return the flight of a recorded take, for the traces of many.

    Args:
        scene: Who and where.
        record: The take; without a flight its path is empty.
        landed: How it ended.
    """
    from ..perform import flight_path

    path = flight_path(scene, record)
    moments = [moment for moment, name in record.events if name == "release"]
    ghost: Ghost = {"path": path, "landed": landed}
    grips = all(f"grip_{side}" in scene.sensor for side, _ in SIDES)
    if moments and len(path) and grips:
        first = round(min(moments) / TICK)
        read = np.array(record.sensors[first : first + len(path)])
        both = [read[:, scene.sensor[f"grip_{side}"]] for side, _ in SIDES]
        ghost["hands"] = np.stack(both, axis=1)
    return ghost


def _cables(scene: "Scene", take: "Take") -> list[Load]:
    """Return the pull of each cable; none where nothing hangs on cables."""
    loads: list[Load] = []
    for number, name in enumerate(CABLES):
        if name in scene.sensor:
            bar, _, side = name.split("_")
            pull = _from_start(_sensor(scene, take, name)[:, 0])
            words = f"{bar} bar, {dict(SIDES)[side]} cable"
            loads.append({"name": words, "values": pull, "cables": [number]})
    return loads


def _hands(scene: "Scene", take: "Take") -> list[Load]:
    """Return the load on each hand while it holds, with the strength of its grip."""
    loads: list[Load] = []
    for side, (letter, word) in enumerate(SIDES):
        if f"load_{letter}" in scene.sensor:
            force = np.linalg.norm(_sensor(scene, take, f"load_{letter}"), axis=1)
            holds = take.held[:, side] | take.held[:, side + len(SIDES)]
            grip = getattr(take.performer.grip, word)
            loads.append(
                {
                    "name": f"{word} hand",
                    "values": _from_start(force * holds),
                    "most": float(grip),
                }
            )
    return loads


def _bed(scene: "Scene", take: "Take") -> list[Load]:
    """Return the push of the bed; none where there is no bed."""
    if "touch_bed" not in scene.sensor:
        return []
    push = np.linalg.norm(_sensor(scene, take, "touch_bed")[:, 1:], axis=1)
    return [{"name": "bed", "values": _from_start(push)}]


def _sensor(scene: "Scene", take: "Take", name: str) -> FloatArray:
    """Return one sensor at the end of every tick, shape (T, width)."""
    rows: FloatArray = take.sensors[:, scene.sensor[name]]
    return rows


def _from_start(values: FloatArray) -> FloatArray:
    """Return rows for the states of a take: before the first tick as at its end."""
    return np.concatenate([values[:1], values])
