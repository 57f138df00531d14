"""Learning: workers try, compare with what they expected, and improve together.

Every worker leads bodies of its own. The gradients of all are averaged, so that they
stay of one mind; with the same seed and number of workers a lesson goes the same way.
"""

import multiprocessing as mp
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...performers import Steadiness
from ...scene import TICK, Scene
from ...technique.bed import bed_plan
from .agent import FELT, OUT, Agent
from .lesson import Lesson
from .task import Task

Floats = NDArray[np.float32]
TICKS = 128  # A lesson's ticks between two improvements. Our choice.
BODIES = 128  # Of each worker. Our choice.
DISCOUNT, TRACE = 0.996, 0.95  # A tick; the first is our choice: 2.5 s ahead.
PASSES, PARTS = 4, 6  # Over what was tried, and pieces of it. Our choice.
FAR = 0.03  # Where an improvement stops: the balance has moved far enough.
LEAST, MOST = 0.08, 0.5  # Spread of trials.


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is learned, by whom, and how hard it is made.

    Attributes:
        scene: Who, on which trampoline.
        task: What.
        steadiness: How unsteady, in the end.
        seed: Of everything drawn.
        noise: Share of the noise at first.
        ready: Share of attempts that must last to the end before it grows.
        rate: Step of the learning at first.
    """

    scene: Scene
    task: Task
    steadiness: Steadiness
    seed: int = 0
    noise: float = 0.3
    ready: float = 0.6
    rate: float = 3e-4
    warm: int = 0


Shared = tuple[Floats, NDArray[np.float64], Any]
"""What workers share: a gradient of each, figures of each, and where they wait."""


class Worker:
    """One of several that learn together."""

    def __init__(
        self, course: Course, number: int, shared: "Shared", flat: Floats
    ) -> None:
        """Begin; `number` tells workers apart."""
        self.course, self.number = course, number
        self.slopes, self.figures, self.barrier = shared
        plan = bed_plan(course.task.phases)
        self.lesson = Lesson(
            course.scene, plan, course.task, course.steadiness, BODIES,
            (course.seed, number),
        )  # fmt: skip
        self.lesson.share = course.noise
        self.agent = Agent(course.seed)
        self.agent.load(flat)
        self.draw = np.random.default_rng((course.seed, number, 1))
        self.mean = np.zeros_like(flat)
        self.square = np.zeros_like(flat)
        self.steps, self.rate = 0, course.rate
        self.felt = self.lesson.body.observe().astype(np.float32)

    def improve(self, round_: int) -> dict[str, float]:
        """Try for a while, then improve; return how it went."""
        tried = self._try()
        moved = 0.0
        for _ in range(PASSES):
            order = self.draw.permutation(len(tried[0]))
            moves = []
            for part in np.array_split(order, PARTS):
                felt, done, chance, gain, earned = (column[part] for column in tried)
                slope, far = self.agent.slope(
                    felt, done, chance, gain, earned,
                    only_guess=round_ < self.course.warm,
                )  # fmt: skip
                slope, far = self._agree(slope, far)
                self._step(slope)
                moves.append(far)
            moved = float(np.mean(moves))
            if moved > FAR:
                break
        if moved < 0.008:
            self.rate = min(self.rate * 1.1, 6e-4)
        elif moved > 0.02:
            self.rate = max(self.rate * 0.9, 5e-5)
        return self._report(moved)

    def _try(self) -> tuple[Floats, ...]:
        """Return what was felt and done, its chance, gain and earnings, row by row."""
        lesson, agent = self.lesson, self.agent
        n, b = TICKS, BODIES
        felt = np.empty((n, b, FELT), np.float32)
        done = np.empty((n, b, OUT), np.float32)
        chance, earned = np.empty((n, b), np.float32), np.empty((n, b), np.float32)
        worth, ended = np.empty((n + 1, b), np.float32), np.zeros((n, b), bool)
        spread = np.exp(agent.spread)
        for k in range(n):
            error = self.draw.normal(size=(b, OUT)).astype(np.float32)
            moves = agent.moves(self.felt) + error * spread
            felt[k], done[k] = self.felt, moves
            chance[k] = -0.5 * (error * error).sum(axis=1) - agent.spread.sum()
            worth[k] = agent.worth(self.felt)
            now, gained, fallen, over = lesson.step(moves.astype(np.float64))
            earned[k] = gained
            if over.any():  # Cut short, not failed: it would have gone on.
                rest = agent.worth(lesson.last.astype(np.float32))
                earned[k] += DISCOUNT * np.where(over, rest, 0.0)
            ended[k] = fallen | over
            self.felt = now.astype(np.float32)
        worth[n] = agent.worth(self.felt)
        gain = np.zeros((n, b), np.float32)
        carry = np.zeros(b, np.float32)
        for k in range(n - 1, -1, -1):
            on = ~ended[k]
            surprise = earned[k] + DISCOUNT * worth[k + 1] * on - worth[k]
            carry = surprise + DISCOUNT * TRACE * on * carry
            gain[k] = carry
        total = (gain + worth[:-1]).ravel()
        self.earning = float(earned.mean()) / TICK
        even = (gain.ravel() - gain.mean()) / (gain.std() + 1e-6)
        return (
            felt.reshape(-1, FELT), done.reshape(-1, OUT), chance.ravel(), even, total
        )  # fmt: skip

    def _agree(self, slope: Floats, far: float) -> tuple[Floats, float]:
        """Return the mean over all workers."""
        self.slopes[self.number], self.figures[self.number, 0] = slope, far
        self.barrier.wait()
        mean, far = self.slopes.mean(axis=0), float(self.figures[:, 0].mean())
        self.barrier.wait()
        return mean, far

    def _step(self, slope: Floats) -> None:
        """Go one step: Adam, each network's gradient kept within bounds."""
        acting = self.agent.acting
        for part, most in ((slice(0, acting), 1.0), (slice(acting, -OUT), 2.0)):
            size = float(np.sqrt((slope[part] ** 2).sum()))
            slope[part] *= min(1.0, most / (size + 1e-8))
        self.steps += 1
        self.mean = 0.9 * self.mean + 0.1 * slope
        self.square = 0.999 * self.square + 0.001 * slope * slope
        one, two = 1 - 0.9**self.steps, 1 - 0.999**self.steps
        ahead = self.rate * (self.mean / one) / (np.sqrt(self.square / two) + 1e-8)
        flat = self.agent.flat - ahead
        flat[-OUT:] = np.clip(flat[-OUT:], np.log(LEAST), np.log(MOST))
        self.agent.load(flat)

    def _report(self, moved: float) -> dict[str, float]:
        """Return how lately ended attempts went, over all workers; make it harder."""
        rows = np.array(self.lesson.report[-400:], float).reshape(-1, 6)
        self.lesson.report = self.lesson.report[-400:]
        landings = rows[:, 0].sum()
        mine = (
            len(rows), rows[:, 0].mean() if len(rows) else 0.0,
            rows[:, 1].sum() / max(landings, 1.0),
            rows[:, 2].mean() if len(rows) else 0.0,
            rows[:, 4].sum() / max(rows[:, 3].sum(), 1.0),
            rows[:, 5].mean() if len(rows) else 0.0, self.earning,
        )  # fmt: skip
        self.figures[self.number, 1:8] = mine
        self.barrier.wait()
        mean = self.figures[:, 1:8].mean(axis=0)
        self.barrier.wait()
        lesson = self.lesson
        if mean[3] > self.course.ready and lesson.share < 1.0:
            lesson.share = min(1.0, lesson.share + 0.02)
            lesson.report = lesson.report[-100:]
        return {
            "landings": mean[1], "box": mean[2], "lasted": mean[3], "skills": mean[4],
            "flight": mean[5], "earned": mean[6], "moved": moved,
            "spread": float(np.exp(self.agent.spread).mean()), "noise": lesson.share,
            "rate": self.rate,
        }  # fmt: skip


