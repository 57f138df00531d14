"""What a lesson practises: which skills, how high, for how long."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...acts.skill import Skill
from ...technique.bed import Card, card_of
from ...technique.technique import Phase

AS_WRITTEN = 0.5  # Share of attempts that fly the card in its order. Our choice.
REST = 3  # Straight jumps after a card, before it is flown again. Our choice.


@dataclass(frozen=True, kw_only=True)
class Task:
    """A lesson's task.

    Attributes:
        phases: Of the technique that is practised.
        card: What is to be flown in the end, in its order.
        aim: Times of flight that are wanted, from and to. [s]
        seconds: Longest attempt. [s]
        written: Share of the attempts that fly the card in its order, from anywhere
            in it, and jump a few times before they fly it again; the others fly its
            skills as they come.
        plain: Share of straight jumps among those that come.
    """

    phases: tuple[Phase, ...]
    card: Sequence[Skill]
    aim: tuple[float, float] = (1.0, 1.35)
    seconds: float = 20.0
    written: float = AS_WRITTEN
    plain: float = 0.4

    def cards(self, draw: np.random.Generator, count: int) -> Card:
        """Draw what `count` bodies are to do."""
        one, length = card_of(self.card, 1), len(self.card) + REST
        skills = np.flatnonzero([not skill.is_straight_jump for skill in self.card])
        order = (draw.integers(length, size=(count, 1)) + np.arange(length)) % length
        straight = order >= len(self.card)
        order = np.minimum(order, len(self.card) - 1)
        if len(skills):
            mixed = skills[draw.integers(len(skills), size=(count, length))]
            written = draw.random((count, 1)) < self.written
            order = np.where(written, order, mixed)
            some = draw.random((count, length)) < self.plain
            straight = np.where(written, straight, some)
        side = np.where(draw.random((count, length)) < 0.5, -1.0, 1.0)
        return Card(
            quarters=_where(straight, one.quarters[0][order]),
            twists=_where(straight, one.twists[0][order] * side),
            figure=_where(straight, one.figure[0][order]).astype(np.int64),
        )


def _where(
    straight: NDArray[np.bool_], values: NDArray[np.generic]
) -> NDArray[np.float64]:
    return np.where(straight, 0.0, values)
