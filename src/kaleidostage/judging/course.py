"""The course of one take on the trampoline: all that its judges see."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..performers.joints import JOINTS, kind

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FEET, SEAT, FRONT, BACK = range(4)
"""Columns of `Course.parts`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Course:
    """What one performer did, sampled once a tick; T samples.

    x runs along the bed, y to the left, z up; the origin is the middle of the
    undisturbed bed. Quaternions are (w, x, y, z) and turn the body's frame into the
    world's: upright, facing +x and left to +y where they are (1, 0, 0, 0).

    Attributes:
        times: Increasing, (T,). [s]
        chest: Quaternion of the chest, (T, 4).
        pelvis: Quaternion of the pelvis, (T, 4).
        joints: Joint angles in the order of `performers.JOINTS`, (T, 19). [rad]
        com: Centre of mass, (T, 3). [m]
        feet: Left heel, left toe, right heel, right toe, (T, 4, 3). [m]
        on_bed: Whether any part touches the bed, (T,).
        parts: Whether feet, seat, front, back touch the bed, (T, 4).
        off: Whether anything but the bed is touched: pads, frame, floor, (T,).
        hips: Middle of the pelvis, (T, 3). [m]
    """

    times: Floats
    chest: Floats
    pelvis: Floats
    joints: Floats
    com: Floats
    feet: Floats
    on_bed: Bools
    parts: Bools
    off: Bools
    hips: Floats

    @cached_property
    def tick(self) -> float:
        """Time between two samples; 0 for a course of fewer than two. [s]"""
        spans = len(self.times) - 1
        return float(self.times[-1] - self.times[0]) / spans if spans > 0 else 0.0

    def joint(self, name: str) -> Floats:
        """Return one angle over time, (T,), or that of both sides, (2, T). [rad]

        Args:
            name: One of `performers.JOINTS`, or such a name without its side.
        """
        if name in JOINTS:
            found: Floats = self.joints[:, JOINTS.index(name)]
            return found
        columns = [at for at, known in enumerate(JOINTS) if kind(known) == name]
        both: Floats = self.joints[:, columns].T
        return both
