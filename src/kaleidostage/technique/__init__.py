"""How an act is done: phases of poses and their moments, and the reach."""

from .plan import Plan, full_poses, joints_of, plan
from .reading import load, names, parse, read, read_school, read_shipped
from .technique import EVENTS, GROUPS, SENSES, WHENS, Feedback, Phase, Technique
from .writing import dumps, rounded, write

__all__ = [
    "EVENTS",
    "GROUPS",
    "SENSES",
    "WHENS",
    "Feedback",
    "Phase",
    "Plan",
    "Technique",
    "dumps",
    "full_poses",
    "joints_of",
    "load",
    "names",
    "parse",
    "plan",
    "read",
    "read_school",
    "read_shipped",
    "rounded",
    "write",
]
