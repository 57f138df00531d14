"""A rehearsal on the bed seen from outside: the balance of its last generation."""

from dataclasses import replace
from pathlib import Path

from ...rehearsal.balance.rehearse import as_learned
from ...rehearsal.checkpoint import reopen
from ...technique import Technique
from .mirror import TAKES_APART, Seen


class BedMirror:
    """Reads from the checkpoint what has been learned."""

    def __init__(self, origin: Technique, checkpoint: Path) -> None:
        """Follow the rehearsal that keeps `checkpoint`, of the same origin."""
        self._origin, self._checkpoint = origin, checkpoint

    def look(self) -> Seen:
        """Read what the last generation came to, by the noise it was learned with.

        Raises:
            KaleidoError: If it cannot be read.
        """
        diary = reopen(self._checkpoint, {})
        balance, noise = as_learned(diary)
        found = replace(self._origin, balance=balance)
        return Seen(
            best=found,
            favourite=found,
            first_take=len(diary.generations) * TAKES_APART,
            noise=noise,
        )
