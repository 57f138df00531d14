"""What becomes of a jump if moves differ a little about the landing before it."""

from typing import NamedTuple

import mujoco
import numpy as np
from mujoco.rollout import Rollout
from numpy.typing import NDArray

from ...perform.bed.bounce import Bounce
from ...perform.bed.observe import flight_time, time_left
from ...perform.bed.rows import felt_rows
from .agent import Agent, Floats
from .earning import MIDDLE, missed
from .form import GIVING, pressed
from .lesson import BODY

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
# [s] Before and after the touch: a kick is a share of each of these moments' hats.
# From LEAD before the landing on moves differ, within RISING they do so fully. Our
# choice: earlier moves in the air do little, and four moments tell a contact's course.
KNOTS = np.array((-0.26, -0.1, 0.05, 0.2))
LEAD, RISING = 0.3, 0.06
LONGEST = 75  # [ticks] From LEAD to the next flight. Our choice.
FLOWN = 6  # [ticks] After the take-off, when arms come down, a flight is judged.
# What counts as one: turned [rad], place [m] and speed [m/s] along, height [s], rolled
# [rad], place and speed across, twisted [rad], strain of joints [rad]. Our choice.
MEASURE = np.array((0.15, 0.1, 0.3, 0.05, 0.12, 0.1, 0.3, 0.4, 0.03))
HIGH, STRAIN = 3, 8


class Played(NamedTuple):
    """What became of B jumps.

    Attributes:
        result: In the order of MEASURE and its units, NaN for who fell, (B, 9).
        felt: What was felt, of every `each`-th body, shape (T, n, FELT).
        share: Of each kick in each tick, 0 from the take-off on, (T, n, K).
    """

    result: Array
    felt: Floats
    share: Array


def crossing(body: Bounce, was: Array) -> tuple[Flags, Array]:
    """Return who has come within LEAD of the landing, and how long all have.

    Args:
        body: Who is led.
        was: How long they had a tick ago, shape (B,). [s]
    """
    over = body.seen.place[:, 2] - body.build.low
    left = np.where(body.air, time_left(over, body.seen.speed[:, 2]), np.inf)
    return body.air & (was > LEAD) & (left <= LEAD) & (body.since > LEAD), left


def shares(body: Bounce) -> Array:
    """Return how far each kick is at work now, shape (B, K)."""
    over = body.seen.place[:, 2] - body.build.low
    left = time_left(over, body.seen.speed[:, 2])
    moment = np.where(body.air, -left, body.since)
    hats = [np.interp(moment, KNOTS, one) for one in np.eye(len(KNOTS))]
    rising = np.clip((moment + LEAD) / RISING, 0.0, 1.0)
    return np.stack(hats, axis=1) * rising[:, None]


def play(
    agent: Agent,
    body: Bounce,
    kick: Array,
    each: int,
    rollout: Rollout,
    data: list[mujoco.MjData],
) -> Played:
    """Lead bodies from LEAD before a landing into the next flight.

    Args:
        agent: Whose balance leads.
        body: Who, B bodies; they are led on.
        kick: By what moves differ, shape (B, OUT, K).
        each: Of every so many bodies keep what was felt.
        rollout: The engine.
        data: Its memory.
    """
    count, before = len(body.air), body.take_offs.copy()
    result = np.full((count, len(MEASURE)), np.nan)
    up, strain = np.full(count, LONGEST), np.zeros(count)
    down, felt, share = np.zeros(count, dtype=bool), [], []
    touch = [body.scene.sensor[f"touch_{name}"].start for name in BODY]
    for tick in range(LONGEST):
        row = felt_rows(body).astype(np.float32)
        on = (body.take_offs == before) & ~down
        now = shares(body) * on[:, None]
        felt.append(row[::each])
        share.append(now[::each])
        moves = agent.moves(row) + np.einsum("bok,bk->bo", kick, now)
        body.tick(moves, rollout, data)
        strain = np.where(on & ~body.air, np.maximum(strain, pressed(body)), strain)
        up = np.where((body.take_offs > before) & (up == LONGEST), tick, up)
        fell = (body.physics.sensors[:, -1, touch] > 0).any(axis=1) & (up == LONGEST)
        down |= fell | ~np.isfinite(body.physics.state).all(axis=1)
        done = (up == tick - FLOWN) & ~down
        result[done] = np.c_[result_of(body), strain][done]
        if (down | (up <= tick - FLOWN)).all():
            break
    result[:, STRAIN] = np.maximum(result[:, STRAIN] - GIVING, 0.0)
    return Played(result, np.stack(felt), np.stack(share))


def result_of(body: Bounce) -> Array:
    """Return how a flight that has just begun will end, as MEASURE lists it, (B, 8)."""
    seen, count, twists = body.seen, body.count, body.goal("twists")
    over = seen.place[:, 2] - body.build.low
    left = time_left(over, seen.speed[:, 2])
    until = left + MIDDLE
    turn = missed(body, body.senses.past[0].angle, until, begun=True)
    place = seen.place[:, :2] + seen.speed[:, :2] * left[:, None]
    columns = (
        turn, place[:, 0], seen.speed[:, 0],
        flight_time(over, seen.speed[:, 2]) - body.aim,
        seen.roll + seen.spin[:, 0] * until, place[:, 1], seen.speed[:, 1],
        # Arms mend a twist that is wanted in the air; one that is not shows here.
        np.where(twists == 0.0, count.twist + seen.spin[:, 2] * left, 0.0),
    )  # fmt: skip
    return np.stack(columns, axis=1)
