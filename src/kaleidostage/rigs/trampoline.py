"""The competition trampoline: a bed that gives as the real one was measured to."""

from dataclasses import dataclass, fields, replace

import mujoco

BED = "bed"
PADS = ("pad_front", "pad_back", "pad_left", "pad_right")
WHIP = 0.1
"""How far the empty bed whips up over its rest. [m]  Our choice."""

CLEARANCE = 0.05
"""How far over the floor the bed comes to its stop. [m]  Our choice."""

# Feet on cloth: the contact gives at once (twice the longest usual step), so that it
# does not swallow the bounce, and feet do not slip. Our choice, by test.
CONTACT_SOLREF = (0.006, 1.0)
CONTACT_SOLIMP = (0.95, 0.99, 0.002, 0.5, 2.0)
FRICTION = (1.2, 0.05, 0.001)


@dataclass(frozen=True, kw_only=True)
class Trampoline:
    """A trampoline's dimensions and the law of its bed. [m], [kg], [N], [s]

    x runs along the bed, its middle is the origin, z = 0 the bed at rest.

    The bed is one plate on three slides. Pressed down by z in the middle it pushes back
    with `linear` z + `square` z^2 + `cube` z^3 and the damping; farther out it is
    stiffer by `off_x` x^2 + `off_y` y^2 times `off_stiffness` z, for the place (x, y)
    where the contact began.

    Sources (docs/sources.md): FIG-APP for the frame; the bed's 4.28 x 2.14 m are usual
    but unconfirmed. S2M-BED for the cloth's mass and for the loads that the law
    follows, nine in the middle and twenty-two off it; they end at 0.42 m, farther
    down the law goes on and meets TU-DRESDEN's contact times and peaks. `sideways` is
    derived from S2M-BED's edge springs (docs/physics.md). Damping has no source: our
    choice.
    """

    name: str = "competition"
    length: float = 4.28
    width: float = 2.14
    frame_length: float = 5.05
    frame_width: float = 2.91
    height: float = 1.155
    linear: float = 2513.0
    square: float = 6141.0
    cube: float = 1802.0
    off_x: float = 0.051
    off_y: float = 0.071
    off_stiffness: float = 4700.0
    mass: float = 5.0
    damping: float = 6.0
    sideways: float = 40000.0

    apparatus = "trampoline"

    def force(self, depth: float) -> float:
        """Return the bed's push at rest in its middle. [N]"""
        return depth * (self.linear + depth * (self.square + depth * self.cube))

    def stiffer(self, x: float, y: float) -> float:
        """Return how much stiffer the bed is at a place; 0 in the middle."""
        return self.off_x * x * x + self.off_y * y * y

    def scaled(self, factor: float, name: str) -> "Trampoline":
        """Return the same trampoline with a bed `factor` times as stiff."""
        laws = {"linear", "square", "cube", "off_stiffness"}
        found = {
            f.name: getattr(self, f.name) * factor
            for f in fields(self)
            if f.name in laws
        }
        return replace(self, name=name, **found)

    def add_to(self, spec: mujoco.MjSpec) -> None:
        """Add bed, pads and floor to `spec`."""
        _add_bed(spec, self)
        _add_pads(spec, self)
        spec.worldbody.add_geom(
            name="floor",
            type=mujoco.mjtGeom.mjGEOM_PLANE,
            size=(8.0, 6.0, 0.1),
            pos=(0.0, 0.0, -self.height),
            contype=0,
            conaffinity=1,
        )


def _add_bed(spec: mujoco.MjSpec, rig: Trampoline) -> None:
    """Add the plate, its slides and springs, and what makes it stiffer off-centre."""
    body = spec.worldbody.add_body(name=BED)
    body.explicitinertial = True
    body.mass = rig.mass
    body.ipos = (0.0, 0.0, 0.0)
    body.inertia = (1.0, 1.0, 1.0)  # It does not turn.
    body.gravcomp = 1.0  # Depth counts from where the bed hangs by itself.
    sway = 2.0 * 0.2 * (rig.sideways * rig.mass) ** 0.5  # Our choice: a fifth.
    for axis, way in (("x", (1, 0, 0)), ("y", (0, 1, 0))):
        slide = body.add_joint(name=f"{BED}_{axis}", axis=way)
        slide.type = mujoco.mjtJoint.mjJNT_SLIDE
        slide.stiffness = [rig.sideways, 0.0, 0.0]
        slide.damping = [sway, 0.0, 0.0]
    # Down is plus: the even term of the law pushes up only there.
    down = body.add_joint(name=f"{BED}_z", axis=(0, 0, -1))
    down.type = mujoco.mjtJoint.mjJNT_SLIDE
    down.stiffness = [rig.linear, rig.square, rig.cube]
    down.damping = [rig.damping, 0.0, 0.0]
    # It whips up behind the feet no farther than a little; deep down is the floor.
    down.limited = mujoco.mjtLimited.mjLIMITED_TRUE
    down.range = (-WHIP, rig.height - CLEARANCE)
    down.solref_limit = (0.02, 1.0)
    body.add_geom(
        name=BED,
        type=mujoco.mjtGeom.mjGEOM_BOX,
        size=(rig.length / 2, rig.width / 2, 0.05),
        pos=(0.0, 0.0, -0.05),
        contype=0,
        conaffinity=1,
        priority=1,
        solref=CONTACT_SOLREF,
        solimp=CONTACT_SOLIMP,
        friction=FRICTION,
        mass=0.0,
    )
    more = spec.add_actuator(name=f"{BED}_off_centre", target=f"{BED}_z")
    more.trntype = mujoco.mjtTrn.mjTRN_JOINT
    more.gaintype = mujoco.mjtGain.mjGAIN_AFFINE
    more.gainprm[:3] = (0.0, -rig.off_stiffness, 0.0)
    more.biastype = mujoco.mjtBias.mjBIAS_NONE
    more.ctrllimited = mujoco.mjtLimited.mjLIMITED_FALSE
    more.forcelimited = mujoco.mjtLimited.mjLIMITED_FALSE


def _add_pads(spec: mujoco.MjSpec, rig: Trampoline) -> None:
    """Add the padded frame around the bed, level with it."""
    long, wide = rig.length / 2, rig.width / 2
    out_x, out_y = rig.frame_length / 2, rig.frame_width / 2
    across, along = (out_x - long) / 2, (out_y - wide) / 2
    places = {
        "pad_front": ((long + across, 0.0), (across, out_y)),
        "pad_back": ((-long - across, 0.0), (across, out_y)),
        "pad_left": ((0.0, wide + along), (long, along)),
        "pad_right": ((0.0, -wide - along), (long, along)),
    }
    for name, (place, size) in places.items():
        spec.worldbody.add_geom(
            name=name,
            type=mujoco.mjtGeom.mjGEOM_BOX,
            size=(*size, 0.03),
            pos=(*place, -0.03),
            contype=0,
            conaffinity=1,
        )


__all__ = ["BED", "PADS", "Trampoline"]
