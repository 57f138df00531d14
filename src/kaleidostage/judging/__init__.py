"""What happened in a take, in words that can be counted."""

from .causes import CAUSES, LANDED
from .trapeze import facts, loads, outcome_names, somersaults

__all__ = ["CAUSES", "LANDED", "facts", "loads", "outcome_names", "somersaults"]
