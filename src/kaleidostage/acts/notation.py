"""From FIG's numbers or a name to a skill; docs/cards.md describes the notation."""

import re
from dataclasses import dataclass, replace

from ..errors import FileFormatError
from ..files import words
from . import vocabulary
from .skill import (
    BACKWARD,
    FORWARD,
    MOST_QUARTERS,
    POSITIONS,
    SHAPELESS,
    SHAPES,
    Skill,
    impossible,
    lands_on,
    phases,
    usual_direction,
)

UNREADABLE = "does not parse"
IMPOSSIBLE = "cannot be done from there"
AMBIGUOUS = "ambiguous"

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("○◦", "o"),
        **dict.fromkeys("‹〈∠", "<"),
        **dict.fromkeys("⁄∕", "/"),
        **dict.fromkeys("∨˅", "v"),
        **dict.fromkeys("–—−‐‑", "-"),
        **dict.fromkeys("›〉→", ">"),
    }
)
"""Signs that look alike or are printed for the same."""

_SHAPE = {symbol: name for name, symbol in SHAPES.items()} | {
    name: name for name in SHAPES
}
_WAY = {"f": FORWARD, "forward": FORWARD, "b": BACKWARD, "backward": BACKWARD}
_TOKEN = re.compile(r"[0-9]+|[a-z]+|\S")
_CLOSED = re.compile(r"(?<=[o</v])([fb])$")  # The direction right behind the shape.
_NUMBER = re.compile(r"[0-9-][0-9\s-]*")

_ORDER = "write quarters, half twists, shape and direction, as in '8-1< f', or a name"


@dataclass(frozen=True)
class Trouble:
    """Why a text is no skill.

    Attributes:
        kind: UNREADABLE, IMPOSSIBLE or AMBIGUOUS.
        at: Where in the text, in characters from its beginning.
        said: What is wrong and what would be right.
    """

    kind: str
    at: int
    said: str


@dataclass(frozen=True)
class _Draft:
    """A skill as written: None for what the text leaves open."""

    quarters: int
    twists: tuple[int, ...]
    shape: str
    direction: int | None = None
    take_off: str | None = None
    landing: str | None = None


def read(text: str, start: str | None = None) -> Skill | Trouble:
    """Return the skill a text means, or why it means none.

    Args:
        text: Notation or a name, and where wanted take-off and landing: `5-o
            back>feet`, `half twist > seat`.
        start: Where the skill before has landed; None where nothing was before.
    """
    drafted = _draft(text.translate(_ALIKE).lower())
    if isinstance(drafted, Trouble):
        return drafted
    if start and drafted.take_off not in (None, start):
        said = f"it starts from the {drafted.take_off}, but the one before lands on "
        return Trouble(IMPOSSIBLE, 0, f"{said}the {start}; put one between them")
    return _settle(drafted, start or "feet")


def read_skill(text: str) -> Skill:
    """Return the skill a text means, done from the feet unless it says otherwise.

    Raises:
        FileFormatError: If it means none, or more than one.
    """
    found = read(text)
    if isinstance(found, Trouble):
        shown = words.shown(text)
        raise FileFormatError(f"skill {shown}: {found.kind}: {found.said}")
    return found


def _draft(text: str) -> _Draft | Trouble:
    """Return what stands there: positions behind, then a name or figures."""
    body, arrow, end = text.partition(">")
    landing = end.strip() or None
    if landing not in (None, *POSITIONS):
        return _no_position(landing or "", len(body) + 1)
    take_off = None
    if arrow and not vocabulary.find(body):
        head, _, last = body.rstrip().rpartition(" ")
        if last in POSITIONS:
            body, take_off = head, last
    if options := vocabulary.several(body):
        said = f"which one? Write {' or '.join(map(repr, options))}, or another"
        return Trouble(AMBIGUOUS, 0, said)
    drafted = _named(body) or _figures(body)
    if isinstance(drafted, Trouble) or not arrow:
        return drafted
    return replace(drafted, take_off=take_off or drafted.take_off, landing=landing)


def _no_position(word: str, at: int) -> Trouble:
    if word == "head":
        return Trouble(IMPOSSIBLE, at, "nobody may land on the head")
    hint = words.hint(word, POSITIONS)
    listed = words.listed(POSITIONS)
    said = f"after '>' stands where it lands, one of {listed}, not {word!r}{hint}"
    return Trouble(UNREADABLE, at, said)


def _named(body: str) -> _Draft | None:
    """Return the draft of a skill called by name, or None."""
    skill = vocabulary.find(body)
    if not skill:
        return None
    return _Draft(
        quarters=skill.quarters,
        twists=skill.twists,
        shape=skill.shape,
        direction=skill.direction,
        take_off=skill.take_off,
        landing=skill.landing,
    )


def _figures(body: str) -> _Draft | Trouble:
    """Return the draft of a skill written in numbers and signs."""
    body = _CLOSED.sub(r" \1", body.rstrip())
    number = _NUMBER.match(body)
    rest = body[number.end() :] if number else body
    shape, direction = None, None
    for token in _TOKEN.finditer(rest):
        word = token[0]
        if word in _SHAPE and not shape and not direction:
            shape = _SHAPE[word]
        elif word in _WAY and not direction:
            direction = _WAY[word]
        else:
            return _stray(body, word, len(body) - len(rest) + token.start())
    if not number and not shape:
        return Trouble(UNREADABLE, 0, f"no skill; {_ORDER}")
    return _counted(number[0] if number else "0-", shape, direction)


