"""Many takes at once: performing, hands, records."""

from .noise import Noise, draw
from .perform import Pool, lead, perform, pool
from .record import Record
from .run import full_swing
from .tally import Tally

__all__ = [
    "Noise",
    "Pool",
    "Record",
    "Tally",
    "draw",
    "full_swing",
    "lead",
    "perform",
    "pool",
]
