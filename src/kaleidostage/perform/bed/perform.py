"""Many takes on the bed at once: plan and noise in, read-outs and records out."""

from collections.abc import Sequence

from ...acts.skill import Skill
from ...performers import Steadiness
from ...scene import Scene
from ...technique import Technique
from ..pool import Part, Pool, Rows, Worker, pool
from ..record import Record
from .noise import BedNoise, draw
from .run import BedRun, longest
from .shift import Shift
from .tally import BedTally


def perform_bed(
    scene: Scene,
    technique: Technique,
    elements: Sequence[Skill],
    steadiness: Steadiness,
    *,
    seed: int,
    takes: Sequence[int],
    threads: int | None,
    batch: int,
    keep: Sequence[int],
) -> tuple[BedTally, dict[int, Record]]:
    """Perform a card many times.

    Args:
        scene: Who, on which trampoline.
        technique: How.
        elements: What is flown, jumps for height before the card included.
        steadiness: How unsteady.
        seed: Seed of the run.
        takes: Numbers of the takes under this seed, B of them.
        threads: Threads for the physics; None for one a core.
        batch: Takes led side by side.
        keep: Numbers of the takes to record.

    Returns:
        Read-outs, B rows in the order of `takes`, and the records asked for.
    """
    tallies, records = [], {}
    with pool(scene, threads) as threads_open:
        for first in range(0, len(takes), batch):
            some = takes[first : first + batch]
            tally, found = lead_bed(
                scene,
                technique,
                elements,
                steadiness,
                bed_noise(steadiness, seed, some, len(elements)),
                threads_open,
                keep=[i for i, take in enumerate(some) if take in keep],
            )
            tallies.append(tally)
            records.update({some[i]: record for i, record in found.items()})
    return BedTally.join(tallies), records


def bed_noise(
    steadiness: Steadiness, seed: int, takes: Sequence[int], elements: int
) -> BedNoise:
    """Draw the noise of takes of a card with so many elements; see `noise.draw`."""
    jumps = 2 * (elements + 2)
    return draw(steadiness, seed, takes, jumps, longest(elements))


def lead_bed(
    scene: Scene,
    technique: Technique,
    elements: Sequence[Skill],
    steadiness: Steadiness,
    noise: BedNoise,
    pool: Pool,
    *,
    keep: Sequence[int] = (),
    shift: Shift | None = None,
) -> tuple[BedTally, dict[int, Record]]:
    """Lead B takes on the bed from the top of a jump to their ends.

    Args:
        scene: Who, on which trampoline.
        technique: How.
        elements: What is flown, jumps for height before the card included.
        steadiness: How unsteady.
        noise: How each take goes differently, B rows.
        pool: Threads to step physics with.
        keep: Rows to record.
        shift: What is done otherwise on purpose, B rows; None for nothing.

    Returns:
        Read-outs, and the records of the rows asked for.
    """

    def lead_share(worker: Worker, rows: Rows) -> Part:
        kept = [i for i, row in enumerate(rows.tolist()) if row in keep]
        run = BedRun(
            scene,
            technique,
            elements,
            noise.pick(rows),
            steadiness,
            keep=kept,
            shift=shift and shift.pick(rows),
        )
        while run.under_way and not pool.stopped:
            run.tick(worker.rollout, worker.data)
        return run.tally, {int(rows[i]): run.records[i] for i in kept}

    parts = pool.share(lead_share, len(noise.moment))
    records = {row: record for _, part in parts for row, record in part.items()}
    return BedTally.join([tally for tally, _ in parts]), records
