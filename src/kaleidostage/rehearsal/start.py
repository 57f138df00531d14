"""The general timeline a rehearsal begins with: poses as schools teach them."""

import math
from dataclasses import replace
from pathlib import Path

from ..acts import Act
from ..errors import MismatchError
from ..performers import Performer
from ..rigs import FlyBars
from ..technique import Technique, read

_SCHOOL = Path(__file__).parent.parent / "technique" / "school"
_TIMELINES = {0: "straight", 1: "single"}  # By backward somersaults.

# Whom the timelines were written down for: 1.70 m on the reference rig.
HEIGHT, CABLE = 1.70, 3.65  # [m]


def start(act: Act, performer: Performer, rig: FlyBars) -> Technique:
    """Return the general timeline of an act, paced for a body on a rig.

    A swing takes longer the longer cables and body are: all moments go with the root
    of the pendulum's length.

    Args:
        act: What is to be rehearsed.
        performer: By whom.
        rig: On what.

    Raises:
        MismatchError: If no timeline has as many somersaults.
    """
    if act.somersaults not in _TIMELINES:
        raise MismatchError(
            f"there is no general timeline for {act.somersaults} somersaults (act "
            f"{act.name!r}); begin with a technique of your own: --from FILE"
        )
    timeline = read(_SCHOOL / f"{_TIMELINES[act.somersaults]}.toml")
    pendulum = rig.cable_length + 0.53 * performer.height
    pace = math.sqrt(pendulum / (CABLE + 0.53 * HEIGHT))
    phases = tuple(
        replace(phase, at=phase.at * pace, move=phase.move * pace)
        for phase in timeline.phases
    )
    return replace(
        timeline,
        act=act.name,
        performer=performer.name,
        rig=rig.name,
        call=timeline.call * pace,
        phases=phases,
        found={},
    )
