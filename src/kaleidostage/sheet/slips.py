"""Slips: each thing that can go off in a take, moved or taken away on purpose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ..perform import Noise

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One thing that can go off.

    Attributes:
        key: For machines and stored takes: `"moment 5"`.
        name: For people: `"release"`.
        kind: `"moment"` [s], `"pose"` [rad] or `"other"`.
        phase: Which phase it belongs to; -1 for none.
        columns: Field of the noise -> its numbers of one take, counted flat.
    """

    key: str
    name: str
    kind: str
    phase: int
    columns: Mapping[str, tuple[int, ...]]

    def read(self, noise: Noise) -> Array:
        """Return how far off it was in each take, shape (B, d)."""
        parts = [_flat(noise, name)[:, list(at)] for name, at in self.columns.items()]
        return np.concatenate(parts, axis=1)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One take to perform: with its usual noise, and perhaps one slip on purpose.

    Attributes:
        take: Number of the take under the seed.
        slip: What is moved or taken away; None for nothing.
        by: How much is added to it [s] or [rad]; None takes it away.
    """

    take: int
    slip: Slip | None = None
    by: float | None = None

    @property
    def words(self) -> str:
        """All of it, for the key of stored takes."""
        return f"{self.take} {self.slip.key if self.slip else ''} {self.by!r}"


def slipped(noise: Noise, rows: Sequence[Row]) -> Noise:
    """Return the noise of `rows`, each with its slip moved or taken away.

    Args:
        noise: Of the rows' takes, B rows.
        rows: B rows.
    """
    arrays = {f.name: getattr(noise, f.name).copy() for f in fields(noise)}
    moved = Noise(**arrays)
    for i, row in enumerate(rows):
        if row.slip is None:
            continue
        for name, at in row.slip.columns.items():
            flat = _flat(moved, name)
            flat[i, list(at)] = 0.0 if row.by is None else flat[i, list(at)] + row.by
    return moved


def _flat(noise: Noise, name: str) -> Array:
    """Return a field of the noise as a view with one row a take."""
    field: Array = getattr(noise, name)
    return field.reshape(len(field), -1)
