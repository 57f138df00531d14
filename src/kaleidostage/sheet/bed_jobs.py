"""Takes on the trampoline performed for a sheet, and judged at once."""

from collections.abc import Sequence

from ..perform import Pool, Record, perform
from ..perform.bed.perform import bed_noise, lead_bed
from ..perform.bed.tally import BedTally
from .bed_slips import moved
from .bounced import Bounced, bounced
from .cast import Cast
from .slips import Row


def lead_rows(cast: Cast, rows: Sequence[Row], seed: int, opened: Pool) -> Bounced:
    """Perform takes of one cast, with their slips.

    Args:
        cast: Who does what, and how.
        rows: Which takes.
        seed: Seed of the takes.
        opened: Threads to step physics with.
    """
    numbers, elements = [row.take for row in rows], cast.act.flown
    noise = bed_noise(cast.steadiness, seed, numbers, len(elements))
    noise, shift = moved(noise, len(cast.technique.phases), rows)
    tally, _ = lead_bed(
        cast.scene,
        cast.technique,
        elements,
        cast.steadiness,
        noise,
        opened,
        shift=shift,
    )
    return bounced(cast, tally, numbers, seed)


def recorded(
    cast: Cast,
    seed: int,
    takes: Sequence[int],
    keep: Sequence[int],
    threads: int | None,
) -> tuple[Bounced, dict[int, Record]]:
    """Perform takes as they are, some of them recorded tick by tick."""
    tally, records = perform(
        cast.scene,
        cast.technique,
        cast.steadiness,
        seed=seed,
        takes=takes,
        threads=threads,
        keep=keep,
        elements=cast.act.flown,
    )
    assert isinstance(tally, BedTally)
    return bounced(cast, tally, takes, seed), records
