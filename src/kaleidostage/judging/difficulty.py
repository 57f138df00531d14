"""What skills and routines are worth, edition by edition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..acts import Skill
from ..acts.card import LENGTH
from .edition import NEWEST, Edition, edition

Parts = tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class Value:
    """What one skill is worth.

    Attributes:
        tenths: In tenths of a mark.
        parts: What it is made of: words, tenths, number of the rule.
    """

    tenths: int
    parts: Parts

    @property
    def total(self) -> float:
        """In marks."""
        return self.tenths / 10


@dataclass(frozen=True)
class Row:
    """One skill of a routine.

    Attributes:
        skill: What.
        value: What it is worth alone.
        counted: What it earns here, in tenths: 0 for a repeat or an eleventh.
        repeats: Number, from 1, of the skill that it repeats; None if it is new.
        note: Why it earns less than it is worth, or ''.
    """

    skill: Skill
    value: Value
    counted: int
    repeats: int | None
    note: str


@dataclass(frozen=True)
class RoutineValue:
    """What a routine is worth.

    Attributes:
        edition: Name of the edition.
        rows: One for each skill.
    """

    edition: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> float:
        """In marks."""
        return sum(row.counted for row in self.rows) / 10


def difficulty(skill: Skill, edition_name: str = NEWEST) -> Value:
    """Return what a skill is worth, with the parts that add up to it.

    Raises:
        UnknownNameError: If there is no such edition.
    """
    rules = edition(edition_name)
    parts = tuple(
        (said, tenths, rules.value_rule)
        for said, tenths in _parts(skill, rules)
        if tenths
    )
    return Value(sum(tenths for _, tenths, _ in parts), parts)


def same(a: Skill, b: Skill, edition_name: str = NEWEST) -> bool:
    """Return whether doing `b` after `a` is a repeat.

    Raises:
        UnknownNameError: If there is no such edition.
    """
    rules = edition(edition_name)
    return _identity(a, rules) == _identity(b, rules)


def routine_value(skills: Sequence[Skill], edition_name: str = NEWEST) -> RoutineValue:
    """Return what skills done one after another are worth, in any number.

    Raises:
        UnknownNameError: If there is no such edition.
    """
    rules = edition(edition_name)
    first: dict[tuple[object, ...], int] = {}
    rows = []
    for number, skill in enumerate(skills, 1):
        seen = first.setdefault(_identity(skill, rules), number)
        repeats = seen if seen < number else None
        rows.append(_row(number, skill, repeats, rules))
    return RoutineValue(edition_name, tuple(rows))


def _row(number: int, skill: Skill, repeats: int | None, rules: Edition) -> Row:
    value = difficulty(skill, rules.name)
    note = ""
    if skill.is_straight_jump:
        repeats, note = None, "no element"
    elif number > LENGTH:
        note = f"beyond the tenth ({rules.eleventh_rule})"
    elif repeats:
        note = f"repeats {repeats} ({rules.repeat_rule})"
    return Row(skill, value, 0 if note else value.tenths, repeats, note)


def _parts(skill: Skill, rules: Edition) -> Iterator[tuple[str, int]]:
    """Yield what may earn something, with its tenths; 0 where it does not."""
    whole, rest = divmod(skill.quarters, 4)
    half = skill.half_twists
    yield _some(whole, "somersault"), rules.somersaults[min(whole, 4)]
    yield _some(rest, "quarter"), rules.quarter * rest
    yield _some(half, "half twist"), rules.half_twist * half
    if not skill.quarters and not half:
        yield _jump(skill), rules.jump if _jump(skill) else 0
    if skill.shape in ("pike", "straight"):
        yield skill.shape, _shape(whole, half, rules)
    if skill.direction < 0:
        yield "backward", rules.backward[min(whole, 4)]
    beyond, each = rules.many_twists.get(whole, (half, 0))
    many = max(0, half - beyond)
    yield f"{_some(many, 'half twist')} beyond {beyond}", each * many


def _shape(whole: int, half: int, rules: Edition) -> int:
    """Return what pike or straight earns, in tenths."""
    if whole > 1:
        return rules.multiple_shape * whole
    return rules.single_shape if whole and half <= rules.single_shape_twists else 0


def _jump(skill: Skill) -> str:
    """Return what a jump without twist shows, or '' where that is nothing."""
    if (skill.take_off == "seat") != (skill.landing == "seat"):
        return "to the seat" if skill.landing == "seat" else "from the seat"
    shaped = skill.shape != "straight" and skill.take_off == skill.landing == "feet"
    return f"{skill.shape} jump" if shaped else ""


def _identity(skill: Skill, rules: Edition) -> tuple[object, ...]:
    """Return what two skills must have in common to be the same."""
    half = skill.half_twists
    shape = _tells_shape(skill, rules)
    placing = skill.quarters >= rules.placing_from
    return (
        skill.quarters,
        half,
        skill.direction,
        skill.take_off,
        skill.landing,
        skill.shape if shape else "",
        skill.twists if placing else (),
    )


def _tells_shape(skill: Skill, rules: Edition) -> bool:
    """Return whether the shape makes it another skill."""
    if not skill.quarters:
        return not skill.half_twists
    if skill.quarters >= rules.placing_from:
        return True
    return skill.quarters >= rules.shape_from and skill.half_twists < rules.shape_below


def _some(count: int, thing: str) -> str:
    """Return a count in words: `1 quarter`, `2 half twists`."""
    return f"{count} {thing}{'s' * (count != 1)}"
