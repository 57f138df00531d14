"""What the page offers: shipped acts, performers and rigs, and the user's own."""

import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ... import acts, performers, rigs
from ...errors import FileFormatError, KaleidoError, StorageError, UnknownNameError
from ...files import shipped, write_atomic

OWN = "own/"  # Before the name of what lies in the data folder.
MOST_FILES = 500  # Own files of a kind; our choice.
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")  # As `files.own_name` has it.

Entry = dict[str, Any]


def _act(act: acts.Act) -> Entry:
    return {
        "title": act.title,
        "about": act.about,
        "cast": act.cast,
        "rig": act.rig,
        "apparatus": act.apparatus,
    }


def _performer(who: performers.Performer) -> Entry:
    return {"about": who.about, "height_m": who.height, "mass_kg": round(who.mass, 1)}


def _rig(rig: rigs.Rig) -> Entry:
    is_leap = isinstance(rig, rigs.FlyBars)
    return {"apparatus": acts.FLY_BARS if is_leap else acts.TRAMPOLINE}


_LOAD: dict[str, Callable[[str], Entry]] = {
    "acts": lambda name: _act(acts.load(name)),
    "performers": lambda name: _performer(performers.load(name)),
    "rigs": lambda name: _rig(rigs.load(name)),
}
_NAMES = {"acts": acts.names, "performers": performers.names, "rigs": rigs.names}
KINDS = tuple(_LOAD)


class Library:
    """Things by kind and key: a shipped name, or `own/` and the name of a file."""

    def __init__(self, folder: Path) -> None:
        """Open the data folder; what is missing of it is made.

        Raises:
            StorageError: If it cannot be made.
        """
        self.folder = folder
        self._known: dict[tuple[Path, float], Entry] = {}
        try:
            for kind in KINDS:
                (folder / kind).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"data folder {folder}: cannot be made: {error.strerror}"
            ) from None

    def catalogue(self) -> dict[str, list[Entry]]:
        """Return all there is, by kind; a faulty file of the user's with its fault."""
        return {kind: self._entries(kind) for kind in KINDS}

    def argument(self, kind: str, key: str) -> str:
        """Return the name or path that loads the thing called `key`.

        Raises:
            UnknownNameError: If there is none; nothing outside the folder is found.
        """
        if not key.startswith(OWN):
            if key in _NAMES[kind]():
                return key
        elif path := self._own(kind, key.removeprefix(OWN)):
            return str(path)
        raise UnknownNameError(kind.removesuffix("s"), key, self._keys(kind))

    def keep(self, kind: str, name: str, data: bytes) -> Entry:
        """Check a file of the user's and keep it; a faulty one is not kept.

        Raises:
            FileFormatError: If the name or the file is not sound.
            StorageError: If it cannot be written.
        """
        if not _NAME.fullmatch(name):
            raise FileFormatError(
                f"the name must be small letters, digits and hyphens, got {name!r}"
            )
        path = self.folder / kind / f"{name}.toml"
        if not path.exists() and len(shipped(path.parent)) >= MOST_FILES:
            raise StorageError(f"there are {MOST_FILES} {kind} already; remove some")
        trial = path.with_name(f".{name}.toml")
        try:
            write_atomic(trial, data)
            entry = _LOAD[kind](str(trial))
            write_atomic(path, data)
        except KaleidoError as error:
            raise type(error)(str(error).replace(str(trial), path.name)) from None
        finally:
            with contextlib.suppress(OSError):
                trial.unlink()
        return {"key": f"{OWN}{name}", "own": True, **entry}

    def _keys(self, kind: str) -> list[str]:
        own = [f"{OWN}{name}" for name in shipped(self.folder / kind)]
        return [*_NAMES[kind](), *own]

    def _own(self, kind: str, name: str) -> Path | None:
        """Return the user's file of that name; a link that leads out is none."""
        if not _NAME.fullmatch(name):
            return None
        home = (self.folder / kind).resolve()
        path = (home / f"{name}.toml").resolve()
        return path if path.parent == home and path.is_file() else None

    def _entries(self, kind: str) -> list[Entry]:
        entries = [self._shipped(kind, name) for name in _NAMES[kind]()]
        for name in shipped(self.folder / kind)[:MOST_FILES]:
            if path := self._own(kind, name):
                entry = {"key": f"{OWN}{name}", "own": True}
                entries.append({**entry, **self._entry(kind, path)})
        return entries

    def _shipped(self, kind: str, name: str) -> Entry:
        found = self._known.setdefault((Path(kind, name), 0.0), {})
        if not found:
            found |= {"key": name, "own": False, **_LOAD[kind](name)}
        return found

    def _entry(self, kind: str, path: Path) -> Entry:
        """Return what is known of a file, read anew when it has changed."""
        try:
            key = (path, path.stat().st_mtime)
            if key not in self._known:
                self._known[key] = _LOAD[kind](str(path))
            return self._known[key]
        except (KaleidoError, OSError) as error:
            return {"fault": str(error).replace(str(path), path.name)}
