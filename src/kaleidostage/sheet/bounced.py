"""Takes on the trampoline as a sheet keeps them: judged, a few numbers each.

Shape letters: B takes, N elements of the card, C contacts with the bed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ..judging.causes import BED_CAUSES, LANDED
from ..judging.marks import Marks
from ..judging.trampoline import judged, judges_seed, outcome
from ..perform.bed.tally import BedTally
from .cast import Cast

Array = NDArray[np.float64]

ENDS = (LANDED, *BED_CAUSES)
"""How a take can end; `Bounced.ended` is an index into it."""

MARKS = ("total", "D", "E", "H", "T")


@dataclass
class Bounced:
    """Read-outs of B judged takes.

    Attributes:
        end: When each take ended, shape (B,). [s]
        ended: How, index into ENDS, shape (B,).
        failed: Number of the element that did not count or was another, from 1, N + 1
            for the landing after the last, 0 for none, shape (B,).
        marks: In the order of MARKS, NaN where numbers went bad, shape (B, 5).
        seconds: Time in the air of every element done, else NaN, shape (B, N). [s]
        place: Where each landed, else NaN, shape (B, N, 2). [m]
        peaks: Greatest force of the bed in each contact, shape (B, C). [N]
    """

    end: Array
    ended: NDArray[np.int64]
    failed: NDArray[np.int64]
    marks: Array
    seconds: Array
    place: Array
    peaks: Array

    @classmethod
    def join(cls, parts: "Sequence[Bounced]") -> "Bounced":
        """Return the read-outs of several runs as one."""
        return cls(
            **{
                f.name: np.concatenate([getattr(p, f.name) for p in parts])
                for f in fields(cls)
            }
        )

    @property
    def words(self) -> list[str]:
        """How each take ended, in the judges' words."""
        return [ENDS[i] for i in self.ended.tolist()]

    @property
    def load(self) -> Array:
        """Greatest force of the bed in each take, shape (B,). [N]"""
        most: Array = self.peaks.max(axis=1)
        return most


def bounced(cast: Cast, tally: BedTally, takes: Sequence[int], seed: int) -> Bounced:
    """Judge takes and keep what a sheet needs of them.

    Args:
        cast: Who did what, and how.
        tally: Read-outs, B rows; what judges have seen is let go.
        takes: Numbers of the takes under the seed, B of them.
        seed: Seed of the takes.
    """
    elements = len(cast.act.elements)
    found = judged(tally, cast.act, [judges_seed(seed, take) for take in takes])
    tally.forget()
    words = [outcome(m, d) for m, d in zip(found, tally.done.tolist(), strict=True)]
    none = np.full(len(MARKS), np.nan)
    made = Bounced(
        end=tally.end.copy(),
        ended=np.array([ENDS.index(word) for word in words], dtype=np.int64),
        failed=np.zeros(len(found), dtype=np.int64),
        marks=np.array([none if m is None else _marks(m) for m in found]),
        seconds=np.full((len(found), elements), np.nan),
        place=np.full((len(found), elements, 2), np.nan),
        peaks=tally.peaks.copy(),
    )
    for row, (marks, word) in enumerate(zip(found, words, strict=True)):
        for i, element in enumerate(marks.elements if marks else ()):
            made.seconds[row, i] = element.seconds
            made.place[row, i] = element.place.x, element.place.y
        if word != LANDED:
            made.failed[row] = _failed(marks, elements)
    return made


def _marks(marks: Marks) -> list[float]:
    return [marks.total, marks.difficulty, marks.execution, marks.displacement,
            marks.flight]  # fmt: skip


def _failed(marks: Marks | None, elements: int) -> int:
    """Return the number of the element at which a take was lost; 0 for unknown."""
    if marks is None:
        return 0
    if marks.interrupted:
        return min(marks.interrupted.number, elements + 1)
    other = [e.number for e in marks.elements if not e.as_declared]
    return other[0] if other else elements + 1
