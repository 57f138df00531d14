"""Reading and writing the files people meet: found, checked, never half-written."""

from .dump import dump_toml
from .find import find, shipped
from .read import parse_toml, read_toml
from .table import Document, Table
from .write import write_atomic

__all__ = [
    "Document",
    "Table",
    "dump_toml",
    "find",
    "parse_toml",
    "read_toml",
    "shipped",
    "write_atomic",
]
