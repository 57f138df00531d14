"""Another take beside the one that plays, in step with it."""

from typing import TYPE_CHECKING

from ..performers import figure
from .readings import PREFIX
from .show_parts import Companion

if TYPE_CHECKING:
    from ..perform import Poses, Take

MOST = 3  # Takes beside the one that plays. Our choice: more hide each other.


def companion(other: "Take", poses: "Poses", star: "Take") -> Companion:
    """Return a take to compare, shifted so that both let go at one moment.

    Args:
        other: The take to compare.
        poses: Where its bodies are, from `perform.poses`.
        star: The take that plays.
    """
    late = _release(star) - _release(other)
    return {
        "label": _label(other),
        "bodies": poses.names,
        "times": poses.times + late,
        "xpos": poses.xpos,
        "xquat": poses.xquat,
        "figures": [{"prefix": PREFIX, **figure(other.performer)}],
        "landed": bool(other.outcome["landed"]),
    }


def _release(take: "Take") -> float:
    """Return when the hands let go; the beginning, where they never did. [s]"""
    return float(take.outcome["release"] or 0.0)


def _label(take: "Take") -> str:
    """Return who it is and how it ended, in a few words."""
    how = "landed" if take.outcome["landed"] else "missed"
    name = take.performer.name.capitalize()
    return f"{name}, take {take.number} of seed {take.seed}, {how}"
