"""Many takes on the bed at once: plan and noise in, read-outs and records out."""

from collections.abc import Sequence

from ...acts.skill import Skill
from ...performers import Steadiness
from ...scene import Scene
from ...technique import Technique
from ..pool import Part, Pool, Rows, Worker, pool
from ..record import Record
from .noise import draw
from .run import BedRun, longest
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

    def lead(some: list[int], threads_open: Pool) -> list[Part]:
        jumps = 2 * (len(elements) + 2)
        noise = draw(steadiness, seed, some, jumps, longest(len(elements)))

        def lead_share(worker: Worker, rows: Rows) -> Part:
            kept = [i for i, row in enumerate(rows) if some[row] in keep]
            mine = noise.pick(rows)
            run = BedRun(scene, technique, elements, mine, steadiness, keep=kept)
            while run.under_way and not threads_open.stopped:
                run.tick(worker.rollout, worker.data)
            return run.tally, {some[rows[i]]: run.records[i] for i in kept}

        return threads_open.share(lead_share, len(some))

    parts: list[Part] = []
    with pool(scene, threads) as threads_open:
        for first in range(0, len(takes), batch):
            parts += lead(list(takes[first : first + batch]), threads_open)
    records = {number: record for _, part in parts for number, record in part.items()}
    return BedTally.join([tally for tally, _ in parts]), records
