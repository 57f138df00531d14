"""Where every body is in recorded states, for whoever draws them."""

from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.typing import NDArray

from ..rigs import Trampoline
from ..scene import FLYER, TICK, Scene
from ..scene.model import FULL
from .bed.path import last_path
from .record import Record

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Poses:
    """The bodies of a scene at T moments; the world is left out.

    Attributes:
        names: Of the B bodies, "near_bar" or "flyer/chest".
        times: Moments, shape (T,). [s]
        xpos: Origins in the world, shape (T, B, 3). [m]
        xquat: Orientations in the world, w first, shape (T, B, 4).
        com: The performer's centre of mass, shape (T, 3). [m]
    """

    names: tuple[str, ...]
    times: Array
    xpos: Array
    xquat: Array
    com: Array


def poses(scene: Scene, states: Array) -> Poses:
    """Return where every body is in recorded states.

    Args:
        scene: Whose states.
        states: Full physics states a tick apart, shape (T, ns).
    """
    model, data = scene.hang, mujoco.MjData(scene.hang)
    pelvis = model.body(f"{FLYER}pelvis").id
    xpos = np.empty((len(states), model.nbody - 1, 3))
    xquat = np.empty((len(states), model.nbody - 1, 4))
    com = np.empty((len(states), 3))
    for row, state in enumerate(states):
        mujoco.mj_setState(model, data, state, FULL)
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        xpos[row], xquat[row] = data.xpos[1:], data.xquat[1:]
        com[row] = data.subtree_com[pelvis]
    names = tuple(model.body(i).name for i in range(1, model.nbody))
    times: Array = np.arange(len(states), dtype=np.float64) * TICK
    return Poses(names=names, times=times, xpos=xpos, xquat=xquat, com=com)


def flight_path(scene: Scene, record: Record) -> Array:
    """Return the centre of mass from letting go to the catch or the end.

    On the trampoline: in the last flight, from the bed to the bed.

    Args:
        scene: Who and where.
        record: A take; without a release or a flight the path is empty.

    Returns:
        A row a tick, shape (K, 3). [m]
    """
    if isinstance(scene.rig, Trampoline):
        return last_path(scene, record)
    moments = {name: moment for moment, name in reversed(sorted(record.events))}
    if "release" not in moments:
        return np.empty((0, 3))
    catches = [t for name, t in moments.items() if name.startswith("catch")]
    first = round(moments["release"] / TICK)
    last = round(min(catches) / TICK) if catches else len(record.sensors)
    path: Array = np.array(record.sensors[first:last])[:, scene.sensor["com"]]
    return path
