"""Performing for a sheet: any takes, each once, kept on file as they are done."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..judging import LANDED, outcome_names
from ..perform import Noise, Record, Tally, draw, lead, perform, pool
from ..scene import take_off_angle
from ..technique import plan
from .cast import Cast
from .slips import Row, slipped
from .store import Store, tally_arrays, tally_of

BLOCK = 64
"""Takes in one file. Our choice: little is lost when a run is killed."""

BATCH = 512
"""Takes led side by side, eight files. Our choice: fewer are slower each."""

Array = NDArray[np.float64]
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
    ) -> Tally:
        """Perform rows, or remember them.

        Args:
            cast: Who does what, and how.
            rows: Which takes, B of them, at least one.
            hold: How long the far bar must be held, None for a full swing. [s]

        Returns:
            Read-outs, B rows.
        """
        blocks = [rows[i : i + BLOCK] for i in range(0, len(rows), BLOCK)]
        keys = [self._key(cast, block, hold) for block in blocks]
        found = [
            tally_of(self.store.get(key), len(block))
            for key, block in zip(keys, blocks, strict=True)
        ]
        missing = [i for i, tally in enumerate(found) if tally is None]
        self.known += sum(len(b) for b, t in zip(blocks, found, strict=True) if t)
        self.tell(self.performed, self.known)
        for some in _groups(missing, BATCH // BLOCK):
            asked = [row for i in some for row in blocks[i]]
            tally = _lead(self.seed, cast, asked, hold, self.threads)
            for i, part in zip(
                some, _split(tally, [blocks[i] for i in some]), strict=True
            ):
                self.store.put(keys[i], tally_arrays(part))
                found[i] = part
            self.performed += len(asked)
            self.tell(self.performed, self.known)
        return Tally.join([tally for tally in found if tally is not None])

    def landed(
        self, cast: Cast, rows: Sequence[Row], *, hold: float | None = None
    ) -> NDArray[np.bool_]:
        """Perform rows and return which the judges call landed, shape (B,)."""
        if not rows:
            return np.zeros(0, dtype=bool)
        words = outcomes(cast, self.perform(cast, rows, hold=hold))
        return np.array([word == LANDED for word in words])

    def watched(
        self, cast: Cast, takes: Sequence[int], read: Read
    ) -> tuple[Tally, dict[str, Array]]:
        """Perform takes that are recorded, and read their records.

        Args:
            cast: Who does what, and how.
            takes: Numbers of the takes.
            read: Makes arrays by name of all records, in the order of `takes`.

        Returns:
            Read-outs, and what was read.
        """
        key = self._key(cast, [Row(take=take) for take in takes], None) + "-watched"
        known = self.store.get(key) or {}
        mark = "tally "
        kept = {n.removeprefix(mark): a for n, a in known.items() if n.startswith(mark)}
        tally = tally_of(kept, len(takes))
        if tally is not None:
            self.known += len(takes)
            self.tell(self.performed, self.known)
            return tally, {n: a for n, a in known.items() if not n.startswith(mark)}
        tally, records = perform(
            cast.scene,
            cast.technique,
            cast.steadiness,
            seed=self.seed,
            takes=takes,
            threads=self.threads,
            keep=takes,
        )
        arrays = read([records[take] for take in takes])
        marked = {f"{mark}{name}": a for name, a in tally_arrays(tally).items()}
        self.store.put(key, {**marked, **arrays})
        self.performed += len(takes)
        self.tell(self.performed, self.known)
        return tally, arrays

    def noise(self, cast: Cast, takes: Iterable[int]) -> Noise:
        """Return the noise that takes of this cast have."""
        return draw(cast.steadiness, self.seed, list(takes), len(cast.technique.phases))

    def _key(self, cast: Cast, rows: Sequence[Row], hold: float | None) -> str:
        words = "\n".join((cast.key, f"{self.seed} {hold!r}", *(r.words for r in rows)))
        return hashlib.sha256(words.encode()).hexdigest()[:32]


def outcomes(cast: Cast, tally: Tally) -> list[str]:
    """Return how each take ended, in the judges' words."""
    grip = cast.performer.grip
    return outcome_names(
        tally, cast.act, reach=grip.reach, catch_speed=grip.catch_speed
    )


def _lead(
    seed: int, cast: Cast, rows: Sequence[Row], hold: float | None, threads: int | None
) -> Tally:
    """Perform rows, with their slips."""
    numbers = [row.take for row in rows]
    one = plan([cast.technique])
    angle = np.array([take_off_angle(cast.scene, one.pose[0, 0])])
    noise = draw(cast.steadiness, seed, numbers, len(cast.technique.phases))
    same = np.zeros(len(rows), dtype=np.int64)
    with pool(cast.scene, threads) as opened:
        tally, _ = lead(
            cast.scene,
            one.pick(same),
            slipped(noise, rows),
            angle[same],
            opened,
            hold=hold,
        )
    return tally


def _groups(items: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    return (items[i : i + size] for i in range(0, len(items), size))


def _split(tally: Tally, blocks: Sequence[Sequence[Row]]) -> list[Tally]:
    """Return read-outs cut into those of each block."""
    ends = np.cumsum([len(block) for block in blocks])[:-1]
    parts = {n: np.split(a, ends) for n, a in tally_arrays(tally).items()}
    return [
        Tally(**{name: arrays[i] for name, arrays in parts.items()})
        for i in range(len(blocks))
    ]
