"""Another take beside the one that plays, in step with it."""

from typing import TYPE_CHECKING

from ..errors import MismatchError
from ..judging import LANDED
from ..performers import figure
from .bed import how_it_ended
from .readings import PREFIX
from .show_parts import Companion

if TYPE_CHECKING:
    from ..perform import Poses, Take
    from ..scene import Scene

MOST = 3  # Takes beside the one that plays. Our choice: more hide each other.


def companion(
    other: "Take", poses: "Poses", star: "Take", scene: "Scene | None" = None
) -> Companion:
    """Return a take to compare, shifted so that both let go at one moment.

    On the trampoline both begin at one moment.

    Args:
        other: The take to compare.
        poses: Where its bodies are, from `perform.poses`.
        star: The take that plays.
        scene: That of the take to compare; with it a take on the trampoline is judged.

    Raises:
        MismatchError: If they are on different apparatus.
    """
    if other.rig.apparatus != star.rig.apparatus:
        raise MismatchError(
            f"the take that plays is on the {star.rig.apparatus}, the one to compare "
            f"on the {other.rig.apparatus}; choose one on the same"
        )
    how = _ended(other, scene)
    late = _release(star) - _release(other)
    return {
        "label": _label(other, how),
        "bodies": poses.names,
        "times": poses.times + late,
        "xpos": poses.xpos,
        "xquat": poses.xquat,
        "figures": [{"prefix": PREFIX, **figure(other.performer)}],
        "landed": how == LANDED,
    }


def _release(take: "Take") -> float:
    """Return when the hands let go; the beginning, where they never did. [s]"""
    return float(take.outcome.get("release") or 0.0)


def _ended(take: "Take", scene: "Scene | None") -> str:
    """Return how a take ended, in a word or two."""
    if scene is not None and take.technique.on_bed:
        return how_it_ended(scene, take)
    return LANDED if take.outcome["landed"] else "missed"


def _label(take: "Take", how: str) -> str:
    """Return who it is and how it ended, in a few words."""
    name = take.performer.name.capitalize()
    return f"{name}, take {take.number} of seed {take.seed}, {how}"
