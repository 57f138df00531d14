"""What a tick earns: being up, high, near the cross, upright, on the way of a skill.

Every number here is our choice, by trial.
"""

import numpy as np
from numpy.typing import NDArray

from ...perform.bed.bounce import Bounce
from ...perform.bed.motion import folded
from ...perform.bed.observe import flight_time, time_left
from .form import untidy

Array = NDArray[np.float64]
DOWN = 1.3  # What a second on the bed earns.
# What a second earns in a flight as long as wanted, and how much shorter a flight earns
# none of it. [s] Worth less than half as much, low flights were kept: they are easier.
HIGH, SHORT = 24.0, 0.8
TURNED = 3.0  # What a spin on its way to the wanted one earns a second.
MIDDLE = 0.15  # [s] From the touch to the bed's deepest point: half of a contact.
SOON = 0.12  # [s] Before the touch the feet are to be where they meet the body.
# What moves cost a second, by their squares, in the air and on the bed: the push is to
# be that of the phases as far as balance lets it.
FLYING, PUSHING = 0.007, 0.25
JERK = 0.01  # What moves cost that change from tick to tick, by the squares.
FALL = 60.0  # What a fall costs, beside all that is earned no more.


def earned(body: Bounce, before: Array) -> Array:
    """Return what the last tick earned, per second, but for falls, (B,).

    Args:
        body: Who is led.
        before: Moves in the tick before it, shape (B, moves).
    """
    angle, moves = body.senses.past[0].angle, body.moves
    strayed = (moves * moves).sum(axis=1)
    effort = np.where(body.air, FLYING, PUSHING) * strayed + untidy(body, angle)
    jerk = JERK * ((moves - before) ** 2).sum(axis=1)
    found: Array = np.where(body.air, _flown(body, angle), DOWN) - effort - jerk
    return found


def _flown(body: Bounce, angle: Array) -> Array:
    """Return what a flight earns per second, from how it will go on, (B,).

    Args:
        body: Who is led.
        angle: Of the joints, shape (B, nu). [rad]
    """
    seen = body.seen
    over = seen.place[:, 2] - body.build.low
    left = np.where(body.air, time_left(over, seen.speed[:, 2]), 0.0)
    high = flight_time(over, seen.speed[:, 2]) - body.aim
    aim = _bell(high / 0.1) + 0.5 * _bell(high / 0.35) + HIGH * _toward(high / SHORT)
    place = seen.place[:, :2] + seen.speed[:, :2] * left[:, None]
    far = np.sqrt((place * place).sum(axis=1))
    near = 3.0 * _toward(far / 1.2) + 4.0 * _bell(far / 0.4) + 1.2 * _bell(far / 0.15)
    feet = seen.over[:, 0] + seen.spin[:, 1] * MIDDLE / 2.0
    meets = np.where(left < SOON, 3.0 * _bell(feet / 0.25), 0.0)
    return aim + near + meets + _turned(body, angle, left)


def _turned(body: Bounce, angle: Array, left: Array) -> Array:
    """Return what being upright at the landing earns, and a skill on its way, (B,).

    Args:
        body: Who is led.
        angle: Of the joints, shape (B, nu). [rad]
        left: Time to the landing, 0 on the bed, shape (B,). [s]
    """
    seen, count = body.seen, body.count
    quarters = np.abs(body.goal("quarters"))
    skill = body.air & ((quarters > 0) | (body.goal("twists") != 0))
    # Upright in the middle of the contact, not at the first touch.
    until = left + MIDDLE
    turn = missed(body, angle, until)
    twist = count.twist + np.where(skill, seen.spin[:, 2] * left, 0.0)
    roll = seen.roll + seen.spin[:, 0] * until
    lean = np.sqrt(turn * turn + roll * roll)
    upright, straight = _bell(lean / 0.25), _bell(twist / 0.4)
    spin, twisting = body.wanted()
    wide = _near(seen.spin[:, 1], spin) + _near(seen.spin[:, 2], twisting)
    wide += 1.5 * _toward(lean / 2.0) + _toward(twist / 2.5)
    wide += 0.5 * upright + 0.5 * straight
    found: Array = 0.5 * upright + 0.2 * straight + np.where(skill, wide, 0.2)
    return found


def missed(body: Bounce, angle: Array, until: Array, *, begun: bool = False) -> Array:
    """Return by how much the whole body will be ahead of upright, shape (B,). [rad]

    Args:
        body: Who is led.
        angle: Of the joints, shape (B, nu). [rad]
        until: Time until it is to be upright, shape (B,). [s]
        begun: Whether flights have only begun: a shape is then still to come.
    """
    line = body.count.turn - folded(angle, body.plan.pose[-1], body.count.twist)
    # A shape that is still shut can be opened any time from now on.
    shaped = body.build.gains[body.figure] > 1.0
    shut = body.follower.shut | (shaped & begun)
    shut &= body.air & (body.goal("quarters") != 0)
    opened = line + body.seen.spin[:, 1] * until
    found: Array = np.where(shut, _beyond(body, line, until), opened)
    return found


def _beyond(body: Bounce, line: Array, left: Array) -> Array:
    """Return by how much a shut body would miss upright, whenever it opens, (B,).

    `line` is the turn of the whole body, `left` the time until it is to be upright.
    Not enough turning even if it stays shut as long as it can is minus, too much
    even if it opens at once is plus.
    """
    way = -np.sign(body.count.turn)
    todo = -line * way
    rate = body.seen.spin[:, 1] * way
    at_once = todo - rate * left
    shut = np.maximum(left - 0.6, 0.0)
    gain = body.build.gains[body.figure]
    late = todo - rate * (gain * shut + (left - shut))
    miss = np.where(late > 0.0, late, np.where(at_once < 0.0, at_once, 0.0))
    found: Array = miss * -way
    return found


def _bell(x: Array) -> Array:
    bell: Array = np.exp(-x * x)
    return bell


def _toward(x: Array) -> Array:
    """Return 1 where a miss is nought, falling to 0 where it is 1."""
    near: Array = np.maximum(0.0, 1.0 - np.abs(x))
    return near


def _near(spin: Array, wanted: Array) -> Array:
    """Return what a spin on its way to the wanted one earns a second; 0 for none."""
    part = np.abs(spin - wanted) / np.maximum(np.abs(wanted), 0.5)
    found: Array = TURNED * (np.maximum(0.0, 1.0 - part) + _bell(2.0 * part)) / 2.0
    return np.where(wanted == 0.0, 0.0, found)
