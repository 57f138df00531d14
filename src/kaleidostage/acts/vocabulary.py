"""What gymnasts call their skills; which name means what is told in docs/cards.md."""

import difflib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from .skill import BACKWARD, FORWARD, POSITIONS, SHAPES, Skill, lands_on

_TWISTS: tuple[str, ...] = (
    "back",
    "half",
    "full",
    "rudi",
    "double full",
    "randi",
    "triple full",
    "adolph",
)
"""What a somersault with so many half twists is called as part of a skill."""

_MOST_IN_A_TRIPLE = 4  # Half twists in one somersault of a named triple; our choice.

_SPELT = {
    "layout": "straight",
    "piked": "pike",
    "tucked": "tuck",
    "rudolph": "rudi",
    "randolph": "randi",
    "adolf": "adolph",
    "fliffis": "fliffus",
    "triffis": "triffus",
    "quadriffis": "quadriffus",
    "ballout": "ball out",
    "stomach": "front",
}
"""Other words for the same."""


_SEVERAL = {
    "back": ("back tuck", "back drop"),
    "front": ("front tuck", "front drop"),
    "somersault": ("back tuck", "front tuck"),
    "salto": ("back tuck", "front tuck"),
    "double": ("double back tuck", "half-out tuck"),
    "triple": ("triple back tuck", "half-out triffus tuck"),
    "quadruple": ("quadruple back tuck", "half-out quadriffus tuck"),
    "twist": ("half twist jump", "full twist jump"),
}
"""Words that may mean several skills, with two of them."""


class _Family(NamedTuple):
    """Skills that differ in nothing but their shape."""

    names: tuple[str, ...]
    quarters: int
    twists: tuple[int, ...]
    direction: int
    take_off: str = "feet"
    usual: str = "tuck"
    bare: bool = False  # Whether the usual shape goes without saying.

    def skill(self, shape: str, landing: str | None = None) -> Skill:
        """Return the one of this shape."""
        spot = lands_on(self.take_off, self.quarters, sum(self.twists), self.direction)
        spots = {turn: name for name, turn in reversed(POSITIONS.items())}
        return Skill(
            quarters=self.quarters,
            twists=self.twists,
            shape=shape,
            direction=self.direction,
            take_off=self.take_off,
            landing=landing or spots[spot],
        )


_DROPS: tuple[tuple[tuple[str, ...], int, int, int, str, str], ...] = (
    (("half twist jump", "half twist", "half turn"), 0, 1, 0, "feet", "feet"),
    (("full twist jump", "full twist", "full turn"), 0, 2, 0, "feet", "feet"),
    (("one and a half twist jump",), 0, 3, 0, "feet", "feet"),
    (("double twist jump", "double twist"), 0, 4, 0, "feet", "feet"),
    (("seat drop", "seat"), 0, 0, 0, "feet", "seat"),
    (("half twist to seat drop", "half twist to seat"), 0, 1, 0, "feet", "seat"),
    (("full twist to seat drop", "full twist to seat"), 0, 2, 0, "feet", "seat"),
    (("seat to feet",), 0, 0, 0, "seat", "feet"),
    (("seat half twist to feet",), 0, 1, 0, "seat", "feet"),
    (("seat full twist to feet",), 0, 2, 0, "seat", "feet"),
    (("swivel hips", "seat half twist to seat"), 0, 1, 0, "seat", "seat"),
    (("roller", "seat full twist to seat"), 0, 2, 0, "seat", "seat"),
    (("front drop",), 1, 0, FORWARD, "feet", "front"),
    (("back drop",), 1, 0, BACKWARD, "feet", "back"),
    (("half twist to back drop", "half twist to back"), 1, 1, 1, "feet", "back"),
    (("half twist to front drop", "half twist to front"), 1, 1, -1, "feet", "front"),
    (("back to feet",), 1, 0, FORWARD, "back", "feet"),
    (("front to feet",), 1, 0, BACKWARD, "front", "feet"),
    (("back half twist to feet",), 1, 1, FORWARD, "back", "feet"),
    (("front half twist to feet",), 1, 1, BACKWARD, "front", "feet"),
    (("cat twist",), 0, 2, 0, "back", "back"),
    (("cradle",), 2, 1, FORWARD, "back", "back"),
)
"""Jumps with twists and landings on the body: names, quarters, half twists, ..."""


def find(text: str) -> Skill | None:
    """Return the skill a text names, or None; case and hyphens do not matter."""
    plain = _plain(text)
    return None if plain in _SEVERAL else _meanings().get(plain, (None,))[0]


def several(text: str) -> tuple[str, ...]:
    """Return names of skills that a word may mean, where that is not clear."""
    return _SEVERAL.get(_plain(text), ())


def nearest(text: str) -> str:
    """Return the known name that `text` was probably meant to be, or ''."""
    near = difflib.get_close_matches(_plain(text), _meanings(), n=1)
    return _meanings()[near[0]][1] if near else ""


def name_of(skill: Skill) -> str:
    """Return what a skill is called, in small letters, or ''."""
    return _names().get(skill, "")


def all_names() -> dict[str, Skill]:
    """Return every name that is understood, as it is spelt, with its skill."""
    return {name: skill for skill, name in _meanings().values() if find(name)}


def _plain(text: str) -> str:
    """Return a name as it is looked up: small, without hyphens, the shape last."""
    spelt = " ".join(text.lower().replace("-", " ").replace("_", " ").split())
    parts = " ".join(_SPELT.get(part, part) for part in spelt.split()).split()
    if len(parts) > 1 and parts[0] in SHAPES and parts[-1] != "jump":
        parts = [*parts[1:], parts[0]]
    return " ".join(parts)


