"""How far learning is: what goes on from one generation to the next."""

import base64
import io
import zlib
from dataclasses import dataclass

import numpy as np

from ...errors import FileFormatError
from .agent import Agent, Floats

KINDS = {"flat": "<f4", "settled": "<f4", "mean": "<f4", "square": "<f4"}
FASTEST = 6e-4  # Largest step of the learning, and the first. Our choice.


@dataclass(kw_only=True)
class Learned:
    """How far learning is: all that goes on from generation to generation.

    Attributes:
        flat: Both networks and the spread of trials, in a row.
        settled: Running mean of it, round by round: a balance that every round has
            pushed about a little is less sure than the mean of many.
        mean: Running mean of the gradient.
        square: Running mean of its square.
        steps: Steps so far.
        rate: Step of the learning.
        noise: Share of the noise.
        generation: How often lessons have begun anew.
    """

    flat: Floats
    settled: Floats
    mean: Floats
    square: Floats
    steps: int = 0
    rate: float = FASTEST
    noise: float = 0.3
    generation: int = 0

    @classmethod
    def begin(cls, agent: Agent, noise: float) -> "Learned":
        """Return the beginning of learning."""
        still = np.zeros_like(agent.flat)
        return cls(
            flat=agent.flat,
            settled=agent.flat.copy(),
            mean=still,
            square=still.copy(),
            noise=noise,
        )

    def forget(self) -> None:
        """Forget how large slopes are: the balance has had none so far."""
        self.steps = 0
        self.mean, self.square = self.mean * 0, self.square * 0


def packed(learned: Learned) -> str:
    """Return all that is learned as text."""
    stream = io.BytesIO()
    arrays = {key: getattr(learned, key) for key in KINDS}
    numbers = (learned.steps, learned.rate, learned.noise, learned.generation)
    np.savez(stream, numbers=np.array(numbers, "<f8"), **arrays)
    return base64.b64encode(zlib.compress(stream.getvalue())).decode()


def unpacked(text: str) -> Learned:
    """Return what `packed` wrote.

    Raises:
        FileFormatError: If it is not that.
    """
    try:
        stream = io.BytesIO(zlib.decompress(base64.b64decode(text, validate=True)))
        with np.load(stream, allow_pickle=False) as file:
            steps, rate, noise, generation = file["numbers"]
            arrays = {key: file[key].astype(kind) for key, kind in KINDS.items()}
    except (ValueError, KeyError, OSError, EOFError, zlib.error):
        raise FileFormatError("a checkpoint's balance is damaged.") from None
    return Learned(
        steps=int(steps),
        rate=float(rate),
        noise=float(noise),
        generation=int(generation),
        **arrays,
    )
