"""Ready or not, and what to show instead."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .. import acts, rigs, technique
from ..acts import Act
from ..errors import MismatchError
from ..judging import LANDED
from ..judging.difficulty import routine_value
from ..odds import POWER, causes_on, count, judge_gate
from .apparatus import Apparatus
from .base import Base
from .cast import Cast
from .slips import Row
from .takes import Takes, outcomes


def ready(
    base: Base, takes: Takes, kind: Apparatus, gate: float, also: Sequence[Cast] = ()
) -> dict[str, Any]:
    """Return the verdict on tonight and the other acts of the same performer.

    Args:
        base: Tonight's act, performed.
        takes: Performs.
        kind: The apparatus.
        gate: Odds that the lower bound must reach to go.
        also: What the performer knows besides what is shipped.
    """
    others = [*also, *repertoire(base.cast)]
    each = kind.budget.others
    found = judge_gate(base.odds, gate)
    return {
        "gate": gate,
        "verdict": found.verdict,
        "more_takes": found.more,
        "chance": POWER,
        "fallback": [_other(cast, takes, gate, each) for cast in others],
    }


def also_known(cast: Cast, path: Path | str) -> Cast:
    """Return another act that the performer of a cast knows, from a technique file.

    Args:
        cast: Tonight's.
        path: The file; its act and its rig are shipped, or those of tonight.

    Raises:
        MismatchError: If it is for another performer or another apparatus.
        FileFormatError: If it is not a sound technique file.
        StorageError: If it cannot be opened.
        UnknownNameError: If nothing of the name of its act or rig is known.
    """
    how = technique.read(path)
    if how.performer != cast.performer.name:
        raise MismatchError(
            f"technique {path} is for {how.performer!r}: only what "
            f"{cast.performer.name!r} knows can be shown instead"
        )
    act = cast.act if how.act == cast.act.name else acts.load(how.act)
    if act.apparatus != cast.act.apparatus:
        raise MismatchError(
            f"technique {path} is for an act on the {act.apparatus}, not the "
            f"{cast.act.apparatus}: it cannot be shown instead"
        )
    return replace(cast, act=act, technique=how, rig=_rig(cast, how.rig))


def repertoire(cast: Cast) -> list[Cast]:
    """Return what else this performer knows on this apparatus, hardest first.

    An act is known if a technique for this very performer is shipped; first on
    tonight's rig, then on another, which must be built.
    """
    known = []
    for name in acts.names():
        act = acts.load(name)
        if act.apparatus != cast.act.apparatus:
            continue
        for way in technique.names(name):
            how = technique.read_shipped(name, way)
            if how.performer == cast.performer.name:
                known.append((act, how))
    others = [
        replace(cast, act=act, technique=how, rig=_rig(cast, how.rig))
        for act, how in known
        if (act.name, how.rig) != (cast.act.name, cast.rig.name)
    ]
    best: dict[str, Cast] = {}
    for other in others:  # One way of each act: tonight's rig, else the act's own.
        name = other.act.name
        if name == cast.act.name:
            continue
        if name not in best or _wish(other, cast) < _wish(best[name], cast):
            best[name] = other
    return sorted(best.values(), key=lambda other: -difficulty(other.act))


def difficulty(act: Act) -> float:
    """Return how hard an act is, to put acts in order.

    Somersaults between bars; on the trampoline D, the difficulty of the whole card.
    """
    if not act.elements:
        return float(act.somersaults)
    return sum(row.counted for row in routine_value(act.elements).rows) / 10


def _wish(other: Cast, cast: Cast) -> tuple[bool, bool]:
    return other.rig.name != cast.rig.name, other.rig.name != other.act.rig


def _rig(cast: Cast, name: str) -> rigs.Rig:
    return cast.rig if name == cast.rig.name else rigs.load(name)


def _other(cast: Cast, takes: Takes, gate: float, each: int) -> dict[str, Any]:
    tally = takes.perform(cast, [Row(take=take) for take in range(each)])
    words = outcomes(cast, tally)
    odds = count(words, causes_on(cast.technique.on_bed))
    found = judge_gate(odds, gate)
    return {
        "act": cast.act.name,
        "title": cast.act.title,
        "somersaults": cast.act.somersaults,
        "difficulty": difficulty(cast.act),
        "rig": cast.rig.name,
        "takes": odds.takes,
        "landed": sum(word == LANDED for word in words),
        "odds": odds.odds,
        "low": odds.low,
        "high": odds.high,
        "verdict": found.verdict,
        "must_land": found.needed,
        "more_takes": found.more,
    }
