"""Takes on the trampoline for tests: nobody keeps a balance, so they soon fall."""

from dataclasses import asdict
from functools import cache
from pathlib import Path

import numpy as np

from kaleidostage import acts, performers, rigs
from kaleidostage.judging.trampoline import judged
from kaleidostage.perform import make_take, perform
from kaleidostage.perform.bed.observe import EVEN, MOVES, ODD, SIDE_MOVES
from kaleidostage.scene import compose
from kaleidostage.technique import Technique, read
from kaleidostage.technique.balance import Balance, packed

ACT, COUNT = "straight-jumps", 8


@cache
def act():
    return acts.load(ACT)


@cache
def scene():
    return compose(performers.load("nilo"), rigs.load("competition"))


@cache
def technique():
    """Low jumps by the school, without any balance."""
    sizes = (EVEN, ODD, 1, MOVES, SIDE_MOVES)
    empty = Balance(*sizes, "")
    layers = [np.zeros(shape, np.float32) for shape in empty.shapes]
    return Technique(
        act=ACT,
        performer="nilo",
        rig="competition",
        call=0.0,
        lead=0.0,
        phases=read(Path(__file__).parent / "low_jump.toml").phases,
        aim=0.9,
        balance=packed(layers, sizes),
    )


@cache
def run():
    """Read-outs and records of COUNT takes."""
    level, flown = performers.steadiness("national"), act().flown
    numbers = range(COUNT)
    return perform(
        scene(), technique(), level, seed=1, takes=numbers, keep=numbers, elements=flown
    )


@cache
def take(number=0):
    """One of them on record."""
    tally, records = run()
    return make_take(
        scene(),
        technique(),
        performers.steadiness("national"),
        act=asdict(act()),
        seed=1,
        number=number,
        tally=tally,
        row=number,
        record=records[number],
    )


def longest():
    """The take that got farthest."""
    marks = judged(run()[0], act(), range(COUNT))
    return take(int(np.argmax([len(one.elements) for one in marks])))
