"""Takes that go like another one until something in them goes differently.

A late release leaves the swing before it as it was. Takes that share a beginning are
led as one take up to there, the trunk, and branch off in the tick in which they may
first differ. Each goes on to the same bits as if it had been led alone.
"""

import copy
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ..scene import TICK, Scene
from ..technique import Plan
from .follow import OPEN, REACH, RELEASE
from .look import Look
from .noise import Noise
from .pool import Part, Pool, Worker
from .run import Run
from .tally import Tally

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]

FEW = 8
"""Fewer trunks than this are led by every thread, so that each has its share of the
branches. Our choice."""


def lead_branches(
    scene: Scene,
    plan: Plan,
    noise: Noise,
    like: Noise,
    trunk: Rows,
    angle: Array,
    pool: Pool,
    *,
    hold: float | None = None,
) -> Tally:
    """Lead B takes, each like another until it differs.

    Args:
        scene: Who and where.
        plan: What each is to do, B rows; the same where `trunk` is the same.
        noise: How each goes differently, B rows.
        like: How the take goes that it is like, B rows.
        trunk: Number of that take: equal numbers, equal `like`, shape (B,).
        angle: Swing angle at take-off, shape (B,). [rad]
        pool: Threads to step physics with.
        hold: See `perform.lead`.

    Returns:
        Read-outs, B rows.
    """
    order = np.argsort(trunk, kind="stable")
    if len(np.unique(trunk)) < FEW:
        threads = len(pool.workers)
        order = np.concatenate([order[first::threads] for first in range(threads)])

    def share(worker: Worker, rows: Rows) -> Part:
        some = order[rows]
        tree = _Tree.of(plan.pick(some), noise.pick(some), like.pick(some), trunk[some])
        run = Run(
            scene,
            tree.plan.pick(tree.first),
            tree.beginning,
            angle[some[tree.first]],
            hold=hold,
            keep=(),
        )
        run.tally = Tally.blank(len(tree.first) + len(some))
        while run.under_way and not pool.stopped:
            tree.grow(run)
            run.tick(worker.rollout, worker.data)
        return pick(run.tally, tree.home), {}

    parts = pool.share(share, plan.takes)
    return pick(Tally.join([tally for tally, _ in parts]), np.argsort(order))


def pick(tally: Tally, rows: Rows) -> Tally:
    """Return the read-outs of some takes, in the order of `rows`."""
    return Tally(**{f.name: getattr(tally, f.name)[rows] for f in fields(tally)})


