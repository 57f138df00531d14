"""A trampoline skill, and how FIG's numbers write it."""

from dataclasses import dataclass

SHAPES = {"tuck": "o", "pike": "<", "straight": "/", "straddle": "v"}
"""Shapes of the body, with the symbol that stands for each."""

POSITIONS = {"feet": 0, "seat": 0, "front": 1, "back": 3}
"""What one takes off from and lands on: quarter turns forward from the feet.

Sitting counts as standing; 2 would be the head.
"""

FORWARD, BACKWARD = 1, -1

MOST_QUARTERS = 16
"""Quadruple somersaults: the most that the code values (docs/cards.md)."""


@dataclass(frozen=True, kw_only=True)
class Skill:
    """What is done between one contact with the bed and the next.

    A skill is a value: whether it can be done at all is asked of `impossible`.

    Attributes:
        quarters: Quarter somersaults turned, 0 or more.
        twists: Half twists in each somersault, `phases(quarters)` of them.
        shape: One of SHAPES.
        direction: 1 forward, -1 backward, 0 where nothing is turned.
        take_off: One of POSITIONS.
        landing: One of POSITIONS.
    """

    quarters: int
    twists: tuple[int, ...]
    shape: str
    direction: int
    take_off: str = "feet"
    landing: str = "feet"

    @property
    def half_twists(self) -> int:
        """Half twists in all somersaults together."""
        return sum(self.twists)

    @property
    def is_straight_jump(self) -> bool:
        """Whether this is a plain jump, which is no element of a routine."""
        feet = self.take_off == self.landing == "feet"
        plain = not self.quarters and not self.half_twists
        return plain and feet and self.shape == "straight"

    def notation(self, spaced: bool = False) -> str:
        """Return the text that `notation.read` turns into the same skill.

        Direction and positions stand behind it where the rest leaves them open.

        Args:
            spaced: Whether `8 - 1 <` rather than `8-1<`.
        """
        parts = [(" " if spaced else "").join(self._figures())]
        if self.direction not in (0, usual_direction(self)):
            parts.append("f" if self.direction == FORWARD else "b")
        if (self.take_off, self.landing) != ("feet", "feet"):
            between = " > " if spaced else ">"
            parts.append(f"{self.take_off}{between}{self.landing}")
        return " ".join(parts)

    def name(self) -> str:
        """Return what gymnasts call it, `Barani tuck`; unnamed, its notation."""
        from .vocabulary import name_of  # The vocabulary is made of skills.

        name = name_of(self)
        return name[0].upper() + name[1:] if name else self.notation()

    def _figures(self) -> list[str]:
        """Return quarters, half twists and shape, leaving out what says nothing."""
        if not self.quarters and not self.half_twists:
            return [SHAPES[self.shape]]
        figures = [str(self.quarters), *(str(h) if h else "-" for h in self.twists)]
        plain = self.quarters <= SHAPELESS and self.shape == "straight"
        return figures if plain else [*figures, SHAPES[self.shape]]


SHAPELESS = 2
"""Up to this many quarters the shape need not be written: straight is meant."""


def phases(quarters: int) -> int:
    """Return how many somersaults have a figure for their half twists.

    One up to 6 quarters, two from 7, three from 11, four from 15: a last somersault
    counts when no more than a quarter of it is missing.
    """
    return max(1, (quarters + 1) // 4)


def lands_on(take_off: str, quarters: int, half_twists: int, direction: int) -> int:
    """Return where one comes down, as a number of POSITIONS; 2 is the head."""
    turned = POSITIONS[take_off] + direction * quarters
    return (-turned if half_twists % 2 else turned) % 4


def directions(skill: Skill) -> list[int]:
    """Return the directions in which the skill would land where it says."""
    return [
        direction
        for direction in ((FORWARD, BACKWARD) if skill.quarters else (0,))
        if lands_on(skill.take_off, skill.quarters, skill.half_twists, direction)
        == POSITIONS[skill.landing]
    ]


def usual_direction(skill: Skill) -> int | None:
    """Return the direction that need not be said, or None where it must be.

    Where only one direction leads to the landing, it is that one. From feet or seat
    to feet or seat an odd number of half twists is done forward, an even one
    backward; without a twist both are usual.
    """
    possible = directions(skill)
    if len(possible) == 1:
        return possible[0]
    upright = not (POSITIONS[skill.take_off] or POSITIONS[skill.landing])
    if not possible or not upright or not skill.half_twists:
        return None
    return FORWARD if skill.half_twists % 2 else BACKWARD


def impossible(skill: Skill) -> str:
    """Return why nobody can do this skill, or '' where nothing speaks against it."""
    if skill.quarters > MOST_QUARTERS:
        return (
            f"{skill.quarters} quarters are more than {MOST_QUARTERS}, the most known"
        )
    if skill.shape == "straddle" and skill.quarters:
        return "a straddle is for jumps; in a somersault it counts as a pike, '<'"
    if len(skill.twists) != phases(skill.quarters):
        return f"{skill.quarters} quarters have {phases(skill.quarters)} twist figures"
    if skill.direction and not skill.quarters:
        return "without a somersault there is no direction"
    return "" if skill.direction in directions(skill) else _elsewhere(skill)


def _elsewhere(skill: Skill) -> str:
    """Return where a skill comes down that does not land where it says."""
    spot = lands_on(skill.take_off, skill.quarters, skill.half_twists, skill.direction)
    if spot == 2:  # No name in POSITIONS: nobody may.
        return f"from the {skill.take_off} it would land on the head"
    real = " or ".join(name for name, turn in POSITIONS.items() if turn == spot)
    return f"from the {skill.take_off} it lands on the {real}, not the {skill.landing}"
