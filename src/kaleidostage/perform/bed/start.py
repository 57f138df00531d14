"""Where a take on the bed begins: at the top of the last jump for height."""

import math

import mujoco
import numpy as np
from numpy.typing import NDArray

from ...performers import Steadiness
from ...scene import FLYER, FULL, Scene
from .motion import SOLES
from .observe import GRAVITY

Array = NDArray[np.float64]


def standing_height(scene: Scene, pose: Array) -> float:
    """Return how high the centre of mass is over the soles of a standing pose. [m]"""
    data = _posed(scene, pose)
    pelvis = scene.hang.body(f"{FLYER}pelvis").id
    return float(data.subtree_com[pelvis][2]) - _soles(data)


def spread(steadiness: Steadiness) -> Array:
    """Return the standard deviations of a start, shape (9,).

    Place along and across [m], height as a share of the flight's time, roll, lean and
    turn [rad], speed along and across [m/s], turning ahead [rad/s].
    """
    s = steadiness
    lean = math.radians(s.start_deg)
    # Height by a hundredth and turning by twice the lean, per second: our choice.
    share = s.start_m / 0.02
    return np.array((s.start_m, s.start_m, 0.01 * share, lean, lean, lean,
                     s.start_m_s, s.start_m_s, 2 * lean))  # fmt: skip


def begin(scene: Scene, pose: Array, aim: Array, offset: Array) -> Array:
    """Return states at the top of a jump, upright over the cross, shape (B, ns).

    Args:
        scene: Who, on which trampoline.
        pose: Joint angles, shape (nu,). [rad]
        aim: Time of flight of the jump, shape (B,). [s]
        offset: How each start differs, in the order of `spread`, shape (B, 9).
    """
    data = _posed(scene, pose)
    root = scene.qpos[f"{FLYER}root"].start
    pelvis = scene.hang.body(f"{FLYER}pelvis").id
    com, sole = data.subtree_com[pelvis], _soles(data)
    data.qpos[root - 1 : root + 2] -= (com[0], com[1], sole)
    one = np.empty(scene.state_size)
    mujoco.mj_getState(scene.hang, data, one, FULL)
    states = np.repeat(one[None], len(aim), axis=0)
    states[:, root : root + 2] += offset[:, 0:2]
    states[:, root + 2] += GRAVITY * (aim * (1.0 + offset[:, 2])) ** 2 / 8.0
    half = offset[:, 3:6] / 2.0  # Small angles, in one go.
    turn = np.concatenate((np.ones((len(aim), 1)), half), axis=1)
    turn /= np.sqrt((turn * turn).sum(axis=1, keepdims=True))
    states[:, root + 3 : root + 7] = turn
    speed = scene.qvel[f"{FLYER}root"].start
    states[:, speed : speed + 2] = offset[:, 6:8]
    states[:, speed + 4] = offset[:, 8]
    return states


def turning(
    scene: Scene, pose: Array, aim: Array, since: Array, turned: Array, rate: Array
) -> Array:
    """Return states in the middle of a somersault, shape (B, ns).

    Args:
        scene: Who, on which trampoline.
        pose: Joint angles, shape (nu,). [rad]
        aim: Time of the whole flight, shape (B,). [s]
        since: How much of it is over, shape (B,). [s]
        turned: Turned ahead so far, shape (B,). [rad]
        rate: Turning ahead, shape (B,). [rad/s]
    """
    states = begin(scene, pose, aim, np.zeros((len(aim), 9)))
    data = _posed(scene, pose)
    root = scene.qpos[f"{FLYER}root"].start
    pelvis = scene.hang.body(f"{FLYER}pelvis").id
    away = data.subtree_com[pelvis] - data.qpos[root - 1 : root + 2]
    low = float(data.subtree_com[pelvis][2]) - _soles(data)
    cos, sin = np.cos(turned), np.sin(turned)
    x, z = away[0] * cos + away[2] * sin, away[2] * cos - away[0] * sin
    still = aim / 2.0 - since  # Until the top.
    states[:, root] = -x
    states[:, root + 2] = low + GRAVITY * (aim * aim / 8 - still * still / 2) - z
    states[:, root + 3 : root + 7] = 0.0
    states[:, root + 3], states[:, root + 5] = np.cos(turned / 2), np.sin(turned / 2)
    speed = scene.qvel[f"{FLYER}root"].start
    states[:, speed], states[:, speed + 2] = -rate * z, GRAVITY * still + rate * x
    states[:, speed + 4] = rate
    return states


def _posed(scene: Scene, pose: Array) -> mujoco.MjData:
    data = mujoco.MjData(scene.hang)
    data.qpos[:] = scene.hang.qpos0
    data.qpos[scene.joints[0] - 1] = pose
    mujoco.mj_kinematics(scene.hang, data)
    mujoco.mj_comPos(scene.hang, data)
    return data


def _soles(data: mujoco.MjData) -> float:
    return float(min(data.site(f"{FLYER}{name}").xpos[2] for name in SOLES))
