"""Rehearsal: the search that finds a technique and hardens it under noise."""

from .rehearse import rehearse
from .start import start
from .told import Progress, Rehearsed

__all__ = ["Progress", "Rehearsed", "rehearse", "start"]
