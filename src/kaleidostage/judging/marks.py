"""The marks of one take on the trampoline: D, E, H, T, penalties and their total.

The rules are those of `docs/marks.md`, read second-hand: the marks are unofficial.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..acts.skill import Skill
from .course import Course
from .difficulty import Row, routine_value, same
from .displacement import Place, placed
from .edition import NEWEST
from .execution import Execution, after_last, executed
from .interruption import Interruption, completed, lead_in_jumps, off_after
from .recognise import Flight, recognise
from .tables import penalties

T_STEP = 0.005
"""Time of flight is given in such steps. [s]"""


@dataclass(frozen=True, kw_only=True)
class Element:
    """One completed skill and its marks.

    Attributes:
        number: From 1.
        row: What was done and what it earns.
        declared: What the card says in this place.
        faults: What was taken off for how it was done.
        place: Where it landed.
        seconds: Time in the air. [s]
        as_declared: Whether it is the skill on the card.
    """

    number: int
    row: Row
    declared: Skill
    faults: Execution
    place: Place
    seconds: float
    as_declared: bool

    @property
    def skill(self) -> Skill:
        """What was done."""
        return self.row.skill

    @property
    def difficulty(self) -> float:
        """What it earns in D; 0 for a repeat."""
        return self.row.counted / 10

    @property
    def execution(self) -> float:
        """What it earns in E, of 2.0 with four judges."""
        return (self.faults.best - self.faults.counted) / 10

    @property
    def displacement(self) -> float:
        """What it earns in H, of 1.0."""
        return (10 - self.place.tenths) / 10


@dataclass(frozen=True, kw_only=True)
class Marks:
    """All marks of one take.

    Attributes:
        edition: Of the difficulty rules.
        declared: What the card says.
        elements: Completed skills, in their order.
        landing: What the landing after the last costs; None where it was not reached.
        interrupted: What ended the routine before its end, or None.
        penalties: What the chair of judges takes off: words, tenths.
    """

    edition: str
    declared: tuple[Skill, ...]
    elements: tuple[Element, ...]
    landing: Execution | None
    interrupted: Interruption | None
    penalties: tuple[tuple[str, int], ...]

    @property
    def recognised(self) -> tuple[Skill, ...]:
        """The completed skills."""
        return tuple(element.skill for element in self.elements)

    @property
    def as_declared(self) -> bool:
        """Whether every skill of the card was completed, each in its place."""
        return not self.interrupted and all(e.as_declared for e in self.elements)

    @property
    def difficulty(self) -> float:
        """D: of what was done."""
        return sum(element.row.counted for element in self.elements) / 10

    @property
    def execution(self) -> float:
        """E: 2.0 a skill less what the two middle judges take off."""
        landing = self.landing.counted if self.landing else 0
        rows = [element.faults for element in self.elements]
        return max(0, sum(row.best - row.counted for row in rows) - landing) / 10

    @property
    def displacement(self) -> float:
        """H: 1.0 a skill less what its landing place costs."""
        return sum(10 - element.place.tenths for element in self.elements) / 10

    @property
    def flight(self) -> float:
        """T: time in the air, a point a second. [s]"""
        seconds = sum(element.seconds for element in self.elements)
        return round(round(seconds / T_STEP) * T_STEP, 3)

    @property
    def penalty(self) -> float:
        """All penalties together."""
        return sum(tenths for _, tenths in self.penalties) / 10

    @property
    def total(self) -> float:
        """D + E + H + T less penalties, not below 0."""
        earned = self.difficulty + self.execution + self.displacement + self.flight
        return max(0.0, round(earned - self.penalty, 3))


def judge_take(
    course: Course,
    declared: Sequence[Skill],
    edition: str = NEWEST,
    seed: int = 0,
    *,
    lead_in: int | None = None,
) -> Marks:
    """Return the marks of one take.

    Args:
        course: What was done.
        declared: What the card says. A straight jump is no element of a competition;
            declared, as an act for practice may, it counts as one that is worth 0.
        edition: Of the difficulty rules.
        seed: Of the take: from it come the errors of the four judges' eyes.
        lead_in: How many straight jumps come before the first element. None finds
            it: those in excess of the straight jumps that the card begins with.

    Raises:
        UnknownNameError: If there is no such edition.
    """
    flights = recognise(course)
    before = lead_in_jumps(flights, declared) if lead_in is None else lead_in
    flights = flights[before:]
    count, ended = completed(course, flights, declared)
    rows = routine_value([f.skill for f in flights[:count]], edition).rows
    elements = [
        Element(
            number=at + 1,
            row=rows[at],
            declared=declared[at],
            faults=executed(
                course, flights[at], flights[at - 1] if at else None, (seed, at)
            ),
            place=placed(course, flights[at]),
            seconds=flights[at].seconds,
            as_declared=same(declared[at], flights[at].skill, edition),
        )
        for at in range(count)
    ]
    return Marks(
        edition=edition,
        declared=tuple(declared),
        elements=tuple(elements),
        landing=None if ended else _landing(course, flights, count),
        interrupted=ended,
        penalties=() if ended else _penalties(flights[count:]),
    )


def _landing(course: Course, flights: Sequence[Flight], count: int) -> Execution | None:
    """Return what the landing after the last skill costs; one jump is free."""
    if not count:
        return None
    last, *jumps = [flight.contact for flight in flights[count - 1 :]]
    fell = last.fell or any(jump.fell or jump.position != "feet" for jump in jumps)
    return after_last(
        hops=max(0, len(jumps) - 1), fell=bool(fell), off=off_after(course, last)
    )


def _penalties(further: Sequence[Flight]) -> tuple[tuple[str, int], ...]:
    """Return the penalties for what was done after the last skill of the card."""
    more = any(_is_more(flight.skill) for flight in further)
    return tuple(penalties().items()) if more else ()


def _is_more(skill: Skill) -> bool:
    """Return whether this is a further skill, and neither a jump nor a fall."""
    shaped = skill.shape != "straight"
    return bool(skill.quarters or skill.half_twists or shaped)
