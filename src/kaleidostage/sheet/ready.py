"""Ready or not, and what to show instead."""

from dataclasses import replace
from typing import Any

from .. import acts, rigs, technique
from ..judging import LANDED
from ..odds import Odds, count, judge_gate
from .base import Base
from .cast import Cast
from .slips import Row
from .takes import Takes, outcomes

EACH = 200
"""Takes of each other act. Our choice: time."""


def ready(base: Base, takes: Takes, gate: float) -> dict[str, Any]:
    """Return the verdict on tonight and the other acts of the same performer."""
    found = judge_gate(base.odds, gate)
    return {
        "gate": gate,
        "verdict": found.verdict,
        "more_takes": found.more,
        "fallback": [_other(cast, takes, gate) for cast in repertoire(base.cast)],
    }


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
    return sorted(best.values(), key=lambda other: -other.act.somersaults)


def _wish(other: Cast, cast: Cast) -> tuple[bool, bool]:
    return other.rig.name != cast.rig.name, other.rig.name != other.act.rig


def _rig(cast: Cast, name: str) -> rigs.Rig:
    return cast.rig if name == cast.rig.name else rigs.load(name)


def _other(cast: Cast, takes: Takes, gate: float) -> dict[str, Any]:
    tally = takes.perform(cast, [Row(take=take) for take in range(EACH)])
    words = outcomes(cast, tally)
    odds: Odds = count(words)
    return {
        "act": cast.act.name,
        "title": cast.act.title,
        "somersaults": cast.act.somersaults,
        "rig": cast.rig.name,
        "takes": odds.takes,
        "landed": sum(word == LANDED for word in words),
        "odds": odds.odds,
        "low": odds.low,
        "high": odds.high,
        "verdict": judge_gate(odds, gate).verdict,
    }
