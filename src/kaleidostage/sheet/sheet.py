"""The sheet: all sections of one act, performed as needed."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..judging import LANDED
from .apparatus import Apparatus, Section, of
from .base import Base, perform_base
from .cast import Cast
from .costs import costs
from .curves import fatigue, steadiness_curve, strength_curve
from .drawing import drawing
from .loads import loads
from .margins import margins
from .ready import difficulty, ready
from .rig import rig
from .takes import Takes
from .versus import check_comparable, check_different, versus
from .words import words

SCHEMA = 1
"""Version of the sheet's JSON."""
SPOTS = 300
"""Points in the picture of catches or landings. Our choice: more blur."""

Begin = Callable[[str, int, int], None]
"""Told which section begins: its name, its number from 1, and how many there are."""


def sheet(
    cast: Cast,
    takes: Takes,
    *,
    count: int,
    gate: float,
    other: tuple[Cast, str] | None = None,
    also: Sequence[Cast] = (),
    begin: Begin = lambda name, number, of: None,
) -> dict[str, Any]:
    """Return the sheet of an act as plain values, ready for JSON and for the page.

    Args:
        cast: Who does what, how, on what and how unsteadily.
        takes: Performs, and remembers.
        count: How many takes the odds are counted on, decided before.
        gate: Odds that the lower bound must reach to go.
        other: Another way to do it to compare with, and what differs in words.
        also: What the performer knows besides what is shipped.
        begin: Told as each section begins.

    Raises:
        MismatchError: If there are no sheets for this apparatus, or the two ways
            cannot be compared.
    """
    kind = of(cast.act.apparatus)
    if other is not None:
        check_comparable(cast.act, other[0].act)
        check_different(cast, other[0])
    parts = _parts(kind, gate, other, also)
    begin("odds", 1, len(parts) + 1)
    base = perform_base(cast, takes, count, kind)
    found: dict[str, Any] = {}
    for number, (name, part) in enumerate(parts.items(), start=2):
        begin(name, number, len(parts) + 1)
        found[name] = part(base, takes)
    whole = {**_head(base, takes), **found}
    return {**whole, "words": words(whole)}


def _parts(
    kind: Apparatus,
    gate: float,
    other: tuple[Cast, str] | None,
    also: Sequence[Cast],
) -> dict[str, Section]:
    """Return how each section is made, in their order."""
    parts: dict[str, Section] = {
        "ready": lambda base, takes: ready(base, takes, kind, gate, also),
        "loads": lambda base, takes: loads(base, kind),
        "costs": lambda base, takes: costs(base, takes, kind),
        "margins": lambda base, takes: margins(base, takes, kind),
        "steadiness": lambda base, takes: steadiness_curve(base, takes, kind),
        "strength": lambda base, takes: strength_curve(base, takes, kind),
        "fatigue": lambda base, takes: fatigue(base, takes, kind),
        "rig": lambda base, takes: rig(base, takes, kind),
        "picture": lambda base, takes: _picture(base, kind),
        "drawing": lambda base, takes: drawing(base, kind),
    }
    parts.update(kind.sections())
    if other is not None:
        parts["versus"] = lambda base, takes: versus(base, other[0], takes, other[1])
    return parts


def _head(base: Base, takes: Takes) -> dict[str, Any]:
    cast = base.cast
    return {
        "schema": SCHEMA,
        "act": cast.act.name,
        "title": cast.act.title,
        "apparatus": cast.act.apparatus,
        "somersaults": cast.act.somersaults,
        "difficulty": difficulty(cast.act),
        "performer": cast.performer.name,
        "rig_name": cast.rig.name,
        "level": cast.steadiness.name,
        "seed": takes.seed,
        "mass_kg": round(cast.performer.mass, 1),
        "odds": {k: v for k, v in base.odds.as_dict().items() if k != "seconds"},
        "sentence": base.odds.sentence(),
    }


def _picture(base: Base, kind: Apparatus) -> dict[str, Any]:
    """Return where the first takes were decided, all points of each."""
    spot = kind.spot(base.tally, base.cast.performer)
    # The first take of which not all points have room, or all.
    end = int(spot.take[SPOTS]) if len(spot.take) > SPOTS else len(base.words)
    shown = spot.take < end
    points = [
        [round(float(x), 2), round(float(y), 2), base.words[take] == LANDED]
        for (x, y), take in zip(spot.xy[shown], spot.take[shown], strict=True)
        if np.isfinite(x + y)
    ]
    return {
        "title": spot.title,
        "across": spot.across,
        "up": spot.up,
        "radius": spot.radius,
        "half": spot.half,
        "note": spot.note,
        "box": spot.box,
        "zones": spot.zones,
        "points": points,
        "takes": end,
    }
