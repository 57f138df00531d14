"""What a scene on fly bars has besides body and rig: grips, and what is read."""

import mujoco

from ..performers import Performer, body_spec
from ..rigs import BARS, SIDES
from .names import FLYER
from .sensors import PELVIS, O, S, add_motion, add_sensor, add_torques, add_touch

# A grip takes up what is left of a difference in speed within 10 ms, critically
# damped. Our choice, by test: softer or less damped, the engine's constraint pulls the
# hand back against the whole load and so gives energy (tests/test_grips.py).
GRIP_SOLREF = (0.01, 1.0)
GRIP_SOLIMP = (0.999, 0.9999, 0.001, 0.5, 2.0)

GRIPS = tuple((bar, side) for bar in BARS for side, _ in SIDES)  # (near,l) .. (far,r)
HELPERS = tuple(side for side, _ in SIDES)
TOUCHED = ("net", *(f"{bar}_{thing}" for bar in BARS for thing in ("board", "bar")))


def furnish(spec: mujoco.MjSpec, performer: Performer) -> None:
    """Add grips between hands and bars, and all sensors."""
    _add_grips(spec, performer)
    _add_hands(spec)
    add_motion(spec)
    for bar in BARS:
        for side, _ in SIDES:
            cable = f"{bar}_cable_{side}"
            kind, what = S.mjSENS_TENDONLIMITFRC, O.mjOBJ_TENDON
            add_sensor(spec, cable, kind, what, cable)
    for thing in TOUCHED:
        geom = thing if thing.endswith(("net", "board")) else f"{thing}_geom"
        add_touch(spec, thing, PELVIS, geom)
    add_torques(spec)


def _add_grips(spec: mujoco.MjSpec, performer: Performer) -> None:
    """Add one grip for each hand and bar; they hold only while switched on.

    The near bar is held shoulder-wide, as the arms hang.
    """
    alone = body_spec(performer).compile()
    data = mujoco.MjData(alone)
    mujoco.mj_kinematics(alone, data)
    for side, _ in SIDES:
        wide = float(data.site(f"grip_{side}").xpos[1])
        spec.site(f"near_hold_{side}").pos = (0.0, wide, 0.0)
    for bar, side in GRIPS:
        spec.add_equality(
            name=f"{bar}_grip_{side}",
            type=mujoco.mjtEq.mjEQ_CONNECT,
            objtype=mujoco.mjtObj.mjOBJ_SITE,
            name1=f"{FLYER}grip_{side}",
            name2=f"{bar}_hold_{side}",
            active=bar == "near",
            solref=GRIP_SOLREF,
            solimp=GRIP_SOLIMP,
        )


def _add_hands(spec: mujoco.MjSpec) -> None:
    """Add where the hands are, how they move and what pulls at them."""
    for side, _ in SIDES:
        grip, arm = f"{FLYER}grip_{side}", f"{FLYER}upper_arm_{side}"
        hand = f"{FLYER}hand_{side}"
        for name, kind, what, thing in (
            (f"grip_{side}", S.mjSENS_FRAMEPOS, O.mjOBJ_SITE, grip),
            (f"grip_speed_{side}", S.mjSENS_FRAMELINVEL, O.mjOBJ_SITE, grip),
            (f"load_{side}", S.mjSENS_FORCE, O.mjOBJ_SITE, grip),
            (f"hand_{side}", S.mjSENS_FRAMEPOS, O.mjOBJ_XBODY, hand),
            (f"hand_frame_{side}", S.mjSENS_FRAMEQUAT, O.mjOBJ_XBODY, hand),
            (f"shoulder_{side}", S.mjSENS_FRAMEPOS, O.mjOBJ_XBODY, arm),
        ):
            add_sensor(spec, name, kind, what, thing)
