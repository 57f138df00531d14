"""From a performer's file, shipped or the user's own, to a performer."""

from pathlib import Path
from typing import NamedTuple

from ..files import Document, Table, find, own_name, read_toml, shipped
from .performer import Grip, Performer
from .proportions import proportioned
from .segments import Anatomy
from .steadiness import STEADINESS_NAMES, steadiness
from .strength import strength
from .tape import measurement_names, tape_fault, taped

SCHEMA = 1
"""Version of the performer file."""

GRAVITY = 9.81
"""Standard gravity, for loads in body weights. [m/s^2]"""

GRIP_WEIGHTS = 3.0
"""Default strength of one hand. [body weights]

Derived: before a Tkachev the bar pulls with up to 6 body weights on two hands, and
they hold (TKA-FR); a trained hand holds no less than half of that. Untrained hands
break away at 668-691 N (YOUNG09).
"""

REACH = 0.06
"""Default reach of closing fingers. [m]  Our choice."""

CATCH_SPEED = 2.5
"""Default fastest catch. [m/s]  A working value: nobody has measured it."""

SEXES = ("female", "male")
SHORTEST, TALLEST = 1.2, 2.2
"""Heights allowed. [m]  Our choice: beyond, the proportions are not those of adults."""

_FOLDER = Path(__file__).parent / "shipped"


def names() -> tuple[str, ...]:
    """Return the names of the shipped performers, sorted."""
    return shipped(_FOLDER)


def load(name_or_path: str | Path) -> Performer:
    """Read a performer: the name of a shipped one, or a path to a file.

    Raises:
        UnknownNameError: If nothing shipped has that name.
        FileFormatError: If the file is not a sound performer file.
        StorageError: If it cannot be opened.
    """
    path = find("performer", name_or_path, _FOLDER)
    document = read_toml(path, "performer")
    document.schema(SCHEMA)
    performer = _performer(document, own_name(document, path.stem, "layla"))
    document.done()
    return performer


def _performer(document: Document, name: str) -> Performer:
    """Return the performer a document describes."""
    body = _body(document)
    power = document.table("strength", optional=True)
    scale = power.number("scale", low=0.2, high=3.0, default=1.0)
    level = document.choice("steadiness", STEADINESS_NAMES, default="national")
    return Performer(
        name=name,
        about=document.text("about", default=name),
        sex=body.sex,
        height=body.height,
        mass=body.mass,
        anatomy=body.anatomy,
        strength=strength(mass=body.mass, sex=body.sex, scale=scale),
        grip=_grip(document.table("grip", optional=True), body.mass),
        steadiness=steadiness(level),
    )


class _Body(NamedTuple):
    """What the measures of a file give."""

    sex: str
    height: float
    mass: float
    anatomy: Anatomy


def _body(document: Document) -> _Body:
    """Return the body, from `[measure]` or from `[tape]`."""
    by_tape, by_measure = document.has("tape"), document.has("measure")
    if by_tape and by_measure:
        raise document.fault("tape", "[measure] and [tape] exclude each other")
    if by_tape:
        return _taped(document.table("tape"))
    return _measured(document.table("measure"))


def _measured(table: Table) -> _Body:
    """Return the body of a person of average proportions."""
    sex = table.choice("sex", SEXES)
    height = table.number("height_m", low=SHORTEST, high=TALLEST)
    mass = table.number("mass_kg", low=25.0, high=150.0)
    _check_mass(table, height, mass)
    return _Body(sex, height, mass, proportioned(height=height, mass=mass, sex=sex))


def _taped(table: Table) -> _Body:
    """Return the body of a measured person."""
    sex = table.choice("sex", SEXES)
    mass = table.number("mass_kg", low=25.0, high=150.0)
    tape = {n: table.number(n, low=0.01, high=2.0) for n in measurement_names()}
    if bad := tape_fault(tape):
        raise table.fault(*bad)
    anatomy, height, natural = taped(tape, mass)
    if not SHORTEST <= height <= TALLEST:
        raise table.fault(
            "Ls5L",
            f"the lengths add up to a height of {height:.2f} m; it must be between "
            f"{SHORTEST} and {TALLEST} m: measurements are in metres",
        )
    _check_mass(table, height, mass)
    if not 0.8 <= natural / mass <= 1.25:
        raise table.fault(
            "mass_kg",
            f"mass_kg is {mass:g}, but the tape encloses {natural:.1f} kg; they must "
            "agree within a fifth: check both",
        )
    return _Body(sex, height, mass, anatomy)


def _check_mass(table: Table, height: float, mass: float) -> None:
    """Refuse a mass that nobody of that height has."""
    index = mass / height**2
    if not 14.0 <= index <= 40.0:
        raise table.fault(
            "mass_kg",
            f"mass_kg {mass:g} at {height:.2f} m is a body mass index of {index:.1f}; "
            "it must be between 14 and 40: check both measures",
        )


def _grip(table: Table, mass: float) -> Grip:
    """Return the grip, by default that of a trained performer of that mass."""
    usual = GRIP_WEIGHTS * GRAVITY * mass
    return Grip(
        left=table.number("left_N", above=0.0, high=10_000.0, default=usual),
        right=table.number("right_N", above=0.0, high=10_000.0, default=usual),
        reach=table.number("reach_m", above=0.0, high=0.3, default=REACH),
        catch_speed=table.number(
            "catch_speed_m_s", above=0.0, high=20.0, default=CATCH_SPEED
        ),
    )
