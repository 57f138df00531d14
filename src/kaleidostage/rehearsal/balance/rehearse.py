"""Rehearsing on the bed: learn for a while, then check on fresh takes."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ...acts import Act
from ...errors import FileFormatError
from ...judging.trampoline import judged, judges_seed, outcome
from ...odds import ConfidenceSequence
from ...perform.bed.perform import perform_bed
from ...performers import Steadiness
from ...scene import Scene
from ...technique import Technique, names, rounded
from ...technique.balance import Balance
from ..checkpoint import Diary, Generation, opened
from ..settings import settings_of
from ..told import Progress, Rehearsed
from ..trials import CHECK
from .agent import TRY, Agent, Floats
from .crew import learn
from .finish import BODIES, ROUNDS
from .learn import Course
from .learned import Learned, packed, unpacked
from .task import Task

CHECKED = 200  # Takes of the final check; our choice.
CHECK_TIME = 0.05  # [s] A core needs for a second of a take: our measurement.
AROUND = 0.08  # [s] How far the times of flight of a lesson lie about the wanted one.
NOISE = 0.3  # Share of the noise at first; our choice.
AGAIN = 0.5  # The same for who can balance already. Our choice.
GENTLE = 0.12  # Spread of trials of one who can balance already. Our choice.
CAREFUL = 2e-4  # Step of the learning at first, likewise. Our choice.
LEAN = 0.07  # [rad] `Agent.take_over`: our choice, by trial.
WARM = 0.5  # Generations in which only the guess learns: it is in no technique.


def rehearse_bed(
    scene: Scene,
    act: Act,
    origin: Technique,
    steadiness: Steadiness,
    *,
    seed: int,
    budget: float,
    generations: int | None,
    checkpoint: Path | None,
    resume: bool,
    threads: int | None,
    report: Callable[[Progress], None] | None,
) -> Rehearsed:
    """Rehearse an act on the trampoline.

    Args:
        scene: Who, on which trampoline.
        act: What.
        origin: Technique to begin with; without a balance it is learned from nothing.
        steadiness: How unsteady the performer is.
        seed: Seed of lessons and takes.
        budget: Time to spend, the final check included. [s]
        generations: Stop after lessons have begun anew so often, whatever the time;
            None for no limit.
        checkpoint: File to keep how far it is, written before lessons begin anew.
        resume: Go on from that file.
        threads: Processes that learn together; None for one a core.
        report: Called after each round.
    """
    workers = threads or os.cpu_count() or 1
    settings = settings_of(scene, act, origin, steadiness, seed) | {"threads": workers}
    diary = opened(checkpoint, settings, resume=resume)
    length = act_length(act, origin.aim)
    check = CHECKED * length * CHECK_TIME / workers
    course = _course(scene, _task(act, origin, length), origin, steadiness, seed)
    learned = _learned(diary, origin, seed)
    work = _Work(diary, budget - check, generations, checkpoint, report)
    work.found = replace(origin, balance=_balance(learned.settled))
    work.generation = course.generations(learned.generation)
    if work.more():
        learn(course, learned, workers=workers, told=work.told)
    found = work.found
    good = _check(scene, act, rounded(found), steadiness, seed, threads)
    return Rehearsed(
        technique=rounded(found),
        odds_landed=good,
        odds_takes=CHECKED,
        seconds=work.seconds,
        generations=work.generation,
    )


def _course(
    scene: Scene, task: Task, origin: Technique, steadiness: Steadiness, seed: int
) -> Course:
    """Return what is learned: a new act by trial, one's own is finished."""
    course = Course(scene=scene, task=task, steadiness=steadiness, seed=seed)
    if origin.balance is None:
        return course
    if _own(origin):
        return replace(course, finishing=True, bodies=BODIES, rounds=ROUNDS)
    return replace(course, warm=WARM)


def _own(origin: Technique) -> bool:
    """Say whether it is a technique of somebody who does the act already."""
    own = [name.split("@")[0] for name in names(origin.act)]
    return origin.balance is not None and origin.performer in own


def act_length(act: Act, aim: float) -> float:
    """Return about how long a take of an act lasts. [s]"""
    contact = 0.33  # A little more than docs/physics.md measures.
    return (len(act.flown) + 1) * (aim + contact)