@dataclass
class _Tree:
    """T trunks and the B takes that branch off them.

    Attributes:
        plan: What each branch is to do, B rows.
        noise: Its errors, B rows.
        beginning: Errors of the trunks, T rows.
        first: The first branch of each trunk, shape (T,).
        trunk: The trunk of each branch, shape (B,).
        home: Row of each branch in the tally: its trunk's, or its own, shape (B,).
        waiting: Branches that have not left their trunk, shape (W,).
        differs: Whether something of a phase differs, shape (B, K).
        begins: When that phase may begin, from its event on, shape (B, K). [s]
        called: When the far bar is let go, if that differs, else inf, (B,). [s]
    """

    plan: Plan
    noise: Noise
    beginning: Noise
    first: Rows
    trunk: Rows
    home: Rows
    waiting: Rows
    differs: Flags
    begins: Array
    called: Array

    @classmethod
    def of(cls, plan: Plan, noise: Noise, like: Noise, trunk: Rows) -> "_Tree":
        """Find the trunks of B takes and what differs in each."""
        apart = {f.name: getattr(noise, f.name) != getattr(like, f.name)
                 for f in fields(Noise)}  # fmt: skip
        feeling = bool((plan.when > 0).any() or len(plan.feels))
        differs = apart["pose"].any(axis=2) | apart["moment"]
        seen = apart["place"].any(axis=1) | apart["speed"].any(axis=1)
        reach = np.flatnonzero(plan.hands == REACH)[:1]
        differs[:, reach] |= seen[:, None]
        # From the first step on: a trunk of its own, numbered beyond all others.
        alone = apart["start"].any(axis=1) | apart["pose"][:, 0].any(axis=1)
        alone |= feeling & apart["felt"].any(axis=1)
        own = np.where(alone, trunk.max() + 1 + np.arange(len(trunk)), trunk)
        _, first, trunk = np.unique(own, return_index=True, return_inverse=True)
        at, usual = plan.at + noise.moment, plan.at + like.moment
        call, said = plan.call + noise.call, plan.call + like.call
        beginning = like.pick(first)
        alone_first = alone[first]
        for f in fields(Noise):
            mine = getattr(noise, f.name)[first]
            getattr(beginning, f.name)[alone_first] = mine[alone_first]
        waiting = ~alone & (differs.any(axis=1) | apart["call"])
        return cls(
            plan=plan,
            noise=noise,
            beginning=beginning,
            first=first,
            trunk=trunk,
            home=trunk.copy(),
            waiting=np.flatnonzero(waiting),
            differs=differs,
            begins=np.maximum(np.minimum(at, usual), 0.0),
            called=np.where(apart["call"], np.minimum(call, said), np.inf),
        )

    def grow(self, run: Run) -> None:
        """Let the branches that may differ in the coming tick leave their trunks."""
        if not len(self.waiting):
            return
        trunks = len(self.first)
        at = np.full(trunks, -1)
        old = np.flatnonzero((run.rows < trunks) & ~run.over)
        at[run.rows[old]] = old
        there = at[self.trunk[self.waiting]]
        # A trunk that is over ends its branches as itself: nothing differed in time.
        self.waiting, there = self.waiting[there >= 0], there[there >= 0]
        leave = self._due(run, there)
        if not leave.any():
            return
        going = self.waiting[leave]
        self.home[going] = trunks + going
        split(run, there[leave], self.plan.pick(going), self.noise.pick(going),
              self.home[going])  # fmt: skip
        self.waiting = self.waiting[~leave]
        # A trunk that all its branches have left, and that nobody asked for, ends.
        run.over |= ~np.isin(run.rows, self.home)

    def _due(self, run: Run, there: Rows) -> Flags:
        """Return which waiting branches may differ in the coming tick, shape (W,)."""
        until = run.now + TICK
        events = run.follower.events.copy()
        # The release itself may come within this tick, and count for what follows.
        opens = np.flatnonzero(self.plan.hands == OPEN)
        if len(opens):
            after, moment = self.plan.after[opens[0]], run.follower.at[:, opens[0]]
            soon = np.isnan(events[:, RELEASE]) & (events[:, after] + moment < until)
            events[soon, RELEASE] = run.now
        begin = events[there][:, self.plan.after] + self.begins[self.waiting]
        due = self.differs[self.waiting] & (begin < until)
        result: Flags = due.any(axis=1) | (self.called[self.waiting] < until)
        return result


def split(run: Run, at: Rows, plan: Plan, noise: Noise, rows: Rows) -> None:
    """Let takes under way go on a second time, with other errors from now on.

    Args:
        run: The run, between two ticks.
        at: Places of the takes among those under way, shape (n,).
        plan: What the new ones are to do, n rows.
        noise: Their errors, n rows; alike in all that has begun.
        rows: Their rows in the tally, shape (n,).
    """
    new = slice(len(run.rows), None)
    both = np.concatenate([np.arange(len(run.rows)), at])
    for name in (f.name for f in fields(Tally)):
        found = getattr(run.tally, name)
        found[rows] = found[run.rows[at]]
    run.rows = np.concatenate([run.rows, rows])
    run.state, run.targets, run.over = (
        array[both] for array in (run.state, run.targets, run.over)
    )
    run.call = np.concatenate([run.call, np.maximum(plan.call + noise.call, 0.0)])
    parts = (run.follower, run.arms, run.hands, run.senses, run.flight)
    for part in parts:
        part.keep(both)
    _other_errors(run, new, plan, noise)
    run.hands.models[new] = [
        model if model is run.scene.hang else copy.copy(model)
        for model in run.hands.models[new]
    ]
    look = run.look
    run.make_room()
    if look is not None:
        states, sensors = look.states[both], look.sensors[both]
        run.look = Look(scene=run.scene, states=states, sensors=sensors)


def _other_errors(run: Run, new: slice, plan: Plan, noise: Noise) -> None:
    """Give the takes at `new` their own errors in all that has not begun."""
    follower, arms = run.follower, run.arms
    later = np.arange(plan.pose.shape[1]) > follower.phase[new, None]
    follower.pose[new] = np.where(
        later[:, :, None], plan.pose + noise.pose, follower.pose[new]
    )
    follower.at[new] = np.maximum(plan.at + noise.moment, 0.0)
    follower.error[new] = noise.moment
    arms.place[new], arms.speed[new] = noise.place, noise.speed
    arms.error[new] = noise.pose
    run.senses.error[new] = noise.felt
