"""From a rig's file, shipped or the user's own, to a rig."""

from pathlib import Path
from typing import Any

from ..files import Document, find, own_name, read_toml, shipped
from .fly_bars import FlyBars
from .fly_bars_file import FLY_BARS
from .sizes import Form
from .trampoline import Trampoline
from .trampoline_file import TRAMPOLINE

SCHEMA = 1
"""Version of the rig file."""

_FORMS: tuple[Form[Any], ...] = (FLY_BARS, TRAMPOLINE)
_FOLDER = Path(__file__).parent / "shipped"


def names() -> tuple[str, ...]:
    """Return the names of the shipped rigs, sorted."""
    return shipped(_FOLDER)


def load(name_or_path: str | Path) -> FlyBars | Trampoline:
    """Read a rig: the name of a shipped one, or a path to a file.

    Its one table, `[fly_bars]` or `[trampoline]`, says which apparatus it is.
    Dimensions that the file leaves out are those of the rig `reference` or
    `competition`.

    Raises:
        UnknownNameError: If nothing shipped has that name.
        FileFormatError: If the file is not a sound rig file.
        StorageError: If it cannot be opened.
    """
    path = find("rig", name_or_path, _FOLDER)
    document = read_toml(path, "rig")
    document.schema(SCHEMA)
    form = _form(document)
    name = own_name(document, path.stem, form.kind.name)
    document.text("about", default=name)  # For people; the physics need it not.
    table = document.table(form.table)
    rig: FlyBars | Trampoline = form.read(table, name)
    document.done()
    form.verify(table, rig)
    return rig


def plain(rig: FlyBars | Trampoline) -> dict[str, object]:
    """Return the values that a file of this rig holds, in the file's order."""
    form = next(form for form in _FORMS if isinstance(rig, form.kind))
    return {"schema": SCHEMA, "name": rig.name, form.table: form.plain(rig)}


def _form(document: Document) -> Form[Any]:
    """Return which apparatus a file is about.

    Raises:
        FileFormatError: If it is about none, or about two.
    """
    found = [form for form in _FORMS if document.has(form.table)]
    if len(found) == 1:
        return found[0]
    tables = " or ".join(f"[{form.table}]" for form in _FORMS)
    if found:
        text = f"a rig is one apparatus: {tables}, not both; make it two files"
        raise document.fault(found[1].table, text)
    for key in ("name", "about"):
        document.text(key, default=key)
    document.done()  # A misspelt table is worth a better message than a missing one.
    raise document.fault(None, f"missing table {tables}; write one, even if empty")
