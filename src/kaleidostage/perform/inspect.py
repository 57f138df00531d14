"""The inspection of a take: every physics rule as a number and its limit.

The limits are our choice by evidence: docs/physics.md lists what sound takes measure.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..performers import torque_limits
from ..scene import TOUCHED, Scene
from .finding import Finding, finding
from .hands import FAR
from .muscles import RANGES
from .retrace import Retraced, retrace
from .take import Take

Array = NDArray[np.float64]
GRAVITY = 9.81  # [m/s^2] Of every scene.
SLIP = 20.0  # [mm] Most that a hand may give on the bar it holds. Our choice.
BRIEF = 0.05  # Of the isometric torque: overshoot that counts as time over strength.


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What an inspection found."""

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether every rule is kept."""
        return all(finding.ok for finding in self.findings)

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The rules that are not kept."""
        return tuple(finding for finding in self.findings if not finding.ok)


def inspect(take: Take, scene: Scene) -> Inspection:
    """Inspect a take, every step of it retraced from its stored states.

    Args:
        take: The take.
        scene: Its performer on its rig, at the take's step.
    """
    if take.technique.on_bed:
        from .bed.inspect import inspect_bed

        return Inspection(findings=inspect_bed(take, scene))
    found = retrace(scene, take)
    parts = (
        *course_findings(found),
        *_energy(found, scene),
        *_flight(found, take, scene),
        *muscle_findings(found, scene),
        *_parts(found, scene),
        *_hands(found),
    )
    return Inspection(findings=parts)


def course_findings(found: Retraced) -> tuple[Finding, ...]:
    """Check that every stored state follows from the one before it.

    Bit for bit where the take was made; elsewhere rounding differs by 1e-12 in a tick.
    """
    stray = found.strays.max()
    return (
        finding("states follow from the physics", stray, 1e-6),
        finding("warnings of the engine", found.warnings, 0),
    )


def _energy(found: Retraced, scene: Scene) -> tuple[Finding, ...]:
    """Balance mechanical energy against works while somebody holds on.

    Both are shares of the swing's energy, weight times the drop of the centre of mass
    before the first flight. The balance is off by the order of the step, which turns
    about 0.2 % of the swing's energy to and fro. Grips take energy up and may give a
    little back; one much softer than a hand would lift the body by its own slack.
    """
    flying = np.flatnonzero(found.free)
    first = int(flying[0]) if len(flying) else len(found.free)
    height = found.com[: max(first, 1), 2]
    swing = scene.weight * max(float(height[0] - height.min()), 0.1)
    open_ends = np.diff(found.energy) - found.work.sum(axis=1)
    astray = np.abs(np.cumsum(np.where(found.free, 0.0, open_ends))).max()
    given = _gain(found.work[:, 2])
    return (
        finding("energy out of balance", 100 * astray / swing, 1, "%"),
        finding("energy given by grips", 100 * given / swing, 1, "%"),
    )


def _gain(changes: Array) -> float:
    """Return the greatest rise of a sum from any earlier value."""
    total = np.concatenate(([0.0], np.cumsum(changes)))
    return float((total - np.minimum.accumulate(total)).max())


def _flight(found: Retraced, take: Take, scene: Scene) -> tuple[Finding, ...]:
    """Check angular momentum and path from the first free step to catch or contact."""
    rows = _first_flight(found, take, scene)
    if len(rows) < 3:
        return ()
    share, away = path_errors(found, rows, scene)
    return (
        finding("change of angular momentum in flight", share, 0.5, "%"),
        finding("centre of mass off its parabola", away, 1.0, "mm"),
    )


