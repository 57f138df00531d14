"""Which skills were done: seen in the course alone, never read off the card.

A flight is cut out between two contacts. The trunk's long axis is followed round a
horizontal axis, which counts somersaults; turns about the long axis, measured from
that same horizontal axis, count twists. Both stay right while the body is tilted,
as it is in every twisting somersault. Shape letters: T samples, n of one flight.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from ..acts.skill import FORWARD, POSITIONS, SHAPELESS, Skill, lands_on, phases
from .contacts import Contact, contacts, trunk_axes
from .course import Bools, Course, Floats

QUARTER, HALF_TURN, TURN = np.pi / 2, np.pi, 2 * np.pi

LIMIT = 135.0
"""Hip or knee angle that parts straight, pike and tuck. [deg]  docs/marks.md."""

STRADDLE = 60.0
"""Angle between the legs from which a piked jump is a straddle. [deg]  Our choice."""

SHOWN = 0.05
"""A shape counts when it is shown for so long. [s]  Our choice: two video frames."""

MIDDLE = (0.25, 0.75)
"""Part of the turn, in a jump of the flight, that shows the shape. Our choice."""

_LEAST_TURN = 1.0
"""Trunk's turn from which its axis is read off the turn itself. [rad]  Our choice."""

_START = {"feet": 0, "seat": 0, "front": 1, "back": -1}
"""Quarters forward from upright where one lies or stands."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Flight:
    """What was done from one contact to the next.

    Attributes:
        start: First sample in the air.
        end: First sample of the landing.
        seconds: Time in the air. [s]
        skill: What it was; its landing is `feet` where only hands or knees came down.
        turn: Turned about the somersault's axis, in its direction; n + 1. [rad]
        twist: Turned about the long axis off the line of the turn, n + 1. [rad]
        hip: Angle between thighs and trunk, 180 in line; n + 1. [deg]
        knee: Angle between shanks and thighs, 180 in line; n + 1. [deg]
        apart: Angle between the legs, n + 1. [deg]
        contact: The landing.
    """

    start: int
    end: int
    seconds: float
    skill: Skill
    turn: Floats
    twist: Floats
    hip: Floats
    knee: Floats
    apart: Floats
    contact: Contact

    @cached_property
    def middle(self) -> slice:
        """Samples that show the shape, counted from `start`."""
        total = self.skill.quarters * QUARTER
        last = len(self.turn) - 1
        if not total:
            return slice(int(MIDDLE[0] * last), int(MIDDLE[1] * last) + 1)
        first, beyond = (_first(self.turn >= part * total) for part in MIDDLE)
        return slice(min(first, last), max(beyond, first + 1))


def recognise(course: Course) -> tuple[Flight, ...]:
    """Return all flights that have both a take-off and a landing, in their order."""
    axes = trunk_axes(course)
    found = contacts(course, axes)
    angles = _angles(course)
    return tuple(
        _flight(course, axes, angles, before, after)
        for before, after in pairwise(found)
    )


def shown(values: Floats, tick: float) -> float:
    """Return the largest value that was reached or passed for `SHOWN` in all.

    Args:
        values: At least one.
        tick: Time from one to the next. [s]
    """
    samples = max(1, round(SHOWN / tick)) if tick else 1
    return float(np.sort(values)[-min(samples, len(values))])


def _angles(course: Course) -> Floats:
    """Return hip and knee angle and that between the legs, means of both sides.

    The hip angle closes with the hips and with the waist: it is the one between the
    thighs and the upper trunk, which is what a judge sees. Shape (3, T). [deg]
    """
    hips = course.joint("hip_flexion").mean(axis=0) + course.joint("spine_flexion")
    knees = course.joint("knee_flexion").mean(axis=0)
    apart = course.joint("hip_abduction").sum(axis=0)
    angles: Floats = np.degrees(np.stack([np.pi - hips, np.pi - knees, apart]))
    return angles


def _flight(
    course: Course, axes: Floats, angles: Floats, before: Contact, after: Contact
) -> Flight:
    start, end = before.end, after.start
    during = slice(start, end + 1)
    level = _somersault_axis(axes[during])
    turn = _turn(axes[during, 2], level, before.position)
    twist = _twist(axes[during], level)
    quarters = _quarters(turn, twist, before.position, after.position)
    direction = int(np.sign(quarters))
    turn = turn * (direction or FORWARD)
    flight = Flight(
        start=start,
        end=end,
        seconds=float(course.times[end] - course.times[start]),
        skill=Skill(
            quarters=abs(quarters),
            twists=_half_twists(turn, twist, abs(quarters)),
            shape="straight",
            direction=direction,
            take_off=before.position or "feet",
            landing=after.position or "feet",
        ),
        turn=turn,
        twist=twist,
        hip=angles[0, during],
        knee=angles[1, during],
        apart=angles[2, during],
        contact=after,
    )
    return _shaped(flight, course.tick)


def _somersault_axis(axes: Floats) -> Floats:
    """Return the level axis that somersaults turn about, near the body's left, (3,).

    The area that the long axis sweeps lies across it. Where little is turned the
    body's left at take-off is the axis.

    Args:
        axes: Forward, left and up of the trunk, shape (n, 3, 3).
    """
    up, left = axes[:, 2], _level(axes[0, 1])
    swept = np.cross(up[:-1], up[1:]).sum(axis=0)
    swept[2] = 0.0
    if np.hypot(swept[0], swept[1]) < _LEAST_TURN:
        return left
    axis = _level(swept)
    return axis if axis @ left >= 0.0 else -axis


def _level(vector: Floats) -> Floats:
    """Return a vector's level part at length 1; left of the bed where there is none."""
    size = float(np.hypot(vector[0], vector[1]))
    if not size:
        return np.array([0.0, 1.0, 0.0])
    return np.array([vector[0] / size, vector[1] / size, 0.0])