def learn(
    course: Course,
    flat: Floats,
    *,
    rounds: int,
    workers: int,
    told: Callable[[int, dict[str, float], Floats, float], bool],
) -> None:
    """Learn for some rounds.

    Args:
        course: What.
        flat: Everything learned so far, of an `Agent`.
        rounds: How many.
        workers: Processes.
        told: Given the round, how it went, all that is learned, and the seconds so
            far; returns whether to go on.
    """
    context = mp.get_context("fork")
    slopes = context.RawArray("f", workers * len(flat))
    figures = context.RawArray("d", workers * 16)
    stop = context.RawValue("i", 0)
    barrier = context.Barrier(workers)
    shared = (
        np.frombuffer(slopes, np.float32).reshape(workers, -1),
        np.frombuffer(figures, np.float64).reshape(workers, 16),
        barrier,
    )

    def work(number: int) -> None:
        began = time.perf_counter()
        worker = Worker(course, number, shared, flat)
        for round_ in range(rounds):
            figures_ = worker.improve(round_)
            if number == 0:
                seconds = time.perf_counter() - began
                stop.value = not told(round_, figures_, worker.agent.flat, seconds)
            barrier.wait()
            if stop.value:
                break

    others = [context.Process(target=work, args=(i,)) for i in range(1, workers)]
    for process in others:
        process.start()
    try:
        work(0)
    finally:
        for process in others:
            process.join(5.0)
            process.kill()
