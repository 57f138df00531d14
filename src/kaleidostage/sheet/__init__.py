"""The sheet: odds, margins, loads, timing calls and a fallback, for one act."""

from .apparatus import of
from .base import Base, perform_base
from .cast import Cast
from .ready import also_known
from .sheet import SCHEMA, sheet
from .slips import Row, Slip
from .store import Store, usual_folder
from .takes import Takes
from .versus import check_comparable

__all__ = [
    "SCHEMA",
    "Base",
    "Cast",
    "Row",
    "Slip",
    "Store",
    "Takes",
    "also_known",
    "check_comparable",
    "of",
    "perform_base",
    "sheet",
    "usual_folder",
]
