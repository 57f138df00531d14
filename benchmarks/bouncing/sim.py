"""Many bodies on one bed, stepped a control tick at a time, and what they feel."""

import math

import mujoco
import numpy as np
from mujoco import rollout

from kaleidostage.perform import muscles
from kaleidostage.performers import JOINTS, torque_limits
from kaleidostage.performers import load as load_performer
from kaleidostage.rigs import load as load_rig
from kaleidostage.scene import CONTROL, FLYER, FULL, TICK, compose

LAG = 0.00125
"""How late targets come: the middle of a step (docs/architecture.md). [s]"""

KNEE_LOW = math.radians(-30.0)
"""Lowest target of a knee: past straight, so that it pushes till it is. Our choice."""

INERTIA = (12.0, 12.0, 1.1)
"""What turns angular momentum into spin: upright, arms up. [kg m^2]  Our choice."""

FEATURES = (
    "x", "vx", "lean", "spin", "ahead",
    "y", "vy", "roll", "roll spin", "aside", "yaw", "yaw spin",
)  # fmt: skip
"""What is felt and judged: five in the sagittal plane, seven across it.

Metres, metres a second, radians and radians a second. `ahead` and `aside` are how far
the centre of mass is from the middle of the feet.
"""

SOLES = ("heel_l", "toe_l", "heel_r", "toe_r")
_LOW = np.where([n.startswith("knee") for n in JOINTS], KNEE_LOW, muscles.RANGES[0])


def trampoline(performer):
    """Return the scene of `performer` on the competition trampoline."""
    return compose(load_performer(performer), load_rig("competition"))


def columns(name):
    """Return which of JOINTS `name` means, both sides where there are two."""
    found = [i for i, n in enumerate(JOINTS) if n in (name, f"{name}_l", f"{name}_r")]
    return found


class Muscles(muscles.Muscles):
    """A performer's muscles, with knees that push till they are straight."""

    def command(self, wanted, held, q, qvel):
        """Return servo targets of the next tick, as the base class does. [rad]"""
        drag = self.kv * qvel
        low, high = torque_limits(self.performer.strength, qvel)
        now = np.clip(self.kp * (held - q) - drag, low, high)
        asked = self.kp * (np.clip(wanted, _LOW, muscles.RANGES[1]) - q) - drag
        torque = np.clip(asked, now - self.rise, now + self.rise)
        return q + (np.clip(torque, low, high) + drag) / self.kp


