"""Rehearsal: the search that finds a technique and hardens it under noise."""

from .rehearse import Progress, Rehearsed, rehearse
from .start import start

__all__ = ["Progress", "Rehearsed", "rehearse", "start"]