def _stray(body: str, word: str, at: int) -> Trouble:
    """Return the trouble with a word or sign that does not belong there."""
    whole = body.strip()
    if whole[0].isalpha() and len(whole) > 1:
        near = vocabulary.nearest(whole)
        hint = f"; did you mean {near!r}?" if near else f"; {_ORDER}"
        return Trouble(UNREADABLE, 0, f"no skill is called {words.shown(whole)}{hint}")
    known = word in _SHAPE or word in _WAY or word.isdigit() or word == "-"
    what = "is out of place" if known else "is no sign of the notation"
    return Trouble(UNREADABLE, at, f"{words.shown(word)} {what}; {_ORDER}")


def _counted(number: str, shape: str | None, direction: int | None) -> _Draft | Trouble:
    """Return the draft for the figures of quarters and half twists."""
    readings = _readings(number.split())
    for quarters, figures in readings:
        if len(figures) != phases(quarters):
            continue
        if not shape and quarters > SHAPELESS:
            said = "the shape is missing; add o (tuck), < (pike) or / (straight)"
            return Trouble(UNREADABLE, len(number.rstrip()), said)
        twists = tuple(0 if figure == "-" else int(figure) for figure in figures)
        return _Draft(quarters, twists, shape or "straight", direction)
    return _miscounted(readings, SHAPES[shape or "tuck"])


def _readings(parts: list[str]) -> list[tuple[int, str]]:
    """Return the ways to part figures in quarters and half twists, likely first.

    `12 - - 1` says by its gaps where the quarters end; `12--1` does not.
    """
    closed = "".join(parts)
    heads = [parts[0]] if len(parts) > 1 else []
    heads += [closed[:2], closed[:1]]
    found = [(int(h), closed[len(h) :]) for h in heads if h.isdigit() and len(h) <= 2]
    return [(quarters, _filled(quarters, figures)) for quarters, figures in found]


def _filled(quarters: int, figures: str) -> str:
    """Return figures with that of a last, unfinished somersault: `7 - o` is usual."""
    unfinished = quarters % 4 == 3 and len(figures) == phases(quarters) - 1 > 0
    return f"{figures}-" if unfinished and not figures.strip("-0") else figures


def _miscounted(readings: list[tuple[int, str]], sign: str) -> Trouble:
    """Return the trouble with too few or too many figures for half twists."""
    sound = [reading for reading in readings if reading[0] <= MOST_QUARTERS]
    if not sound:
        return Trouble(UNREADABLE, 0, f"the quarters are missing; {_ORDER}")
    quarters, figures = sound[0]
    wanted = phases(quarters)
    if len(figures) == wanted - 1 and figures.strip("-0"):
        options = {figures[:at] + "-" + figures[at:] for at in range(wanted)}
        said = " or ".join(repr(f"{quarters}{o}{sign}") for o in sorted(options))
        text = f"which somersault has no half twist? Write {said}"
        return Trouble(AMBIGUOUS, 0, text)
    right = f"{quarters}{'-' * wanted}{sign}"
    text = (
        f"{quarters} quarters have {wanted} figure{'s' * (wanted > 1)} for half "
        f"twists, got {len(figures)}; without twists it is {right!r}"
    )
    return Trouble(UNREADABLE, 0, text)


def _settle(draft: _Draft, start: str) -> Skill | Trouble:
    """Return the skill from there, if there is exactly one that fits the draft."""
    ways = (FORWARD, BACKWARD) if draft.quarters else (0,)
    if draft.direction is not None:
        ways = (draft.direction,)
    skills = [_skill(draft, draft.take_off or start, way) for way in ways]
    fitting = [skill for skill in skills if not impossible(skill)]
    if not fitting:
        reasons = dict.fromkeys(impossible(skill) for skill in skills)
        meant = "" if draft.landing else _on_body(draft, skills)
        return Trouble(IMPOSSIBLE, 0, "; ".join(reasons) + meant)
    if len(fitting) == 1:
        return fitting[0]
    usual = [skill for skill in fitting if skill.direction == usual_direction(skill)]
    if usual and fitting[0].landing == fitting[1].landing:
        return usual[0]
    options = " or ".join(f"{s.notation()!r} ({s.name()})" for s in fitting)
    return Trouble(AMBIGUOUS, 0, f"forward or backward? Write {options}")


def _on_body(draft: _Draft, skills: list[Skill]) -> str:
    """Return how to say that a skill from the body goes back to the body."""
    half = sum(draft.twists)
    spots = {lands_on(s.take_off, s.quarters, half, s.direction) for s in skills}
    names = [name for name, turn in POSITIONS.items() if turn and turn in spots]
    return f"; if that is meant, write '> {names[0]}'" if names else ""


def _skill(draft: _Draft, take_off: str, direction: int) -> Skill:
    """Return the draft done from there in a direction, landing where it says.

    Unsaid, it lands where the turning leads; but from front or back to body again is
    more often a slip than meant: there it has to be on the feet.
    """
    spot = lands_on(take_off, draft.quarters, sum(draft.twists), direction)
    leads = next((name for name, turn in POSITIONS.items() if turn == spot), "feet")
    usual = "feet" if POSITIONS[take_off] else leads
    return Skill(
        quarters=draft.quarters,
        twists=draft.twists,
        shape=draft.shape,
        direction=direction,
        take_off=take_off,
        landing=draft.landing or usual,
    )
