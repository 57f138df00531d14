"""From an act's file, shipped or the user's own, to an act."""

from pathlib import Path

from ..files import Document, find, own_name, read_toml, shipped
from .act import APPARATUS, FLY_BARS, TRICKS, Act
from .card import Item, routine
from .skill import Skill

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
    apparatus = document.choice("apparatus", APPARATUS)
    is_leap = apparatus == FLY_BARS
    _refuse(document, apparatus, ("elements",) if is_leap else ("trick", "somersaults"))
    trick = document.choice("trick", tuple(TRICKS)) if is_leap else ""
    elements = () if is_leap else _elements(document)
    about = trick or ", ".join(skill.name().lower() for skill in elements)
    return Act(
        name=name,
        title=document.text("title", default=name),
        about=document.text("about", default=about),
        apparatus=apparatus,
        rig=document.text("rig", default="reference" if is_leap else "competition"),
        cast=document.text("cast"),
        trick=trick,
        somersaults=_somersaults(document, trick) if is_leap else 0,
        elements=elements,
    )


def _refuse(document: Document, apparatus: str, keys: tuple[str, ...]) -> None:
    """Refuse keys that belong to the other apparatus."""
    for key in keys:
        if document.has(key):
            raise document.fault(
                key,
                f"{key!r} has no meaning on the {apparatus}; take it out, or "
                "change the apparatus",
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


def _elements(document: Document) -> tuple[Skill, ...]:
    """Return the skills of a routine; all that is wrong with them is said at once."""
    texts = document.texts("elements")
    if not texts:
        raise document.fault("elements", "elements must not be empty; '/' is a jump")
    line = document.line("elements") or 1
    card = routine([Item(text, line, 1) for text in texts], practice=True)
    if card.faults:
        said = [f"element {f.number}: {f.kind}: {f.said}" for f in card.faults]
        raise document.fault("elements", "; ".join(said))
    return card.skills
