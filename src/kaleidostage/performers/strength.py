"""How strong each joint is, and how strength falls with speed."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .joints import JOINTS, kind

RISE = 0.08
"""Time for activation to rise. [s]  Torque generators fitted to gymnasts: 70-100 ms."""

REFERENCE_KG = 69.6
"""Body mass of the elite male gymnast whose strength the table gives. [kg]"""

FEMALE = 0.8
"""Torque per body mass of a trained woman over that of a man; our choice.

Between 0.95 for the legs (Anderson et al. 2007: equal torque per mass and height) and
about 0.65 for the arms. At a typical 0.81 of a man's mass: 0.65 of his torque.
"""

HILL = 0.3
"""Curvature a/F0 of the force-speed hyperbola. Hill (1938): about 0.25; torque
generators of gymnasts: 0.25-0.4; our choice within."""


class _Row(NamedTuple):
    """One joint, one side: isometric torques [N m], ratio, top speeds [deg/s]."""

    positive: float
    negative: float
    eccentric: float
    speed_positive: float
    speed_negative: float


# One limb. Source, where nothing else is said: the gymnast set of Millard, Kleesattel,
# Harant & Mombaur (2019), J Biomech 89:72-79, as published with the RBDL library: an
# elite gymnast of 69.6 kg and 1.732 m (Jackson 2010), gaps filled from other studies
# scaled to him. Its shoulders agree within 3 % with half of the Loughborough torque
# generators shipped with bioptim (178/257 N m for two arms). Otherwise:
# - hip extension: Anderson et al. (2007), young men, 0.161 m g h; the set has 176;
# - top speeds of the hips: gymnast torque generators, 1475/907 deg/s; the set, fitted
#   to slow dynamometers, has 520 and would forbid a somersaulter's tuck;
# - spine extension: tests of trained backs, 300-420 N m; the set has 688, from lifts;
# - shoulder abduction: the set's horizontal abduction and adduction;
# - eccentric ratios: 1.27 at the shoulder (the same Loughborough set), elsewhere the
#   middle of 1.27-1.4;
# - spine bending and torsion, hip abduction, speed of spine flexion: our choice.
_TABLE = {
    "spine_flexion": _Row(212, 360, 1.35, 500, 458),
    "spine_bending": _Row(200, 200, 1.35, 458, 458),
    "spine_torsion": _Row(120, 120, 1.35, 458, 458),
    "shoulder_flexion": _Row(91.1, 127.4, 1.27, 1093, 931),
    "shoulder_abduction": _Row(94.7, 128.5, 1.27, 1031, 1034),
    "shoulder_rotation": _Row(50.5, 43.6, 1.27, 1116, 1031),
    "elbow_flexion": _Row(101.4, 69.9, 1.35, 1037, 1057),
    "hip_flexion": _Row(157.3, 190, 1.35, 1475, 907),
    "hip_abduction": _Row(120, 130, 1.35, 900, 900),
    "knee_flexion": _Row(98.8, 285.6, 1.35, 953, 1101),
    "ankle_plantarflexion": _Row(127.6, 44.3, 1.35, 674, 990),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Strength:
    """Torque limits of every joint, arrays in the order of `JOINTS`, shape (nu,).

    Attributes:
        positive: Isometric torque towards plus. [N m]
        negative: Isometric torque towards minus, as a positive number. [N m]
        eccentric: Largest torque while being stretched over the isometric one.
        speed_positive: Speed at which the torque towards plus is zero. [rad/s]
        speed_negative: Speed at which the torque towards minus is zero. [rad/s]
    """

    positive: NDArray[np.float64]
    negative: NDArray[np.float64]
    eccentric: NDArray[np.float64]
    speed_positive: NDArray[np.float64]
    speed_negative: NDArray[np.float64]


def strength(*, mass: float, sex: str, scale: float = 1.0) -> Strength:
    """Return the strength of a trained performer.

    Torques grow with body mass; top speeds do not change with size.

    Args:
        mass: Body mass. [kg]
        sex: `"female"` or `"male"`.
        scale: Times this person's strength over that of the trained one.
    """
    rows = np.array([_TABLE[kind(name)] for name in JOINTS])
    factor = scale * mass / REFERENCE_KG * (FEMALE if sex == "female" else 1.0)
    return Strength(
        positive=factor * rows[:, 0],
        negative=factor * rows[:, 1],
        eccentric=rows[:, 2].copy(),
        speed_positive=np.radians(rows[:, 3]),
        speed_negative=np.radians(rows[:, 4]),
    )


def torque_limits(
    strength: Strength, qvel: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the least and the largest torque at each joint speed.

    Args:
        strength: Of the performer.
        qvel: Joint speeds in the order of `JOINTS`, shape (..., nu). [rad/s]

    Returns:
        low (not above 0) and high (not below 0), each of shape (..., nu). [N m]
    """
    toward, top, slow = qvel, strength.speed_positive, strength.speed_negative
    high = strength.positive * _factor(toward / top, strength.eccentric)
    low = -strength.negative * _factor(-toward / slow, strength.eccentric)
    return low, high


def _factor(
    speed: NDArray[np.float64], eccentric: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return torque over isometric torque at `speed` over the top speed.

    Shortening (speed v > 0), Hill: (1 - v) / (1 + v/k), 0 from v = 1 on. Stretching:
    e - (e-1) / (1 - r v) with r = (1 + 1/k) / (e-1), which has the same slope at 0.
    """
    fast = np.clip(speed, 0.0, 1.0)
    shortening = (1.0 - fast) / (1.0 + fast / HILL)
    extra = np.maximum(eccentric - 1.0, 1e-9)  # An `eccentric` of 1 has no rise.
    rate = (1.0 + 1.0 / HILL) / extra
    stretching = 1.0 + extra - extra / (1.0 + rate * np.maximum(-speed, 0.0))
    return np.where(speed >= 0.0, shortening, stretching)