class _Work:
    """A rehearsal on the bed under way.

    Attributes:
        found: The technique as it is now.
        generation: Generations so far, as people are told of them.
    """

    found: Technique
    generation: int

    def __init__(
        self,
        diary: Diary,
        until: float,
        most: int | None,
        checkpoint: Path | None,
        report: Callable[[Progress], None] | None,
    ) -> None:
        """Begin, or go on with what the diary tells."""
        self.diary, self.until, self.most = diary, until, most
        self.checkpoint, self.report = checkpoint, report
        self.began = time.perf_counter() - diary.seconds
        self.last: dict[str, float] = {}

    @property
    def seconds(self) -> float:
        """Return the time spent so far. [s]"""
        return time.perf_counter() - self.began

    def more(self) -> bool:
        """Say whether to go on learning."""
        return self.seconds < self.until and len(self.diary.generations) != self.most

    def told(self, kind: str, value: Any) -> bool:  # noqa: ANN401 - one of two kinds.
        """Take in what the crew tells; say whether to go on."""
        if kind == "round":
            self.last = value
            self._tell(None)
            return self.seconds < self.until
        if kind == "balance":
            self.generation, settled = value
            self.found = replace(self.found, balance=_balance(settled))
            self._tell(self.found)
            return True
        self._keep(value)
        return self.more()

    def _keep(self, learned: Learned) -> None:
        """Keep how far learning is."""
        last = self.last
        attempts = int(last["attempts"])
        made = Generation(
            stage=0,
            costs=(-last["earned"],),
            share=last["lasted"] / max(attempts, 1),
            landed=int(last["lasted"]),
            takes=attempts,
        )
        self.diary.generations.append(made)
        self.diary.seconds = self.seconds
        self.diary.learned = packed(learned)
        if self.checkpoint is not None:
            self.diary.save(self.checkpoint)

    def _tell(self, found: Technique | None) -> None:
        if self.report is not None:
            self.report(self._progress(found))

    def _progress(self, found: Technique | None) -> Progress:
        """Return how far it is; landed are attempts that lasted to their end."""
        last = self.last
        good, takes = int(last["lasted"]), int(last["attempts"])
        bounds = ConfidenceSequence(successes=good, trials=takes)
        return Progress(
            seconds=self.seconds,
            budget=self.until,
            generation=self.generation,
            stage=f"learning at {last['noise']:.0%} of the noise",
            best_cost=-last["earned"],
            landed=good,
            takes=takes,
            low=bounds.low,
            high=bounds.high,
            noise=last["noise"],
            found=found,
        )


def _learned(diary: Diary, origin: Technique, seed: int) -> Learned:
    """Return how far learning is, or its beginning."""
    agent = Agent(seed)
    if diary.learned:
        learned = unpacked(diary.learned)
        if learned.flat.shape != agent.flat.shape:
            raise FileFormatError(
                "a checkpoint's balance feels what this version no longer tells; "
                "rehearse anew, without --resume"
            )
        return learned
    learned = Learned.begin(agent, NOISE)
    if origin.balance is not None:
        # Who does the act already is not to be disturbed.
        agent.take_over(origin.balance, lean=0.0 if names(origin.act) else LEAN)
        agent.spread[:] += np.log(GENTLE / TRY)
        learned.settled = agent.flat.copy()
        learned.rate = CAREFUL
        learned.noise = 1.0 if _own(origin) else AGAIN
    return learned


def _task(act: Act, origin: Technique, length: float) -> Task:
    """Return what lessons for an act practise."""
    return Task(
        phases=origin.phases,
        card=act.flown,
        aim=(origin.aim - AROUND, origin.aim + AROUND),
        seconds=length,
    )


def _balance(flat: Floats) -> Balance:
    agent = Agent(0)
    agent.load(flat)
    return agent.balance()


def _check(
    scene: Scene,
    act: Act,
    technique: Technique,
    steadiness: Steadiness,
    seed: int,
    threads: int | None,
) -> int:
    """Return how many takes land that no lesson has seen."""
    numbers = range(CHECKED)
    tally, _ = perform_bed(
        scene,
        technique,
        act.flown,
        steadiness,
        seed=CHECK | seed,
        takes=numbers,
        threads=threads,
        batch=CHECKED,
        keep=(),
    )
    marks = judged(tally, act, [judges_seed(seed, n) for n in numbers])
    done = zip(marks, tally.done.tolist(), strict=True)
    return sum(outcome(one, through) == "landed" for one, through in done)
