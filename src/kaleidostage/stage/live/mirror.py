"""A rehearsal's search seen from outside: what its last generation tried.

A search is what its seed and the costs told so far make it, and the checkpoint holds
these. Told the same, a second search holds the same candidates, to the bit.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...performers import Steadiness
from ...rehearsal.checkpoint import reopen
from ...rehearsal.search import Search
from ...rehearsal.space import Space
from ...rehearsal.stages import STAGES, softened
from ...technique import Technique

TAKES_APART = 16  # As rehearsals number the takes of their generations.


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the last generation of a rehearsal tried.

    Attributes:
        best: The candidate that cost least.
        favourite: The middle of the search after it.
        first_take: Number of the first take each candidate was given.
        noise: Share of the performer's noise.
    """

    best: Technique
    favourite: Technique
    first_take: int
    noise: float

    def softened(self, steadiness: Steadiness) -> Steadiness:
        """Return how unsteady the performer was."""
        return softened(steadiness, self.noise)


class Mirror:
    """A second search that follows the first by its checkpoint."""

    def __init__(self, origin: Technique, seed: int, checkpoint: Path) -> None:
        """Follow the rehearsal that keeps `checkpoint`, of the same origin and seed."""
        self._search = Search(Space(origin=origin), seed)
        self._checkpoint, self._told = checkpoint, 0

    def look(self) -> Seen:
        """Read the checkpoint and follow up to its last generation.

        Raises:
            KaleidoError: If it cannot be read.
        """
        generations = reopen(self._checkpoint, {}).generations
        for generation in generations[self._told :]:
            candidates = self._search.ask()
            costs = np.array(generation.costs)
            self._search.tell(candidates, costs)
            best = candidates[int(np.argmin(costs))]
        space, last = self._search.space, len(generations) - 1
        self._told = len(generations)
        return Seen(
            best=space.technique(best),
            favourite=space.technique(self._search.favourite),
            first_take=last * TAKES_APART,
            noise=STAGES[generations[last].stage].noise,
        )
