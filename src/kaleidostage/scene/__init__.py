"""Performer and rig composed into one model, and where a take begins."""

from .fly_bars import GRIP_SOLREF, GRIPS, TOUCHED
from .model import CONTROL, FULL, STEP, TICK, Scene, compose, scene_spec
from .names import FLYER
from .start import stand_by, take_off_angle

__all__ = [
    "CONTROL",
    "FLYER",
    "FULL",
    "GRIPS",
    "GRIP_SOLREF",
    "STEP",
    "TICK",
    "TOUCHED",
    "Scene",
    "compose",
    "scene_spec",
    "stand_by",
    "take_off_angle",
]
