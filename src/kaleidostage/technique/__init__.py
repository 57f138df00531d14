"""How an act is done: phases of poses and their moments, and the reach."""

from .plan import Plan, full_poses, joints_of, plan
from .technique import EVENTS, GROUPS, Phase, Technique

__all__ = [
    "EVENTS",
    "GROUPS",
    "Phase",
    "Plan",
    "Technique",
    "full_poses",
    "joints_of",
    "plan",
]
