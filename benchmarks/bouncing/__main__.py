"""Could a performer jump on the trampoline under noise? docs/bouncing.md asks and says.

python benchmarks/bouncing search   # find a cycle (minutes)
python benchmarks/bouncing bound    # what the best linear controller could reach
python benchmarks/bouncing fit      # fit maps to noisy jumps, store them in out/
python benchmarks/bouncing jump     # jump with gains from them
"""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # Small matrices: threads only wait.

import cycle as cycles
import numpy as np
from fit import fit
from jumping import shared
from linear import FELT, PLANES, Maps, differences
from regulator import CALM, EAGER, Person, plants
from search import AMISS, costs, search
from sim import FEATURES, trampoline

from kaleidostage.scene import TICK, compose

OUT = Path(__file__).parents[2] / "out"
BOX = 0.54
"""Half of a square in the middle of the bed, of half its width. [m]  Our choice."""


_GAINS = ("fitted", "differences", "nothing")
"""Gains from fitted maps, from maps by differences, and none."""


def main():
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    steps = parser.add_subparsers(required=True)
    for step in (look, bound, learn, perform):
        sub = steps.add_parser(_NAMES[step], help=step.__doc__.splitlines()[0])
        sub.set_defaults(do=step)
        if step is look:
            _add_search_options(sub)
            continue
        sub.add_argument("--cycle", type=Path, default=cycles.FOUND, help="a cycle")
        sub.add_argument("--maps", type=Path, default=OUT / "bouncing.npz")
        if step is perform:
            sub.add_argument("--by", choices=_GAINS, default="fitted")
            sub.add_argument(
                "--coarse", action="store_true", help="a clock to the tick"
            )
            sub.add_argument("--always", action="store_true", help="at take-off too")
            sub.add_argument("--bodies", type=int, default=64)
            sub.add_argument("--jumps", type=int, default=4)
    asked = parser.parse_args()
    np.set_printoptions(precision=3, suppress=True, linewidth=100)
    asked.do(asked)


def _add_search_options(sub):
    """Say what a search may be asked."""
    sub.add_argument("--performer", default="nilo")
    sub.add_argument("--flight", type=float, default=1.44, help="[s]")
    sub.add_argument("--damping", type=float, help="of the bed [N s/m]")
    sub.add_argument("--amiss", type=float, default=AMISS, help="costs one [m/s]")
    sub.add_argument("--generations", type=int, default=240)
    sub.add_argument("--seed", type=int, default=1)
    sub.add_argument("--out", type=Path, default=OUT / "cycle.toml")


def look(asked):
    """Find a cycle and write it to a file."""
    scene = trampoline(asked.performer)
    if asked.damping is not None:
        scene = compose(scene.performer, replace(scene.rig, damping=asked.damping))
    how = {"seed": asked.seed, "amiss": asked.amiss}
    found = search(scene, asked.flight, asked.generations, **how)
    cost, speed = costs(scene, found.numbers[None], found.speed, amiss=asked.amiss)
    print(f"cost {cost[0]:.2f}; touchdown at {speed[0]:.2f} of {found.speed:.2f} m/s")
    asked.out.parent.mkdir(exist_ok=True)
    cycles.write(found, asked.out)
    print(f"written: {asked.out}")


def bound(asked):
    """Print how the best linear controller with these senses would scatter."""
    cycle = cycles.read(asked.cycle)
    _describe(cycle)
    persons = {"as told": Person()}
    _print_bound("maps by differences", cycle, differences(cycle), persons)
    if asked.maps.exists():
        _print_bound("fitted maps", cycle, _read_maps(asked.maps), _OTHERS)


def learn(asked):
    """Fit maps to noisy jumps and store them."""
    cycle = cycles.read(asked.cycle)
    maps = fit(cycle, tell=_print_round)
    asked.maps.parent.mkdir(exist_ok=True)
    arrays = {f"{p}_{n}": getattr(maps[p], n) for p in PLANES for n in "ABC"}
    np.savez_compressed(asked.maps, **arrays)
    print(f"written: {asked.maps}")


