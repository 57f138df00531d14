"""Finishing: who does an act already learns on from the slopes of single jumps.

Trial tells what moves are good for only over very many jumps. Here lessons go on
without any trial; before a landing a body is forked, and its forks tell how the next
flight goes with moves (`slopes`). The balance follows the slopes of many jumps at once,
no farther than they hold, and stays what it is elsewhere.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np

from ...perform.bed.bounce import Bounce
from ...perform.bed.fork import fork, together
from .agent import FELT, MIRROR, TURNED, Floats
from .kicks import LEAD, crossing
from .learn import Worker
from .slopes import Jump, jumps

BODIES = 96  # Of each worker's lesson. Our choice.
FORKED = 0.4  # Of them are forked for an improvement. Our choice.
KEPT = 6  # Improvements for which a jump is learned from: moves change. Our choice.
FILLED = 2  # Of them are gathered before anything is learned. Our choice.
STEPS, AT_ONCE = 20, 24  # Of learning, and jumps of each. Our choice.
RATE = 2e-4  # Step of the learning. Our choice.
SETTLES = np.float32(0.1)  # Share of the newest in the running mean. Our choice.
ROUNDS = 12  # Improvements, after which lessons begin anew, and all is kept.
# What it costs to move, by the square: where slopes tell, and elsewhere. Our choice.
HELD, KEEP = 1.0, 2.0
MOST = 3.0  # A jump that misses more counts no more than this. Our choice.
ELSEWHERE = 0.03  # Share of the ticks in flight that are kept as they were. Our choice.
SHARE = 3  # For so many ticks of jumps one from elsewhere. Our choice.


@dataclass(frozen=True)
class Kept:
    """Ticks of flights in which moves are to stay what they are.

    Attributes:
        felt: What was felt there, shape (n, FELT).
        moves: That the balance of then made, shape (n, OUT).
    """

    felt: Floats
    moves: Floats


class Finisher(Worker):
    """One of several that finish a balance together."""

    def begin(self) -> None:
        """Begin a generation: new bodies, new dice, no jumps to learn from yet."""
        super().begin()
        self.lesson.age[:] = self.draw.uniform(
            0.0, self.course.task.seconds, self.course.bodies
        )
        self.jumps: deque[list[Jump]] = deque(maxlen=KEPT)
        self.kept: deque[Kept] = deque(maxlen=KEPT)
        self.left = np.full(self.course.bodies, np.inf)

    def improve(self, round_: int) -> dict[str, float]:
        """Look at some jumps, then improve; return how they went."""
        bodies, kept = self._gather()
        found, flown = jumps(self.lesson, self.agent, bodies, self.draw)
        self.jumps.append(found)
        self.kept.append(kept)
        learned, moved = self.learned, []
        learned.rate = RATE
        for _ in range(STEPS if len(self.jumps) > FILLED else 0):
            slope, far = self._slope()
            slope, far = self._agree(slope, far)
            self._step(slope)
            moved.append(far)
        learned.settled = learned.settled + SETTLES * (learned.flat - learned.settled)
        return self._told(found, len(bodies.air), flown, moved)

    def _gather(self) -> tuple[Bounce, Kept]:
        """Lead the lesson on, until enough bodies are about to land."""
        lesson, agent = self.lesson, self.agent
        forks: list[Bounce] = []
        wanted = FORKED * self.course.bodies
        felt: list[Floats] = []
        while sum(len(some.air) for some in forks) < wanted:
            row = self.known[:, :FELT]
            known, *_ = lesson.step(agent.moves(row).astype(np.float64))
            self.known = known.astype(np.float32)
            soon, self.left = crossing(lesson.body, self.left)
            if soon.any():
                forks.append(fork(lesson.body, np.flatnonzero(soon)))
            some = self.draw.random(len(soon)) < ELSEWHERE
            felt.append(self.known[some & lesson.body.air & (self.left > LEAD), :FELT])
        rows = np.concatenate(felt)
        return together(forks), Kept(rows, agent.moves(rows))

    def _slope(self) -> tuple[Floats, float]:
        """Return the gradient for some of the jumps, and how far moves have moved."""
        every = [jump for some in self.jumps for jump in some]
        still = np.concatenate([kept.felt for kept in self.kept])
        stay = np.concatenate([kept.moves for kept in self.kept])
        if not every or not len(still):
            return np.zeros_like(self.agent.flat), 0.0
        some = self.draw.choice(len(every), min(AT_ONCE, len(every)), replace=False)
        picked = [every[i] for i in some]
        size = sum(len(jump.felt) for jump in picked)
        rows = self.draw.integers(len(still), size=size // SHARE)
        felt = np.concatenate([*(jump.felt for jump in picked), still[rows]])
        one, kept = self.agent.act.forward(felt)
        two, kept_two = self.agent.act.forward(felt * MIRROR)
        moves = np.float32(0.5) * (one + two * TURNED)
        pull, far, at = np.zeros_like(moves), [], 0
        for jump in picked:
            there = slice(at, at + len(jump.felt))
            pull[there], by = pulled(jump, moves[there])
            far.append(by)
            at = there.stop
        pull[at:] = KEEP * (moves[at:] - stay[rows])
        pull = (np.float32(0.5) * pull / len(picked)).astype(np.float32)
        parts = zip(
            self.agent.act.backward(kept, pull),
            self.agent.act.backward(kept_two, pull * TURNED),
            strict=True,
        )
        flat = np.zeros_like(self.agent.flat)
        flat[: self.agent.acting] = np.concatenate([(a + b).ravel() for a, b in parts])
        return flat, float(np.mean(far))

    def _told(
        self, found: list[Jump], count: int, flown: int, moved: list[float]
    ) -> dict[str, float]:
        """Return how the jumps went that were looked at, over all workers."""
        miss = [float((jump.miss * jump.miss).sum()) for jump in found]
        own = (float(count), float(flown), float(np.median(miss)) if miss else 0.0)
        self.figures[self.number, 1:4] = own
        self.barrier.wait()
        attempts, lasted = self.figures[:, 1:3].sum(axis=0).tolist()
        missed = float(self.figures[:, 3].mean())
        self.barrier.wait()
        return {
            "attempts": attempts, "lasted": lasted, "earned": -missed,
            "moved": float(np.mean(moved)) if moved else 0.0,
            "noise": self.learned.noise, "rate": self.learned.rate,
        }  # fmt: skip


def pulled(jump: Jump, moves: Floats) -> tuple[Floats, float]:
    """Return the gradient of what a jump would miss by moves, and how far they moved.

    Args:
        jump: Whose.
        moves: That the balance makes now in its ticks, shape (T, OUT).
    """
    by = moves - jump.moves
    miss = jump.miss + np.einsum("to,toq->q", by, jump.slope)
    size = float(np.sqrt((miss * miss).sum()))
    miss = miss * min(1.0, MOST / max(size, 1e-6))
    pull = np.einsum("q,toq->to", miss, jump.slope) + HELD * by
    return pull.astype(np.float32), float(np.sqrt((by * by).mean()))
