"""Poses for the page: sampled at 60 Hz, rounded to 16 bits, written as base64."""

import base64
from typing import Any

import numpy as np

from .show_parts import FloatArray

RATE = 60.0  # Frames a second; the page interpolates between them. [Hz] Our choice.
POSITION_STEP = 1e-3  # Rounding of positions, our choice: half of it is 0.5 mm. [m]
INT16_MAX = 32767


def frame_times(times: FloatArray) -> FloatArray:
    """Return the page's frames, from the first sample to the last. [s]."""
    count = int(np.floor((times[-1] - times[0]) * RATE + 1e-6)) + 1
    result: FloatArray = times[0] + np.arange(max(count, 2)) / RATE
    return result


def resample(times: FloatArray, values: FloatArray, frames: FloatArray) -> FloatArray:
    """Interpolate linearly along the first axis, held at both ends.

    Args:
        times: Sample times, increasing, shape (T,). [s]
        values: Samples, shape (T, ...).
        frames: Wanted times, shape (F,). [s]

    Returns:
        Values at the wanted times, shape (F, ...).
    """
    right = np.clip(np.searchsorted(times, frames), 1, len(times) - 1)
    left = right - 1
    weight = (frames - times[left]) / (times[right] - times[left])
    shape = (-1,) + (1,) * (values.ndim - 1)
    weight = np.clip(weight, 0.0, 1.0).reshape(shape)
    result: FloatArray = values[left] * (1.0 - weight) + values[right] * weight
    return result


def steady_signs(quat: FloatArray) -> FloatArray:
    """Return the same orientations with no sign flip from row to row.

    q and -q are one orientation, but halfway between them lies none.

    Args:
        quat: Orientations, w first, shape (T, B, 4).

    Returns:
        The same orientations, neighbours in one hemisphere, shape (T, B, 4).
    """
    same = np.einsum("tbi,tbi->tb", quat[1:], quat[:-1]) >= 0.0
    signs = np.cumprod(np.where(same, 1.0, -1.0), axis=0)  # (T-1, B)
    result: FloatArray = quat.copy()
    result[1:] *= signs[:, :, None]
    return result


def pack_positions(values: FloatArray) -> dict[str, Any]:
    """Round positions to 1 mm around the middle of their box.

    Beyond 65 m the step grows, so that nothing is ever cut off.

    Args:
        values: Positions, shape (..., 3). [m]

    Returns:
        `offset` (3,) [m], `step` [m] and `data`, base64 of little-endian int16.
    """
    points = values.reshape(-1, 3)
    low, high = points.min(axis=0), points.max(axis=0)
    offset = np.round((low + high) / 2, 3)
    step = max(POSITION_STEP, float((high - low).max()) / (2 * INT16_MAX - 2))
    counts = np.rint((points - offset) / step).astype("<i2")
    return {"offset": offset.tolist(), "step": step, "data": _base64(counts)}


def unpack_positions(packed: dict[str, Any]) -> FloatArray:
    """Return what `pack_positions` wrote, shape (N, 3). [m]."""
    counts = np.frombuffer(base64.b64decode(packed["data"]), "<i2").reshape(-1, 3)
    result: FloatArray = counts * packed["step"] + np.asarray(packed["offset"])
    return result


def pack_quaternions(values: FloatArray) -> str:
    """Round unit quaternions to 16 bits; base64 of little-endian int16."""
    unit = values / np.linalg.norm(values, axis=-1, keepdims=True)
    return _base64(np.rint(unit * INT16_MAX).astype("<i2"))


def unpack_quaternions(data: str) -> FloatArray:
    """Return what `pack_quaternions` wrote, unit length, shape (N, 4)."""
    counts = np.frombuffer(base64.b64decode(data), "<i2").reshape(-1, 4)
    result: FloatArray = counts / np.linalg.norm(counts, axis=-1, keepdims=True)
    return result


def pack_numbers(values: FloatArray) -> dict[str, Any]:
    """Round numbers to 16 bits of their own range.

    Args:
        values: Any numbers, a row a frame, shape (F,) or (F, K).

    Returns:
        `step`, `width` (K) and `data`, base64 of little-endian int16.
    """
    most = float(np.abs(values).max(initial=0.0))
    step = max(most / INT16_MAX, 1e-9)
    width = 1 if values.ndim == 1 else values.shape[1]
    counts = np.rint(values / step).astype("<i2")
    return {"step": step, "width": width, "data": _base64(counts)}


def unpack_numbers(packed: dict[str, Any]) -> FloatArray:
    """Return what `pack_numbers` wrote, shape (F, K)."""
    counts = np.frombuffer(base64.b64decode(packed["data"]), "<i2")
    result: FloatArray = counts.reshape(-1, packed["width"]) * packed["step"]
    return result


def _base64(values: np.ndarray[Any, Any]) -> str:
    return base64.b64encode(values.tobytes()).decode("ascii")
