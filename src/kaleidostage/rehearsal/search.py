"""The search itself: candidates asked for, costs told, and nothing else to remember.

A search is what its seed and the costs told so far make it. That is all a checkpoint
holds: telling the same costs again brings back the same search, to the bit.
"""

import warnings

import numpy as np
from numpy.typing import NDArray

from .space import Space

Array = NDArray[np.float64]
CANDIDATES = 20  # A generation; our choice, near CMA-ES's own 4 + 3 ln(n).
FIRST_STEP = 0.4  # In units of Space; our choice.


class Search:
    """CMA-ES over the numbers of a technique (pycma, with its own random state)."""

    def __init__(self, space: Space, seed: int) -> None:
        """Begin at the technique that `space` lies around."""
        with warnings.catch_warnings():  # It would miss its plotting library.
            warnings.simplefilter("ignore")
            import cma

        random = np.random.RandomState(seed % 2**32)
        self.space = space
        self._engine = cma.CMAEvolutionStrategy(
            np.zeros(space.size),
            FIRST_STEP,
            {
                "popsize": CANDIDATES,
                "randn": random.randn,
                "seed": np.nan,
                "verbose": -9,
            },
        )

    def ask(self) -> list[Array]:
        """Return the candidates of the next generation."""
        return [np.array(x) for x in self._engine.ask()]

    def tell(self, candidates: list[Array], costs: Array) -> None:
        """Learn what the candidates cost, shape (CANDIDATES,)."""
        self._engine.tell(candidates, costs.tolist())

    @property
    def favourite(self) -> Array:
        """Return the middle of the search: what it would do now, shape (n,)."""
        return np.array(self._engine.result.xfavorite)
