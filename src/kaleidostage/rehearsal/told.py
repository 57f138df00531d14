"""What a rehearsal tells: how far it is, and what it came to."""

from dataclasses import dataclass

from ..technique import Technique


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a rehearsal is.

    Attributes:
        seconds: Spent so far. [s]
        budget: To spend. [s]
        generation: Number of generations.
        stage: Name of the stage.
        best_cost: Lowest mean cost in the last generation.
        landed: Landed takes of the favourites of this stage so far.
        takes: Their takes.
        low: Lower bound of their odds as if they had been one, however often one
            looks; the final check tells the odds.
        high: Upper bound.
        noise: Share of the performer's noise.
        found: The technique as it is now; None where this is not told, and between
            generations.
    """

    seconds: float
    budget: float
    generation: int
    stage: str
    best_cost: float
    landed: int
    takes: int
    low: float
    high: float
    noise: float = 1.0
    found: Technique | None = None


@dataclass(frozen=True, kw_only=True)
class Rehearsed:
    """What a rehearsal came to.

    Attributes:
        technique: The technique, its numbers rounded as its file shows them.
        odds_landed: Landed takes of the final check, on takes never rehearsed.
        odds_takes: Takes of that check.
        seconds: Time spent. [s]
        generations: Generations bred.
    """

    technique: Technique
    odds_landed: int
    odds_takes: int
    seconds: float
    generations: int
