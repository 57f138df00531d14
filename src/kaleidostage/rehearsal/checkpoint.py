"""How far a rehearsal is, on disk: settings and costs, as text, never half-written."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import FileFormatError, MismatchError, StorageError
from ..files import write_atomic

SCHEMA = 2


@dataclass(frozen=True, kw_only=True)
class Generation:
    """What one generation told.

    Attributes:
        stage: Index of its stage.
        costs: Mean cost of each candidate.
        share: Landed share of all its takes.
        landed: Landed takes of the favourite.
        takes: Takes of the favourite.
    """

    stage: int
    costs: tuple[float, ...]
    share: float
    landed: int
    takes: int


@dataclass
class Diary:
    """A rehearsal so far.

    Attributes:
        settings: What it rehearses: act, technique, body, rig, seed, engine ...
        generations: One entry a generation.
        seconds: Time spent so far. [s]
        learned: On the trampoline, all that is learned, as text; '' before.
    """

    settings: Mapping[str, Any]
    generations: list[Generation] = field(default_factory=list)
    seconds: float = 0.0
    learned: str = ""

    def save(self, path: Path) -> None:
        """Write aside, then rename: a kill at any moment leaves a whole file."""
        values = {
            "schema": SCHEMA,
            "settings": self.settings,
            "seconds": self.seconds,
            "generations": [vars(g) for g in self.generations],
            **({"learned": self.learned} if self.learned else {}),
        }
        body = json.dumps(values, sort_keys=True)
        write_atomic(path, json.dumps({"sha256": _digest(body), "rehearsal": body}))


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def digest(values: object) -> str:
    """Return a short name of plain values: the same values, the same name."""
    return _digest(json.dumps(values, sort_keys=True))[:16]


def set_aside(path: Path) -> None:
    """Keep an earlier rehearsal's checkpoint as `NAME.old`: none is lost by haste.

    Raises:
        StorageError: If it cannot be renamed.
    """
    try:
        path.replace(path.with_name(path.name + ".old"))
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(f"checkpoint {path}: {error.strerror}.") from None


def opened(path: Path | None, settings: Mapping[str, Any], *, resume: bool) -> Diary:
    """Return the diary to go on with: that of a checkpoint, or a blank one."""
    if resume and path is not None:
        return reopen(path, settings)
    if path is not None:
        set_aside(path)
    return Diary(settings=settings)


def reopen(path: Path, settings: Mapping[str, Any]) -> Diary:
    """Read a checkpoint and make sure it is of this very rehearsal.

    Raises:
        StorageError: If the file cannot be read.
        FileFormatError: If it is no checkpoint, or damaged.
        MismatchError: If it is of another rehearsal or another engine.
    """
    diary = _read(path)
    for key, value in settings.items():
        found = diary.settings.get(key)
        if found != value:
            raise MismatchError(
                f"checkpoint {path} {_difference(key, found, value)}; resume with what "
                "it began with, or begin anew without --resume."
            )
    return diary


def _difference(key: str, found: object, value: object) -> str:
    if len(repr(value)) > 60:  # Too long to read: a technique, a steadiness.
        return f"began with another {key}"
    return f"is of another rehearsal: its {key} is {found!r}, this one's {value!r}"


def _read(path: Path) -> Diary:
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        raise StorageError(
            f"checkpoint {path} does not exist; leave out --resume to begin anew."
        ) from None
    except OSError as error:
        raise StorageError(f"checkpoint {path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise FileFormatError(f"{path} is not a checkpoint of a rehearsal.") from None
    try:
        outer = json.loads(text)
        body = outer["rehearsal"]
        if _digest(body) != outer["sha256"]:
            raise FileFormatError(
                f"checkpoint {path} is damaged; begin anew without --resume."
            )
        values = json.loads(body)
        if values["schema"] != SCHEMA:
            raise FileFormatError(
                f"checkpoint {path} has schema {values['schema']!r}, this version "
                f"reads {SCHEMA}; begin anew without --resume."
            )
        return _diary(values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, FileFormatError):
            raise
        raise FileFormatError(f"{path} is not a checkpoint of a rehearsal.") from None


def _diary(values: Mapping[str, Any]) -> Diary:
    generations = [
        Generation(
            stage=int(g["stage"]),
            costs=tuple(float(c) for c in g["costs"]),
            share=float(g["share"]),
            landed=int(g["landed"]),
            takes=int(g["takes"]),
        )
        for g in values["generations"]
    ]
    return Diary(
        settings=values["settings"],
        generations=generations,
        seconds=float(values["seconds"]),
        learned=str(values.get("learned", "")),
    )
