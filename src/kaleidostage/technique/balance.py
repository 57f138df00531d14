"""The balance of a performer on the bed: a small network, from what is felt to moves.

It has two hidden layers of tanh. It is asked twice, about what is felt and about its
mirror image, and both answers are joined: left and right are treated alike whatever
the numbers.
"""

import base64
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Balance:
    """A network of given sizes.

    Attributes:
        even: Numbers felt that a mirror leaves alone.
        odd: Numbers felt that a mirror turns round.
        hidden: Units in each of the two hidden layers.
        moves: Moves that a mirror leaves alone.
        side_moves: Moves that it turns round.
        weights: All weights and biases, layer by layer: little-endian float32,
            base64.
    """

    even: int
    odd: int
    hidden: int
    moves: int
    side_moves: int
    weights: str

    @property
    def shapes(self) -> list[tuple[int, ...]]:
        """Return the shapes of weights and biases, in their order."""
        into, out = self.even + self.odd, self.moves + self.side_moves
        h = self.hidden
        return [(into, h), (h,), (h, h), (h,), (h, out), (out,)]

    @cached_property
    def layers(self) -> list[Floats]:
        """Return weights and biases.

        Raises:
            ValueError: If there are not as many as the sizes say.
        """
        flat = np.frombuffer(base64.b64decode(self.weights, validate=True), "<f4")
        counts = [int(np.prod(shape)) for shape in self.shapes]
        if len(flat) != sum(counts):
            raise ValueError(
                f"a balance of these sizes has {sum(counts)} weights, not {len(flat)}"
            )
        parts = np.split(flat, np.cumsum(counts)[:-1])
        return [p.reshape(s) for p, s in zip(parts, self.shapes, strict=True)]

    def __call__(self, felt: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the moves for what is felt.

        Every take is worked out for itself, so that its numbers do not depend on
        which others are performed with it.

        Args:
            felt: Rows of numbers, shape (B, even + odd).

        Returns:
            Shape (B, moves + side_moves).
        """
        mirror = np.ones(self.even + self.odd)
        mirror[self.even :] = -1.0
        turned = np.ones(self.moves + self.side_moves)
        turned[self.moves :] = -1.0
        one, two = self._answer(felt), self._answer(felt * mirror)
        return (one + two * turned) / 2.0

    def _answer(self, felt: NDArray[np.float64]) -> NDArray[np.float64]:
        x = felt.astype(np.float32)[:, None, :]
        w1, b1, w2, b2, w3, b3 = self.layers
        x = np.tanh(x @ w1 + b1)
        x = np.tanh(x @ w2 + b2)
        answer: NDArray[np.float64] = (x @ w3 + b3)[:, 0].astype(np.float64)
        return answer


def packed(layers: list[Floats], sizes: tuple[int, int, int, int, int]) -> Balance:
    """Return the balance of some weights; `sizes` as the attributes stand."""
    flat = np.concatenate([np.asarray(p, "<f4").ravel() for p in layers])
    return Balance(*sizes, base64.b64encode(flat.tobytes()).decode())
