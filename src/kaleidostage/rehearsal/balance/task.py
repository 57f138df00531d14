"""What a lesson practises: which skills, how high, for how long."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...acts.skill import Skill
from ...technique.bed import Card, card_of
from ...technique.technique import Phase

LENGTH = 14  # Flights on a card that is practised. Our choice.


@dataclass(frozen=True, kw_only=True)
class Task:
    """A lesson's task.

    Attributes:
        phases: Of the technique that is practised.
        skills: What is to be learned besides straight jumps.
        often: Share of the flights that are one of these skills.
        aim: Times of flight that are wanted, from and to. [s]
        seconds: Longest attempt. [s]
    """

    phases: tuple[Phase, ...]
    skills: Sequence[Skill] = ()
    often: float = 0.5
    aim: tuple[float, float] = (1.0, 1.35)
    seconds: float = 20.0

    def cards(self, draw: np.random.Generator, count: int) -> Card:
        """Draw what `count` bodies are to do."""
        plain = Card(
            quarters=np.zeros((count, LENGTH)),
            twists=np.zeros((count, LENGTH)),
            figure=np.zeros((count, LENGTH), dtype=np.int64),
        )
        if not self.skills:
            return plain
        one = card_of(self.skills, 1)
        which = draw.integers(len(self.skills), size=(count, LENGTH))
        hard = draw.random((count, LENGTH)) < self.often
        side = np.where(draw.random((count, LENGTH)) < 0.5, -1.0, 1.0)
        return Card(
            quarters=np.where(hard, one.quarters[0][which], 0.0),
            twists=np.where(hard, one.twists[0][which] * side, 0.0),
            figure=np.where(hard, one.figure[0][which], 0),
        )
