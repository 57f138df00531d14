"""How the outcome of a jump goes with moves: a fit over forks of one body.

Forks share all the luck still to come, so what differs between them is the moves' own
doing. From lessons as they go it would take very many jumps to tell the two apart.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...perform.bed.bounce import Bounce
from ...perform.bed.fork import fork
from ...perform.bed.observe import MOVES
from .agent import OUT, Agent, Floats
from .kicks import HIGH, KNOTS, MEASURE, play
from .lesson import Lesson

Array = NDArray[np.float64]
FORKS = 33  # Of a jump, the first of them as it was. Our choice.
KICK = 0.03  # Spread of kicks, in moves: so far outcomes go straight. Our choice.
FAR = 0.05  # How much less a fork tells by the square of how far it went. Our choice.
RIDGE = 0.1  # How much the spread of outcomes owes to bends, not slopes. Our choice.
ENOUGH = 0.6  # Share of the forks that must fly on. Our choice.
# Height that is asked for on top of that of a jump [s], and what lacking it counts,
# beside the rest. Our choice: more is paid for in falls.
CLIMB, COUNTS = 0.03, 0.7


@dataclass(frozen=True, kw_only=True)
class Jump:
    """One jump, and how its outcome goes with moves.

    Attributes:
        felt: In every tick in which moves count, shape (T, FELT).
        moves: That the balance of then made there, shape (T, OUT).
        slope: Of the outcome by each move in each tick, shape (T, OUT, Q).
        miss: The outcome as it was: how far off in units of MEASURE, shape (Q,).
    """

    felt: Floats
    moves: Floats
    slope: Floats
    miss: Floats


def jumps(
    lesson: Lesson, agent: Agent, bodies: Bounce, draw: np.random.Generator
) -> tuple[list[Jump], int]:
    """Return what can be learned from a jump of each body, and how many fly on."""
    count, pairs = len(bodies.air), (FORKS - 1) // 2
    some = draw.normal(size=(count, pairs, OUT, len(KNOTS))) * KICK
    some[:, :, MOVES - 1] = 0.0  # It moves the opening, which is later.
    kick = np.concatenate((np.zeros_like(some[:, :1]), some, -some), axis=1)
    each = kick.shape[1]
    forks = fork(bodies, np.repeat(np.arange(count), each))
    flat = kick.reshape(-1, OUT, len(KNOTS))
    played = play(agent, forks, flat, each, lesson.rollout, lesson.data)
    result = played.result.reshape(count, each, -1) / MEASURE
    flown = np.isfinite(result).all(axis=2)
    found = []
    for i in np.flatnonzero(flown[:, 0] & (flown.mean(axis=1) > ENOUGH)):
        ok = flown[i]
        fit = slope(kick[i, ok].reshape(ok.sum(), -1), result[i, ok])
        share, felt = played.share[:, i], played.felt[:, i]
        found.append(_jump(agent, felt, share, fit, result[i, 0]))
    return found, int(flown[:, 0].sum())


def slope(kick: Array, result: Array) -> Array:
    """Return how outcomes go with kicks, by ridge regression, shape (P, Q).

    Args:
        kick: Of the forks of a jump, the first none, shape (n, P).
        result: What became of them, shape (n, Q).
    """
    off = result - result[0]
    weight = 1.0 / np.sqrt(1.0 + FAR * (off * off).sum(axis=1))[:, None]
    x, y = kick * weight, off * weight
    ridge = RIDGE * len(kick) * KICK * KICK
    found: Array = x.T @ np.linalg.solve(x @ x.T + ridge * np.eye(len(x)), y)
    return found


def _jump(agent: Agent, felt: Floats, share: Array, fit: Array, result: Array) -> Jump:
    """Return a jump as it is learned from.

    A kick of 1 is spread over the ticks in which it is at work: each has its share of
    what the kick does.
    """
    on = share.sum(axis=1) > 0.0
    share, felt = share[on], felt[on]
    part = share / np.maximum(share.sum(axis=0), 1e-6)
    by_knot = fit.reshape(OUT, len(KNOTS), -1)
    miss = result.copy()
    lacking = CLIMB / MEASURE[HIGH]
    miss[HIGH] = -COUNTS * float(np.clip(-result[HIGH], 0.0, lacking))
    slopes = np.einsum("tk,okq->toq", part, by_knot)
    slopes[:, :, HIGH] *= COUNTS
    return Jump(
        felt=felt,
        moves=agent.moves(felt),
        slope=slopes.astype(np.float32),
        miss=miss.astype(np.float32),
    )
