"""The apparatus as built: every dimension a parameter."""

from .fly_bars import BARS, SIDES, FlyBars

__all__ = ["BARS", "SIDES", "FlyBars"]
