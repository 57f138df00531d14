"""What a performer is: a body, its strength, its grip and its steadiness."""

from dataclasses import dataclass

from .segments import Anatomy
from .steadiness import Steadiness
from .strength import Strength


@dataclass(frozen=True, kw_only=True)
class Grip:
    """What the hands can do.

    Attributes:
        left: Largest load the left hand holds. [N]
        right: Largest load the right hand holds. [N]
        reach: How far from the grip a bar may be when the fingers close. [m]
        catch_speed: Fastest bar that the hand can catch, relative to it. [m/s]
    """

    left: float
    right: float
    reach: float
    catch_speed: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Performer:
    """One person, ready to be put into a scene.

    Attributes:
        name: As in the act's cast.
        about: One line for people.
        sex: `"female"` or `"male"`.
        height: Standing. [m]
        mass: [kg].
        anatomy: Segments, their inertias and shapes.
        strength: Torque limits by joint.
        grip: Strength and reach of the hands.
        steadiness: How exactly the performer repeats.
    """

    name: str
    about: str
    sex: str
    height: float
    mass: float
    anatomy: Anatomy
    strength: Strength
    grip: Grip
    steadiness: Steadiness
