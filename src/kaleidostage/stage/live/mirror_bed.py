"""A rehearsal on the bed seen from outside: what it tells of its last generation."""

from ...rehearsal import Progress
from .mirror import TAKES_APART, Seen


def look_on_bed(progress: Progress) -> Seen:
    """Return what a generation came to, by the noise it was learned with.

    Raises:
        ValueError: Between generations, where no technique is told.
    """
    found = progress.found
    if found is None:
        raise ValueError("no technique is told between generations.")
    return Seen(
        best=found,
        favourite=found,
        first_take=progress.generation * TAKES_APART,
        noise=progress.noise,
    )
