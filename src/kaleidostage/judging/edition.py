"""Editions of the difficulty rules, read from the files in `editions/`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..errors import UnknownNameError
from ..files import Document, read_toml, shipped

SCHEMA = 1
"""Version of the edition file."""

_FOLDER = Path(__file__).parent / "editions"


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What skills are worth, in tenths, and which are the same.

    Attributes:
        name: `2025-28`.
        title: For people.
        value_rule: Number of the section on values.
        repeat_rule: Number of the rule that a repeat earns nothing.
        eleventh_rule: Number of the rule that an eleventh skill earns nothing.
        somersaults: For 0 to 4 complete somersaults.
        quarter: Each beyond the complete somersaults.
        half_twist: Each.
        jump: Jump in a shape, seat drop and seat to feet, without twist.
        single_shape: Pike or straight in a single.
        single_shape_twists: With at most so many half twists.
        multiple_shape: Pike or straight, each complete somersault.
        backward: Turned backward, for 0 to 4 complete somersaults.
        many_twists: By complete somersaults: half twists beyond the first number
            earn the second one each, besides `half_twist`.
        shape_from: Quarters from which the shape tells skills apart.
        shape_below: Half twists from which it does not, in singles.
        placing_from: Quarters from which shape and placing of twists always do.
    """

    name: str
    title: str
    value_rule: str
    repeat_rule: str
    eleventh_rule: str
    somersaults: tuple[int, ...]
    quarter: int
    half_twist: int
    jump: int
    single_shape: int
    single_shape_twists: int
    multiple_shape: int
    backward: tuple[int, ...]
    many_twists: dict[int, tuple[int, int]]
    shape_from: int
    shape_below: int
    placing_from: int


def editions() -> tuple[str, ...]:
    """Return the names of the editions, oldest first."""
    return shipped(_FOLDER)


NEWEST = editions()[-1]


@cache
def edition(name: str) -> Edition:
    """Return an edition by its name.

    Raises:
        UnknownNameError: If there is none of that name.
    """
    if name not in editions():
        raise UnknownNameError("edition", name, editions())
    document = read_toml(_FOLDER / f"{name}.toml", "edition")
    document.schema(SCHEMA)
    found = _edition(document, name)
    document.done()
    return found


def _edition(document: Document, name: str) -> Edition:
    rules, tenths = document.table("rules"), document.table("tenths")
    same = document.table("same")
    return Edition(
        name=name,
        title=document.text("title"),
        value_rule=rules.text("value"),
        repeat_rule=rules.text("repeat"),
        eleventh_rule=rules.text("eleventh"),
        somersaults=_tenths(tenths, "somersaults"),
        quarter=tenths.integer("quarter"),
        half_twist=tenths.integer("half_twist"),
        jump=tenths.integer("jump"),
        single_shape=tenths.integer("single_shape"),
        single_shape_twists=document.table("single_shape").integer("most_half_twists"),
        multiple_shape=tenths.integer("multiple_shape"),
        backward=_tenths(tenths, "backward"),
        many_twists={
            row.integer("somersaults"): (row.integer("beyond"), row.integer("tenths"))
            for row in document.tables("many_twists")
        },
        shape_from=same.integer("shape_from_quarters"),
        shape_below=same.integer("shape_below_half_twists"),
        placing_from=same.integer("placing_from_quarters"),
    )


def _tenths(table: Document, key: str) -> tuple[int, ...]:
    return tuple(int(value) for value in table.numbers(key, length=5))
