"""Names that go into file names: of acts, performers and rigs."""

import re

from .table import Document

_NAME = r"[a-z0-9][a-z0-9-]{0,59}"  # Our choice: safe on every disk.


def own_name(document: Document, stem: str, example: str) -> str:
    """Return the name a file gives its thing, or one made of the file's own.

    Args:
        document: Of the file.
        stem: Name of the file without its ending.
        example: A name that would be right, for the message.

    Raises:
        FileFormatError: If the name is not small letters, digits and hyphens.
    """
    usual = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:60] or "nameless"
    name = document.text("name", default=usual)
    if not re.fullmatch(_NAME, name):
        raise document.fault(
            "name",
            f"name must be small letters, digits and hyphens, at most 60, got {name!r}"
            f"; write it as 'name = \"{example}\"'",
        )
    return name
