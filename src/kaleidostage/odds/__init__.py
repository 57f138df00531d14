"""The odds: how often it works, with an interval one can rely on."""

from .compare import Comparison, compare
from .curves import Crossing, Point, Reach, clearly_best, crossing, reach, tolerance
from .edges import Edge, half_lost
from .interval import ConfidenceSequence, clopper_pearson
from .margins import Grid, Window, windows
from .odds import Odds, causes_on, count
from .quantile import Quantile, quantile, takes_for_quantile
from .ready import POWER, Gate, highest_gate, judge_gate, least_takes
from .sensitivity import Cost, variance_shares

__all__ = [
    "POWER",
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
    "Reach",
    "Window",
    "causes_on",
    "clearly_best",
    "clopper_pearson",
    "compare",
    "count",
    "crossing",
    "half_lost",
    "highest_gate",
    "judge_gate",
    "least_takes",
    "quantile",
    "reach",
    "takes_for_quantile",
    "tolerance",
    "variance_shares",
    "windows",
]
