"""The inspection of a take on the bed: every physics rule as a number and its limit."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...scene import Scene
from ..finding import Finding, finding
from ..inspect import course_findings, muscle_findings, path_errors
from ..retrace import Retraced
from ..take import Take
from .retrace import THINGS, retrace_bed
from .run import BODY

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


def inspect_bed(take: Take, scene: Scene) -> tuple[Finding, ...]:
    """Inspect a take, every step of it retraced from its stored states.

    Args:
        take: The take.
        scene: Its performer on its rig, at the take's step.
    """
    found, free = retrace_bed(scene, take)
    steps = max(1, _first_fall(take, scene)) * scene.substeps
    return (
        *course_findings(found),
        *_energy(found, free, scene, steps),
        *_flights(found, free, scene),
        *muscle_findings(_until(found, steps), scene),
        *_parts(found),
    )


def _energy(
    found: Retraced, free: Flags, scene: Scene, steps: int
) -> tuple[Finding, ...]:
    """Balance mechanical energy against works over each contact with the bed.

    As a share of what the body brings down with it: weight times the fall. Within a
    contact the sum goes to and fro by half a step of the bed's force times its speed,
    so it is taken when the bed has given back what it got.
    """
    open_ends = np.diff(found.energy) - found.work.sum(axis=1)
    height = found.com[:, 2]
    shares = [0.0]
    for rows in _stretches(~free):
        # A contact that the take ends in has not given back; a body that lies on the
        # bed has brought nothing down with it.
        cut = rows[-1] == len(free) - 1 or rows[0] >= steps
        if cut or not found.touching[rows].any():
            continue
        start = max(int(rows[0]) - 1, 0)
        fall = max(float(height[:start].max(initial=0.0) - height[rows].min()), 0.5)
        astray = abs(float(open_ends[rows].sum()))
        shares.append(astray / (scene.weight * fall))
    worst = 100 * float(np.max(shares))  # Bad numbers stay bad, unlike in `max`.
    return (finding("energy out of balance in a contact", worst, 1.5, "%"),)


def _flights(found: Retraced, free: Flags, scene: Scene) -> tuple[Finding, ...]:
    """Check angular momentum and path of every flight, until something is touched."""
    errors = [(0.0, 0.0)]
    for rows in _stretches(free & ~found.touching):
        if len(rows) > 2 * scene.substeps:
            errors.append(path_errors(found, rows, scene))
    drift, away = np.max(errors, axis=0).tolist()
    return (
        finding("change of angular momentum in a flight", drift, 0.5, "%"),
        finding("centre of mass off its parabola", away, 1.0, "mm"),
    )


def _first_fall(take: Take, scene: Scene) -> int:
    """Return the tick in which something but the feet comes down first, or the end."""
    touch = [scene.sensor[f"touch_{name}"].start for name in BODY]
    down: Flags = np.any(take.sensors[:, touch] > 0, axis=1)
    return int(np.argmax(down)) if down.any() else len(down)


def _until(found: Retraced, steps: int) -> Retraced:
    """Return what muscles do until a fall: after it, limbs are struck in any way."""
    return replace(
        found,
        angle=found.angle[:steps],
        speed=found.speed[:steps],
        torque=found.torque[:steps],
    )


def _parts(found: Retraced) -> tuple[Finding, ...]:
    """Check that nothing passes through bed, pads and floor."""
    deep = dict(zip(THINGS, 1000 * found.depth.max(axis=0), strict=True))
    pads = max(depth for name, depth in deep.items() if name.startswith("pad"))
    return (
        finding("depth of the feet in the cloth", deep["bed"], 50.0, "mm"),
        finding("depth in a pad", pads, 120.0, "mm"),
        finding("depth in the floor", deep["floor"], 120.0, "mm"),
    )


def _stretches(flags: Flags) -> list[NDArray[np.int64]]:
    """Return the steps of each stretch of true."""
    rows = np.flatnonzero(flags)
    if not len(rows):
        return []
    return np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
