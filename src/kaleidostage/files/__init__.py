"""Reading and writing the files people meet: found, checked, never half-written."""

from .dump import dump_toml
from .find import find, shipped
from .names import own_name
from .read import parse_toml, read_toml
from .table import Document, Table
from .write import write_atomic

__all__ = [
    "Document",
    "Table",
    "dump_toml",
    "find",
    "own_name",
    "parse_toml",
    "read_toml",
    "shipped",
    "write_atomic",
]
