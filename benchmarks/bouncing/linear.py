"""Small deviations from the cycle: their coordinates, and the tick map by differences.

A body that jumps straight is mirrored onto itself, so deviations fall into two halves
that do not know of each other: the sagittal one (along, up, lean, both sides alike)
and the lateral one (across, roll, yaw, the sides opposed).
"""

from dataclasses import dataclass
from functools import lru_cache

import mujoco
import numpy as np
from sim import Bodies, columns

from kaleidostage.performers import JOINTS
from kaleidostage.scene import FLYER

PLANES = ("sagittal", "lateral")
FELT = {"sagittal": slice(0, 5), "lateral": slice(5, 12)}
"""Which features are a plane's."""

PAIRED = ("shoulder_flexion", "shoulder_abduction", "shoulder_rotation",
          "elbow_flexion", "hip_flexion", "hip_abduction", "knee_flexion",
          "ankle_plantarflexion")  # fmt: skip
SINGLE = {"sagittal": ("spine_flexion",), "lateral": ("spine_bending", "spine_torsion")}
SLIDES = {"sagittal": "xz", "lateral": "y"}
ROOT = {"sagittal": (0, 2, 4), "lateral": (1, 3, 5)}

STEP_ANGLE, STEP_SPEED, STEP_TARGET = 2e-4, 2e-3, 1e-3
"""Differences: so small that heel and toe stay on or off the bed. Our choice."""


@dataclass(frozen=True)
class Maps:
    """The tick maps of a plane: x' = A x + B u, y = C x, N of each.

    x: n/2 angles and places, then their n/2 speeds; u: m targets [rad]; y: features.
    """

    A: np.ndarray
    B: np.ndarray
    C: np.ndarray


def joint_names(plane):
    """Return the joints a plane moves, both sides as one."""
    return (*SINGLE[plane], *PAIRED)


@lru_cache
def joint_modes(plane):
    """Return how a plane's m targets move the joints, shape (nu, m)."""
    modes = np.zeros((len(JOINTS), len(joint_names(plane))))
    for i, name in enumerate(joint_names(plane)):
        both = columns(name)
        modes[both, i] = (1, 1 if plane == "sagittal" else -1)[: len(both)]
    return modes


def tangents(scene, plane):
    """Return how n/2 coordinates of a plane move the model, shape (nv, n/2)."""
    first = 1 + scene.hang.nq
    root = scene.qvel[f"{FLYER}root"].start - first
    slides = [scene.qvel[f"bed_{a}"].start - first for a in SLIDES[plane]]
    joints = np.zeros((scene.hang.nv, joint_modes(plane).shape[1]))
    joints[scene.joints[1] - first] = joint_modes(plane)
    unit = np.eye(scene.hang.nv)
    moved = [unit[:, root + i] for i in ROOT[plane]]
    return np.column_stack([*moved, joints, *(unit[:, s] for s in slides)])


def vertical(plane):
    """Return which of x say how high body and bed are and how fast they rise."""
    return [1, 13, 15, 27] if plane == "sagittal" else []


def move(scene, states, places, speeds):
    """Return states (B, ns) moved by deviations of shape (B, nv) each."""
    model, out = scene.hang, np.array(states)
    for state, place, speed in zip(out, places, speeds, strict=True):
        q = state[1 : 1 + model.nq].copy()
        mujoco.mj_integratePos(model, q, place, 1.0)
        state[1 : 1 + model.nq] = q
        state[1 + model.nq : 1 + model.nq + model.nv] += speed
    return out


def apart(scene, states, wanted):
    """Return how far states (B, ns) are from wanted ones, shape (2, B, nv)."""
    model = scene.hang
    places = np.empty((len(states), model.nv))
    for place, state, aim in zip(places, states, wanted, strict=True):
        q = slice(1, 1 + model.nq)
        mujoco.mj_differentiatePos(model, place, 1.0, aim[q], state[q])
    v = slice(1 + model.nq, 1 + model.nq + model.nv)
    return np.stack((places, states[:, v] - wanted[:, v]))


def coordinates(scene, plane, deviation):
    """Return x of a plane, shape (B, n), for deviations of shape (2, B, nv)."""
    inverse = np.linalg.pinv(tangents(scene, plane)).T
    return np.concatenate(list(deviation @ inverse), 1)


def differences(cycle):
    """Return the maps of both planes along a cycle by central differences."""
    return {plane: _differences(cycle, plane) for plane in PLANES}


def _differences(cycle, plane):
    """Return a plane's Maps: every coordinate and target nudged to either side."""
    scene, record, basis = cycle.scene, cycle.whole, tangents(cycle.scene, plane)
    half, m = basis.shape[1], joint_modes(plane).shape[1]
    n, total = 2 * half, 2 * half + m
    size = np.r_[[STEP_ANGLE] * half, [STEP_SPEED] * half, [STEP_TARGET] * m]
    nudges = np.concatenate((np.diag(size), -np.diag(size)))
    places, speeds = nudges[:, :half] @ basis.T, nudges[:, half:n] @ basis.T
    targets = nudges[:, n:] @ joint_modes(plane).T
    maps = np.empty((cycle.ticks, total, n)), np.empty((cycle.ticks, total, 12))
    for k in range(cycle.ticks):
        start = np.repeat(record.states[k][None], 2 * total, 0)
        held = np.repeat(record.held[k][None], 2 * total, 0)
        bodies = Bodies(scene, move(scene, start, places, speeds), held)
        bodies.tick(record.wanted[k] + targets)
        end = np.repeat(record.states[k + 1][None], 2 * total, 0)
        x = coordinates(scene, plane, apart(scene, bodies.state, end))
        for out, y in zip(maps, (x, bodies.features(0)), strict=True):
            out[k] = (y[:total] - y[total:]) / (2 * size[:, None])
    turned, felt = (out.transpose(0, 2, 1) for out in maps)
    return Maps(turned[:, :, :n], turned[:, :, n:], felt[:, FELT[plane], :n])
