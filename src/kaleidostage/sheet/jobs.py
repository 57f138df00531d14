"""Takes performed side by side: a thread each for small numbers, all for the last."""

import os
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np

from ..perform import Pool, draw, lead_branches, pool
from ..scene import take_off_angle
from ..technique import plan
from .bed_jobs import lead_rows
from .cast import Cast
from .slips import Row, slipped
from .store import Readouts


@dataclass(frozen=True, kw_only=True)
class Job:
    """Takes of one cast to be performed together.

    Attributes:
        cast: Who does what, and how.
        rows: Which takes.
        seed: Seed of the takes.
        hold: How long the far bar must be held, None for a full swing; means nothing
            on the trampoline. [s]
    """

    cast: Cast
    rows: Sequence[Row]
    seed: int
    hold: float | None

    def lead(self, opened: Pool) -> Readouts:
        """Perform the takes, with their slips."""
        if self.cast.technique.on_bed:
            return lead_rows(self.cast, self.rows, self.seed, opened)
        cast, numbers = self.cast, [row.take for row in self.rows]
        one = plan([cast.technique])
        angle = np.array([take_off_angle(cast.scene, one.pose[0, 0])])
        noise = draw(cast.steadiness, self.seed, numbers, len(cast.technique.phases))
        same = np.zeros(len(numbers), dtype=np.int64)
        return lead_branches(
            cast.scene,
            one.pick(same),
            slipped(noise, self.rows),
            noise,
            np.array(numbers, dtype=np.int64),
            angle[same],
            opened,
            hold=self.hold,
        )


def lead_jobs(
    jobs: Sequence[Job], threads: int | None = None
) -> Generator[Readouts, None, None]:
    """Perform jobs and yield the read-outs of each, in their order.

    A job that a thread leads alone thinks once a tick for all its takes; shared among
    threads, every thread does. So as many jobs as fill all threads are led one a
    thread, and what is left over by all threads together.

    Args:
        jobs: What to perform.
        threads: How many threads; None for one a core.
    """
    count = threads or os.cpu_count() or 1
    alone = len(jobs) - len(jobs) % count if count > 1 else 0
    with ThreadPoolExecutor(count) as executor, ExitStack() as stack:
        # Closed first: a run that is stopped must not wait for takes under way.
        pools = [stack.enter_context(pool(j.cast.scene, 1)) for j in jobs[:alone]]
        yield from executor.map(Job.lead, jobs[:alone], pools)
    for job in jobs[alone:]:
        with pool(job.cast.scene, count) as opened:
            yield job.lead(opened)
