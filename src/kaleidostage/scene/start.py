"""Where a take begins: off the board, in line with the cables, at rest."""

import math
from collections.abc import Callable

import mujoco
import numpy as np
from numpy.typing import NDArray

from ..rigs import SIDES
from .model import FULL, Scene
from .names import FLYER

Array = NDArray[np.float64]


def stand_by(
    scene: Scene, pose: Array, angle: float, offset: Array | None = None
) -> Array:
    """Return the state at take-off: in line with the cables, at rest, off the board.

    The centre of mass is as high as that of the same person standing on the board
    (plus the riser): the hop from the board turns standing into hanging without
    gaining height. Cables are taut, both hands on the near bar, the far bar held back.

    Args:
        scene: Who and where.
        pose: Joint angles in the order of JOINTS, shape (nu,). [rad]
        angle: How the cables hang, from `take_off_angle`. [rad]
        offset: Disturbance of the start: swing angle [rad], sideways shift [m],
            speed along the swing [m/s]; shape (3,). None for no disturbance.

    Returns:
        Full physics state, shape (state_size,).
    """
    model, data = scene.hang, mujoco.MjData(scene.hang)
    shift = np.zeros(3) if offset is None else offset
    data.qpos[:] = model.qpos0
    data.qpos[scene.joints[0] - 1] = pose
    _hang_on(scene, data, angle + float(shift[0]), float(shift[1]))
    _give_speed(scene, data, float(shift[2]))
    _place_far_bar(scene, data)
    state = np.empty(scene.state_size)
    mujoco.mj_getState(model, data, state, FULL)
    return state


def take_off_angle(scene: Scene, pose: Array) -> float:
    """Return how far back the cables hang at take-off. [rad], negative"""
    rig, model = scene.fly_bars, scene.hang
    data = mujoco.MjData(model)
    data.qpos[:] = model.qpos0
    mujoco.mj_kinematics(model, data)
    mujoco.mj_comPos(model, data)
    pelvis = model.body(f"{FLYER}pelvis").id
    soles = min(data.site(f"{FLYER}sole_{s}").xpos[2] for s, _ in SIDES)
    standing = float(data.subtree_com[pelvis][2] - soles)
    height = rig.board_height + rig.riser + standing
    data.qpos[scene.joints[0] - 1] = pose

    def rise(angle: float) -> float:
        _hang_on(scene, data, angle, 0.0)
        mujoco.mj_comPos(model, data)
        return float(data.subtree_com[pelvis][2]) - height

    return _bisect(rise, -math.radians(89.0), -math.radians(10.0))


def _bisect(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a falling function crosses zero between `low` and `high`."""
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2


def _hang_on(scene: Scene, data: mujoco.MjData, angle: float, sideways: float) -> None:
    """Hang the posed body from the near bar at `angle`, centre of mass in line."""
    model = scene.hang
    root = int(model.jnt_qposadr[model.joint(f"{FLYER}root").id])
    pelvis = model.body(f"{FLYER}pelvis").id
    data.qpos[root : root + 7] = (0, 0, 0, 1, 0, 0, 0)
    mujoco.mj_kinematics(model, data)
    mujoco.mj_comPos(model, data)
    hands = _hands(data)
    line = data.subtree_com[pelvis] - hands
    # Turn about y so that the line from hands to centre of mass follows the cables.
    turn = math.atan2(line[0], -line[2]) - angle
    data.qpos[root + 3 : root + 7] = (math.cos(turn / 2), 0, math.sin(turn / 2), 0)
    mujoco.mj_kinematics(model, data)
    bar = scene.fly_bars.bar_position("near", angle)
    data.qpos[root : root + 3] += bar - _hands(data) + (0.0, sideways, 0.0)
    near = scene.qpos["near_bar"]
    data.qpos[near.start - 1 : near.start + 2] = bar + np.array([0.0, sideways, 0.0])
    mujoco.mj_kinematics(model, data)


def _hands(data: mujoco.MjData) -> Array:
    left, right = (data.site(f"{FLYER}grip_{s}").xpos for s, _ in SIDES)
    middle: Array = (left + right) / 2
    return middle


def _give_speed(scene: Scene, data: mujoco.MjData, speed: float) -> None:
    """Let body and bar swing as one about the pivots, `speed` at the hands."""
    rate = -speed / scene.fly_bars.cable_length  # About +y; positive speed is forward.
    pivot = np.array([0.0, 0.0, scene.fly_bars.pivot_height])
    for joint in (f"{FLYER}root", "near_bar"):
        q, v = scene.qpos[joint].start - 1, scene.qvel[joint].start - 1 - scene.hang.nq
        arm = data.qpos[q : q + 3] - pivot
        spin = np.array([0.0, rate, 0.0])
        data.qvel[v : v + 3] = np.cross(spin, arm)
        turned = np.empty(3)
        inverse = np.empty(4)
        mujoco.mju_negQuat(inverse, data.qpos[q + 3 : q + 7])
        mujoco.mju_rotVecQuat(turned, spin, inverse)
        data.qvel[v + 3 : v + 6] = turned  # A free joint's spin is in its own frame.


def _place_far_bar(scene: Scene, data: mujoco.MjData) -> None:
    far = scene.qpos["far_bar"].start - 1
    held = scene.fly_bars.bar_position("far", scene.fly_bars.far_start_angle())
    data.qpos[far : far + 3] = held
