"""What feet, ankles, knees and hips bear on the bed, read from recorded takes."""

import mujoco
import numpy as np
from numpy.typing import NDArray

from ..perform import Record
from ..perform.bed.bounce import SHORTEST_FLIGHT
from ..perform.bed.run import BLOW
from ..scene import FLYER, FULL, TICK, Scene

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

BORNE = {"one foot": "foot", "ankle": "foot", "knee": "shank", "hip": "thigh"}
"""What bears, and the part of the body that begins there."""


def joint_forces(scene: Scene, record: Record) -> dict[str, Array]:
    """Return what each of BORNE bears at the end of every tick on the bed, (T,). [N]

    Of both sides the greater; 0 in the air. On a foot it is the push of the bed, in a
    joint the force with which one bone meets the next, worked out from the motion
    (Newton and Euler); muscles across a joint press besides, and are not in it. The
    blow of feet and cloth is left out, as in the force of the bed.
    """
    model = scene.hang
    data = mujoco.MjData(model)
    bodies = {part: [model.body(f"{FLYER}{part}_{side}").id for side in "lr"]
              for part in BORNE.values()}  # fmt: skip
    found = {name: np.zeros(len(record.controls)) for name in BORNE}
    touch = np.array(record.sensors)[:, scene.sensor["touch_bed"].start] > 0
    for tick in np.flatnonzero(touch & ~met(touch)):
        control = record.controls[tick]
        mujoco.mj_setState(model, data, record.states[tick + 1], FULL)
        data.ctrl[:] = np.reshape(control, (-1, np.shape(control)[-1]))[-1, : model.nu]
        mujoco.mj_forward(model, data)
        mujoco.mj_rnePostConstraint(model, data)
        for name, part in BORNE.items():
            read = data.cfrc_ext if name == "one foot" else data.cfrc_int
            force = read[bodies[part], 3:]
            found[name][tick] = np.sqrt((force * force).sum(axis=1)).max()
    return found


def met(touch: Flags) -> Flags:
    """Return in which ticks feet and cloth are meeting, from those of touch, (T,)."""
    alone, blow = round(SHORTEST_FLIGHT / TICK), round(BLOW / TICK)
    meeting, off = np.zeros(len(touch), dtype=bool), alone
    for tick, on in enumerate(touch.tolist()):
        if on and off >= alone:
            meeting[tick : tick + blow] = True
        off = 0 if on else off + 1
    return meeting
