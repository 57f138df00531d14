"""A bed on trial: weights laid on it, and rigid bodies dropped on it.

The bodies have no muscles, so what comes back comes from the bed. They stand on four
points, symmetric in both directions, with their centre of mass `HIGH` over these.
"""

import math
from dataclasses import dataclass, replace
from functools import cache

import mujoco
import numpy as np

from kaleidostage.rigs import Trampoline
from kaleidostage.scene import STEP

GRAVITY = 9.81
MASS = 65.0
HIGH = 1.0
FEET = (0.11, 0.12)
SOLE = 0.03
INERTIA = (11.0, 11.0, 1.1)  # Of a straight body of 65 kg.

# S2M-BED (docs/sources.md): place [m], then loads [kg] and how far they sink [m].
MIDDLE = (
    ((0.0, 0.0),),
    (27.0, 47.1, 67.3, 87.4, 122.6, 163.0, 183.1, 203.3, 228.6),
    (0.087, 0.136, 0.179, 0.218, 0.277, 0.335, 0.361, 0.387, 0.417),
)
OFF = (
    (
        ((0.0, 0.53),),
        (27.0, 47.1, 67.3, 122.6, 142.8, 163.0, 183.1, 203.3),
        (0.081, 0.130, 0.175, 0.273, 0.303, 0.330, 0.356, 0.380),
    ),
    (
        ((1.21, 0.0),),
        (47.1, 67.3, 102.5, 122.6, 142.8, 163.0, 183.1, 203.3),
        (0.130, 0.170, 0.229, 0.257, 0.286, 0.312, 0.337, 0.361),
    ),
    (
        ((1.5, 0.3), (1.5, 0.57)),  # The source gives the range, so both ends.
        (47.1, 87.4, 122.6, 163.0, 203.3, 228.6),
        (0.116, 0.189, 0.242, 0.293, 0.340, 0.387),
    ),
)


@dataclass(frozen=True)
class Trial:
    """What one drop did, step by step, K steps.

    Attributes:
        time: Ends of the steps. [s]  (K,)
        push: Force between body and bed. [N]  (K,)
        depth: How far the bed is down. [m]  (K,)
        shift: How far it is pushed forward and to the left. [m]  (2, K)
        body: Energy of the body over the bed's rest, soles at nought. [J]  (K,)
        bed: Energy of the bed, springs and motion. [J]  (K,)
        given: Energy of both before the first step. [J]
        state: The last positions and speeds.
    """

    time: np.ndarray
    push: np.ndarray
    depth: np.ndarray
    shift: np.ndarray
    body: np.ndarray
    bed: np.ndarray
    given: float
    state: tuple[np.ndarray, np.ndarray]

    @property
    def met(self):
        """First and last moment at which body and bed touch. [s]"""
        touching = self.time[self.push > 1.0]
        return touching[0], touching[-1]

    @property
    def contact(self):
        """How long they touch. [s]"""
        return self.met[1] - self.met[0]

    @property
    def peak(self):
        """Largest push after the blow of meeting. [N]"""
        return self.push[self.time > self.met[0] + 0.05].max()

    @property
    def returned(self):
        """Share of the body's energy that it leaves with."""
        return self.body[-1] / self.given


@cache
def build(rig, *, step=STEP, mass=MASS, high=HIGH, integrator="IMPLICITFAST"):
    """Return the model of a rigid body over the bed."""
    spec = mujoco.MjSpec()
    spec.compiler.degree = False
    spec.option.timestep = step
    spec.option.integrator = getattr(mujoco.mjtIntegrator, f"mjINT_{integrator}")
    spec.option.jacobian = mujoco.mjtJacobian.mjJAC_DENSE
    rig.add_to(spec)
    body = spec.worldbody.add_body(name="body")
    body.add_freejoint(name="body")
    body.explicitinertial = True
    body.mass, body.inertia, body.ipos = mass, INERTIA, (0.0, 0.0, 0.0)
    for x in (-FEET[0], FEET[0]):
        for y in (-FEET[1], FEET[1]):
            sole = body.add_geom(size=(SOLE, 0, 0), pos=(x, y, SOLE - high), mass=0.0)
            sole.contype, sole.conaffinity = 1, 0
    return spec.compile()


def energy(model, rig, data):
    """Return the energy of the body and of the bed. [J]"""
    q, v = data.joint("body").qpos, data.joint("body").qvel
    mass = model.body("body").mass[0]
    body = mass * (GRAVITY * q[2] + v[:3] @ v[:3] / 2) + v[3:] ** 2 @ INERTIA / 2
    x, y, z = (data.joint(f"bed_{axis}").qpos[0] for axis in "xyz")
    speed = np.array([data.joint(f"bed_{axis}").qvel[0] for axis in "xyz"])
    stiff = rig.linear + rig.off_stiffness * data.ctrl[0]
    spring = z * z * (stiff / 2 + z * (rig.square / 3 + z * rig.cube / 4))
    bed = spring + rig.sideways * (x * x + y * y) / 2 + rig.mass * speed @ speed / 2
    return body, bed


def push(model, data):
    """Return the force between body and bed. [N]"""
    total, one = 0.0, np.zeros(6)
    for contact in range(data.ncon):
        mujoco.mj_contactForce(model, data, contact, one)
        total += one[0]
    return total


