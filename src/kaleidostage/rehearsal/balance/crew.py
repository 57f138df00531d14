"""The processes that learn together, and what they tell while they do."""

import multiprocessing as mp
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from ...performers import Performer
from ...rigs import Rig
from ...scene import compose
from .finish import Finisher
from .learn import SHOWN, Course, Shared, Worker
from .learned import Learned

Told = tuple[str, Any]
WAIT = 5.0  # [s] For processes to end by themselves. Our choice.
ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""A worker is one process a core: its libraries are not to start threads besides."""


def learn(
    course: Course,
    learned: Learned,
    *,
    workers: int,
    told: Callable[[str, Any], bool],
) -> None:
    """Learn until told to stop.

    Args:
        course: What.
        learned: How far learning is.
        workers: Processes.
        told: Called with `"round"` and how it went, now and then with `"balance"`,
            how many generations are over and the balance as numbers, and with
            `"generation"` and the new `Learned` where all can be kept; returns
            whether to go on.
    """
    context = mp.get_context("spawn")
    size = len(learned.flat)
    slopes = context.RawArray("f", workers * size)
    figures = context.RawArray("d", workers * 16)
    stop, barrier = context.RawValue("i", 0), context.Barrier(workers)
    hear, tell = context.Pipe(duplex=False)
    parts = {
        "performer": course.scene.performer,
        "rig": course.scene.rig,
        "task": course.task,
        "steadiness": course.steadiness,
        "seed": course.seed,
        "ready": course.ready,
        "warm": course.warm,
        "bodies": course.bodies,
        "ticks": course.ticks,
        "rounds": course.rounds,
        "finishing": course.finishing,
    }
    with _environment():
        crew = [
            context.Process(
                target=work,
                args=(parts, learned, i, workers, slopes, figures, barrier, stop),
                kwargs={"tell": tell if i == 0 else None},
                daemon=True,
            )
            for i in range(workers)
        ]
        for process in crew:
            process.start()
    tell.close()
    try:
        for kind, value in _heard(hear):
            if not told(kind, value):
                stop.value = 1
    finally:
        stop.value = 1
        for process in crew:
            process.join(WAIT)
            process.kill()


def _heard(hear: Connection) -> Iterator[Told]:
    """Yield what is told until the crew has gone."""
    while True:
        try:
            yield hear.recv()
        except EOFError:
            return


@contextmanager
def _environment() -> Iterator[None]:
    """Let processes that start now use one thread each."""
    before = {name: os.environ.get(name) for name in ALONE}
    os.environ.update(ALONE)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def work(
    parts: dict[str, Any],
    learned: Learned,
    number: int,
    workers: int,
    slopes: Any,  # noqa: ANN401 - shared memory has no type of its own.
    figures: Any,  # noqa: ANN401
    barrier: Any,  # noqa: ANN401
    stop: Any,  # noqa: ANN401
    *,
    tell: Connection | None,
) -> None:
    """Be one of the crew: learn generation after generation, until told to stop."""
    performer: Performer = parts.pop("performer")
    rig: Rig = parts.pop("rig")
    course = Course(scene=compose(performer, rig), **parts)
    shared: Shared = (
        np.frombuffer(slopes, np.float32).reshape(workers, -1),
        np.frombuffer(figures, np.float64).reshape(workers, 16),
        barrier,
    )
    kind = Finisher if course.finishing else Worker
    worker = kind(course, number, shared, learned)
    try:
        while _generation(worker, tell, stop):
            pass
    except (BrokenPipeError, KeyboardInterrupt):  # Whoever listens has gone.
        barrier.abort()
    except Exception:
        barrier.abort()
        raise


def _generation(
    worker: Worker,
    tell: Connection | None,
    stop: Any,  # noqa: ANN401 - shared memory has no type of its own.
) -> bool:
    """Learn for a generation; say whether to go on.

    One whose last round is over is kept, even if all ends with it: its balance has been
    told.
    """
    flags, barrier, rounds = worker.figures, worker.barrier, worker.course.rounds
    worker.begin()
    ended = False
    for round_ in range(rounds):
        how = worker.improve(round_)
        if tell:
            _tell_round(tell, worker, round_ + 1, how)
            flags[0, 15] = stop.value
        barrier.wait()
        ended = bool(flags[0, 15])
        barrier.wait()
        if ended and round_ + 1 < rounds:
            return False
    worker.learned.generation += 1
    if tell:
        tell.send(("generation", worker.learned))
    return not ended


def _tell_round(
    tell: Connection, worker: Worker, rounds: int, how: dict[str, float]
) -> None:
    """Tell how the last of some rounds went, and now and then what is learned."""
    tell.send(("round", how))
    course, learned = worker.course, worker.learned
    if rounds % SHOWN == 0 or rounds == course.rounds:
        done = course.generations(learned.generation, rounds)
        tell.send(("balance", (done, learned.settled)))
