"""A take on the bed retraced: from every stored state one tick of physics."""

import numpy as np
from numpy.typing import NDArray

from ...rigs.trampoline import BED, PADS
from ...scene import TICK, Scene
from ..retrace import Retraced, Tracer
from ..take import Take
from .bounce import SHORTEST_CONTACT, SHORTEST_FLIGHT
from .clear import clear

Flags = NDArray[np.bool_]
THINGS = (BED, *PADS, "floor")
"""What a body on the trampoline may meet, in the order of `Retraced.depth`."""


def retrace_bed(scene: Scene, take: Take) -> tuple[Retraced, Flags]:
    """Return the readings of a take, and in which steps the bed was touched or rang.

    Args:
        scene: The take's own, at the take's step.
        take: The take.
    """
    tracer = Tracer(scene, len(take.controls), THINGS)
    free = flying(scene, take)
    for tick, flight in enumerate(free.tolist()):
        model = scene.flight if flight else scene.hang
        tracer.tick(take, tick, model, anew=not flight)
    tracer.found.warnings = sum(int(warning.number) for warning in tracer.data.warning)
    return tracer.found, np.repeat(free, scene.substeps)


def flying(scene: Scene, take: Take) -> Flags:
    """Return which ticks the flight model leads: those well off the bed, (T,).

    By the rule of `Bounce`, from the stored sensors alone.
    """
    touch = take.sensors[:, scene.sensor["touch_bed"].start] > 0
    air, since = True, take.technique.aim / 2.0
    free = np.zeros(len(touch), dtype=bool)
    # The first tick has nothing before it: it is at the top of a jump.
    before = np.concatenate((take.sensors[:1], take.sensors[:-1]))
    for tick, on in enumerate(touch.tolist()):
        row = before[tick : tick + 1]
        free[tick] = clear(scene, np.array([air]), np.array([since]), row)[0]
        since += TICK
        if air and on and since > SHORTEST_FLIGHT:
            air, since = False, 0.0
        elif not air and not on and since > SHORTEST_CONTACT:
            air, since = True, 0.0
    return free