@cache
def _meanings() -> dict[str, tuple[Skill, str]]:
    """Return the skill of every name as it is looked up, and how that is spelt."""
    found: dict[str, tuple[Skill, str]] = {}
    for names, skill in _entries():
        for name in names:
            found.setdefault(_plain(name), (skill, name))
    return found


@cache
def _names() -> dict[Skill, str]:
    """Return the first name of every skill that has one."""
    found: dict[Skill, str] = {}
    for names, skill in _entries():
        found.setdefault(skill, names[0])
    return found


def _entries() -> Iterator[tuple[tuple[str, ...], Skill]]:
    """Yield names of a skill, the one to be shown first, and the skill."""
    for shape in SHAPES:
        jump = Skill(quarters=0, twists=(0,), shape=shape, direction=0)
        yield (f"{shape} jump", shape), jump
    for names, quarters, half, direction, take_off, landing in _DROPS:
        drop = _Family(names, quarters, (half,), direction, take_off)
        yield names, drop.skill("straight", landing)
    for family in (*_singles(), *_body_landings(), *_doubles(), *_more()):
        yield from _shaped(family)


def _shaped(family: _Family) -> Iterator[tuple[tuple[str, ...], Skill]]:
    """Yield the names of a family in tuck, pike and straight."""
    for shape in ("tuck", "pike", "straight"):
        full = tuple(f"{name} {shape}" for name in family.names)
        plain = family.names if shape == family.usual else ()
        names = (*plain, *full) if family.bare else (*full, *plain)
        yield names, family.skill(shape)


def _singles() -> Iterator[_Family]:
    """Yield single somersaults from feet to feet."""
    yield _Family(("back", "back somersault", "back somi"), 4, (0,), BACKWARD)
    yield _Family(("front", "front somersault", "front somi"), 4, (0,), FORWARD)
    yield _Family(("barani",), 4, (1,), FORWARD)
    for half in range(2, 8):
        name = _TWISTS[half]
        names = (name,) if half % 2 else (name, f"back {name}")
        yield _twisting(names, 4, half, "feet")


def _twisting(names: tuple[str, ...], quarters: int, half: int, start: str) -> _Family:
    """Return the family of a single that is usually straight: shape earns nothing."""
    direction = FORWARD if half % 2 else BACKWARD
    return _Family(names, quarters, (half,), direction, start, "straight", True)


def _body_landings() -> Iterator[_Family]:
    """Yield somersaults that start or end on front or back."""
    yield _Family(("crash dive",), 3, (0,), FORWARD, "feet", "straight", True)
    yield _Family(("lazy back",), 3, (0,), BACKWARD, "feet", "straight", True)
    yield _Family(("barani to front",), 3, (1,), FORWARD, "feet", "straight", True)
    yield _Family(("back pullover", "pullover"), 3, (0,), BACKWARD, "back")
    for whole in (1, 2, 3):
        name, twists = f"{whole} 3/4 front", (0,) * (whole + 1)
        yield _Family((name,), 4 * whole + 3, twists, FORWARD)
    yield _Family(("ball-out",), 5, (0,), FORWARD, "back")
    yield _Family(("barani ball-out",), 5, (1,), FORWARD, "back")
    for half in (3, 5, 7):
        yield _twisting((f"{_TWISTS[half]} ball-out",), 5, half, "back")
    yield _Family(("cody",), 5, (0,), BACKWARD, "front")
    for half in (2, 4):
        yield _twisting((f"{_TWISTS[half]} cody",), 5, half, "front")


def _doubles() -> Iterator[_Family]:
    """Yield double somersaults from feet to feet; those with a name of their own."""
    yield _Family(
        ("full-full", "full-in full-out"), 8, (2, 2), BACKWARD, "feet", "straight"
    )
    yield _Family(("Miller",), 8, (2, 4), BACKWARD, "feet", "straight", True)
    names = ("Miller-plus", "killer", "Poliarush")
    yield _Family(names, 8, (4, 4), BACKWARD, "feet", "straight", True)
    yield from _in_and_out(8, "fliffus", "double", 7)


def _more() -> Iterator[_Family]:
    """Yield triple and quadruple somersaults from feet to feet."""
    names = ("full-full-full", "full-full-full triple")
    yield _Family(names, 12, (2, 2, 2), BACKWARD, "feet", "straight")
    yield from _in_and_out(12, "triffus", "triple", _MOST_IN_A_TRIPLE)
    yield from _in_and_out(16, "quadriffus", "quadruple", _MOST_IN_A_TRIPLE)


def _in_and_out(
    quarters: int, twisted: str, plain: str, most: int
) -> Iterable[_Family]:
    """Yield the multiple somersaults that twist in the first and the last only."""
    between = (0,) * (quarters // 4 - 2)
    yield _Family((f"{plain} back",), quarters, (0, *between, 0), BACKWARD)
    yield _Family((f"{plain} front",), quarters, (0, *between, 0), FORWARD)
    for first, last in product(range(most + 1), repeat=2):
        if first or last:
            direction = FORWARD if (first + last) % 2 else BACKWARD
            names = tuple(_naming(first, last, twisted))
            yield _Family(names, quarters, (first, *between, last), direction)


def _naming(first: int, last: int, twisted: str) -> Iterator[str]:
    """Yield how a somersault with twists in the first and the last is called.

    The word for twisting doubles, fliffus, may be left out; the others may not.
    """
    into, out = (_TWISTS[half].replace(" ", "-") for half in (first, last))
    names = [f"{into}-in {out}-out"]
    if not first:
        names.insert(0, f"{out}-out")
    if (first, last) == (0, 1):
        names += ["barani-out", ""]
    if not last:
        names.append(f"{into}-in")
    for name in names:
        if twisted == "fliffus" and name:
            yield name
        yield f"{name} {twisted}".strip()
