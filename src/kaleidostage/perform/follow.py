"""Following a plan: which phase each take is in and what its joints aim at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..technique.plan import HANDS, Plan
from ..technique.technique import EVENTS
from .noise import Noise

Array = NDArray[np.float64]
OPEN, REACH = HANDS.index("open"), HANDS.index("reach")
TAKE_OFF, RELEASE, CATCH = range(len(EVENTS))


@dataclass
class Follower:
    """The state of B takes in their plan, advanced tick by tick.

    Attributes:
        at: Moments with the performer's timing error, shape (B, K). [s]
        pose: Poses with the performer's errors, shape (B, K, nu). [rad]
        move: Moving times, shape (B, K). [s]
        events: When each event happened, NaN before, shape (B, E). [s]
        phase: Present phase, shape (B,).
        began: When it began, shape (B,). [s]
        source: Targets when it began, shape (B, nu). [rad]
    """

    after: NDArray[np.int64]
    hands: NDArray[np.int64]
    at: Array
    pose: Array
    move: Array
    events: Array
    phase: NDArray[np.int64]
    began: Array
    source: Array

    @classmethod
    def start(cls, plan: Plan, noise: Noise) -> "Follower":
        """Return B followers in their first phase, its pose already taken."""
        takes = plan.takes
        events = np.full((takes, len(EVENTS)), np.nan)
        events[:, TAKE_OFF] = 0.0
        pose = plan.pose + noise.pose
        return cls(
            after=plan.after,
            hands=plan.hands,
            at=np.maximum(plan.at + noise.moment, 0.0),
            pose=pose,
            move=np.maximum(plan.move, 0.01),
            events=events,
            phase=np.zeros(takes, dtype=np.int64),
            began=np.zeros(takes),
            source=pose[:, 0].copy(),
        )

    def keep(self, rows: NDArray[np.bool_]) -> None:
        """Forget all takes but `rows`."""
        for name in ("at", "pose", "move", "events", "phase", "began", "source"):
            setattr(self, name, getattr(self, name)[rows])

    def advance(self, now: float, until: float) -> Array:
        """Begin the phases whose moment lies before `until`; let go where told.

        Args:
            now: Start of the tick. [s]
            until: End of the tick. [s]

        Returns:
            Moment of letting go where that falls into this tick, else NaN, (B,). [s]
        """
        rows = np.arange(len(self.phase))
        let_go = np.full(len(rows), np.nan)
        for _ in range(len(self.after)):  # More than one phase may begin in a tick.
            following = np.minimum(self.phase + 1, len(self.after) - 1)
            moment = self.events[rows, self.after[following]] + self.at[rows, following]
            due = (self.phase + 1 < len(self.after)) & (moment < until)
            if not due.any():
                break
            moment = np.maximum(moment, now)
            self.source[due] = self.target(moment)[due]
            self.phase[due] = following[due]
            self.began[due] = moment[due]
            opens = due & (self.hands[following] == OPEN)
            let_go[opens] = moment[opens]
            self.events[opens, RELEASE] = moment[opens]
        return let_go

    def target(self, moment: Array | float) -> Array:
        """Return the joint targets at `moment`, shape (B, nu). [rad]

        Between the last target and the phase's pose they run along 3 s^2 - 2 s^3.
        """
        rows = np.arange(len(self.phase))
        share = (moment - self.began) / self.move[rows, self.phase]
        share = np.clip(share, 0.0, 1.0)
        share = (share * share * (3.0 - 2.0 * share))[:, None]
        goal = self.pose[rows, self.phase]
        return self.source + share * (goal - self.source)

    def caught(self, rows: NDArray[np.bool_], now: float) -> None:
        """Note the first catch of `rows`."""
        first = rows & np.isnan(self.events[:, CATCH])
        self.events[first, CATCH] = now

    @property
    def reaching(self) -> NDArray[np.bool_]:
        """Which takes have been told to reach for the bar, shape (B,)."""
        told = (self.hands == REACH) & (
            np.arange(len(self.hands))[None, :] <= self.phase[:, None]
        )
        reaching: NDArray[np.bool_] = told.any(axis=1)
        return reaching
