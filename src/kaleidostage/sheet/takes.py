"""Performing for a sheet: any takes, each once, kept on file as they are done."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..judging import LANDED, outcome_names
from ..perform import Noise, Record, Tally, draw, perform
from .bed_jobs import recorded
from .bounced import Bounced
from .cast import Cast
from .jobs import Job, lead_jobs
from .slips import Row
from .store import Readouts, Store, joined, split, tally_arrays, tally_of

BLOCK = 64
"""Takes in one file. Our choice: little is lost when a run is killed."""

BATCH = 256
"""Takes led side by side by one thread, four files. Our choice: fewer are slower each,
more are lost when a run is killed."""

BED_BATCH = 128
"""The same on the trampoline. Our choice: what judges see of a take is a megabyte."""

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Asked = tuple[Cast, Sequence[Row]]
Read = Callable[[Sequence[Record]], dict[str, Array]]

Tell = Callable[[int, int], None]
"""Told how many takes have been performed and how many were known."""


@dataclass
class Takes:
    """Performs takes, or remembers them.

    Attributes:
        seed: Seed of all takes.
        store: Where they are kept.
        threads: Threads for the physics; None for one a core.
        tell: Told how far it is.
        performed: Takes performed so far.
        known: Takes that had been performed before.
    """

    seed: int
    store: Store
    threads: int | None = None
    tell: Tell = lambda performed, known: None
    performed: int = 0
    known: int = 0

    def perform(
        self, cast: Cast, rows: Sequence[Row], *, hold: float | None = None
    ) -> Readouts:
        """Perform rows, or remember them.

        Args:
            cast: Who does what, and how.
            rows: Which takes, B of them, at least one.
            hold: How long the far bar must be held, None for a full swing. [s]

        Returns:
            Read-outs, B rows.
        """
        (tally,) = self.perform_each([(cast, rows)], hold=hold)
        return tally

    def perform_each(
        self, asked: Sequence[Asked], *, hold: float | None = None
    ) -> list[Readouts]:
        """Perform rows of several casts, or remember them; see `perform`.

        Casts wait for each other's small numbers of takes: asked for together they
        are led side by side.
        """
        works = [_Work.of(self, cast, rows, hold) for cast, rows in asked]
        self.known += sum(work.known for work in works)
        self.tell(self.performed, self.known)
        jobs = [(work, some) for work in works for some in work.missing]
        asked_for = [work.job(some, self.seed) for work, some in jobs]
        with closing(lead_jobs(asked_for, self.threads)) as done:
            for (work, some), tally in zip(jobs, done, strict=True):
                work.keep(some, tally, self.store)
                self.performed += len(tally.end)
                self.tell(self.performed, self.known)
        return [work.tally for work in works]

    def landed(
        self, cast: Cast, rows: Sequence[Row], *, hold: float | None = None
    ) -> Flags:
        """Perform rows and return which the judges call landed, shape (B,)."""
        if not rows:
            return np.zeros(0, dtype=bool)
        (landed,) = self.landed_each([(cast, rows)], hold=hold)
        return landed

    def landed_each(
        self, asked: Sequence[Asked], *, hold: float | None = None
    ) -> list[Flags]:
        """Perform rows of several casts and return which landed, shape (B,) each."""
        tallies = self.perform_each(asked, hold=hold)
        pairs = zip(asked, tallies, strict=True)
        words = [outcomes(cast, tally) for (cast, _), tally in pairs]
        return [np.array([word == LANDED for word in each]) for each in words]

    def watched(
        self,
        cast: Cast,
        takes: Sequence[int],
        read: Read,
        what: str = "",
        keep: int | None = None,
    ) -> tuple[Readouts, dict[str, Array]]:
        """Perform takes of which the first are recorded, and read their records.

        Args:
            cast: Who does what, and how.
            takes: Numbers of the takes.
            read: Makes arrays by name of all records, in the order of `takes`.
            what: What it reads: arrays on file under another word are not used.
            keep: How many are recorded, None for all.

        Returns:
            Read-outs, and what was read.
        """
        key = self.key(cast, [Row(take=take) for take in takes], None) + f"-{what}"
        known = self.store.get(key) or {}
        mark = "tally "
        kept = {n.removeprefix(mark): a for n, a in known.items() if n.startswith(mark)}
        tally = tally_of(_kind(cast), kept, len(takes))
        if tally is not None:
            self.known += len(takes)
            self.tell(self.performed, self.known)
            return tally, {n: a for n, a in known.items() if not n.startswith(mark)}
        some = takes[:keep]
        tally, records = self._recorded(cast, takes, some)
        arrays = read([records[take] for take in some])
        marked = {f"{mark}{name}": a for name, a in tally_arrays(tally).items()}
        self.store.put(key, {**marked, **arrays})
        self.performed += len(takes)
        self.tell(self.performed, self.known)
        return tally, arrays

    def _recorded(
        self, cast: Cast, takes: Sequence[int], keep: Sequence[int]
    ) -> tuple[Readouts, dict[int, Record]]:
        """Perform takes as they are, some of them recorded."""
        if cast.technique.on_bed:
            return recorded(cast, self.seed, takes, keep, self.threads)
        tally, records = perform(
            cast.scene,
            cast.technique,
            cast.steadiness,
            seed=self.seed,
            takes=takes,
            threads=self.threads,
            keep=keep,
        )
        assert isinstance(tally, Tally)
        return tally, records

    def noise(self, cast: Cast, takes: Iterable[int]) -> Noise:
        """Return the noise that takes of this cast have."""
        return draw(cast.steadiness, self.seed, list(takes), len(cast.technique.phases))

    def key(self, cast: Cast, rows: Sequence[Row], hold: float | None) -> str:
        """Return the name that takes have in the store."""
        words = "\n".join((cast.key, f"{self.seed} {hold!r}", *(r.words for r in rows)))
        return hashlib.sha256(words.encode()).hexdigest()[:32]


@dataclass
class _Work:
    """Rows of one cast, in blocks of a file each, some of them known."""

    cast: Cast
    hold: float | None
    blocks: list[Sequence[Row]]
    keys: list[str]
    found: list[Readouts | None]

    @classmethod
    def of(
        cls, takes: Takes, cast: Cast, rows: Sequence[Row], hold: float | None
    ) -> "_Work":
        """Cut rows into blocks and look which are known."""
        blocks = [rows[i : i + BLOCK] for i in range(0, len(rows), BLOCK)]
        keys = [takes.key(cast, block, hold) for block in blocks]
        found = [
            tally_of(_kind(cast), takes.store.get(key), len(block))
            for key, block in zip(keys, blocks, strict=True)
        ]
        return cls(cast=cast, hold=hold, blocks=blocks, keys=keys, found=found)

    @property
    def known(self) -> int:
        """Count the takes that are known."""
        return sum(len(t.end) for t in self.found if t is not None)

    @property
    def missing(self) -> list[Sequence[int]]:
        """The blocks that are missing, in batches."""
        blocks = [i for i, tally in enumerate(self.found) if tally is None]
        size = (BED_BATCH if self.cast.technique.on_bed else BATCH) // BLOCK
        return [blocks[i : i + size] for i in range(0, len(blocks), size)]

    def job(self, some: Sequence[int], seed: int) -> Job:
        """Return what it takes to perform some blocks."""
        rows = [row for i in some for row in self.blocks[i]]
        return Job(cast=self.cast, rows=rows, seed=seed, hold=self.hold)

    def keep(self, some: Sequence[int], tally: Readouts, store: Store) -> None:
        """Keep the read-outs of some blocks, on file too."""
        sizes = [len(self.blocks[i]) for i in some]
        for i, part in zip(some, split(tally, sizes), strict=True):
            store.put(self.keys[i], tally_arrays(part))
            self.found[i] = part

    @property
    def tally(self) -> Readouts:
        """Return all read-outs, once nothing is missing."""
        return joined([tally for tally in self.found if tally is not None])


def outcomes(cast: Cast, tally: Readouts) -> list[str]:
    """Return how each take ended, in the judges' words."""
    if isinstance(tally, Bounced):
        return tally.words
    grip = cast.performer.grip
    return outcome_names(
        tally, cast.act, reach=grip.reach, catch_speed=grip.catch_speed
    )


def _kind(cast: Cast) -> type[Tally] | type[Bounced]:
    """Return what is kept of the takes of a cast."""
    return Bounced if cast.technique.on_bed else Tally
