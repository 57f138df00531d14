"""Techniques as arrays, so that many takes are led at once.

Shape letters: B takes, K phases, nu actuated joints.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..performers import JOINTS
from .technique import EVENTS, SENSES, SINGLE, WHENS, Phase, Technique

Array = NDArray[np.float64]
HANDS = ("", "open", "reach")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What B takes are to do.

    Attributes:
        after: Event index each phase is counted from, shape (K,).
        hands: Index into HANDS of each phase, shape (K,).
        at: Moments, shape (B, K). [s]
        move: Moving times, shape (B, K). [s]
        pose: Full joint targets at the end of each phase, shape (B, K, nu). [rad]
        call: When the far bar is let go, shape (B,). [s]
        lead: How far ahead the arms aim, shape (B,). [s]
        when: Index into WHENS of each phase, shape (K,).
        level: What it waits for, shape (B, K). [m] or [rad]
        feels: Phase and sense of each feedback, shape (F, 2).
        expected: What is expected to be felt, shape (B, F).
        gain: Change of every joint target for each unit more, shape (B, F, nu).
    """

    after: NDArray[np.int64]
    hands: NDArray[np.int64]
    at: Array
    move: Array
    pose: Array
    call: Array
    lead: Array
    when: NDArray[np.int64]
    level: Array
    feels: NDArray[np.int64]
    expected: Array
    gain: Array

    @property
    def takes(self) -> int:
        """Count the takes."""
        return len(self.call)

    def pick(self, rows: NDArray[np.int64]) -> "Plan":
        """Return the plan of some takes, in the order of `rows`."""
        return Plan(
            after=self.after,
            hands=self.hands,
            at=self.at[rows],
            move=self.move[rows],
            pose=self.pose[rows],
            call=self.call[rows],
            lead=self.lead[rows],
            when=self.when,
            level=self.level[rows],
            feels=self.feels,
            expected=self.expected[rows],
            gain=self.gain[rows],
        )


def plan(techniques: Sequence[Technique]) -> Plan:
    """Return techniques of one shape (same phases, other numbers) as a plan.

    Args:
        techniques: B techniques whose phases agree in name, event and hands.

    Returns:
        The plan, one row a technique.
    """
    first = techniques[0].phases
    return Plan(
        after=np.array([EVENTS.index(p.after) for p in first]),
        hands=np.array([HANDS.index(p.hands) for p in first]),
        at=np.array([[p.at for p in t.phases] for t in techniques]),
        move=np.array([[p.move for p in t.phases] for t in techniques]),
        pose=np.array([full_poses(t.phases) for t in techniques]),
        call=np.array([t.call for t in techniques]),
        lead=np.array([t.lead for t in techniques]),
        when=np.array([WHENS.index(p.when) for p in first]),
        level=np.array([[p.level for p in t.phases] for t in techniques]),
        feels=_feels(techniques[0]),
        expected=np.array([[f.expected for f in t.feedback] for t in techniques]),
        gain=np.array([_gains(t) for t in techniques]),
    )


def _feels(technique: Technique) -> NDArray[np.int64]:
    """Return phase and sense of each feedback, shape (F, 2)."""
    names = [phase.name for phase in technique.phases]
    pairs = [(names.index(f.phase), SENSES.index(f.feels)) for f in technique.feedback]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _gains(technique: Technique) -> Array:
    """Return each feedback's change of all joint targets, shape (F, nu). [rad]"""
    gains = np.zeros((len(technique.feedback), len(JOINTS)))
    for row, feedback in zip(gains, technique.feedback, strict=True):
        row[list(joints_of(feedback.joint))] = feedback.gain
    return gains


def full_poses(phases: Sequence[Phase]) -> Array:
    """Return every joint's target at the end of each phase, shape (K, nu). [rad]"""
    rows, target = [], np.zeros(len(JOINTS))
    for phase in phases:
        target = target.copy()
        for name, angle in phase.pose.items():
            for index in joints_of(name):
                target[index] = angle
        rows.append(target)
    return np.array(rows)


def joints_of(name: str) -> tuple[int, ...]:
    """Return the places in JOINTS of a joint or of a joint group's both sides."""
    names = (name,) if name in SINGLE or name in JOINTS else (f"{name}_l", f"{name}_r")
    return tuple(JOINTS.index(n) for n in names)
