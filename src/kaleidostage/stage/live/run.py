"""A run: one job asked for in the page, and the folder that holds what came of it."""

import contextlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ...errors import StorageError, UnknownNameError
from ...files import write_atomic

# What lies in a run's folder, beside `run.json` and the folder `takes`.
CHECKPOINT, TECHNIQUE, REPLAY, SHEET = (
    "checkpoint",
    "technique.toml",
    "replay.html",
    "sheet.html",
)
PAGE = "page.html"  # The replay page of a take; the data of the others fit in it.

OPEN = ("queued", "running")
STATES = (*OPEN, "stopped", "done", "failed")
MOST_RUNS = 200  # Kept at once; our choice.
_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(kw_only=True)
class Run:
    """One job.

    Attributes:
        kind: `rehearse`, `show` (odds and a replay) or `sheet`.
        act: Key in the library.
        performer: Key in the library.
        rig: Key in the library.
        steadiness: Name of the level, or `own`.
        seed: Of all that is random.
        budget: Time to rehearse. [s]
        takes: How often to perform, for odds.
        of: Run whose technique is used; empty for the shipped one.
        id: Name of its folder.
        created: When it was asked for. [s since 1970]
        state: One of STATES.
        message: What went wrong, or how it went, in one line.
        result: What came of it, plain values.
        points: The generations so far, plain values.
    """

    kind: str
    act: str
    performer: str
    rig: str
    steadiness: str = "national"
    seed: int = 1
    budget: float = 300.0
    takes: int = 200
    of: str = ""
    id: str = field(default_factory=lambda: secrets.token_hex(6))
    created: float = field(default_factory=time.time)
    state: str = "queued"
    message: str = ""
    result: dict[str, Any] = field(default_factory=dict)
    points: list[dict[str, Any]] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Return it as the page reads it: the points only counted."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {**values, "points": len(self.points)}


class Runs:
    """All runs, by id; each has a folder below `folder`."""

    def __init__(self, folder: Path) -> None:
        """Read what an earlier stage left; what was open then is stopped now.

        Raises:
            StorageError: If the folder cannot be made or read.
        """
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            found = [_read(path) for path in folder.iterdir() if _ID.match(path.name)]
        except OSError as error:
            raise StorageError(f"folder {folder}: {error.strerror}") from None
        runs = sorted(filter(None, found), key=lambda run: run.created)
        self._runs = {run.id: run for run in runs}
        for run in runs:
            if run.state in OPEN:
                run.state = "stopped"
                run.message = "the stage was closed; resume to go on"

    def __iter__(self) -> Iterator[Run]:
        """Go through the runs, the oldest first."""
        return iter(list(self._runs.values()))

    def get(self, name: str) -> Run:
        """Return the run called `name`.

        Raises:
            UnknownNameError: If there is none.
        """
        if name not in self._runs:
            raise UnknownNameError("run", name, list(self._runs)[-5:])
        return self._runs[name]

    def home(self, run: Run) -> Path:
        """Return the folder of a run."""
        return self.folder / run.id

    def add(self, run: Run) -> None:
        """Keep one more.

        Raises:
            StorageError: If there are too many, or it cannot be written.
        """
        if len(self._runs) >= MOST_RUNS:
            raise StorageError(f"there are {MOST_RUNS} runs already; remove some")
        try:
            (self.home(run) / "takes").mkdir(parents=True)
        except OSError as error:
            raise StorageError(f"cannot keep a run: {error.strerror}") from None
        self._runs[run.id] = run
        self.save(run)

    def save(self, run: Run) -> None:
        """Write what is known of a run, whole or not at all.

        Raises:
            StorageError: If it cannot be written.
        """
        write_atomic(self.home(run) / "run.json", json.dumps(asdict(run)))

    def remove(self, run: Run) -> None:
        """Remove a run with all that came of it."""
        del self._runs[run.id]
        shutil.rmtree(self.home(run), ignore_errors=True)


def _read(folder: Path) -> Run | None:
    """Return the run of a folder; a damaged one is left where it is, unseen."""
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        run = Run(**json.loads((folder / "run.json").read_text("utf-8")))
        if run.id == folder.name and run.state in STATES:
            return run
    return None
