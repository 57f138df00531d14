"""The whole performance loop against raw open-loop `mujoco.rollout`, side by side.

Loop: `perform` as the odds call it: noise, feedback, hands, read-outs, no recording.
Raw: the controls recorded from the very same takes, played by `mujoco.rollout` alone.

Fair means the same work for the engine: the same scene, takes, threads, step and
number of steps; the same model for the same stretch of each take (implicit while
somebody holds on or is at the bed, Runge-Kutta in flight), because a step in flight
costs four times as much; the same sensors. A rollout call has one number of steps for
all its rows and no way to change a model, so a take is cut where its model changes
and all stretches with the same model and length are one call, as long as they can be:
nothing is ever called tick by tick. The raw side pays nothing for set-up: its states
and controls lie ready in memory. Both sides alternate in one process and the median
of the ratios counts, so that a busy machine slows both.
"""

import itertools
import statistics
import sys
import time
from collections import defaultdict
from types import SimpleNamespace

import mujoco
import numpy as np
from common import jumps, leap
from mujoco.rollout import Rollout

from kaleidostage.perform import perform
from kaleidostage.perform.bed.retrace import flying
from kaleidostage.performers import steadiness
from kaleidostage.scene import CONTROL

TAKES, JUMPS, TURNS, THREADS, SEED = 512, 128, 3, 2, 11


def pairs(edges):
    """Yield the pieces between edges, cut into powers of two.

    So pieces of many takes have one length and share a call.
    """
    for edge, last in itertools.pairwise(edges):
        first = edge
        while first < last:
            size = 1 << ((last - first).bit_length() - 1)
            yield first, first + size
            first += size


def in_flight(scene, technique, record):
    """Return which ticks of a take the flight model leads, (T,)."""
    if technique.on_bed:
        sensors = np.array(record.sensors)
        return flying(scene, SimpleNamespace(sensors=sensors, technique=technique))
    held = np.array(record.held).any(axis=1)
    return np.concatenate(([False], ~held[:-1]))  # As each tick began.


def stretches(scene, technique, records):
    """Return (in flight or not, states, controls) of calls of equal length."""
    found = defaultdict(list)
    for record in records.values():
        states, controls = np.array(record.states), np.array(record.controls)
        free = in_flight(scene, technique, record)
        edges = [0, *(np.flatnonzero(np.diff(free)) + 1).tolist(), len(free)]
        for first, last in pairs(edges):
            piece = controls[first:last].reshape(-1, controls.shape[-1])
            found[bool(free[first]), last - first].append((states[first], piece))
    return [
        (flying, np.array([s for s, _ in rows]), np.array([c for _, c in rows]))
        for (flying, _), rows in sorted(found.items())
    ]


def raw(scene, calls, engine, data):
    """Play the calls; return steps stepped."""
    steps = 0
    for free, states, controls in calls:
        model = scene.flight if free else scene.hang
        parts = scene.parts(model)
        played = np.repeat(controls, parts, axis=1)
        engine.rollout(
            [model] * len(states),
            data,
            states,
            played,
            control_spec=CONTROL,
            skip_checks=True,
            nstep=played.shape[1],
            state=np.empty((*played.shape[:2], scene.state_size)),
            sensordata=np.empty((*played.shape[:2], scene.hang.nsensordata)),
        )
        steps += controls.shape[0] * controls.shape[1]
    return steps


def measured(name, scene, technique, takes, elements=()):
    """Print how fast the loop is and return the ratio of it to raw."""
    level = steadiness("national")
    options = {"seed": SEED, "takes": takes, "threads": THREADS, "elements": elements}
    _, records = perform(scene, technique, level, keep=takes, **options)
    calls, ratios = stretches(scene, technique, records), []
    data = [mujoco.MjData(scene.hang) for _ in range(THREADS)]
    with Rollout(nthread=THREADS) as engine:
        raw(scene, calls, engine, data)
        for turn in range(TURNS):
            began = time.perf_counter()
            tally, _ = perform(scene, technique, level, **options)
            middle = time.perf_counter()
            steps = raw(scene, calls, engine, data)
            end = time.perf_counter()
            loop_rate = float(tally.end.sum()) / (middle - began)
            raw_rate = steps * scene.step / (end - middle)
            ratios.append(loop_rate / raw_rate)
            print(
                f"{name}, turn {turn + 1}: loop {loop_rate:.1f}, raw {raw_rate:.1f} "
                f"simulated seconds a second, ratio {ratios[-1]:.3f}"
            )
    ratio = statistics.median(ratios)
    print(
        f"{name}: median ratio {ratio:.3f} over {len(takes)} takes on {THREADS} threads"
    )
    return ratio


def main():
    """Measure leaps and jumps; leave with 1 if a loop is slower than it is to be."""
    slow = measured("leap", *leap(), range(TAKES)) < 0.8
    scene, technique, elements = jumps()
    return slow | (measured("jumps", scene, technique, range(JUMPS), elements) < 0.75)


if __name__ == "__main__":
    sys.exit(main())
