"""What an act is: a trick on an apparatus, with who does it and on which rig."""

from dataclasses import dataclass

APPARATUS = ("fly-bars",)
"""Apparatus an act can be for."""

TRICKS = {"straight leap": 0, "back somersault": 1, "double back somersault": 2}
"""Tricks between the two bars, with their nominal number of backward somersaults.

The trapeze counts nominally: a double turns about one and a half times between
release and catch (BAKER06). The measured rotation is therefore given beside it.
"""


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
        trick: One of TRICKS.
        somersaults: Nominal number of backward somersaults.
    """

    name: str
    title: str
    about: str
    apparatus: str
    rig: str
    cast: str
    trick: str
    somersaults: int
