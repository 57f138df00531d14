"""What a scene on a trampoline has besides body and rig: what is read."""

import mujoco

from ..performers import Performer
from ..rigs import SIDES
from ..rigs.trampoline import BED, PADS
from .names import FLYER
from .sensors import PELVIS, O, S, add_motion, add_sensor, add_torques, add_touch

OFF = ("floor", *PADS)
"""What ends a routine when touched."""

PARTS = ("foot_l", "foot_r", "pelvis", "thigh_l", "thigh_r", "chest", "shank_l",
         "shank_r")  # fmt: skip
"""Parts of the body that are told apart on the bed."""

SOLES = tuple(f"{end}_{side}" for side, _ in SIDES for end in ("heel", "toe"))


def furnish(spec: mujoco.MjSpec, performer: Performer) -> None:
    """Add all sensors."""
    add_motion(spec)
    add_sensor(spec, "pelvis", S.mjSENS_FRAMEQUAT, O.mjOBJ_XBODY, PELVIS)
    add_sensor(spec, "hips", S.mjSENS_FRAMEPOS, O.mjOBJ_XBODY, PELVIS)
    _add_soles(spec, performer)
    _add_bed_load(spec)
    for part in PARTS:
        touch = spec.add_sensor(
            name=f"touch_{part}",
            type=S.mjSENS_CONTACT,
            objtype=O.mjOBJ_BODY,
            objname=FLYER + part,
            reftype=O.mjOBJ_GEOM,
            refname=BED,
        )
        touch.intprm[:3] = (1, 0, 1)
    for thing in OFF:
        add_touch(spec, thing, PELVIS, thing)
    add_torques(spec)


def _add_soles(spec: mujoco.MjSpec, performer: Performer) -> None:
    """Add the ends of both feet, where judges look for the worst-placed part."""
    for side, _ in SIDES:
        foot = performer.anatomy.segments[f"foot_{side}"]
        sole = performer.anatomy.points[f"sole_{side}"][1]
        rings = [ring[0] for ring in foot.rings]
        for end, x in (("heel", min(rings)), ("toe", max(rings))):
            name = f"{FLYER}{end}_{side}"
            spec.body(f"{FLYER}foot_{side}").add_site(
                name=name, pos=(x, sole[1], sole[2]), group=4
            )
            kind, what = S.mjSENS_FRAMEPOS, O.mjOBJ_SITE
            add_sensor(spec, f"{end}_{side}", kind, what, name)


def _add_bed_load(spec: mujoco.MjSpec) -> None:
    """Add `touch_bed`: contacts found, and the force of all of them together."""
    load = spec.add_sensor(
        name="touch_bed",
        type=S.mjSENS_CONTACT,
        objtype=O.mjOBJ_XBODY,
        objname=PELVIS,
        reftype=O.mjOBJ_GEOM,
        refname=BED,
    )
    found_and_force, net, one = 1 | 2, 3, 1
    load.intprm[:3] = (found_and_force, net, one)
