"""From a recorded take to its show: rig as drawn, figure, events, facts, ghosts."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from ..performers import figure
from ..rigs import FlyBars
from .bed import bed_facts, bed_parts, judged_take
from .fly_bars import leap_facts, leap_parts
from .readings import PREFIX, Readings, readings
from .show_data import Show
from .show_parts import Companion, Ghost, Parts, ShownOdds, Window

if TYPE_CHECKING:
    from ..odds import Odds
    from ..perform import Poses, Take
    from ..scene import Scene

COUNT = 30  # Ghosts shown. Our choice: more blur into a cloud.


def stage_take(
    take: "Take",
    poses: "Poses",
    *,
    title: str,
    subtitle: str = "",
    odds: "Odds | None" = None,
    ghosts: Iterable[Ghost] = (),
    facts: Sequence[tuple[str, str]] | None = None,
    scene: "Scene | None" = None,
    windows: Sequence[Window] = (),
    others: Sequence[Companion] = (),
) -> Show:
    """Return the show of a take.

    Args:
        take: The take that plays.
        poses: Where its bodies are, from `perform.poses`.
        title: Name of the act as a spectator reads it.
        subtitle: One line below; empty for performer, rig and steadiness.
        odds: What to show of many takes.
        ghosts: Flights of other takes, from `flight`; the first COUNT are shown, misses
            and landed as they come.
        facts: Read-outs as (label, text); None for those of the take.
        scene: The take's own; with it the page can show effort, loads and angular
            momentum, and on the trampoline the bed's dip and the judges' marks.
        windows: From when to when a moment may come.
        others: Takes to compare, from `companion`.
    """
    read = Readings() if scene is None else readings(scene, take)
    parts = take_parts(take, poses, scene)
    if facts is not None:
        parts["facts"] = facts
    return Show(
        title=title,
        subtitle=subtitle or _subtitle(take),
        seed=take.seed,
        bodies=poses.names,
        times=poses.times,
        xpos=poses.xpos,
        xquat=poses.xquat,
        com=poses.com,
        figures=[{"prefix": PREFIX, **figure(take.performer)}],
        odds=None if odds is None else shown_odds(odds),
        ghosts=_ghosts(ghosts),
        windows=windows,
        others=others,
        **parts,
        **read,
    )


def take_parts(take: "Take", poses: "Poses", scene: "Scene | None") -> Parts:
    """Return what of a take's show hangs on the apparatus; see `stage_take`."""
    if isinstance(take.rig, FlyBars):
        return leap_parts(take, take.rig)
    return bed_parts(take, take.rig, poses, scene)


def take_facts(take: "Take", scene: "Scene | None" = None) -> list[tuple[str, str]]:
    """Return read-outs of a take in people's units, as (label, text)."""
    if isinstance(take.rig, FlyBars):
        return leap_facts(take)
    return bed_facts(take, None if scene is None else judged_take(scene, take)[1])


def shown_odds(odds: "Odds") -> ShownOdds:
    """Return odds as the page shows them."""
    return {
        "takes": odds.takes,
        "landed": odds.landed,
        "odds": odds.odds,
        "low": odds.low,
        "high": odds.high,
        "failures": dict(odds.commonest()),
    }


def _subtitle(take: "Take") -> str:
    who, rig = take.performer.name.capitalize(), take.rig
    leap = isinstance(rig, FlyBars)
    where = f"{rig.name} rig, bar to bar" if leap else f"{rig.name} {rig.apparatus}"
    return f"{who} · {where} · {take.steadiness.name} steadiness"


def _ghosts(ghosts: Iterable[Ghost]) -> list[Ghost]:
    """Return the first COUNT flights that have a path."""
    seen = (g for g in ghosts if len(g["path"]) > 1 and np.isfinite(g["path"]).all())
    return list(islice(seen, COUNT))