def path_errors(
    found: Retraced, rows: NDArray[np.int64], scene: Scene
) -> tuple[float, float]:
    """Return how far a flight strays from what a free body does.

    Args:
        found: Readings of all steps.
        rows: Steps of the flight, one after the other.
        scene: Its scene.

    Returns:
        Largest change of the angular momentum, in percent of its size at first or of
        1 kg m^2/s, whichever is more; and largest distance from a parabola. [mm]
    """
    spin, path = found.momentum[rows], found.com[rows]
    start = float(np.linalg.norm(spin[0]))
    drift = float(np.linalg.norm(spin - spin[0], axis=1).max())
    time = (rows - rows[0]) * scene.step
    straight = path + np.array([0.0, 0.0, GRAVITY / 2]) * time[:, None] ** 2
    line = np.polynomial.polynomial.polyfit(time, straight, 1)
    off = straight - (line[0] + time[:, None] * line[1])
    away = 1000 * float(np.linalg.norm(off, axis=1).max())
    return 100 * drift / max(start, 1.0), away


def _first_flight(found: Retraced, take: Take, scene: Scene) -> NDArray[np.int64]:
    """Return the steps of the first flight, until something is caught or touched."""
    flying = np.flatnonzero(found.free)
    if not len(flying):
        return flying
    caught = np.flatnonzero(take.held[:, FAR].any(axis=1))
    touched = np.flatnonzero(found.touching)
    ends = [len(found.free)]
    ends += [int(caught[0] + 1) * scene.substeps] if len(caught) else []
    ends += [int(step) for step in touched[touched >= flying[0]][:1]]
    rows: NDArray[np.int64] = flying[flying < min(ends)]
    return rows


def muscle_findings(found: Retraced, scene: Scene) -> tuple[Finding, ...]:
    """Compare torques with the strength curves, in shares of the isometric torque.

    Commands are limited when a tick begins. Within it a blow can change a joint's
    speed, and for some milliseconds the torque passes the curve: by 5 % of the
    isometric torque for 0.3 % of a take, by up to 12 % in the worst step. The ceiling
    is that of a stretched muscle and the engine's own limit. Joints give at the ends.
    """
    power = scene.performer.strength
    low, high = torque_limits(power, found.speed)
    isometric = np.maximum(power.positive, power.negative)
    over = np.maximum(found.torque - high, low - found.torque) / isometric
    up = found.torque / (power.eccentric * power.positive)
    down = -found.torque / (power.eccentric * power.negative)
    beyond = np.maximum(found.angle - RANGES[1], RANGES[0] - found.angle)
    long = over.max(axis=1) > BRIEF
    told, most = over[:: scene.substeps].max(), max(up.max(), down.max())
    return (
        finding("torque over strength as told", 100 * max(told, 0.0), 1e-6, "%"),
        finding("torque over strength, worst step", 100 * max(over.max(), 0), 30, "%"),
        finding("time over strength", 100 * float(long.mean()), 3, "%"),
        finding("torque of the ceiling", 100 * most, 100.001, "%"),
        finding("joint beyond its range", np.degrees(max(beyond.max(), 0)), 5, "deg"),
    )


def _parts(found: Retraced, scene: Scene) -> tuple[Finding, ...]:
    """Check that nothing passes through anything, and that cables are no rubber.

    Bodies give where they hit: 34 mm at worst when feet swing into a board. The net
    ends a take within a tick, in which a falling body goes on by 0.1 m.
    """
    limits = {"net": 120.0, "board": 50.0, "bar": 50.0}
    depth = dict(zip(TOUCHED, 1000 * found.depth.max(axis=0), strict=True))
    deepest = {
        kind: max(v for name, v in depth.items() if name.endswith(kind))
        for kind in limits
    }
    return (
        *(finding(f"depth in a {k}", deepest[k], limits[k], "mm") for k in limits),
        finding("stretch of a cable", 1000 * max(found.stretch.max(), 0.0), 50, "mm"),
    )


def _hands(found: Retraced) -> tuple[Finding, ...]:
    """Check that hands close, hold and let go as hands do."""
    gap = 1000 * np.max(found.gap[np.isfinite(found.gap)], initial=0.0)
    return (
        finding("hands closed out of reach or too fast", found.false_catches, 0),
        finding("hands held on beyond their strength", found.overloads, 0),
        finding("slip of a closed hand", gap, SLIP, "mm"),
    )
