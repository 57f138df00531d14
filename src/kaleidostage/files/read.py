"""From a path to a checked document, or to one line that says what is wrong."""

import difflib
import re
import tomllib
from pathlib import Path

from ..errors import FileFormatError, StorageError
from .lines import key_lines
from .table import Document, Table
from .words import shown_path

LARGEST = 1_000_000
"""Largest file read. [bytes]  Our choice: the shipped ones have a few thousand."""


def read_toml(path: Path | str, kind: str) -> Document:
    """Read a TOML file of the user's or of ours.

    Args:
        path: Where it is.
        kind: What it is, in one word, for messages: `performer`, `rig`.

    Returns:
        Its root table; call `schema` first and `done` last.

    Raises:
        StorageError: If it cannot be opened.
        FileFormatError: If it is too large, not text, or not sound TOML.
    """
    path = Path(path)
    name = f"{kind} file {shown_path(path)}"
    data = _bytes(path, name)
    if len(data) > LARGEST:
        raise FileFormatError(
            f"{name}: larger than {LARGEST / 1e6:g} MB; is this the right file?"
        )
    try:
        text = data.decode("utf-8-sig")  # Some editors put a byte order mark first.
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileFormatError(
            f"{name}, line {line}: not UTF-8 text; save it as UTF-8"
        ) from None
    return parse_toml(text, kind, path)


def parse_toml(text: str, kind: str, path: Path | str) -> Document:
    """Return the document in `text`, which came from `path`, as `read_toml` does."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        name = f"{kind} file {shown_path(path)}"
        raise FileFormatError(f"{name}{_syntax(error, text)}") from None
    return Table(values, kind=kind, path=Path(path), numbering=key_lines(text))


def _bytes(path: Path, name: str) -> bytes:
    """Return at most one byte more than allowed."""
    try:
        if path.is_dir():
            raise StorageError(f"{name}: is a folder, not a file")
        if path.exists() and not path.is_file():
            raise StorageError(f"{name}: is not a regular file")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise StorageError(f"{name}: no such file{_near(path)}") from None
    except StorageError:
        raise
    except OSError as error:
        raise StorageError(f"{name}: cannot be read: {error.strerror}") from None
    except ValueError:  # A path with a zero character.
        raise StorageError(f"{name}: no such file") from None


def _near(path: Path) -> str:
    """Return a hint at a file beside `path` with almost its name, or ''."""
    try:
        names = [other.name for other in path.parent.iterdir()]
    except OSError:
        return f"; there is no folder {shown_path(path.parent)} that can be read"
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"; did you mean {shown_path(path.with_name(near[0]))}?" if near else ""


def _syntax(error: Exception, text: str) -> str:
    """Return ', line 3: what' from the parser's 'what (at line 3, column 5)'."""
    if isinstance(error, RecursionError):
        return ": brackets nested too deep"
    said = str(error)
    place = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", said)
    if not place:
        return f": not sound TOML: {said}"
    line = place[1] or text.rstrip().count("\n") + 1
    return f", line {line}: not sound TOML: {said[: place.start()]}"
