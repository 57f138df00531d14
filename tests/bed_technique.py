"""A plausible technique of straight jumps, for tests of what is around it."""

from dataclasses import replace

import numpy as np
import pytest

from kaleidostage.errors import FileFormatError
from kaleidostage.files import parse_toml
from kaleidostage.technique import Phase, Technique, dumps, read_school
from kaleidostage.technique.balance import Balance, packed
from kaleidostage.technique.reading import parse

_PRESS, *_REST = read_school("trampoline").phases
# Its figures are not the school's: the school is searched anew, and tests quote these.
_BENT = {"knee_flexion": np.radians(3.0)}
SCHOOL = (
    replace(_PRESS, at=-0.005, move=0.085, pose=_PRESS.pose | _BENT),
    *_REST,
)
FOUND = {"command": "kaleidostage rehearse", "seed": 3, "seconds": 61.5}
SIZES = (3, 2, 4, 2, 1)


def network(sizes=SIZES, seed=1):
    """Return a balance with weights drawn by chance."""
    draw = np.random.default_rng(seed)
    shapes = Balance(*sizes, "").shapes
    return packed([draw.normal(size=s).astype("<f4") for s in shapes], sizes)


def jumps(**changes):
    """Return the technique; how long it stays upright is another matter."""
    values = {"phases": SCHOOL, "aim": 1.6, "balance": network(), **changes}
    names = {"act": "straight-jumps", "performer": "nilo", "rig": "competition"}
    return Technique(**names, call=0.0, lead=0.0, **values)


def parsed(text):
    return parse(parse_toml(text, "technique", "mine.toml"))


def sound(**changes):
    """Return the text of a sound file, without the comment at its head."""
    text = dumps(jumps(**changes))
    return text[text.index("schema") :]


def refused(text):
    """Return what is said of a wrong file; it must be one line."""
    with pytest.raises(FileFormatError) as error:
        parsed(text)
    assert "\n" not in str(error.value)
    return str(error.value)


def line_of(text, what):
    """Return the number of the first line that holds `what`."""
    return text[: text.index(what)].count("\n") + 1


DOWN, UP = "touchdown", "take-off"


def phase(name, after, at, of="", when="time"):
    level = 0.0 if when == "time" else 0.3
    return Phase(name=name, after=after, at=at, move=0.2, of=of, when=when, level=level)


PUSH = phase("push", DOWN, 0.1)
RISE = phase("rise", UP, 0.1)
READY = phase("ready", UP, 0.3, when="landing")
