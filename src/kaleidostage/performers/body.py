"""The body of a performer as a part of a physics model."""

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from . import joints
from .joints import JOINTS
from .performer import Performer
from .segments import PARENTS, Anatomy, Segment, Vector

Body: TypeAlias = Any  # The engine ships no types for what a model is edited with.

if TYPE_CHECKING:
    import mujoco

SPRING_RAD = 0.4
"""Error at which a joint's servo asks for the full torque. [rad]  Our choice."""

DAMPING_RATIO = 0.8
"""Of each joint's servo with all beyond the joint hanging on it. Our choice."""

FASTEST = 250.0
"""Fastest decay of one servo alone in a floating body. [1/s]

Our choice, measured: together they reach three times that, and explicit integration
(Runge-Kutta, stable to 2.8 over the step) then follows a tuck at 2.5 ms as at 1.25.
"""

ANKLE_KP = 100.0
"""Stiffness of the ankles, whose feet are too light for more. [N m/rad]  Our choice."""

ANKLE_STOP = ((0.006, 1.0), (0.97, 0.995, 0.001, 0.5, 2.0))
"""How hard the ends of the ankles are: as hard as the step allows. Our choice.

On a bed light feet meet ten body weights, and softer ends gave by 8 degrees.
"""

ANKLE_NEAR = np.radians(3.0)
"""How far before its end an ankle begins to be held back. [rad]  Our choice.

Calf and sinews resist long before the end (RIENER99 in docs/sources.md). Feet that
come down on their toes else went on for 5 to 7 degrees beyond it.
"""

_TOUCHES = ("pelvis", "chest", "thigh", "shank", "foot")
"""Parts that meet bars and floor. Not arms and hands: they must not brake a grip."""


def body_spec(performer: Performer) -> "mujoco.MjSpec":
    """Return the body as an editable model, to be attached to a scene.

    The zero pose stands upright, facing +x, left +y, with the middle of the hips at
    the origin. Bodies: as in `PARENTS`; the free joint is `root`; joints and position
    servos are called as in `JOINTS`; sites `grip_l/r` and `sole_l/r`.

    Args:
        performer: Who.
    """
    spec = _passive(performer)
    _add_servos(spec, performer)
    return spec


