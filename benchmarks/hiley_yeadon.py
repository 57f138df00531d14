"""A published experiment, here: found without noise, hardened, stronger and steadier.

Hiley and Yeadon (2016) on the Tkatchev on high bar, 1000 takes each: 17 % caught as
used, 69 % after the technique was optimised under the gymnast's own noise, 91 % with
25 % more strength and 25 % less variability. Here it is the back somersault from bar
to bar.

    python benchmarks/hiley_yeadon.py [--takes N] [--again]

The general timeline that rehearsals begin with is steady already, and would make any
technique near it look found under noise. So the first search begins with a timeline
that has lost its way: without feedback, as in the publication, and with every number
moved at random, about as far as a coach would change it from one try to the next, so
that it misses even without noise. The second begins with what the first has found, the
third with what the second has.

The techniques are kept beside this file, in hiley_yeadon/. With --again they are
rehearsed anew, for a number of generations and not for a time, from seed 1: the same
numbers again to the bit on the same engine and processor. It may be stopped and goes on
where it was.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from kaleidostage import acts, performers, rigs
from kaleidostage.odds import compare
from kaleidostage.rehearsal import rehearse, start
from kaleidostage.rehearsal.space import Space
from kaleidostage.sheet import Cast, Row, Store, Takes, of, perform_base
from kaleidostage.technique import read, write

ACT, SEED, FOREVER = "back-somersault-leap", 2026, 1e9
FOUND, HARDENED = 12, 14  # Generations.
MOVED = 1.0  # SD, in units of the search: 12 degrees, 80 ms. Our choice.
KEPT = Path(__file__).with_suffix("")
OUT = Path("out/hiley-yeadon")


def main():
    """Rehearse if asked, perform each under its noise, and compare."""
    asked = arguments()
    takes = Takes(seed=SEED, store=Store(OUT / "takes", must=True))
    landed, origin = {}, None
    for name, (rehearsed, performed) in ways().items():
        origin = technique(name, rehearsed, origin or rehearsed.technique, asked)
        cast = replace(performed, technique=origin)
        base = perform_base(cast, takes, asked.takes, of(cast.act.apparatus))
        landed[name] = base.landed.tolist()
        causes = ", ".join(f"{n} {c}" for c, n in base.odds.failures.items() if n)
        calm = takes.landed(cast.calm(), [Row(take=0)]).all()
        print(f"{name}: {base.odds.sentence()}; {causes}")
        print(f"  without noise it {'lands' if calm else 'misses'}", flush=True)
    names = list(landed)
    for first, second in ((1, 0), (2, 1)):
        told = compare(landed[names[first]], landed[names[second]])
        print(
            f"{names[first]} over {names[second]}: {100 * told.difference:+.1f} of 100 "
            f"({100 * told.low:+.1f} to {100 * told.high:+.1f}, p {told.chance:.2g})"
        )


def ways():
    """Return by name as whom each is rehearsed and as whom it is performed."""
    act = acts.load(ACT)
    layla, rig = performers.load(act.cast), rigs.load(act.rig)
    usual = Cast(
        act=act,
        performer=layla,
        rig=rig,
        technique=lost(start(act, layla, rig)),
        steadiness=performers.steadiness("national"),
    )
    strong = usual.stronger(1.25).steadier(0.75)
    return {
        "found without noise": (usual.calm(), usual),
        "hardened under noise": (usual, usual),
        "25 % stronger and steadier": (strong, strong),
    }


def lost(timeline):
    """Return a timeline without feedback, every number of it moved at random."""
    space = Space(origin=replace(timeline, feedback=()))
    return space.technique(np.random.default_rng(1).normal(0.0, MOVED, space.size))


def technique(name, cast, origin, asked):
    """Return a technique, rehearsed first if asked."""
    kept = KEPT / f"{name.replace(' % ', '-').replace(' ', '-')}.toml"
    if not asked.again:
        return read(kept)
    OUT.mkdir(parents=True, exist_ok=True)
    checkpoint = OUT / f"{kept.stem}.checkpoint"
    done = rehearse(
        cast.scene,
        cast.act,
        origin,
        cast.steadiness,
        seed=1,
        budget=FOREVER,
        generations=HARDENED if cast.steadiness.timing_ms else FOUND,
        checkpoint=checkpoint,
        resume=checkpoint.exists(),
        report=lambda p: print(
            f"  {name}: generation {p.generation}, {p.stage}, cost {p.best_cost:.3f}, "
            f"{p.seconds:.0f} s",
            flush=True,
        ),
    )
    print(f"{name}: {done.generations} generations in {done.seconds:.0f} s")
    write(kept, done.technique)
    return read(kept)


def arguments():
    """Return what was asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--takes", type=int, default=1000)
    parser.add_argument("--again", action="store_true", help="rehearse anew")
    return parser.parse_args()


if __name__ == "__main__":
    main()
