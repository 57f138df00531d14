"""What the competition bed does to a rigid body of 65 kg, beside what was measured."""

import sys
from dataclasses import replace
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # The trials live there.

import numpy as np

import bed
from kaleidostage.rigs import Trampoline
from kaleidostage.scene import STEP

FLIGHTS = (1.2, 1.35, 1.5, 1.6, 1.7)
OFF_CENTRE = (1.5, 0.6)
QUADRATIC = {"linear": 2374.0, "square": 7197.0, "cube": 0.0}
"""The law without a third power, fitted to the same nine loads."""


def main():
    """Print the figures of docs/physics.md; leave with 1 if a bound is broken."""
    largest = _print_sags()
    losses = [_print_bounce(flight) for flight in FLIGHTS]
    _print_shape()
    _print_left_over()
    return largest[0] > 0.03 or largest[1] > 0.10 or not 0.15 < min(losses) < 0.25


def _print_sags():
    """Print how far loads sink against the measured; return the largest errors."""
    middle = abs(bed.sags(bed.MIDDLE)).max()
    print(f"nine loads in the middle: largest error {100 * middle:.2f} %")
    off = []
    for table in bed.OFF:
        off.append(abs(bed.sags(table)).max())
        print(f"loads at {table[0]} m: largest error {100 * off[-1]:.2f} %")
    return middle, max(off)


def _print_bounce(flight):
    """Print one bounce, beside half the step; return the share of energy lost."""
    trials = [bed.drop(flight=flight, step=s) for s in (STEP, STEP / 2)]
    outside = bed.drop(flight=flight, place=OFF_CENTRE)
    weight = bed.MASS * bed.GRAVITY
    for name, trial in zip(("", ", half step"), trials, strict=True):
        print(
            f"flight {flight:g} s{name}: loses {100 * (1 - trial.returned):.1f} %, "
            f"contact {trial.contact:.3f} s, peak {trial.peak / weight:.1f} g, "
            f"blow {trial.push.max() / weight:.0f} g, {trial.depth.max():.3f} m deep"
        )
    print(f"  at {OFF_CENTRE} m: loses {100 * (1 - outside.returned):.1f} %")
    return 1 - max(trials[0].returned, outside.returned)


def _print_shape():
    """Print what the third power, which the loads hardly fix, does to a bounce."""
    weight = bed.MASS * bed.GRAVITY
    for name, rig in (
        ("with", Trampoline()),
        ("without", replace(Trampoline(), **QUADRATIC)),
    ):
        trial = bed.drop(rig, flight=1.7)
        print(
            f"{name} the third power, flight 1.7 s: contact {trial.contact:.3f} s, "
            f"peak {trial.peak / weight:.2f} g"
        )


def _print_left_over():
    """Print how the empty bed swings at the next landing, and what that changes."""
    left, changes = [], []
    for flight in np.arange(1.2, 1.71, 0.02):
        left.append(bed.left_over(flight))
        calm, swinging = (
            bed.drop(flight=flight, bed=state).body[-1] for state in (None, left[-1])
        )
        changes.append(swinging / calm - 1)
    depth, speed = np.abs(left).max(axis=0)
    print(
        f"empty bed at the next landing: within {100 * depth:.0f} cm and {speed:.1f} "
        f"m/s; it changes the energy of the bounce by {100 * min(changes):+.1f} % to "
        f"{100 * max(changes):+.1f} %"
    )


if __name__ == "__main__":
    sys.exit(main())
