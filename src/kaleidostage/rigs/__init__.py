"""The apparatus as built: every dimension a parameter."""

from .fly_bars import BARS, SIDES, FlyBars
from .reading import load, names

__all__ = ["BARS", "SIDES", "FlyBars", "load", "names"]
