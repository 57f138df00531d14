"""Where the bed of a trampoline is pressed in a recorded take, and how wide."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .readings import PREFIX
from .show_parts import FloatArray

if TYPE_CHECKING:
    from ..perform import Poses, Take
    from ..scene import Scene

SOLES = ("heel_l", "toe_l", "heel_r", "toe_r")
# How far around a sole's end and a body's origin the bed is pressed; what counts as
# on the bed. [m] Our choice, by eye.
ROUND_SOLE, ROUND_BODY, NEAR = 0.03, 0.12, 0.15
HEAD = 0.3  # The head is so far up the chest, as a share of the height.
SMOOTH = 7
"""Ticks over which the place where the bed is pressed is smoothed. Our choice."""


def pressed(scene: "Scene", take: "Take", poses: "Poses") -> FloatArray:
    """Return where the bed is pressed, how deep and how wide, (T + 1, 5). [m]

    Middle x and y, depth, plus is down, and the reach along x and y of the feet, or
    of all that lies on it. In flight it wanders to where the next contact begins.
    """
    depth = take.states[:, scene.qpos["bed_z"].start]
    on = np.flatnonzero(take.sensors[:, scene.sensor["touch_bed"].start] > 0) + 1
    low, high = _edges(scene, take, poses, depth)
    on = on[np.isfinite(low[on, 0])]
    if not len(on):
        return np.stack([0 * depth, 0 * depth, depth, 0 * depth, 0 * depth], axis=1)
    rows = np.arange(len(depth))
    edges = [
        _smooth(np.interp(rows, on, edge[on, axis]))
        for edge in (low, high)
        for axis in (0, 1)
    ]
    x0, y0, x1, y1 = edges
    return np.stack(
        [(x0 + x1) / 2, (y0 + y1) / 2, depth, (x1 - x0) / 2, (y1 - y0) / 2], axis=1
    )


def _edges(
    scene: "Scene", take: "Take", poses: "Poses", depth: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the least and greatest x and y of all on the bed, (T + 1, 2) each.

    Not finite where nothing is.
    """
    points, reach = _points(scene, take, poses)
    near = points[:, :, 2] < NEAR - depth[:, None]
    flat, wide = points[:, :, :2], reach[:, None]
    low = np.where(near[:, :, None], flat - wide, np.inf).min(axis=1)
    high = np.where(near[:, :, None], flat + wide, -np.inf).max(axis=1)
    return low, high


def _points(
    scene: "Scene", take: "Take", poses: "Poses"
) -> tuple[FloatArray, NDArray[np.float64]]:
    """Return points of the body (T + 1, P, 3), and how far each reaches (P,)."""
    soles = np.stack([take.sensors[:, scene.sensor[name]] for name in SOLES], axis=1)
    soles = np.concatenate([soles[:1], soles])
    mine = [
        i
        for i, name in enumerate(poses.names)
        if name.startswith(PREFIX) and "foot" not in name
    ]
    chest = poses.names.index(f"{PREFIX}chest")
    w, x, y, z = np.moveaxis(poses.xquat[:, chest], -1, 0)
    up = np.stack(
        [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)], axis=1
    )
    head = poses.xpos[:, chest] + HEAD * take.performer.height * up
    points = np.concatenate([soles, poses.xpos[:, mine], head[:, None]], axis=1)
    reach = np.array(len(SOLES) * [ROUND_SOLE] + (len(mine) + 1) * [ROUND_BODY])
    return points, reach


def _smooth(values: FloatArray) -> FloatArray:
    """Return a running mean over SMOOTH ticks, the ends held."""
    wide = np.pad(values, SMOOTH // 2, mode="edge")
    mean: FloatArray = np.convolve(wide, np.full(SMOOTH, 1.0 / SMOOTH), "valid")
    return mean
