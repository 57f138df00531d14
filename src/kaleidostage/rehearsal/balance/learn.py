"""Learning: workers try, compare with what they expected, and improve together.

Every worker leads bodies of its own. The gradients of all are averaged, so that they
stay of one mind; with the same seed and number of workers a lesson goes the same way.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...performers import Steadiness
from ...scene import TICK, Scene
from ...technique.bed import bed_plan
from .agent import FELT, KNOWN, OUT, Agent, Floats, Tried
from .learned import FASTEST, Learned
from .lesson import COUNTS, Lesson
from .task import Task

TICKS = 128  # A lesson's ticks between two improvements. Our choice.
BODIES = 128  # Of each worker. Our choice.
ROUNDS = 60  # Improvements, after which lessons begin anew, and all is kept.
APART = 190  # Ticks over which bodies begin: a flight and a contact.
SHOWN = 10  # Improvements in what people are told of as a generation. Our choice.
# A tick. Our choice: the first looks 2.5 s ahead; the second goes by what was earned
# for a second before it goes by the guess, which takes what goes along with trouble for
# its cause.
DISCOUNT, TRACE = 0.996, 0.99
# Over what was tried, and pieces of it. Our choice: a third pass takes longer than
# trying anew, and teaches less.
PASSES, PARTS = 2, 6
FAR = 0.06  # Where an improvement stops: the balance has moved far enough.
NEAR, MUCH = 0.012, 0.022  # Where steps of learning grow and shrink. Our choice.
SLOWEST = 5e-5  # Least step of the learning. Our choice.
GUESSING = 4e-4  # The guess follows a careful balance no more slowly. Our choice.
LEAST, MOST = 0.08, 0.5  # Spread of trials. Our choice.
HARDER = 0.04  # By how much of the noise it gets harder at once. Our choice.
CARRY = np.float32(0.7)  # Of a trial goes on to the next tick: muscles are slow.
RAMP = 100  # Steps until they have their full length. Our choice.
SETTLES = np.float32(0.02)  # Share of the newest in the running mean. Our choice.
LATELY = 400  # Attempts that tell how well it goes. Our choice.

Shared = tuple[Floats, NDArray[np.float64], Any]
"""What workers share: a gradient of each, figures of each, and where they wait."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is learned, by whom, and how hard it is made.

    Attributes:
        scene: Who, on which trampoline.
        task: What.
        steadiness: How unsteady, in the end.
        seed: Of everything drawn.
        ready: Share of attempts that must last to the end before the noise grows.
        warm: Generations in which only the guess learns, after a change of task.
        bodies: Of each worker.
        ticks: Of a round.
        rounds: Until lessons begin anew, and how far learning is can be kept.
        finishing: Whether the act is done already, and to be done better (`finish`).
    """

    scene: Scene
    task: Task
    steadiness: Steadiness
    seed: int = 0
    ready: float = 0.4
    warm: float = 0.0
    bodies: int = BODIES
    ticks: int = TICKS
    rounds: int = ROUNDS
    finishing: bool = False

    def generations(self, done: int, rounds: int = 0) -> int:
        """Count what people are told of, after so many times all rounds and some."""
        return done * math.ceil(self.rounds / SHOWN) + math.ceil(rounds / SHOWN)


class Worker:
    """One of several that learn together."""

    def __init__(
        self, course: Course, number: int, shared: Shared, learned: Learned
    ) -> None:
        """Begin or go on; `number` tells workers apart."""
        self.course, self.number, self.learned = course, number, learned
        self.slopes, self.figures, self.barrier = shared
        self.plan = bed_plan(course.task.phases)
        self.agent = Agent(course.seed)
        self.agent.load(learned.flat)
        self.earning = 0.0
        self.told = dict.fromkeys(COUNTS, 0.0)

    def begin(self) -> None:
        """Begin a generation: new bodies, new dice."""
        course, seed = self.course, (self.course.seed, self.learned.generation)
        self.lesson = Lesson(
            course.scene, self.plan, course.task, course.steadiness, course.bodies,
            (*seed, self.number), self.learned.noise,
        )  # fmt: skip
        self.draw = np.random.default_rng((*seed, self.number, 1))
        self._part()
        self.known = self.lesson.known().astype(np.float32)
        self.drift = np.zeros((course.bodies, OUT), np.float32)

    def _part(self) -> None:
        """Let bodies begin one after the other, spread over a whole jump.

        In step, a round would be all flight or all contact: what is learned from one
        would spoil what is done in the other.
        """
        order = self.draw.permutation(self.course.bodies)
        for rows in np.array_split(order, APART):
            known = self.lesson.known().astype(np.float32)
            self.lesson.step(self.agent.moves(known[:, :FELT]).astype(np.float64))
            if len(rows):
                self.lesson.anew(rows)
        self.lesson.report.clear()

    def improve(self, round_: int) -> dict[str, float]:
        """Try for a while, then improve; return how it went."""
        learned = self.learned
        tried = self._try()
        moved = 0.0
        warm = self._warm(round_)
        if self._warm(round_ - 1) and not warm:
            learned.forget()
        for _ in range(PASSES):
            order = self.draw.permutation(self.course.bodies)
            moves = []
            for part in np.array_split(order, min(PARTS, len(order))):
                slope, far = self.agent.slope(
                    tried.of(part), carry=CARRY, only_guess=warm
                )
                slope, far = self._agree(slope, far)
                self._step(slope)
                moves.append(far)
            moved = float(np.mean(moves))
            if moved > FAR:
                break
        learned.settled = learned.settled + SETTLES * (learned.flat - learned.settled)
        if warm:
            pass  # Nothing has moved that steps could be fitted to.
        elif moved < NEAR:
            learned.rate = min(learned.rate * 1.1, FASTEST)
        elif moved > MUCH:
            learned.rate = max(learned.rate * 0.9, SLOWEST)
        return self._report(moved)

    def _warm(self, round_: int) -> bool:
        """Say whether only the guess learns in a round."""
        course = self.course
        return self.learned.generation + round_ / course.rounds < course.warm

    def _try(self) -> Tried:
        """Try for a round, and return how it went."""
        lesson, agent = self.lesson, self.agent
        n, b = self.course.ticks, self.course.bodies
        known = np.empty((n, b, KNOWN), np.float32)
        done, mean = (np.empty((n, b, OUT), np.float32) for _ in range(2))
        chance, earned = np.empty((n, b), np.float32), np.empty((n, b), np.float32)
        worth, ended = np.empty((n + 1, b), np.float32), np.zeros((n, b), bool)
        spread = np.exp(agent.spread)
        for k in range(n):
            error = self.draw.normal(size=(b, OUT)).astype(np.float32)
            mean[k] = agent.moves(self.known[:, :FELT])
            done[k] = mean[k] + error * spread
            moves = done[k] + CARRY * self.drift
            self.drift = moves - mean[k]
            known[k] = self.known
            chance[k] = -0.5 * (error * error).sum(axis=1) - agent.spread.sum()
            worth[k] = agent.worth(self.known)
            now, gained, fallen, over = lesson.step(moves.astype(np.float64))
            earned[k] = gained
            if over.any():  # Cut short, not failed: it would have gone on.
                rest = agent.worth(lesson.last.astype(np.float32))
                earned[k] += DISCOUNT * np.where(over, rest, 0.0)
            ended[k] = fallen | over
            self.known = now.astype(np.float32)
        worth[n] = agent.worth(self.known)
        gain = np.zeros((n, b), np.float32)
        carry = np.zeros(b, np.float32)
        for k in range(n - 1, -1, -1):
            on = ~ended[k]
            surprise = earned[k] + DISCOUNT * worth[k + 1] * on - worth[k]
            carry = surprise + DISCOUNT * TRACE * on * carry
            gain[k] = carry
        self.earning = float(earned.mean()) / TICK
        return Tried(
            known=known,
            moves=done,
            mean=mean,
            goes_on=np.concatenate((np.zeros((1, b), bool), ~ended[:-1])),
            chance=chance,
            gain=(gain - gain.mean()) / (gain.std() + np.float32(1e-6)),
            earned=gain + worth[:-1],
        )

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
        learned = self.learned
        learned.steps += 1
        learned.mean = np.float32(0.9) * learned.mean + np.float32(0.1) * slope
        learned.square = (
            np.float32(0.999) * learned.square + np.float32(0.001) * slope * slope
        )
        one, two = 1 - 0.9**learned.steps, 1 - 0.999**learned.steps
        size = np.sqrt(learned.square / np.float32(two)) + np.float32(1e-8)
        # The first steps are short: nothing is known yet of how large slopes are.
        ramp = min(1.0, learned.steps / RAMP)
        ahead = np.float32(ramp) * (learned.mean / np.float32(one)) / size
        ahead[:acting] *= np.float32(learned.rate)
        ahead[acting:-OUT] *= np.float32(max(learned.rate, GUESSING))
        ahead[-OUT:] *= np.float32(learned.rate)
        flat = self.agent.flat - ahead
        flat[-OUT:] = np.clip(flat[-OUT:], np.log(LEAST), np.log(MOST))
        self.agent.load(flat)
        learned.flat = self.agent.flat

    def _report(self, moved: float) -> dict[str, float]:
        """Return how lately ended attempts went, over all workers; make it harder.

        In a lesson that is younger than an attempt only those that fell have ended:
        until then what is told is of the lesson before, or nothing.
        """
        lesson, learned = self.lesson, self.learned
        rows = np.array(lesson.report[-LATELY:], float).reshape(-1, len(COUNTS))
        lesson.report = lesson.report[-LATELY:]
        self.figures[self.number, 1 : 1 + len(COUNTS)] = rows.sum(axis=0)
        self.figures[self.number, 1 + len(COUNTS)] = self.earning
        self.barrier.wait()
        sums = self.figures[:, 1 : 1 + len(COUNTS)].sum(axis=0)
        earned = float(self.figures[:, 1 + len(COUNTS)].mean())
        self.barrier.wait()
        told = dict(zip(COUNTS, sums.tolist(), strict=True))
        enough = told["attempts"] >= len(self.figures) * self.course.bodies / 2
        lasted = told["lasted"] / max(told["attempts"], 1.0)
        if enough and lasted > self.course.ready and learned.noise < 1.0:
            learned.noise = lesson.share = min(1.0, learned.noise + HARDER)
            lesson.report = lesson.report[-self.course.bodies // 2 :]
        if lesson.clock > self.course.task.seconds + APART * TICK:
            self.told = told
        spread = float(np.exp(self.agent.spread).mean())
        return {
            **self.told, "earned": earned, "moved": moved, "spread": spread,
            "noise": learned.noise, "rate": learned.rate,
        }  # fmt: skip
