"""How far learning is: what goes on from one generation to the next."""

from dataclasses import dataclass

import numpy as np

from .agent import Agent, Floats

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
