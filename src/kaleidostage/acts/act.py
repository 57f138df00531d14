"""What an act is: what to do on an apparatus, with who does it and on which rig."""

from dataclasses import dataclass

from .skill import Skill

FLY_BARS, TRAMPOLINE = "fly-bars", "trampoline"

APPARATUS = (FLY_BARS, TRAMPOLINE)
"""Apparatus an act can be for."""

TRICKS = {"straight leap": 0, "back somersault": 1, "double back somersault": 2}
"""Tricks between the two bars, with their nominal number of backward somersaults.

The trapeze counts nominally: a double turns about one and a half times between
release and catch (BAKER06). The measured rotation is therefore given beside it.
"""

STRAIGHT = Skill(quarters=0, twists=(0,), shape="straight", direction=0)
LEAD_IN = 2
"""Straight jumps before the first skill of a card. Our choice."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """A written act.

    Attributes:
        name: Short, as in commands and file names: `first-leap`.
        title: As a spectator reads it.
        about: One line for people.
        apparatus: One of APPARATUS.
        rig: Name or path of the rig it is meant for.
        cast: Name or path of the performer it is meant for.
        trick: One of TRICKS on the fly bars, '' on the trampoline.
        somersaults: Nominal number of backward somersaults of the trick.
        elements: Skills on the trampoline, in their order; none on the fly bars.
    """

    name: str
    title: str
    about: str
    apparatus: str
    rig: str
    cast: str
    trick: str = ""
    somersaults: int = 0
    elements: tuple[Skill, ...] = ()

    @property
    def flown(self) -> tuple[Skill, ...]:
        """What is flown on the trampoline: jumps for height, then the card.

        A card that begins with straight jumps has them in it.
        """
        if not self.elements or self.elements[0].is_straight_jump:
            return self.elements
        return (STRAIGHT,) * LEAD_IN + self.elements
