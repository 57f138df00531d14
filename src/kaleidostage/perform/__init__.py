"""Many takes at once: performing, hands, records, and the proof of a take."""

from .bed.proof import BedHalfStep
from .branch import lead_branches
from .finding import Finding
from .fingerprint import Fingerprint, fingerprint
from .inspect import Inspection, inspect
from .noise import Noise, draw
from .perform import lead, perform
from .pool import Pool, pool
from .poses import Poses, flight_path, poses
from .record import Record
from .run import Run, full_swing
from .take import Take, make_take
from .take import load as load_take
from .take import save as save_take
from .tally import Tally
from .verify import HalfStep, Verdict, landed_from_states, scene_of, verify

__all__ = [
    "BedHalfStep",
    "Finding",
    "Fingerprint",
    "HalfStep",
    "Inspection",
    "Noise",
    "Pool",
    "Poses",
    "Record",
    "Run",
    "Take",
    "Tally",
    "Verdict",
    "draw",
    "fingerprint",
    "flight_path",
    "full_swing",
    "inspect",
    "landed_from_states",
    "lead",
    "lead_branches",
    "load_take",
    "make_take",
    "perform",
    "pool",
    "poses",
    "save_take",
    "scene_of",
    "verify",
]