def _turn(up: Floats, level: Floats, take_off: str) -> Floats:
    """Return how far the long axis has turned forward since a perfect take-off.

    Shape (n,). [rad] Lean at the take-off shows: the first value is not quite 0.
    """
    ahead = np.cross(level, (0.0, 0.0, 1.0))
    turned: Floats = np.unwrap(np.arctan2(up @ ahead, up[:, 2]))
    turned -= _START.get(take_off, 0) * QUARTER
    turned -= TURN * np.round(turned[0] / TURN)
    return turned


def _twist(axes: Floats, level: Floats) -> Floats:
    """Return the turn about the long axis, 0 where left lies on the level axis, (n,).

    It is the angle to where that axis points as seen along the body. What was turned
    in the last contact already counts: who leaves the bed a quarter turned is given
    the half twist that ends on the line. [rad]
    """
    front, up = axes[:, 0], axes[:, 2]
    side = level - (up @ level)[:, None] * up
    ahead = np.cross(side, up)
    turned: Floats = np.unwrap(
        np.arctan2(
            np.einsum("ni,ni->n", front, side), np.einsum("ni,ni->n", front, ahead)
        )
    )
    return turned


def _quarters(turn: Floats, twist: Floats, take_off: str, landing: str) -> int:
    """Return the quarter somersaults turned, forward plus.

    What came down first says where the turn must have ended; of those ends the
    nearest one is meant, so that lean does not miscount.
    """
    found = float(turn[-1]) / QUARTER
    half = round(float(twist[-1]) / HALF_TURN)
    if landing not in POSITIONS:
        return round(found)
    near = range(round(found) - 2, round(found) + 3)
    fitting = [
        quarters
        for quarters in near
        if lands_on(take_off or "feet", abs(quarters), half, 1 if quarters > 0 else -1)
        == POSITIONS[landing]
    ]
    return min(fitting, key=lambda quarters: abs(quarters - found))


def _half_twists(turn: Floats, twist: Floats, quarters: int) -> tuple[int, ...]:
    """Return the half twists in each somersault, `phases(quarters)` numbers."""
    ends = [_first(turn >= TURN * n) for n in range(1, phases(quarters))]
    counted = [round(float(twist[min(at, len(twist) - 1)]) / HALF_TURN) for at in ends]
    counted = [0, *counted, round(float(twist[-1]) / HALF_TURN)]
    return tuple(abs(b - a) for a, b in pairwise(counted))


def _first(holds: Bools) -> int:
    """Return the first place where it holds, or the length."""
    return int(np.argmax(holds)) if holds.any() else len(holds)


def _shaped(flight: Flight, tick: float) -> Flight:
    """Return the flight with its shape, where the notation has one to show."""
    skill = flight.skill
    jump = not (skill.quarters or skill.half_twists)
    upright = skill.take_off == skill.landing == "feet"
    if skill.quarters <= SHAPELESS and not (jump and upright):
        return flight
    shape = _shape(flight, tick)
    if shape == "straddle" and skill.quarters:
        shape = "pike"
    return replace(flight, skill=replace(skill, shape=shape))


def _shape(flight: Flight, tick: float) -> str:
    """Return the easiest shape shown in the middle: tuck, pike, then straight."""
    part = flight.middle
    hip, knee = flight.hip[part], flight.knee[part]
    if -shown(-np.maximum(hip, knee), tick) <= LIMIT:
        return "tuck"
    if -shown(-hip, tick) > LIMIT:
        return "straight"
    open_legs = shown(np.where(hip <= LIMIT, flight.apart[part], 0.0), tick)
    return "straddle" if open_legs > STRADDLE else "pike"
