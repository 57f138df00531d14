"""Many takes at once: plan and noise in, read-outs and records out.

Each thread leads a share of the takes. One control tick of the share is one call of
`mujoco.rollout`; between the calls the technique is followed, hands open and close, and
read-outs are kept, all in NumPy and all elementwise: a take's numbers depend on nothing
but its own seed.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import mujoco
import numpy as np
from mujoco import rollout
from numpy.typing import NDArray

from ..performers import Steadiness
from ..scene import Scene, take_off_angle
from ..technique import Plan, Technique, plan
from .noise import Noise, draw
from .record import Record
from .run import Run
from .tally import Tally

Rows = NDArray[np.int64]
Part = tuple[Tally, dict[int, Record]]
BATCH = 512  # Takes led side by side; results do not depend on it. Our choice.


class Worker:
    """One thread's share of the engine."""

    def __init__(self, scene: Scene) -> None:
        """Make room for physics that run in the calling thread."""
        self.data = [mujoco.MjData(scene.hang)]
        self.rollout = rollout.Rollout(nthread=0)


class Pool:
    """Threads that lead takes, each with an engine of its own.

    Every thread follows, steps and reads its own share of the takes, so that one
    thinks in NumPy while another steps physics; they wait for nobody between ticks.
    """

    def __init__(self, scene: Scene, threads: int) -> None:
        """Start `threads` threads for `scene`."""
        self.workers = [Worker(scene) for _ in range(threads)]
        self.stopped = False
        self._executor = ThreadPoolExecutor(threads)

    def share(self, task: Callable[[Worker, Rows], Part], takes: int) -> list[Part]:
        """Do `task` for every worker's share of the rows 0 to `takes`."""
        shares = np.array_split(np.arange(takes), min(len(self.workers), takes))
        pairs = zip(self.workers, shares, strict=False)
        futures = [self._executor.submit(task, *pair) for pair in pairs]
        return [future.result() for future in futures]

    def close(self) -> None:
        """End the threads, and what they are about."""
        self.stopped = True
        self._executor.shutdown()


@contextmanager
def pool(scene: Scene, threads: int | None = None) -> Iterator[Pool]:
    """Open a pool of threads (None: one a core) and close it afterwards."""
    opened = Pool(scene, threads or os.cpu_count() or 1)
    try:
        yield opened
    finally:
        opened.close()


def perform(
    scene: Scene,
    technique: Technique,
    steadiness: Steadiness,
    *,
    seed: int,
    takes: Sequence[int],
    threads: int | None = None,
    batch: int = BATCH,
    keep: Sequence[int] = (),
) -> tuple[Tally, dict[int, Record]]:
    """Perform one technique many times, each take a little differently.

    Args:
        scene: Who and where.
        technique: How.
        steadiness: How unsteady.
        seed: Seed of the run.
        takes: Numbers of the takes under this seed, B of them.
        threads: Threads for the physics; None for one a core.
        batch: Takes led side by side.
        keep: Numbers of the takes to record tick by tick.

    Returns:
        Read-outs, B rows in the order of `takes`, and the records asked for.
    """
    tallies, records = [], {}
    one = plan([technique])
    angle = np.array([take_off_angle(scene, one.pose[0, 0])])
    with pool(scene, threads) as threads_open:
        for first in range(0, len(takes), batch):
            some = list(takes[first : first + batch])
            noise = draw(steadiness, seed, some, len(technique.phases))
            rows = np.zeros(len(some), dtype=np.int64)
            kept = [i for i, take in enumerate(some) if take in keep]
            tally, found = lead(
                scene, one.pick(rows), noise, angle[rows], threads_open, keep=kept
            )
            tallies.append(tally)
            records.update({some[i]: record for i, record in found.items()})
    return Tally.join(tallies), records


def lead(
    scene: Scene,
    plan: Plan,
    noise: Noise,
    angle: NDArray[np.float64],
    pool: Pool,
    *,
    hold: float | None = None,
    keep: Sequence[int] = (),
) -> tuple[Tally, dict[int, Record]]:
    """Lead B takes from take-off to their ends.

    Args:
        scene: Who and where.
        plan: What each is to do, B rows.
        noise: How each goes differently, B rows.
        angle: Swing angle at take-off, shape (B,). [rad]
        pool: Threads to step physics with.
        hold: How long both hands must stay on the far bar; None for one full
            swing. With a time, a take that has missed the bar is not followed
            down to the net. [s]
        keep: Rows to record.

    Returns:
        Read-outs and the records of the rows asked for.
    """

    def lead_share(worker: Worker, rows: Rows) -> Part:
        kept = [i for i, row in enumerate(rows.tolist()) if row in keep]
        run = Run(
            scene,
            plan.pick(rows),
            noise.pick(rows),
            angle[rows],
            hold=hold,
            keep=kept,
        )
        while run.under_way and not pool.stopped:
            run.tick(worker.rollout, worker.data)
        return run.tally, {int(rows[i]): run.records[i] for i in kept}

    parts = pool.share(lead_share, plan.takes)
    records = {row: record for _, part in parts for row, record in part.items()}
    return Tally.join([tally for tally, _ in parts]), records
