"""What a recorded take on the bed proves by itself."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...acts import Act
from ...acts.skill import Skill
from ...scene import TICK, Scene
from ..plain import PlainError, built, plain
from ..take import Take
from .path import DOWN
from .retrace import flying
from .run import BODY

BED_WORDS = {True: "went through its card", False: "did not go through its card"}


@dataclass(frozen=True, kw_only=True)
class BedHalfStep:
    """The same take on the bed at half the step of the physics.

    Attributes:
        landed: Whether it went through its card on the feet.
        flights: Take-offs, and how many there were at the whole step.
        place: How far apart the centres of mass are as the first flight from the bed
            ends, or the shorter take, whichever is first. [m]
    """

    landed: bool
    flights: tuple[int, int]
    place: float

    def values(self) -> dict[str, object]:
        """Return it with units in the names, for programs."""
        now, before = self.flights
        return {
            "landed": self.landed,
            "flights": now,
            "flights_before": before,
            "place_m": self.place,
        }

    def line(self) -> str:
        """Return it for people."""
        now, before = self.flights
        return (
            f"{BED_WORDS[self.landed]}: {now} flights, {before} before, "
            f"{1000 * self.place:.1f} mm apart after the first"
        )


def bed_half_step(scene: Scene, take: Take, other: Take) -> BedHalfStep:
    """Return what changes from a take to itself at half the step.

    Args:
        scene: The take's own.
        take: The take.
        other: The same at half the step.
    """
    com, last = scene.sensor["com"], min(len(take.sensors), len(other.sensors)) - 1
    ups = [t for t, name in take.events if name == "take-off"]
    first = min(ups, default=math.inf)
    downs = [t for t, name in take.events if name in DOWN and t > first]
    end = min([last, *(round(t / TICK) - 1 for t in downs)])
    apart = take.sensors[end, com] - other.sensors[end, com]
    return BedHalfStep(
        landed=bool(other.outcome["landed"]),
        flights=(int(other.outcome["flights"]), int(take.outcome["flights"])),
        place=float(np.linalg.norm(apart)),
    )


def card(take: Take) -> tuple[Skill, ...]:
    """Return the skills of the card that a take has kept; none on the fly bars.

    Raises:
        PlainError: If the act it has kept names no sound skills.
    """
    values: Any = take.act.get("elements")
    if not values:
        return ()
    if not isinstance(values, list | tuple):
        raise PlainError("act.elements must be a list")
    return tuple(
        built(Skill, plain(value), f"act.elements[{i}]")
        for i, value in enumerate(values)
    )


def flown(take: Take) -> tuple[Skill, ...]:
    """Return what is flown in a take, jumps for height included; none on fly bars.

    Raises:
        PlainError: If the act it has kept names no sound skills.
    """
    return Act(
        name="", title="", about="", apparatus="", rig="", cast="", elements=card(take)
    ).flown


def through(scene: Scene, take: Take) -> bool:
    """Return whether a take went through its card on the feet, by what it stores."""
    touch = [scene.sensor[f"touch_{name}"].start for name in BODY]
    if (take.sensors[:, touch] > 0).any():
        return False
    on = take.sensors[:, scene.sensor["touch_bed"].start] > 0
    air = flying(scene, take) | ~on
    starts = int((air[1:] & ~air[:-1]).sum())
    return starts > len(flown(take)) and bool(np.isfinite(take.states).all())