def drop(
    rig=None,
    *,
    flight=1.5,
    place=(0.0, 0.0),
    turn=(1.0, 0.0, 0.0, 0.0),
    speed=(0.0, 0.0),
    spin=(0.0, 0.0, 0.0),
    seconds=None,
    bed=None,
    **how,
):
    """Let a body fall on the bed and return the `Trial`.

    Args:
        rig: On what; None for the competition trampoline.
        flight: Time from bed to bed that it comes down from. [s]
        place: Where its middle is when it meets the bed. [m]
        turn: Its attitude then, a quaternion.
        speed: Its horizontal speed. [m/s]
        spin: Its turning about its own axes. [rad/s]
        seconds: How long to look; None for 60 ms after it left.
        bed: Depth and speed of the bed at first; None for rest.
        how: As for `build`.
    """
    rig = rig or Trampoline()
    model = build(rig, **how)
    data = mujoco.MjData(model)
    data.joint("body").qpos[:] = (*place, 0.0, *turn)
    mujoco.mj_kinematics(model, data)
    low = data.geom_xpos[model.geom_bodyid == model.body("body").id, 2].min() - SOLE
    rest = -low  # The soles on the bed.
    data.joint("body").qpos[2] = rest + 0.001
    data.joint("body").qvel[:] = (*speed, -GRAVITY * flight / 2, *spin)
    data.ctrl[0] = rig.stiffer(*place)
    if bed:
        data.joint("bed_z").qpos[0], data.joint("bed_z").qvel[0] = bed
    return _watch(model, rig, data, rest, seconds)


def _watch(model, rig, data, rest, seconds):
    ground = model.body("body").mass[0] * GRAVITY * rest
    given = sum(energy(model, rig, data)) - ground
    rows, left = [], 0.0
    while data.time < (seconds or 2.0) and (seconds or left < 0.06):
        mujoco.mj_step(model, data)
        force = push(model, data)
        met = force > 1.0 or not any(row[1] for row in rows)
        left = 0.0 if met else left + model.opt.timestep
        body, bed = energy(model, rig, data)
        place = [data.joint(f"bed_{axis}").qpos[0] for axis in "xyz"]
        rows.append((data.time, force, *place, body - ground, bed))
    time, force, x, y, depth, body, bed = np.array(rows).T
    state = (data.qpos.copy(), data.qvel.copy())
    return Trial(time, force, depth, np.array((x, y)), body, bed, given, state)


def sag(load, place, rig=None):
    """Lay a weight on the bed, wait, and return how far it sinks. [m]

    The bed is damped so that it comes to rest soon, which changes nothing at rest.
    """
    rig = rig or Trampoline()
    critical = 2.0 * math.sqrt(rig.linear * (load + rig.mass))
    rig = replace(rig, damping=critical)
    model = build(rig, mass=load, high=0.1)
    data = mujoco.MjData(model)
    data.joint("body").qpos[:3] = (*place, 0.1)
    data.ctrl[0] = rig.stiffer(*place)
    while data.time < 4.0:
        mujoco.mj_step(model, data)
    assert np.abs(data.qvel).max() < 1e-4, "not at rest"
    return float(data.joint("bed_z").qpos[0])


def sags(table):
    """Return the error of each sag of a table of loads. (places, loads)"""
    places, loads, wanted = table
    found = [[sag(load, place) for load in loads] for place in places]
    return np.array(found) / np.array(wanted) - 1.0


def empty(trial, seconds, rig=None):
    """Let the bed swing on for `seconds`, body taken away; return depth and speed."""
    rig = rig or Trampoline()
    model = build(rig, integrator="RK4")
    data = mujoco.MjData(model)
    data.qpos[:], data.qvel[:] = trial.state
    data.joint("body").qpos[2] = 5000.0  # It falls, but not so far.
    while data.time < seconds:
        mujoco.mj_step(model, data)
    return data.joint("bed_z").qpos[0], data.joint("bed_z").qvel[0]


def left_over(flight, rig=None):
    """Return depth [m] and speed [m/s] of the bed when a body like ours lands again."""
    trial = drop(rig, flight=flight)
    return empty(trial, flight - (trial.time[-1] - trial.met[1]), rig)


def deepest(rig, mass, speed):
    """Return the depth at which energy brings a fall to rest, without losses. [m]

    Plate and body go on together after the blow, so of the body's energy the share
    M / (M + m) goes on down.
    """
    falling = mass * speed**2 / 2 * mass / (mass + rig.mass)
    low, high = 0.0, 3.0
    for _ in range(60):
        z = (low + high) / 2
        work = z * z * (rig.linear / 2 + z * (rig.square / 3 + z * rig.cube / 4))
        low, high = (z, high) if falling + mass * GRAVITY * z > work else (low, z)
    return low


def attitude(heading, tilt, about):
    """Return the quaternion of a body that leans by `tilt`. [rad]

    Args:
        heading: Which way it faces, about the vertical. [rad]
        tilt: How far it leans. [rad]
        about: Direction of the level axis it leans about. [rad]
    """
    axis = np.array([math.cos(about), math.sin(about), 0.0])
    lean, face, both = np.zeros(4), np.zeros(4), np.zeros(4)
    mujoco.mju_axisAngle2Quat(lean, axis, tilt)
    mujoco.mju_axisAngle2Quat(face, np.array([0.0, 0.0, 1.0]), heading)
    mujoco.mju_mulQuat(both, lean, face)
    return tuple(both)
