"""What happened in a take, in words that can be counted, and its marks."""

from .causes import CAUSES, LANDED
from .course import Course
from .interruption import WHYS
from .marks import Marks, judge_take
from .trapeze import facts, loads, outcome_names, somersaults

__all__ = [
    "CAUSES",
    "LANDED",
    "WHYS",
    "Course",
    "Marks",
    "facts",
    "judge_take",
    "loads",
    "outcome_names",
    "somersaults",
]
