"""The odds: how often it works, with an interval one can rely on."""

from .interval import ConfidenceSequence, clopper_pearson
from .odds import Odds, count

__all__ = ["ConfidenceSequence", "Odds", "clopper_pearson", "count"]
