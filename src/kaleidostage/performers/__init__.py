"""Performers: people as bodies with mass, joints, strength, grip and steadiness."""

from .body import body_spec, gains
from .figure import figure
from .joints import JOINTS
from .performer import Grip, Performer
from .reading import load, names
from .steadiness import STEADINESS_NAMES, Steadiness, steadiness
from .strength import RISE, Strength, torque_limits

__all__ = [
    "JOINTS",
    "RISE",
    "STEADINESS_NAMES",
    "Grip",
    "Performer",
    "Steadiness",
    "Strength",
    "body_spec",
    "figure",
    "gains",
    "load",
    "names",
    "steadiness",
    "torque_limits",
]
