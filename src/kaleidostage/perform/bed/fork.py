"""Copies of bodies on the bed, that go ways of their own from there on."""

import copy

import numpy as np
from numpy.typing import NDArray

from .bounce import Bounce

Ints = NDArray[np.int64]


def fork(body: Bounce, rows: Ints) -> Bounce:
    """Return copies of some bodies, with all they feel and the luck still before them.

    Args:
        body: Bodies that go on as they are.
        rows: Whom to copy, as often as they are named, shape (n,).
    """
    twin = copy.copy(body)
    for name in ("physics", "follower", "senses", "count", "seen"):
        setattr(twin, name, copy.copy(getattr(body, name)))
    senses = twin.senses
    senses.errors, senses.count = copy.copy(senses.errors), copy.copy(senses.count)
    senses.past = [copy.copy(moment) for moment in senses.past]
    twin.forget()
    twin.keep(rows)
    twin.follower.noise = senses.errors.noise = twin.noise
    return twin


def together(bodies: list[Bounce]) -> Bounce:
    """Return all bodies of several in one, in their order."""
    sizes = [len(body.air) for body in bodies]
    whole = fork(bodies[0], np.zeros(sum(sizes), dtype=np.int64))
    ends = np.cumsum(sizes)
    for body, end, size in zip(bodies, ends, sizes, strict=True):
        whole.put(np.arange(end - size, end), body)
    return whole
