"""Takes performed once and for all: read-outs by what decided them, on file."""

import contextlib
import io
import os
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np

from ..errors import StorageError
from ..files import write_atomic
from ..perform import Tally
from .bounced import Bounced

Readouts = Tally | Bounced
"""What is kept of takes, on either apparatus."""

MOST = 4000
"""Files kept; the oldest go first. Our choice: some 40 sheets, 100 MB."""


def usual_folder() -> Path:
    """Return where this system wants what can be made again."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "kaleidostage" / "takes"


class Store:
    """Read-outs on file, named by the hash of what decided them.

    A file is written aside and then takes its name, so that a run that is killed
    leaves whole files or none. What cannot be read is performed anew.
    """

    def __init__(self, folder: Path | None, *, must: bool = False) -> None:
        """Open a folder, made if need be.

        Args:
            folder: Where; None keeps nothing.
            must: Whether a folder that cannot be written is an error, or means that
                nothing is kept.

        Raises:
            StorageError: If it must be written and cannot be.
        """
        self.folder = folder
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                _drop_oldest(folder)
        except OSError as error:
            self._give_up(error, must)

    def get(self, key: str) -> dict[str, np.ndarray] | None:
        """Return the arrays stored under `key`, or None."""
        if self.folder is None:
            return None
        unreadable = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)
        with contextlib.suppress(*unreadable):
            with np.load(self.folder / f"{key}.npz", allow_pickle=False) as file:
                return {name: file[name] for name in file.files}
        return None

    def put(self, key: str, arrays: dict[str, np.ndarray]) -> None:
        """Store arrays under `key`; without room it goes on without storing."""
        if self.folder is None:
            return
        made = io.BytesIO()
        np.savez(made, **arrays)  # type: ignore[arg-type]
        try:
            write_atomic(self.folder / f"{key}.npz", made.getvalue())
        except StorageError as error:
            self._give_up(error, must=False)

    def _give_up(self, error: OSError, must: bool) -> None:
        if must:
            raise StorageError(
                f"cannot keep takes in {self.folder}: {error}; name another folder"
            ) from None
        self.folder = None


def tally_arrays(tally: Readouts) -> dict[str, np.ndarray]:
    """Return read-outs as arrays by name."""
    return {f.name: getattr(tally, f.name) for f in fields(tally)}


def tally_of(
    kind: type[Tally] | type[Bounced],
    arrays: dict[str, np.ndarray] | None,
    takes: int,
) -> Readouts | None:
    """Return stored arrays as read-outs; None unless they are those of `takes`."""
    if arrays is None or set(arrays) != {f.name for f in fields(kind)}:
        return None
    if any(len(array) != takes for array in arrays.values()):
        return None
    return kind(**arrays)


def joined(parts: Sequence[Readouts]) -> Readouts:
    """Return the read-outs of several runs on one apparatus as one."""
    bounced = [part for part in parts if isinstance(part, Bounced)]
    if bounced:
        return Bounced.join(bounced)
    return Tally.join([part for part in parts if isinstance(part, Tally)])


def split(tally: Readouts, sizes: Sequence[int]) -> list[Readouts]:
    """Return read-outs cut into parts of so many takes."""
    ends = np.cumsum(sizes)[:-1]
    parts = {n: np.split(a, ends) for n, a in tally_arrays(tally).items()}
    return [
        type(tally)(**{name: arrays[i] for name, arrays in parts.items()})
        for i in range(len(sizes))
    ]


def _drop_oldest(folder: Path) -> None:
    found = sorted(folder.glob("*.npz"), key=lambda path: path.stat().st_mtime)
    for path in found[: max(0, len(found) - MOST)]:
        path.unlink(missing_ok=True)
