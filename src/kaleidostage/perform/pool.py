"""Threads that lead takes, each with an engine of its own."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import mujoco
import numpy as np
from mujoco import rollout
from numpy.typing import NDArray

from ..scene import Scene
from .record import Record

Rows = NDArray[np.int64]
Part = tuple[Any, dict[int, Record]]
"""Read-outs and records of a share of the takes."""


class Worker:
    """One thread's share of the engine."""

    def __init__(self, scene: Scene) -> None:
        """Make room for physics that run in the calling thread."""
        self.data = [mujoco.MjData(scene.hang)]
        self.rollout = rollout.Rollout(nthread=0)


class Pool:
    """Threads that lead takes, each with an engine of its own.

    Every thread follows, steps and reads its own share of the takes, so that one
    thinks in NumPy while another steps physics; they wait for nobody between ticks.
    """

    def __init__(self, scene: Scene, threads: int) -> None:
        """Start `threads` threads for `scene`."""
        self.workers = [Worker(scene) for _ in range(threads)]
        self.stopped = False
        self._executor = ThreadPoolExecutor(threads)

    def share(self, task: Callable[[Worker, Rows], Part], takes: int) -> list[Part]:
        """Do `task` for every worker's share of the rows 0 to `takes`."""
        shares = np.array_split(np.arange(takes), min(len(self.workers), takes))
        pairs = zip(self.workers, shares, strict=False)
        futures = [self._executor.submit(task, *pair) for pair in pairs]
        return [future.result() for future in futures]

    def close(self) -> None:
        """End the threads, and what they are about."""
        self.stopped = True
        self._executor.shutdown()


@contextmanager
def pool(scene: Scene, threads: int | None = None) -> Iterator[Pool]:
    """Open a pool of threads (None: one a core) and close it afterwards."""
    opened = Pool(scene, threads or os.cpu_count() or 1)
    try:
        yield opened
    finally:
        opened.close()
