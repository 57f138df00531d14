"""Rehearsing: find the leap, harden it under noise, check it on fresh takes."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ..acts import Act
from ..odds import ConfidenceSequence
from ..perform import Pool, pool
from ..performers import Steadiness
from ..scene import Scene
from ..technique import Technique, rounded
from .balance.rehearse import rehearse_bed
from .checkpoint import Diary, Generation, opened
from .cost import cost, landed
from .search import CANDIDATES, Search
from .settings import settings_of
from .space import Space
from .stages import STAGES, softened
from .told import Progress, Rehearsed
from .trials import CHECK, REHEARSAL, shares, trial

CHECKED = 200  # Takes of the final check; our choice.
CHECK_LENGTH = 8.0  # [s] Simulated, of one take of it: a leap and a full swing.


def rehearse(
    scene: Scene,
    act: Act,
    origin: Technique,
    steadiness: Steadiness,
    *,
    seed: int,
    budget: float,
    generations: int | None = None,
    checkpoint: Path | None = None,
    resume: bool = False,
    threads: int | None = None,
    report: Callable[[Progress], None] | None = None,
) -> Rehearsed:
    """Rehearse an act.

    Args:
        scene: Who and where.
        act: What.
        origin: Technique to begin with.
        steadiness: How unsteady the performer is.
        seed: Seed of search and takes.
        budget: Time to spend, the final check included. [s]
        generations: Stop after this many, whatever the time; None for no limit.
        checkpoint: File to keep how far it is, written after each generation.
        resume: Go on from that file.
        threads: Threads for the physics; None for one a core.
        report: Called after each generation.

    Returns:
        The technique found and its odds on fresh takes.

    Raises:
        StorageError: If the checkpoint cannot be read or written.
        FileFormatError: If it is damaged.
        MismatchError: If it is of another rehearsal or another engine.
    """
    if origin.on_bed:
        return rehearse_bed(
            scene,
            act,
            origin,
            steadiness,
            seed=seed,
            budget=budget,
            generations=generations,
            checkpoint=checkpoint,
            resume=resume,
            threads=threads,
            report=report,
        )
    settings = settings_of(scene, act, origin, steadiness, seed)
    diary = opened(checkpoint, settings, resume=resume)
    work = _Work(scene, act, origin, steadiness, seed, diary)
    began = time.perf_counter() - diary.seconds
    with pool(scene, threads) as threads_open:
        while work.time_for_more(budget) and len(diary.generations) != generations:
            work.generation(threads_open)
            diary.seconds = time.perf_counter() - began
            if checkpoint is not None:
                diary.save(checkpoint)
            if report is not None:
                report(work.progress(budget))
        technique, good = work.check(threads_open)
    return Rehearsed(
        technique=technique,
        odds_landed=good,
        odds_takes=CHECKED,
        seconds=time.perf_counter() - began,
        generations=len(diary.generations),
    )


class _Work:
    """A rehearsal under way."""

    def __init__(
        self,
        scene: Scene,
        act: Act,
        origin: Technique,
        steadiness: Steadiness,
        seed: int,
        diary: Diary,
    ) -> None:
        """Begin, and relive what the diary tells."""
        self.scene, self.act, self.steadiness = scene, act, steadiness
        self.seed, self.diary = seed, diary
        self.search = Search(Space(origin=origin), seed)
        self.stage = 0
        self.lasted, self.check_lasts = 0.0, 0.0  # [s] The last generation; the check.
        for generation in diary.generations:
            self.search.tell(self.search.ask(), np.array(generation.costs))
            self._move_on(generation)

    def time_for_more(self, budget: float) -> bool:
        """Say whether one more generation leaves time for the check."""
        return self.diary.seconds + self.lasted + self.check_lasts < budget

    def generation(self, pool: Pool) -> None:
        """Breed and try one generation, with the favourite as one more candidate."""
        began = time.perf_counter()
        stage = STAGES[self.stage]
        number = len(self.diary.generations)
        candidates = self.search.ask()
        space = self.search.space
        techniques = [space.technique(x) for x in (*candidates, self.search.favourite)]
        tally = trial(
            self.scene,
            techniques,
            softened(self.steadiness, stage.noise),
            pool,
            seed=REHEARSAL | self.seed,
            takes=range(number * 16, number * 16 + stage.tries),
        )
        costs = cost(self.scene, self.act, tally).reshape(-1, stage.tries)
        share = shares(landed(self.scene, self.act, tally), stage.tries)
        told = costs.mean(axis=1)[:CANDIDATES]
        self.search.tell(candidates, told)
        made = Generation(
            stage=self.stage,
            costs=tuple(told.tolist()),
            share=float(share[:CANDIDATES].mean()),
            landed=round(float(share[-1]) * stage.tries),
            takes=stage.tries,
        )
        self.diary.generations.append(made)
        self._move_on(made)
        self.lasted = time.perf_counter() - began
        pace = self.lasted / float(np.nansum(tally.end))
        self.check_lasts = pace * CHECKED * CHECK_LENGTH

    def _move_on(self, generation: Generation) -> None:
        if generation.share >= STAGES[self.stage].enough:
            self.stage += 1

    def progress(self, budget: float) -> Progress:
        """Return how far it is."""
        last = self.diary.generations[-1]
        same = [g for g in self.diary.generations if g.stage == last.stage]
        good, takes = sum(g.landed for g in same), sum(g.takes for g in same)
        bounds = ConfidenceSequence(successes=good, trials=takes)
        return Progress(
            seconds=self.diary.seconds,
            budget=budget,
            generation=len(self.diary.generations),
            stage=STAGES[last.stage].name,
            best_cost=min(last.costs),
            landed=good,
            takes=takes,
            low=bounds.low,
            high=bounds.high,
        )

    def check(self, pool: Pool) -> tuple[Technique, int]:
        """Return the favourite as its file will show it, and how many takes land."""
        technique = rounded(self.search.space.technique(self.search.favourite))
        tally = trial(
            self.scene,
            [technique],
            self.steadiness,
            pool,
            seed=CHECK | self.seed,
            takes=range(CHECKED),
            hold=None,
        )
        return technique, int(landed(self.scene, self.act, tally).sum())