def gains(performer: Performer) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the servos' stiffness and damping in the order of `JOINTS`.

    With the inertia I that a joint moves in the zero pose, all beyond it stretched
    out: kv = 2 DAMPING_RATIO sqrt(kp I). In flight the other side of the joint gives
    way and less inertia J answers, above all at the light pelvis, so kv is at most
    FASTEST J.

    Returns:
        kp [N m/rad] and kv [N m s/rad], each of shape (nu,).
    """
    power = performer.strength
    stiff = np.maximum(power.positive, power.negative) / SPRING_RAD
    ankle = np.array([joints.kind(n) == "ankle_plantarflexion" for n in JOINTS])
    kp = np.where(ankle, ANKLE_KP, stiff)
    model = _passive(performer).compile()
    dof = [int(model.joint(name).dofadr[0]) for name in JOINTS]
    moved, floating = model.dof_M0[dof], 1.0 / model.dof_invweight0[dof]
    kv = 2.0 * DAMPING_RATIO * np.sqrt(kp * moved)
    return kp, np.minimum(kv, FASTEST * floating)


def _passive(performer: Performer) -> "mujoco.MjSpec":
    """Return the body without its servos."""
    import mujoco

    spec = mujoco.MjSpec()
    spec.modelname = performer.name
    spec.compiler.degree = False
    bodies: dict[str, Body] = {"": spec.worldbody}
    for name, segment in performer.anatomy.segments.items():
        bodies[name] = _add_body(bodies[PARENTS[name]], name, segment)
        _add_joints(bodies[name], name)
        _add_geoms(bodies[name], name, performer.anatomy)
    for site, (name, place) in performer.anatomy.points.items():
        bodies[name].add_site(name=site, pos=place, size=[0.01, 0, 0], group=4)
    return spec


def _add_body(parent: Body, name: str, segment: Segment) -> Body:
    """Add one body with its inertia to its parent."""
    lump, tensor = segment.mass, segment.mass.inertia
    body = parent.add_body(name=name, pos=segment.origin)
    body.explicitinertial = True
    body.mass = lump.mass
    body.ipos = lump.com
    body.fullinertia = [*np.diag(tensor), tensor[0, 1], tensor[0, 2], tensor[1, 2]]
    return body


def _add_joints(body: Body, name: str) -> None:
    """Add the joints of one body, outermost first."""
    if not PARENTS[name]:
        body.add_freejoint(name="root")
    for joint in JOINTS:
        if joints.body(joint) == name:
            made = body.add_joint(name=joint, axis=joints.axis(joint))
            made.range = joints.limits(joint)
            made.armature = joints.joint(joint).armature
            if joints.kind(joint) == "ankle_plantarflexion":
                made.solref_limit, made.solimp_limit = ANKLE_STOP
                made.margin = ANKLE_NEAR
            _set_damping(made, joints.joint(joint).damping)


def _set_damping(joint: Body, value: float) -> None:
    """Set linear damping; newer engines keep the coefficients of a polynomial."""
    joint.damping = [value, 0.0, 0.0] if np.ndim(joint.damping) else value


def _add_geoms(body: Body, name: str, anatomy: Anatomy) -> None:
    """Add massless capsules that stand for one body, and the head to the chest."""
    import mujoco

    touches = int(name.removesuffix("_l").removesuffix("_r") in _TOUCHES)
    common: dict[str, Any] = {"group": 0, "contype": touches, "conaffinity": 0}
    common |= {"type": mujoco.mjtGeom.mjGEOM_CAPSULE, "mass": 0.0}
    start, end, radius = capsule(anatomy.segments[name])
    ends = [*start, *end]
    body.add_geom(name=f"{name}_geom", fromto=ends, size=[radius, 0, 0], **common)
    if name == "chest":
        start, end, radius = _head_capsule(anatomy.head)
        ends = [*start, *end]
        body.add_geom(name="head_geom", fromto=ends, size=[radius, 0, 0], **common)


def capsule(segment: Segment) -> tuple[Vector, Vector, float]:
    """Return both ends and the radius of the capsule that fits a body's rings, in m.

    The radius is that of the mean cross-section; the caps end with the rings.
    """
    rings = np.array(segment.rings)
    line, across = rings[:, :3], rings[:, 3:]
    radius = float(np.sqrt(np.mean(np.prod(across, axis=1))))
    whole = line[-1] - line[0]
    length = float(np.linalg.norm(whole))
    inset = whole / length * min(radius, 0.45 * length)
    return line[0] + inset, line[-1] - inset, radius


def _head_capsule(head: Vector) -> tuple[Vector, Vector, float]:
    """Return both ends and the radius of the capsule in the head, in m."""
    radius = float(np.sqrt(head[3] * head[4]))
    rise = np.array([0.0, 0.0, max(head[5] - radius, 0.005)])
    return head[:3] - rise, head[:3] + rise, radius


def _add_servos(spec: "mujoco.MjSpec", performer: Performer) -> None:
    """Add one position servo a joint, as strong as the joint is when stretched."""
    import mujoco

    power = performer.strength
    low, high = -power.eccentric * power.negative, power.eccentric * power.positive
    kp, kv = gains(performer)
    for index, name in enumerate(JOINTS):
        servo = spec.add_actuator(name=name, target=name)
        servo.trntype = mujoco.mjtTrn.mjTRN_JOINT
        servo.gaintype = mujoco.mjtGain.mjGAIN_FIXED
        servo.biastype = mujoco.mjtBias.mjBIAS_AFFINE
        servo.gainprm[0] = kp[index]
        servo.biasprm[1:3] = -kp[index], -kv[index]
        servo.forcelimited = mujoco.mjtLimited.mjLIMITED_TRUE
        servo.forcerange = low[index], high[index]
        servo.ctrllimited = mujoco.mjtLimited.mjLIMITED_FALSE
