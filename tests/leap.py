"""A leap for tests: Layla's shipped technique on the reference rig."""

from functools import cache

from kaleidostage.perform import perform
from kaleidostage.perform.take import make_take
from kaleidostage.performers import load, steadiness
from kaleidostage.rigs import FlyBars
from kaleidostage.scene import compose
from kaleidostage.technique import load as load_technique

SOME = range(12)
ACT = {"name": "first-leap", "title": "First Leap"}


@cache
def technique():
    """How the leap is done."""
    return load_technique("first-leap", "layla", "reference")


@cache
def scene(step=0.0025):
    """Layla on the reference rig."""
    return compose(load("layla"), FlyBars(), step=step)


def leaps(level="national", takes=SOME, seed=1, **options):
    """Perform takes; return read-outs and records of all of them."""
    return perform(
        scene(),
        technique(),
        steadiness(level),
        seed=seed,
        takes=takes,
        **{"keep": takes, **options},
    )


def takes(level="national", numbers=SOME, seed=1):
    """Perform takes and put them on record."""
    tally, records = leaps(level, numbers, seed)
    return [
        make_take(
            scene(),
            technique(),
            steadiness(level),
            act=ACT,
            seed=seed,
            number=number,
            tally=tally,
            row=row,
            record=records[number],
        )
        for row, number in enumerate(numbers)
    ]


@cache
def some_takes():
    """The first takes, performed together: a run of one costs as much as of all."""
    return takes(numbers=range(4))


@cache
def landed_take():
    """Return the first take that lands."""
    landed = [take for take in some_takes() if take.outcome["landed"]]
    assert landed, "the shipped technique of first-leap does not land"
    return landed[0]
