"""Which phase of its jump each body is in, and what its joints aim at."""

import numpy as np
from numpy.typing import NDArray

from ...scene import TICK
from ...technique.bed import BED_EVENTS, BED_WHENS, BedPlan
from .noise import BedNoise
from .shift import Shift

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
TIME, LANDING, TURNED = (BED_WHENS.index(w) for w in ("time", "landing", "turned"))
TOUCHDOWN = BED_EVENTS.index("touchdown")
WAY = 0.6  # [rad] How far the balance can move the moment of opening. Our choice.


class Follower:
    """The state of B bodies in the phases of their jump.

    Attributes:
        phase: Present phase, shape (B,).
        error: Error of the present pose, shape (B, nu). [rad]
        late: Error of the moment of the phase that comes next, shape (B,). [s]
    """

    def __init__(
        self, plan: BedPlan, noise: BedNoise, shift: Shift | None = None
    ) -> None:
        """Begin in the air, in the pose of a straight flight.

        Args:
            plan: Phases of every jump.
            noise: How each goes differently, B rows.
            shift: What is done otherwise on purpose, B rows; None for nothing.
        """
        takes = len(noise.moment)
        self.plan, self.noise, self.shift = plan, noise, shift
        self.turned = np.zeros(takes)
        self.count = np.zeros(takes, dtype=np.int64)
        self.phase = np.full(takes, plan.last)
        self.coming = np.full(takes, plan.following[0, plan.last])
        self.error = noise.pose[:, 0].copy()
        self.late = noise.moment[:, 0].copy()
        self.source = plan.pose[self.phase].copy()
        self.goal = self.source.copy()
        self.began = np.full(takes, -1.0)

    def event(self, rows: Flags, event: int, figure: Ints, since: Array) -> None:
        """Let `rows` turn to the phases after an event; clocks begin anew.

        What was begun before the event, as its moment is negative, goes on.
        """
        self.began[rows] -= since[rows]
        begun = self.plan.after[self.phase] == TOUCHDOWN
        fresh = rows & ~(begun & (event == TOUCHDOWN))
        self.coming[fresh] = self.plan.first[event, figure[fresh]]

    def hold(self, rows: Flags, figure: Ints) -> None:
        """Let `rows` be in the middle of a flight, in its shape."""
        for i in np.flatnonzero(rows):
            phases = [k for k, w in enumerate(self.plan.when) if w == TURNED]
            k = int(self.plan.first[1, figure[i]])
            after = self.plan.following[figure[i]]
            while k < len(after) and after[k] < len(after) and after[k] not in phases:
                k = int(after[k])
            self.phase[i], self.coming[i] = k, after[k]
            self.goal[i] = self.plan.pose[k] + self.error[i]
            self.source[i] = self.goal[i]

    def advance(self, since: Array, left: Array, need: Array, figure: Ints) -> None:
        """Begin the phases that are due.

        Args:
            since: Time since the last event, shape (B,). [s]
            left: Time to the landing as felt, endless in contact, shape (B,). [s]
            need: Turn still to be done beyond what an opened body would do, for
                flights that turn; minus infinity for others, shape (B,). [rad]
            figure: Index into FIGURES, shape (B,).
        """
        plan, last = self.plan, len(self.plan.at)
        for _ in range(2):  # A phase may be due as soon as another began.
            k = np.minimum(self.coming, last - 1)
            late, later = self._late(k)
            level = plan.level[k] + late - later
            at = plan.at[k] + np.where(plan.when[k] == TIME, late + later, 0.0)
            ahead = np.isfinite(left) & (plan.after[k] == TOUCHDOWN)
            due = np.where(ahead, -left, since) >= at
            soon = left <= level
            turns = np.where(np.isinf(need), soon, need <= 0.0)
            turns |= left <= SHUT
            due &= (plan.when[k] != LANDING) | soon
            due &= (plan.when[k] != TURNED) | turns
            due &= self.coming < last
            if not due.any():
                return
            self._begin(due, since, figure)

    def _begin(self, due: Flags, since: Array, figure: Ints) -> None:
        rows = np.flatnonzero(due)
        self.source[rows] = self.target(since)[rows]
        self.phase[rows] = self.coming[rows]
        self.coming[rows] = self.plan.following[figure[rows], self.phase[rows]]
        self.count[rows] += 1
        n = self.count[rows] % self.noise.pose.shape[1]
        self.error[rows] = self._error(rows, self.noise.pose[rows, n])
        self.late[rows] = self.noise.moment[rows, n]
        self.goal[rows] = self.plan.pose[self.phase[rows]] + self.error[rows]
        self.began[rows] = since[rows]

    def _late(self, coming: Ints) -> tuple[Array, Array | float]:
        """Return how late the coming phases are by error, and on purpose. [s]"""
        if self.shift is None:
            return self.late, 0.0
        rows = np.arange(len(coming))
        own: Array = self.late * (1.0 - self.shift.prompt[rows, coming])
        return own, self.shift.late[rows, coming]

    def _error(self, rows: Ints, own: Array) -> Array:
        """Return how far off the poses are that `rows` begin, (n, nu). [rad]"""
        if self.shift is None:
            return own
        phases = self.phase[rows]
        kept = 1.0 - self.shift.exact[rows, phases]
        error: Array = own * kept[:, None] + self.shift.bent[rows, phases]
        return error

    def held_back(self, turn: Array, spin: Array) -> Array | float:
        """Return what to add to the turn to be done, so that openings come later.

        A body in a shape turns faster than an opened one: that is how quickly the
        turn still to be done falls. Asked for once a tick.

        Args:
            turn: Turn ahead, counted through, shape (B,). [rad]
            spin: Turning ahead as an opened body would, as felt, shape (B,). [rad/s]
        """
        if self.shift is None:
            return 0.0
        fast = np.abs(turn - self.turned) / TICK
        self.turned = turn.copy()
        k = np.minimum(self.coming, len(self.plan.at) - 1)
        late = np.where(self.plan.when[k] == TURNED, self._late(k)[1], 0.0)
        back: Array = late * np.maximum(fast - np.abs(spin), 0.0)
        return back

    def target(self, since: Array) -> Array:
        """Return the joint targets, shape (B, nu). [rad]

        Between the last target and the phase's pose they run along 3 s^2 - 2 s^3.
        """
        share = np.clip((since - self.began) / self.plan.move[self.phase], 0.0, 1.0)
        share = (share * share * (3.0 - 2.0 * share))[:, None]
        target: Array = self.source + share * (self.goal - self.source)
        return target

    @property
    def shut(self) -> Flags:
        """Whether a shape is being held, that is still to be opened, shape (B,)."""
        k = np.minimum(self.coming, len(self.plan.at) - 1)
        waits: Flags = (self.coming < len(self.plan.at)) & (self.plan.when[k] == TURNED)
        return waits

    def keep(self, rows: Flags | Ints) -> None:
        """Forget all bodies but `rows`."""
        for name in _PER_TAKE:
            setattr(self, name, getattr(self, name)[rows])
        self.noise = self.noise.pick(rows)
        self.shift = self.shift and self.shift.pick(rows)

    def put(self, rows: Ints, other: "Follower") -> None:
        """Overwrite `rows` with all of another."""
        for name in _PER_TAKE:
            getattr(self, name)[rows] = getattr(other, name)
        self.noise.put(rows, other.noise)


SHUT = 0.4  # [s] Before the landing every shape is opened. Our choice.
_PER_TAKE = ("count", "phase", "coming", "error", "late", "source", "goal", "began",
             "turned")  # fmt: skip
