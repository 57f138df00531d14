"""The general timeline a rehearsal begins with: poses as schools teach them."""

import math
from dataclasses import replace

from ..acts import TRAMPOLINE, Act, load
from ..acts import names as act_names
from ..errors import MismatchError
from ..performers import Performer
from ..rigs import FlyBars, Rig
from ..technique import Technique, names, read_school, read_shipped

_TIMELINES = {0: "straight", 1: "single"}  # By backward somersaults.

# Whom the timelines were written down for: 1.70 m on the reference rig.
HEIGHT, CABLE = 1.70, 3.65  # [m]


def start(act: Act, performer: Performer, rig: Rig) -> Technique:
    """Return what a rehearsal of an act begins with, where nothing else is named.

    Args:
        act: What is to be rehearsed.
        performer: By whom.
        rig: On what.

    Raises:
        MismatchError: If no timeline has as many somersaults.
    """
    if isinstance(rig, FlyBars):
        return swing(act, performer, rig)
    return jumps(act, performer, rig)


def jumps(act: Act, performer: Performer, rig: Rig) -> Technique:
    """Return the general jump, with the balance of one who jumps already.

    The performer's own balance if there is one for another act, otherwise that of
    whoever has learned to jump: what is to be learned then is the own body. Of several
    the one for the act itself, or for the one most like it. Without any, balance is
    learned from nothing.
    """
    timeline = read_school("trampoline")
    others = sorted(jumped(act), key=lambda other: other != act.name)
    known = [(other, who) for other in others for who in names(other)]
    mine = [pair for pair in known if pair[1].split("@")[0] == performer.name]
    first = read_shipped(*(mine or known)[0]) if known else timeline
    return replace(
        first,
        act=act.name,
        performer=performer.name,
        rig=rig.name,
        found={},
    )


def jumped(like: Act | None = None) -> list[str]:
    """Return the shipped acts on the trampoline.

    First those that go most of the ways an act goes: ahead, back or upright, twisting
    or not. Of them first the one with most skills, and most twists.

    Args:
        like: The act; None for no matter which.
    """
    every = [load(name) for name in act_names()]
    bed = [act for act in every if act.apparatus == TRAMPOLINE]
    wanted = ways(like) if like else set()

    def order(act: Act) -> tuple[int, int, int]:
        twists = sum(skill.half_twists for skill in act.elements)
        return -len(wanted & ways(act)), -len(set(act.elements)), -twists

    return [act.name for act in sorted(bed, key=order)]


def ways(act: Act) -> set[tuple[int, bool]]:
    """Return which ways an act goes, each with whether it twists there."""
    return {(skill.direction, skill.half_twists > 0) for skill in act.elements}


def swing(act: Act, performer: Performer, rig: FlyBars) -> Technique:
    """Return the general timeline of a leap, paced for a body on a rig.

    A swing takes longer the longer cables and body are: all moments go with the root
    of the pendulum's length.

    Args:
        act: What is to be rehearsed.
        performer: By whom.
        rig: On what.

    Raises:
        MismatchError: If no timeline has as many somersaults.
    """
    if act.somersaults not in _TIMELINES:
        raise MismatchError(
            f"there is no general timeline for {act.somersaults} somersaults (act "
            f"{act.name!r}); begin with a technique of your own: --from FILE"
        )
    timeline = read_school(_TIMELINES[act.somersaults])
    pendulum = rig.cable_length + 0.53 * performer.height
    pace = math.sqrt(pendulum / (CABLE + 0.53 * HEIGHT))
    phases = tuple(
        replace(phase, at=phase.at * pace, move=phase.move * pace)
        for phase in timeline.phases
    )
    return replace(
        timeline,
        act=act.name,
        performer=performer.name,
        rig=rig.name,
        call=timeline.call * pace,
        phases=phases,
        found={},
    )
