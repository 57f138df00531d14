"""What feet, ankles, knees and hips bear on the bed, in takes that were recorded."""

import mujoco
import numpy as np
from numpy.typing import NDArray

from ..perform import Record
from ..perform.bed.bounce import SHORTEST_FLIGHT
from ..perform.bed.run import BLOW
from ..scene import FLYER, FULL, TICK, Scene
from .base import Base

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

BORNE = {"one foot": "foot", "ankle": "foot", "knee": "shank", "hip": "thigh"}
"""What bears, and the part of the body that begins there."""


def joint_forces(scene: Scene, record: Record) -> dict[str, Array]:
    """Return what each of BORNE bears at the end of every tick, (T,). [N]

    Of both sides the greater. On a foot it is the push of the bed, in a joint the
    force with which one bone meets the next, worked out from the motion (Newton and
    Euler); muscles across a joint press besides, and are not in it. The blow of feet
    and cloth is left out, as in the force of the bed.
    """
    model = scene.hang
    data = mujoco.MjData(model)
    bodies = {part: [model.body(f"{FLYER}{part}_{side}").id for side in "lr"]
              for part in BORNE.values()}  # fmt: skip
    found = {name: np.zeros(len(record.controls)) for name in BORNE}
    for tick, control in enumerate(record.controls):
        mujoco.mj_setState(model, data, record.states[tick + 1], FULL)
        data.ctrl[:] = np.reshape(control, (-1, np.shape(control)[-1]))[-1, : model.nu]
        mujoco.mj_forward(model, data)
        mujoco.mj_rnePostConstraint(model, data)
        for name, part in BORNE.items():
            read = data.cfrc_ext if name == "one foot" else data.cfrc_int
            force = read[bodies[part], 3:]
            found[name][tick] = np.sqrt((force * force).sum(axis=1)).max()
    off = met(np.array(record.sensors)[:, scene.sensor["touch_bed"].start] > 0)
    return {name: np.where(off, 0.0, force) for name, force in found.items()}


def met(touch: Flags) -> Flags:
    """Return in which ticks feet and cloth are meeting, from those of touch, (T,)."""
    alone, blow = round(SHORTEST_FLIGHT / TICK), round(BLOW / TICK)
    meeting, off = np.zeros(len(touch), dtype=bool), alone
    for tick, on in enumerate(touch.tolist()):
        if on and off >= alone:
            meeting[tick : tick + blow] = True
        off = 0 if on else off + 1
    return meeting


def borne(base: Base) -> list[dict[str, object]]:
    """Return for each of BORNE what half of the recorded takes exceed, and the most."""
    rows: list[dict[str, object]] = []
    for name in BORNE:
        peaks = np.nanmax(base.watched[name], axis=1)
        rows.append(
            {
                "name": name,
                "takes": len(peaks),
                "half_N": round(float(np.median(peaks))),
                "peak_N": round(float(peaks.max())),
            }
        )
    return rows
