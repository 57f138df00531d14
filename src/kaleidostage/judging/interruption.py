"""What ends a routine before its end: skills from there on do not count."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..acts.skill import Skill
from .contacts import FIRST, Contact
from .course import Course
from .recognise import Flight

STOP = 1.0
"""A contact that lasts longer has lost the bounce. [s]  Our choice: three usual."""

WHYS = (
    "straight jump",
    "fall",
    "other landing",
    "off the bed",
    "stopped",
    "not finished",
)
"""Why a routine was interrupted, in words that can be counted."""

JUMP, FALL, OTHER, OFF, STOPPED, UNFINISHED = WHYS


@dataclass(frozen=True, kw_only=True)
class Interruption:
    """What ended a routine.

    Attributes:
        number: The skill that does not count any more, from 1.
        why: One of WHYS.
        said: The same in a few more words.
        seconds: When, on the clock of the take. [s]
        skill: What was done instead, where something was.
    """

    number: int
    why: str
    said: str
    seconds: float
    skill: Skill | None


def lead_in_jumps(flights: Sequence[Flight], declared: Sequence[Skill]) -> int:
    """Return the straight jumps for height before the first skill of the card.

    A card of straight jumps alone, or a take of nothing else, has none.
    """
    done = _straight_at_first([flight.skill for flight in flights])
    wanted = _straight_at_first(declared)
    if done == len(flights) or wanted == len(declared):
        return 0
    return max(0, done - wanted)


def completed(
    course: Course, flights: Sequence[Flight], declared: Sequence[Skill]
) -> tuple[int, Interruption | None]:
    """Return how many skills were completed, and what ended the routine if it did.

    Args:
        course: The take.
        flights: From the first skill on; there may be more after the last.
        declared: What the card says.
    """
    for at, (flight, meant) in enumerate(zip(flights, declared, strict=False)):
        stood = at and _stood(course, flights[at - 1].contact)
        final = at == len(declared) - 1
        why, said = _stopped() if stood else _ended(course, flight, meant, final)
        if why:
            return at, Interruption(
                number=at + 1,
                why=why,
                said=said,
                seconds=float(course.times[flight.start if stood else flight.end]),
                skill=None if stood else flight.skill,
            )
    if len(flights) >= len(declared):
        return len(declared), None
    return len(flights), _short(course, flights)


def off_after(course: Course, contact: Contact) -> bool:
    """Return whether anything but the bed is touched from soon after a landing."""
    return bool(course.off[_soon(course, contact) :].any())


def _straight_at_first(skills: Sequence[Skill]) -> int:
    for at, skill in enumerate(skills):
        if not skill.is_straight_jump:
            return at
    return len(skills)


def _ended(
    course: Course, flight: Flight, meant: Skill, final: bool
) -> tuple[str, str]:
    """Return why a skill is not completed, twice: to count and to read; or ''s."""
    contact, skill = flight.contact, flight.skill
    end = _soon(course, contact) if final else contact.end
    if course.off[flight.start : end].any():
        return OFF, "touched something other than the bed"
    if not contact.position:
        return FALL, "came down on hands, knees or head"
    if skill.is_straight_jump and not meant.is_straight_jump:
        return JUMP, f"a straight jump where the card says {meant.name()}"
    if contact.position != meant.landing:
        return OTHER, f"landed on the {contact.position}, not the {meant.landing}"
    if contact.fell and not final:
        return FALL, f"landed on the feet, then came down on the {contact.fell}"
    return "", ""


def _stopped() -> tuple[str, str]:
    return STOPPED, f"stayed on the bed for more than {STOP:g} s"


def _short(course: Course, flights: Sequence[Flight]) -> Interruption:
    """Return how a take ended that has fewer skills than the card."""
    since = flights[-1].contact.end if flights else 0
    off = course.off[since:]
    stood = bool(flights) and _stood(course, flights[-1].contact)
    why, said = UNFINISHED, "the take ends before the card does"
    at = len(course.times) - 1
    if off.any():
        why, said = OFF, "came down on something other than the bed"
        at = since + int(off.argmax())
    elif stood:
        why, said = _stopped()
    return Interruption(
        number=len(flights) + 1,
        why=why,
        said=said,
        seconds=float(course.times[at]) if len(course.times) else 0.0,
        skill=None,
    )


def _stood(course: Course, contact: Contact) -> bool:
    """Return whether one stayed on the bed for too long."""
    last = min(contact.end, len(course.times) - 1)
    return bool(course.times[last] - course.times[contact.start] > STOP)


def _soon(course: Course, contact: Contact) -> int:
    """Return the sample by which a landing has shown what it is."""
    first = round(FIRST / course.tick) if course.tick else 0
    return min(contact.start + first, contact.end)
