"""A routine on the trampoline for the page: marks as they fall, moments, the frame.

Everything comes from the course of the take and its marks, so it is the same for a
performance, a made-up course or samples of a real gymnast.
"""

from collections.abc import Sequence

from ..judging import Course, Marks
from ..judging.interruption import lead_in_jumps
from ..judging.marks import Element
from ..judging.recognise import Flight, recognise
from ..rigs.trampoline import Trampoline
from .show_parts import Mark, Score, Slow
from .show_parts import Trampoline as Drawn

SLOW = 0.3  # How fast slow motion plays. Our choice, by eye.
ASIDE = 0.2  # [s] From take-off to slow motion, and from it to landing. Our choice.


def shown_marks(marks: Marks, course: Course) -> list[Mark]:
    """Return the marks of each element, at the moment of its landing.

    What is taken off is that of one judge who sees exactly; E is what the middle
    judges of four give.
    """
    landings = _elements(recognise(course), marks)
    return [
        {
            "time": float(course.times[flight.end]),
            "name": element.skill.name(),
            "notation": element.skill.notation(),
            "deductions": _deductions(element),
            "values": _values(element),
        }
        for element, flight in zip(marks.elements, landings, strict=False)
    ]


def shown_score(marks: Marks) -> Score:
    """Return the total and its parts, as the page ends with them."""
    parts = [
        ("D", marks.difficulty),
        ("E", marks.execution),
        ("H", marks.displacement),
        ("T", marks.flight),
    ]
    if marks.penalty:
        parts.append(("Penalty", -marks.penalty))
    return {"total": marks.total, "parts": parts}


def routine_events(course: Course) -> list[tuple[float, str]]:
    """Return every take-off and landing, as (time [s], name)."""
    events = []
    for flight in recognise(course):
        fell = flight.contact.fell
        events.append((float(course.times[flight.start]), "take-off"))
        events.append((float(course.times[flight.end]), "fall" if fell else "landing"))
    return events


def named_skills(marks: Marks, course: Course) -> list[tuple[float, str]]:
    """Return the skills that were completed, each amid its flight, as (time, name)."""
    flights = _elements(recognise(course), marks)
    return [
        (float(course.times[flight.start]) + flight.seconds / 2, element.skill.name())
        for element, flight in zip(marks.elements, flights, strict=False)
    ]


def decided(marks: Marks, course: Course, *, landed: bool) -> list[Slow]:
    """Return the flight worth slow motion: the hardest skill, or where it was lost.

    Of skills equally hard it is the longest in the air.
    """
    flights = _elements(recognise(course), marks)
    if not flights:
        return []
    number = _hardest(marks) if landed else _lost(marks)
    best = flights[min(number, len(flights)) - 1]
    start, end = (float(course.times[at]) for at in (best.start, best.end))
    aside = min(ASIDE, (end - start) / 4)
    return [{"start": start + aside, "end": end - aside, "speed": SLOW}]


def shown_trampoline(rig: Trampoline) -> Drawn:
    """Return what the page draws of a trampoline; its bed at rest is z = 0."""
    return {
        "length": rig.length,
        "width": rig.width,
        "frame_length": rig.frame_length,
        "frame_width": rig.frame_width,
        "height": rig.height,
    }


def _elements(flights: Sequence[Flight], marks: Marks) -> Sequence[Flight]:
    """Return the flights of the elements: those after the jumps for height."""
    return flights[lead_in_jumps(flights, marks.declared) :]


def _hardest(marks: Marks) -> int:
    """Return the number of the hardest element, the longest of those equally hard."""
    best = max(marks.elements, key=lambda one: (one.difficulty, one.seconds))
    return best.number


def _lost(marks: Marks) -> int:
    """Return the number of the flight after which it was no longer as on the card."""
    if marks.interrupted:
        return marks.interrupted.number
    other = [one.number for one in marks.elements if not one.as_declared]
    return other[0] if other else len(marks.elements) + 1


def _deductions(element: Element) -> list[tuple[str, float]]:
    faults = [(d.said, d.tenths / 10) for d in element.faults.deductions if d.tenths]
    if element.place.tenths:
        faults.append(("travel", element.place.tenths / 10))
    return faults


def _values(element: Element) -> list[tuple[str, str]]:
    values = [("flight", f"{element.seconds:.2f} s"), ("E", f"{element.execution:.1f}")]
    if element.difficulty:
        values.insert(0, ("D", f"{element.difficulty:.1f}"))
    return values
