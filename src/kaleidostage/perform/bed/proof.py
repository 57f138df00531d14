"""What a recorded take on the bed proves by itself."""

from typing import Any

import numpy as np

from ...acts import Act
from ...acts.skill import Skill
from ...scene import Scene
from ..plain import PlainError, built
from ..take import Take
from .retrace import flying
from .run import BODY


def flown(take: Take) -> tuple[Skill, ...]:
    """Return what is flown in a take; nothing on the fly bars.

    Raises:
        PlainError: If the act it has kept names no sound skills.
    """
    values: Any = take.act.get("elements")
    if not values:
        return ()
    if not isinstance(values, list | tuple):
        raise PlainError("act.elements must be a list")
    elements = tuple(
        built(Skill, value, f"act.elements[{i}]") for i, value in enumerate(values)
    )
    return Act(
        name="", title="", about="", apparatus="", rig="", cast="", elements=elements
    ).flown


def through(scene: Scene, take: Take) -> bool:
    """Return whether a take went through its card on the feet, by what it stores."""
    touch = [scene.sensor[f"touch_{name}"].start for name in BODY]
    if (take.sensors[:, touch] > 0).any():
        return False
    on = take.sensors[:, scene.sensor["touch_bed"].start] > 0
    air = flying(scene, take) | ~on
    starts = int((air[1:] & ~air[:-1]).sum())
    return starts > len(flown(take)) and bool(np.isfinite(take.states).all())
