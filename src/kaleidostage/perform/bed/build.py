"""What a performer's build means for jumping: how high, how heavy to turn."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...scene import Scene
from ...technique.bed import BedPlan
from .motion import straight_inertia
from .start import standing_height

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
OPENED = 1.0  # [s] Of a flight are flown straight: rise, opening, landing. Our choice.
# Straight somersaults want more: flights are lower than is hoped for, and where there
# is no shape to open later, nothing mends that. Our choice.
STRAIGHT = 1.15
FRONT = 1.15  # Times as much spin forward: hips that open take the trunk back.
PULL = (3.9, 2.0)  # Times the wanted spin is asked for on the bed. Our choice.
SHUT = 0.65  # [s] Of a flight in a shape hardly twist. Our choice.
RISE = 0.3  # [s] From touching the bed to all of the spin that is wanted. Our choice.


class Build(NamedTuple):
    """A performer in the figures of a technique.

    Attributes:
        inertia: Of the straight body about its own axes, shape (3,). [kg m^2]
        low: Height of the centre of mass when standing. [m]
        gains: How many times as fast each of FIGURES turns ahead, shape (4,).
    """

    inertia: Array
    low: float
    gains: Array


def build(scene: Scene, plan: BedPlan) -> Build:
    """Return the build of a scene's performer."""
    line = plan.pose[plan.last]
    inertia = straight_inertia(scene, line)
    gains = [
        1.0 if pose < 0 else inertia[1] / straight_inertia(scene, plan.pose[pose])[1]
        for pose in plan.shown.tolist()
    ]
    return Build(inertia, standing_height(scene, line), np.array(gains))


def wanted_spin(
    quarters: Array, twists: Array, gain: Array, aim: Array
) -> tuple[Array, Array]:
    """Return the spin with which a flight must begin, as of a straight body. [rad/s]

    A guide for the balance, not a rule: what is missing the moment of opening mends.

    Args:
        quarters: Quarter somersaults, ahead plus, shape (B,).
        twists: Half twists, left plus, shape (B,).
        gain: How many times as fast the figure turns, shape (B,).
        aim: Time of the flight, shape (B,). [s]

    Returns:
        Turning ahead and twisting left, shape (B,) each.
    """
    shaped = np.maximum(aim - OPENED, 0.1)
    ahead = quarters * (np.pi / 2) / (OPENED + gain * shaped)
    ahead = ahead * np.where(quarters > 0, FRONT, 1.0)
    ahead = ahead * np.where(gain > 1.0, 1.0, STRAIGHT)
    shut = (gain > 1.0) * SHUT
    return ahead, twists * np.pi / np.maximum(aim - shut, 0.4)


def growing(air: Flags, since: Array) -> Array:
    """Return what share of a spin is wanted: on the bed it grows to all, (B,)."""
    share: Array = np.where(air, 1.0, np.clip(since / RISE, 0.0, 1.0))
    return share


def asked(air: Flags, ahead: Array, left: Array) -> tuple[Array, Array]:
    """Return the spin that the balance is asked for, (B,) each. [rad/s]

    On the bed more than is wanted: a balance meets what it is asked only in part.
    """
    pull = [np.where(air, 1.0, times) for times in PULL]
    return ahead * pull[0], left * pull[1]
