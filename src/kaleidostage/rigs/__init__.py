"""The apparatus as built: every dimension a parameter."""

from .fly_bars import BARS, SIDES, FlyBars
from .reading import load, names
from .trampoline import Trampoline

Rig = FlyBars | Trampoline

__all__ = ["BARS", "SIDES", "FlyBars", "Rig", "Trampoline", "load", "names"]
