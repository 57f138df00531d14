"""A take on the trampoline for the page: bed, marks, its moments, its read-outs."""

import math
from typing import TYPE_CHECKING

from ..judging import LANDED, Course, Marks
from ..judging.bed_summary import BOX
from ..judging.trampoline import outcome, recorded_course, take_marks
from .dip import pressed
from .marking import decided, named_skills, shown_marks, shown_score, shown_trampoline
from .show_parts import Parts

if TYPE_CHECKING:
    from ..perform import Poses, Take
    from ..rigs import Trampoline
    from ..scene import Scene


def bed_parts(
    take: "Take", rig: "Trampoline", poses: "Poses", scene: "Scene | None"
) -> Parts:
    """Return what of a show only the trampoline has.

    Without its scene a take is not judged: it shows what it has kept itself.
    """
    parts: Parts = {
        "floor_z": -rig.height,
        "trampoline": shown_trampoline(rig),
        "events": moments(take),
    }
    if scene is None:
        words = "fall" if take.outcome["fell"] is not None else "missed"
        parts["verdict"] = LANDED if take.outcome["landed"] else words
        parts["facts"] = [("Bed load", _force(take))]
        return parts
    parts["bed"] = pressed(scene, take, poses)
    course, marks = judged_take(scene, take)
    parts["verdict"] = outcome(marks, bool(take.outcome["done"]))
    parts["facts"] = bed_facts(take, marks)
    if marks is not None:
        parts["events"] = sorted([*moments(take), *named_skills(marks, course)])
        parts["marks"] = shown_marks(marks, course)
        parts["score"] = shown_score(marks)
        landed = parts["verdict"] == LANDED
        parts["slow"] = decided(marks, course, landed=landed)
    return parts


def judged_take(scene: "Scene", take: "Take") -> tuple[Course, Marks | None]:
    """Return a take's course and marks; no marks where its numbers went bad."""
    course = recorded_course(scene, take)
    return course, None if take.outcome["diverged"] else take_marks(take, course)


def how_it_ended(scene: "Scene", take: "Take") -> str:
    """Return "landed", or why a take on the trampoline did not go as on its card."""
    return outcome(judged_take(scene, take)[1], bool(take.outcome["done"]))


def moments(take: "Take") -> list[tuple[float, str]]:
    """Return the moments worth a mark; what comes after a fall is none."""
    falls = [t for t, name in take.events if name == "fall"]
    end = min(falls, default=math.inf)
    return [(t, name) for t, name in take.events if t < end or name in ("fall", "end")]


def bed_facts(take: "Take", marks: Marks | None) -> list[tuple[str, str]]:
    """Return read-outs of a take in people's units, as (label, text).

    Args:
        take: The take.
        marks: What the judges gave it, or None.
    """
    force = ("Bed load", _force(take))
    if marks is None:
        return [force]
    done = marks.elements
    facts = [("Skills", f"{len(done)} of {len(marks.declared)}")]
    if done:
        mean = sum(element.seconds for element in done) / len(done)
        inside = sum(max(abs(e.place.x), abs(e.place.y)) <= BOX for e in done)
        facts.append(("Mean flight", f"{mean:.2f} s"))
        facts.append(("In the box", f"{inside} of {len(done)}"))
    facts.append(force)  # The total comes last: the page ends with it.
    if marks.interrupted:
        facts.append(("Interrupted", marks.interrupted.said))
    return facts


def _force(take: "Take") -> str:
    """Return the greatest force of the bed, in people's units."""
    most = float(take.outcome["load"])
    return f"{most:.0f} N · {most / (take.performer.mass * 9.81):.1f} BW"
