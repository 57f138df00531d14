"""From a technique for the trampoline to the values and comments of its file."""

from dataclasses import asdict, replace
from typing import Any

from .parts import FOUND, SIGNS, opening, rounded_pose, seconds, shown_pose
from .technique import Phase, Technique

_HEAD = f"""\
A phase is a pose: which joints go where (degrees), when it is begun (at_s seconds
after "touchdown" or "take-off") and how long the body takes to get there (move_s).
A phase names its whole pose: joints that it does not name are at 0.
{SIGNS}

Every jump goes through the phases after "touchdown", on the bed, and then through
those after "take-off", in the air. A negative at_s begins so long before the
touchdown, as it is foreseen. of = "tuck", "pike" or "straddle" keeps a phase for
jumps in that shape, of = "shaped" for those in any of the three; one without of
belongs to every jump. In the air a phase may wait for more than its moment:
when = "landing" until left_s seconds are left to the landing, when = "turned" until
an opened body would turn the rest by itself, or, where no somersault is turned, until
left_s seconds are left. The last phase of every jump prepares the landing."""

_COMMENTS = {
    "found": FOUND,
    "jump": "How long every jump is to fly, from take-off to touchdown.",
    "balance": """\
How the performer keeps upright: a small network, from what is felt to changes of
the pose. It is learned by practice, for these phases, and not for editing by hand.
Without this table the phases are followed as they stand.

even counts what is felt that a mirror leaves alone, odd what it turns round; moves
and side_moves count what is changed, likewise. hidden is the size of both layers
between. weights are float32 numbers in base64.""",
}

TEXTS = (_HEAD, _COMMENTS)
"""What stands above the file and above its tables, for the people who read it."""

BLOCKS = ("balance.weights",)
"""The texts that are broken into lines."""


def plain(technique: Technique) -> dict[str, Any]:
    """Return the values of the file: seconds and degrees, rounded."""
    balance = technique.balance
    return {
        **opening(technique),
        "jump": {"flight_s": _aim(technique)},
        "phase": [_phase(phase) for phase in technique.phases],
        **({"balance": asdict(balance)} if balance else {}),
    }


def rounded(technique: Technique) -> Technique:
    """Return the technique that a file of it holds; its balance is kept exactly."""
    return replace(
        technique,
        call=0.0,
        lead=0.0,
        feedback=(),
        aim=_aim(technique),
        phases=tuple(_rounded(phase) for phase in technique.phases),
    )


def _aim(technique: Technique) -> float:
    """Return the time of flight, rounded to 10 ms. [s]"""
    return round(float(technique.aim), 2)


def _phase(phase: Phase) -> dict[str, Any]:
    """Return one phase as it stands in the file."""
    waits = {"when": phase.when, "left_s": seconds(phase.level)}
    return {
        "name": phase.name,
        "after": phase.after,
        "at_s": seconds(phase.at),
        "move_s": seconds(phase.move),
        **({"of": phase.of} if phase.of else {}),
        **({} if phase.when == "time" else waits),
        **shown_pose(phase),
    }


def _rounded(phase: Phase) -> Phase:
    """Return the phase that a file of it holds."""
    return replace(
        phase,
        at=seconds(phase.at),
        move=seconds(phase.move),
        level=0.0 if phase.when == "time" else seconds(phase.level),
        pose=rounded_pose(phase.pose),
        hands="",
    )