def perform(asked):
    """Jump with gains from stored maps at several sizes of noise."""
    cycle = replace(cycles.read(asked.cycle), coarse=asked.coarse)
    fitted = asked.by == "fitted"
    maps = _read_maps(asked.maps) if fitted else differences(cycle)
    asks = replace(CALM, still=(0, 0)) if asked.always else CALM
    found = plants(cycle, maps, asks)
    gains = {plane: plant.gains() for plane, plant in found.items()}
    if asked.by == "nothing":
        gains = {plane: 0 * gain for plane, gain in gains.items()}
    for size in (0.0, 0.3, 0.6, 1.0):
        bodies = asked.bodies if size else 2  # Without noise only heights differ.
        how = {"jumps": asked.jumps, "size": size, "seed": 7}
        jumps, _ = shared(cycle, gains, bodies=bodies, **how)
        _print_jumps(size, jumps)


_OTHERS = {
    "as told": Person(),
    "10 ms late": Person(delay=1),
    "feeling ten times as well": Person(felt=0.1),
    "steady joints": Person(pose=1e-4),
}
_NAMES = {look: "search", bound: "bound", learn: "fit", perform: "jump"}


def _read_maps(path):
    """Return stored maps."""
    if not path.exists():
        sys.exit(f"{path} is missing: python benchmarks/bouncing fit")
    with np.load(path) as arrays:
        return {p: Maps(*(arrays[f"{p}_{n}"] for n in "ABC")) for p in PLANES}


def _describe(cycle):
    """Print what a cycle is like."""
    record = cycle.whole
    print(
        f"{cycle.performer}: flight {cycle.flight:.2f} s, contact "
        f"{TICK * (cycle.left - cycle.touched):.3f} s, peak "
        f"{record.load.max() / cycle.scene.weight:.1f} body weights"
    )


def _print_bound(what, cycle, maps, persons):
    """Print the spread of what is felt at touchdown and after take-off."""
    for who, person in persons.items():
        print(f"{what}, {who}: at touchdown, after take-off")
        for plane, plant in plants(cycle, maps, EAGER, person).items():
            for when in plant.scatter():
                pairs = zip(FEATURES[FELT[plane]], when, strict=True)
                print("  " + ", ".join(f"{n} {s:.3f}" for n, s in pairs))


def _print_round(i, size, explore, jumps):
    """Print a round of fitting: how landings spread after one contact."""
    did = np.isfinite(jumps.flights[:, 0]).mean()
    print(f"round {i}, noise {size}, exploring {explore}: {100 * did:.0f} % landed")
    _print_spread(jumps.landings[:, 0])


def _print_spread(landings):
    """Print median and robust spread of landings (B, 12)."""
    middle = np.nanmedian(landings, 0)
    spread = 1.48 * np.nanmedian(np.abs(landings - middle), 0)
    for plane in PLANES:
        at = FELT[plane]
        pairs = zip(FEATURES[at], middle[at], spread[at], strict=True)
        print("  " + ", ".join(f"{n} {m:.2f} +- {s:.2f}" for n, m, s in pairs))


def _print_jumps(size, jumps):
    """Print how many did each jump, how long flights were, how landings spread."""
    did = np.isfinite(jumps.flights)
    count = did.sum(0)
    print(f"noise {size}: landed {count.tolist()} of {len(did)}")
    for j in range(did.shape[1]):
        if not count[j]:
            break
        inside = (jumps.out[did[:, j], j] < BOX).all(1).mean()
        flight = np.nanmean(jumps.flights[:, j])
        print(f"  jump {j + 1}: flight {flight:.2f} s, {100 * inside:.0f} % in the box")
        _print_spread(jumps.landings[did[:, j], j])


if __name__ == "__main__":
    main()
