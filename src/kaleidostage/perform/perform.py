"""Many takes at once: plan and noise in, read-outs and records out.

Each thread leads a share of the takes. One control tick of the share is one call of
`mujoco.rollout`; between the calls the technique is followed, hands open and close, and
read-outs are kept, all in NumPy and all elementwise: a take's numbers depend on nothing
but its own seed.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..acts.skill import Skill
from ..performers import Steadiness
from ..scene import Scene, take_off_angle
from ..technique import Plan, Technique, plan
from .bed.perform import perform_bed
from .bed.tally import BedTally
from .noise import Noise, draw
from .pool import Part, Pool, Rows, Worker, pool
from .record import Record
from .run import Run
from .tally import Tally

BATCH = 512  # Takes led side by side; results do not depend on it. Our choice.


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
    elements: Sequence[Skill] = (),
) -> tuple[Tally | BedTally, dict[int, Record]]:
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
        elements: On the trampoline, what is flown.

    Returns:
        Read-outs, B rows in the order of `takes`, and the records asked for.
    """
    if technique.on_bed:
        return perform_bed(
            scene,
            technique,
            elements,
            steadiness,
            seed=seed,
            takes=takes,
            threads=threads,
            batch=batch,
            keep=keep,
        )
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
