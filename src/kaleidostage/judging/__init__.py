"""What happened in a take, in words that can be counted, and its marks."""

from .bed_summary import bed_lines, bed_values
from .causes import BED_CAUSES, CAUSES, LANDED
from .course import Course
from .interruption import WHYS
from .marks import Marks, judge_take
from .trapeze import facts, loads, outcome_names, somersaults

__all__ = [
    "BED_CAUSES",
    "CAUSES",
    "LANDED",
    "WHYS",
    "Course",
    "Marks",
    "bed_lines",
    "bed_values",
    "facts",
    "judge_take",
    "loads",
    "outcome_names",
    "somersaults",
]