class Bodies:
    """B bodies on a bed each.

    Attributes:
        state: Full physics states, shape (B, ns).
        held: Servo targets at the end of the last tick, shape (B, nu). [rad]
        stiffer: How much stiffer the bed is where each landed, shape (B,).
        states: States after each step of the last tick, shape (B, steps, ns).
        read: Sensors at the start of each step of it, shape (B, steps, nsensor).
        now: Time since the start. [s]
    """

    def __init__(self, scene, state, held=None):
        """Start from states of shape (B, ns); hold the joints where they are."""
        self.scene, self.state, self.now = scene, state.copy(), 0.0
        self.held = state[:, scene.joints[0]].copy() if held is None else held.copy()
        self.muscles = Muscles.of(scene.performer, TICK)
        b, model = len(state), scene.hang
        self.stiffer = np.zeros(b)
        self.states = np.empty((b, scene.substeps, scene.state_size))
        self.read = np.empty((b, scene.substeps, model.nsensordata))
        self._ctrl = np.zeros((b, scene.substeps, model.nu + model.neq))
        self._bed = model.actuator("bed_off_centre").id
        self._data = [mujoco.MjData(model)]
        self._rollout = rollout.Rollout(nthread=0)

    def tick(self, wanted):
        """Step a tick towards joint targets of shape (B, nu). [rad]"""
        scene = self.scene
        q, qvel = (self.state[:, at] for at in scene.joints)
        first = self.muscles.command(wanted, self.held, q, qvel)
        ahead = scene.step * (np.arange(scene.substeps) + 0.5) - LAG
        way = qvel[:, None] * ahead[None, :, None]
        self._ctrl[:, :, scene.actuators] = first[:, None] + way
        self._ctrl[:, :, self._bed] = self.stiffer[:, None]
        self.held = first + qvel * (TICK - 2 * LAG)
        self._rollout.rollout(
            [scene.hang] * len(wanted),
            self._data,
            self.state,
            self._ctrl,
            control_spec=CONTROL,
            skip_checks=True,
            nstep=scene.substeps,
            state=self.states,
            sensordata=self.read,
        )
        self.state = self.states[:, -1].copy()
        self.now += TICK

    def sensor(self, name, step=-1):
        """Return a sensor at the start of a step of the last tick, shape (B, w)."""
        return self.read[:, step, self.scene.sensor[name]]

    def touching(self):
        """Return whether the bed was touched, step by step, shape (B, steps)."""
        return self.read[:, :, self.scene.sensor["touch_bed"].start] > 0

    def bed_load(self):
        """Return the largest component of the bed's push, shape (B, steps). [N]"""
        at = self.scene.sensor["touch_bed"]
        return np.abs(self.read[:, :, at.start + 1 : at.stop]).max(2)

    def touched(self, parts):
        """Return whether any of these parts or things was touched, shape (B,)."""
        found = [self.sensor(f"touch_{part}") for part in parts]
        return (np.concatenate(found, 1) > 0).any(1)

    def features(self, step=-1):
        """Return FEATURES at the start of a step of the last tick, shape (B, 12).

        In the body's own heading: x runs where chest and pelvis face.
        """
        middle = _middle(self.sensor("chest", step), self.sensor("pelvis", step))
        w, x, y, z = middle.T
        yaw = np.arctan2(2 * (x * y + w * z), 1 - 2 * (y * y + z * z))
        up = np.stack((2 * (x * z + w * y), 2 * (y * z - w * x)), 1)
        high = 1 - 2 * (x * x + y * y)
        feet = np.mean([self.sensor(end, step) for end in SOLES], 0)
        com, turning = self.sensor("com", step), self.sensor("momentum", step)
        x, y = _heading(com, yaw)
        vx, vy = _heading(self.sensor("com_speed", step), yaw)
        lean_x, lean_y = _heading(up, yaw)
        spin_x, spin_y = _heading(turning, yaw)
        ahead, aside = _heading(com - feet, yaw)
        return np.stack(
            (
                *(x, vx, np.arctan2(lean_x, high), spin_y / INERTIA[1], ahead),
                *(y, vy, np.arctan2(-lean_y, high), spin_x / INERTIA[0], aside),
                *(yaw, turning[:, 2] / INERTIA[2]),
            ),
            1,
        )


def _middle(one, other):
    """Return the attitude between two, shape (B, 4)."""
    sign = np.where((one * other).sum(1) < 0, -1, 1)
    total = one + sign[:, None] * other
    return total / np.linalg.norm(total, axis=1, keepdims=True)


def _heading(vector, yaw):
    """Return the parts of vectors along and across the heading, shape (B,) each."""
    c, s = np.cos(yaw), np.sin(yaw)
    return c * vector[:, 0] + s * vector[:, 1], c * vector[:, 1] - s * vector[:, 0]


def falling(scene, pose, lean, height, speed):
    """Return the full state of a body in the air, shape (ns,).

    Args:
        scene: Who and where.
        pose: Joint angles, shape (nu,). [rad]
        lean: Pelvis leaning forward. [rad]
        height: Lowest end of the soles above the bed. [m]
        speed: Upward. [m/s]
    """
    model = scene.hang
    data = mujoco.MjData(model)
    data.qpos[:] = model.qpos0
    data.qpos[scene.joints[0] - 1] = pose
    root = scene.qpos[f"{FLYER}root"].start - 1
    data.qpos[root : root + 7] = (0, 0, 0, math.cos(lean / 2), 0, math.sin(lean / 2), 0)
    mujoco.mj_kinematics(model, data)
    mujoco.mj_comPos(model, data)
    sole = min(data.site(FLYER + end).xpos[2] for end in SOLES)
    com = data.subtree_com[model.body(f"{FLYER}pelvis").id]
    data.qpos[root : root + 3] += (-com[0], 0, height - sole)
    moving = scene.qvel[f"{FLYER}root"].start - 1 - model.nq
    data.qvel[moving : moving + 3] = (0, 0, speed)
    state = np.empty(scene.state_size)
    mujoco.mj_getState(model, data, state, FULL)
    return state
