"""Sensors that a performer has on every apparatus."""

import mujoco

from ..performers import JOINTS
from .names import FLYER

S, O = mujoco.mjtSensor, mujoco.mjtObj  # noqa: E741
PELVIS = f"{FLYER}pelvis"


def add_sensor(
    spec: mujoco.MjSpec, name: str, kind: int, objtype: int, objname: str
) -> None:
    """Add one sensor of one thing."""
    spec.add_sensor(name=name, type=kind, objtype=objtype, objname=objname)


def add_touch(spec: mujoco.MjSpec, name: str, body: str, geom: str) -> None:
    """Add `touch_NAME`: more than nought while a body, with all on it, meets a geom."""
    touch = spec.add_sensor(
        name=f"touch_{name}",
        type=S.mjSENS_CONTACT,
        objtype=O.mjOBJ_XBODY,
        objname=body,
        reftype=O.mjOBJ_GEOM,
        refname=geom,
    )
    touch.intprm[:3] = (1, 0, 1)  # Only "found", no reduction, one contact.


def add_motion(spec: mujoco.MjSpec) -> None:
    """Add the chest's attitude and the whole body's motion."""
    add_sensor(spec, "chest", S.mjSENS_FRAMEQUAT, O.mjOBJ_XBODY, f"{FLYER}chest")
    add_sensor(spec, "com", S.mjSENS_SUBTREECOM, O.mjOBJ_BODY, PELVIS)
    add_sensor(spec, "com_speed", S.mjSENS_SUBTREELINVEL, O.mjOBJ_BODY, PELVIS)
    add_sensor(spec, "momentum", S.mjSENS_SUBTREEANGMOM, O.mjOBJ_BODY, PELVIS)


def add_torques(spec: mujoco.MjSpec) -> None:
    """Add the torque of every joint."""
    for name in JOINTS:
        kind, what = S.mjSENS_ACTUATORFRC, O.mjOBJ_ACTUATOR
        add_sensor(spec, f"torque_{name}", kind, what, FLYER + name)
