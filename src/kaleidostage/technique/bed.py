"""A technique for the trampoline as arrays: phases of every jump, and the card.

Shape letters: B takes, K phases, N elements, nu actuated joints.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..acts.skill import Skill
from ..performers import JOINTS
from .technique import Phase

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

BED_EVENTS = ("touchdown", "take-off")
"""What a phase's moment is counted from on the bed."""

BED_WHENS = ("time", "landing", "turned")
"""What else than time can begin a phase on the bed."""

FIGURES = ("straight", "tuck", "pike", "straddle")
"""Shapes as the phases of a flight tell them apart."""

SHAPED = "shaped"
"""For the phases of every flight with another shape than straight."""


@dataclass(frozen=True, kw_only=True, eq=False)
class BedPlan:
    """What everybody on the bed is to do.

    Attributes:
        after: Index into BED_EVENTS, shape (K,).
        when: Index into BED_WHENS, shape (K,).
        at: Moment after the event, or the earliest one, shape (K,). A negative one is
            before the touchdown, as it is foreseen. [s]
        move: Time the joints take to the pose, shape (K,). [s]
        level: What it waits for: time left to the landing, shape (K,). [s]
        pose: Full joint targets, shape (K, nu). [rad]
        first: First phase after each event, for each of FIGURES, shape (2, 4).
        following: The phase after each, for each of FIGURES; K where none is, (4, K).
        shown: The phase that shows each of FIGURES, -1 where none does, shape (4,).
        last: The phase that begins a take, in the air.
    """

    after: Ints
    when: Ints
    at: Array
    move: Array
    level: Array
    pose: Array
    first: Ints
    following: Ints
    shown: Ints
    last: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """What B takes are to do, flight by flight.

    Attributes:
        quarters: Quarter somersaults, forward plus, shape (B, N).
        twists: Half twists, leftward plus, shape (B, N).
        figure: Index into FIGURES, shape (B, N).
    """

    quarters: Array
    twists: Array
    figure: Ints

    def pick(self, rows: Ints | NDArray[np.bool_]) -> "Card":
        """Return the cards of some takes, in the order of `rows`."""
        return Card(
            quarters=self.quarters[rows],
            twists=self.twists[rows],
            figure=self.figure[rows],
        )


def card_of(elements: Sequence[Skill], takes: int) -> Card:
    """Return the same elements for every take."""

    def rows(values: list[float]) -> Array:
        return np.repeat(np.array([values]), takes, axis=0)

    return Card(
        quarters=rows([float(s.quarters * s.direction) for s in elements]),
        twists=rows([float(s.half_twists) for s in elements]),
        figure=rows([FIGURES.index(s.shape) for s in elements]).astype(np.int64),
    )


def bed_plan(phases: Sequence[Phase]) -> BedPlan:
    """Return the phases of a trampoline technique as arrays."""
    count = len(phases)
    first = np.full((len(BED_EVENTS), len(FIGURES)), count)
    following = np.full((len(FIGURES), count), count)
    for figure, name in enumerate(FIGURES):
        for event, word in enumerate(BED_EVENTS):
            used = [
                i for i, p in enumerate(phases) if p.after == word and fits(p, name)
            ]
            first[event, figure] = used[0] if used else count
            following[figure, used[:-1]] = used[1:]
        push, flown = (first[event, figure] for event in range(len(BED_EVENTS)))
        if max(push, flown) < count and phases[push].at < 0:  # Begins in the air.
            following[figure, _last_of(following[figure], flown)] = push
    plain = [i for i, p in enumerate(phases) if fits(p, "straight")]
    rises = [i for i in plain if phases[i].after == "take-off"]
    return BedPlan(
        after=np.array([BED_EVENTS.index(p.after) for p in phases]),
        when=np.array([BED_WHENS.index(p.when) for p in phases]),
        at=np.array([p.at for p in phases]),
        move=np.array([max(p.move, 0.01) for p in phases]),
        level=np.array([p.level for p in phases]),
        pose=np.array([full_pose(p) for p in phases]),
        first=first,
        following=following,
        shown=np.array(
            [next((i for i, p in enumerate(phases) if p.of == f), -1) for f in FIGURES]
        ),
        last=rises[0],
    )


def _last_of(following: Ints, first: int) -> int:
    """Return the last of the phases that begin with `first`."""
    while following[first] < len(following):
        first = int(following[first])
    return first


def fits(phase: Phase, figure: str) -> bool:
    """Return whether a phase belongs to flights in a shape."""
    if phase.of == SHAPED:
        return figure != "straight"
    return phase.of in ("", figure)


def full_pose(phase: Phase) -> Array:
    """Return all joint targets of a phase; joints it does not name stay at 0, (nu,)."""
    from .plan import joints_of

    pose = np.zeros(len(JOINTS))
    for name, angle in phase.pose.items():
        pose[list(joints_of(name))] = angle
    return pose
