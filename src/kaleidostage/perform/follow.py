"""Following a plan: which phase each take is in and what its joints aim at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..scene import TICK
from ..technique.plan import HANDS, Plan
from ..technique.technique import EVENTS, WHENS
from .noise import Noise
from .senses import Senses

Array = NDArray[np.float64]
OPEN, REACH = HANDS.index("open"), HANDS.index("reach")
APEX, NEAR, TURNED = (WHENS.index(w) for w in ("apex", "near", "turned"))
BAR = 3  # In SENSES.
REACTION = 0.05  # [s] From feeling what one waits for to moving. Our choice.
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
        error: Error of each moment, shape (B, K). [s]
        turned: Backward turning at the release, shape (B,). [rad]
        answer: When the next phase answers to what was felt, NaN before, (B,). [s]
    """

    plan: Plan

    at: Array
    pose: Array
    move: Array
    events: Array
    phase: NDArray[np.int64]
    began: Array
    source: Array
    error: Array
    turned: Array
    answer: Array

    @classmethod
    def start(cls, plan: Plan, noise: Noise) -> "Follower":
        """Return B followers in their first phase, its pose already taken."""
        takes = plan.takes
        events = np.full((takes, len(EVENTS)), np.nan)
        events[:, TAKE_OFF] = 0.0
        pose = plan.pose + noise.pose
        return cls(
            plan=plan,
            at=np.maximum(plan.at + noise.moment, 0.0),
            pose=pose,
            move=np.maximum(plan.move, 0.01),
            events=events,
            phase=np.zeros(takes, dtype=np.int64),
            began=np.zeros(takes),
            source=pose[:, 0].copy(),
            error=noise.moment,
            turned=np.zeros(takes),
            answer=np.full(takes, np.nan),
        )

    def keep(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> None:
        """Forget all takes but `rows`."""
        for name in _PER_TAKE:
            setattr(self, name, getattr(self, name)[rows])
        self.plan = self.plan.pick(np.arange(self.plan.takes)[rows])

    def advance(self, now: float, until: float, senses: Senses) -> Array:
        """Begin the phases whose moment lies before `until`; let go where told.

        Args:
            now: Start of the tick. [s]
            until: End of the tick. [s]
            senses: What is felt at the start of the tick.

        Returns:
            Moment of letting go where that falls into this tick, else NaN, (B,). [s]
        """
        let_go = np.full(len(self.phase), np.nan)
        last = len(self.plan.after) - 1
        for _ in range(last):  # More than one phase may begin in a tick.
            following = np.minimum(self.phase + 1, last)
            moment = self._moment(following, now, senses)
            due = (self.phase < last) & (moment < until)
            if not due.any():
                break
            self._begin(due, following, np.maximum(moment, now), senses)
            opens = due & (self.plan.hands[following] == OPEN)
            let_go[opens] = self.began[opens]
            self.events[opens, RELEASE] = self.began[opens]
            self.turned[opens] = senses.turned[opens]
        return let_go

    def _moment(
        self, following: NDArray[np.int64], now: float, senses: Senses
    ) -> Array:
        """Return when the following phase is to begin, NaN if not known yet, (B,)."""
        rows = np.arange(len(following))
        moment = self.events[rows, self.plan.after[following]]
        moment = moment + self.at[rows, following]
        when = self.plan.when[following]
        if (when == 0).all():
            return moment
        level = self.plan.level[rows, following]
        lean_error = senses.error[:, 0]
        felt = (
            ((when == APEX) & (senses.climb <= 0.0))
            | ((when == NEAR) & (senses.felt[:, BAR] <= level))
            | ((when == TURNED) & (senses.turned - self.turned + lean_error >= level))
        )
        # Felt for the first time after its earliest moment: answered with the delay
        # of a reaction, a little early or late as every moment.
        fresh = felt & np.isnan(self.answer) & (moment < now + TICK)
        late = np.maximum(REACTION + self.error[rows, following], 0.0)
        self.answer = np.where(fresh, now + late, self.answer)
        return np.where(when == 0, moment, self.answer)

    def _begin(
        self,
        due: NDArray[np.bool_],
        following: NDArray[np.int64],
        moment: Array,
        senses: Senses,
    ) -> None:
        """Begin the following phase of the takes that are due."""
        self.source[due] = self.target(moment)[due]
        self.phase[due] = following[due]
        self.began[due] = moment[due]
        self.answer[due] = np.nan
        for i, (phase, sense) in enumerate(self.plan.feels):
            rows = due & (following == phase) & np.isfinite(senses.felt[:, sense])
            off = senses.felt[rows, sense] - self.plan.expected[rows, i]
            self.pose[rows, phase] += self.plan.gain[rows, i] * off[:, None]

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
        hands = self.plan.hands
        told = (hands == REACH) & (
            np.arange(len(hands))[None, :] <= self.phase[:, None]
        )
        reaching: NDArray[np.bool_] = told.any(axis=1)
        return reaching


_PER_TAKE = (
    "at",
    "pose",
    "move",
    "events",
    "phase",
    "began",
    "source",
    "error",
    "turned",
    "answer",
)
