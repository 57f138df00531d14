"""Candidates put to the test: every one on the same takes of a generation."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..perform import Pool, Tally, draw, lead
from ..performers import Steadiness
from ..scene import Scene, take_off_angle
from ..technique import Technique, plan
from .space import HOLD

# Rehearsals draw from seeds that no odds are ever counted on: those of users stay
# below 2^62.
REHEARSAL, CHECK = 1 << 63, 1 << 62


def trial(
    scene: Scene,
    techniques: Sequence[Technique],
    steadiness: Steadiness,
    pool: Pool,
    *,
    seed: int,
    takes: Sequence[int],
    hold: float | None = HOLD,
) -> Tally:
    """Perform each technique on the same takes.

    Args:
        scene: Who and where.
        techniques: C candidates of one shape.
        steadiness: How unsteady.
        pool: Threads.
        seed: Seed of the takes.
        takes: Numbers of the takes, k of them.
        hold: How long the far bar must be held, None for a full swing. [s]

    Returns:
        Read-outs, C * k rows, candidate by candidate.
    """
    count = len(takes)
    candidates = plan(techniques)
    rows = np.repeat(np.arange(len(techniques)), count)
    angle = np.array([take_off_angle(scene, pose) for pose in candidates.pose[:, 0]])
    noise = draw(steadiness, seed, takes, len(techniques[0].phases))
    again = np.tile(np.arange(count), len(techniques))
    tally, _ = lead(
        scene, candidates.pick(rows), noise.pick(again), angle[rows], pool, hold=hold
    )
    return tally


def shares(good: NDArray[np.bool_], takes: int) -> NDArray[np.float64]:
    """Return each candidate's landed share, shape (C,)."""
    share: NDArray[np.float64] = good.reshape(-1, takes).mean(axis=1)
    return share
