"""The odds: how often it works, with an interval one can rely on."""

from .compare import Comparison, compare
from .curves import Crossing, Point, crossing, tolerance
from .edges import Edge, half_lost
from .interval import ConfidenceSequence, clopper_pearson
from .margins import Grid, Window, windows
from .odds import Odds, count
from .quantile import Quantile, quantile, takes_for_quantile
from .ready import Gate, judge_gate, least_takes
from .sensitivity import Cost, variance_shares

__all__ = [
    "Comparison",
    "ConfidenceSequence",
    "Cost",
    "Crossing",
    "Edge",
    "Gate",
    "Grid",
    "Odds",
    "Point",
    "Quantile",
    "Window",
    "clopper_pearson",
    "compare",
    "count",
    "crossing",
    "half_lost",
    "judge_gate",
    "least_takes",
    "quantile",
    "takes_for_quantile",
    "tolerance",
    "variance_shares",
    "windows",
]
