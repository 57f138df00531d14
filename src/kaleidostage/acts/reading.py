"""From an act's file, shipped or the user's own, to an act."""

from pathlib import Path

from ..files import Document, find, own_name, read_toml, shipped
from .act import APPARATUS, TRICKS, Act

SCHEMA = 1
"""Version of the act file."""

_FOLDER = Path(__file__).parent / "shipped"


def names() -> tuple[str, ...]:
    """Return the names of the shipped acts, sorted."""
    return shipped(_FOLDER)


def load(name_or_path: str | Path) -> Act:
    """Read an act: the name of a shipped one, or a path to a file.

    Raises:
        UnknownNameError: If nothing shipped has that name.
        FileFormatError: If the file is not a sound act file.
        StorageError: If it cannot be opened.
    """
    path = find("act", name_or_path, _FOLDER)
    document = read_toml(path, "act")
    document.schema(SCHEMA)
    act = _act(document, path.stem)
    document.done()
    return act


def _act(document: Document, stem: str) -> Act:
    """Return the act a document describes; its file's `stem` is its usual name."""
    name = own_name(document, stem, "first-leap")
    trick = document.choice("trick", tuple(TRICKS))
    return Act(
        name=name,
        title=document.text("title", default=name),
        about=document.text("about", default=trick),
        apparatus=document.choice("apparatus", APPARATUS),
        rig=document.text("rig", default="reference"),
        cast=document.text("cast"),
        trick=trick,
        somersaults=_somersaults(document, trick),
    )


def _somersaults(document: Document, trick: str) -> int:
    """Return the nominal count, which must be the trick's own."""
    usual = TRICKS[trick]
    count = document.integer("somersaults", default=usual)
    if count != usual:
        raise document.fault(
            "somersaults",
            f"somersaults must be {usual} for a {trick}, got {count}; "
            "change the one or the other",
        )
    return count
