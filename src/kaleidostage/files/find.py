"""From a name or a path to the file that is meant."""

import os
from pathlib import Path

from ..errors import UnknownNameError


def shipped(folder: Path, suffix: str = ".toml") -> tuple[str, ...]:
    """Return the names of the files in `folder` that end in `suffix`, sorted."""
    files = (path.name for path in folder.glob(f"*{suffix}"))
    return tuple(sorted(name.removesuffix(suffix) for name in files if name[0] != "."))


def find(
    kind: str, name_or_path: Path | str, folder: Path, suffix: str = ".toml"
) -> Path:
    """Return the file meant by the name of something shipped or by a path.

    What holds a separator or ends in `suffix` is a path, whether the file is there
    or not; everything else is looked up among the shipped names, then beside us.

    Args:
        kind: What it is, for messages: `performer`.
        name_or_path: As the user wrote it.
        folder: Where the shipped ones are.
        suffix: How their files end.

    Raises:
        UnknownNameError: If it is no path and nothing shipped has that name.
    """
    text = os.fspath(name_or_path)
    if text in (names := shipped(folder, suffix)):
        return folder / f"{text}{suffix}"
    if text.endswith(suffix) or any(mark in text for mark in _separators()):
        return Path(text).expanduser()
    if text and Path(text).is_file():
        return Path(text)
    raise UnknownNameError(kind, text, names)


def _separators() -> tuple[str, ...]:
    return tuple(mark for mark in (os.sep, os.altsep) if mark)
