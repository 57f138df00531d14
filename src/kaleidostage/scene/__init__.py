"""Performer and rig composed into one model, and where a take begins."""

from .model import (
    CONTROL,
    FLYER,
    FULL,
    GRIP_SOLREF,
    GRIPS,
    STEP,
    TICK,
    TOUCHED,
    Scene,
    compose,
    scene_spec,
)
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
