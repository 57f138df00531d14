"""One jump from touchdown to touchdown, told by sixteen numbers, and its record."""

import math
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from sim import Bodies, columns, falling, trampoline

from kaleidostage.performers import JOINTS
from kaleidostage.scene import TICK

FOUND = Path(__file__).with_name("nilo.toml")
GRAVITY = 9.81
LEAD = 0.1
"""How long before touchdown a cycle begins. [s]  Our choice."""

FLIES, STAYS = 0.3, 0.1
"""How long flight and contact last at least; shorter ones are no events. [s] Ours."""

LEVEL = 18.0
"""How far ankles bend up at most, so that soles land level. [deg]  Our choice."""

ABDUCTION = math.radians(15.0)
"""Arms out to the sides. Our choice."""

POSED = ("hip_flexion", "knee_flexion", "ankle_plantarflexion", "spine_flexion",
         "shoulder_flexion")  # fmt: skip
ARMS = columns("shoulder_flexion")
NUMBERS = (
    "land_hip", "land_knee", "land_spine", "land_shoulder",
    "push_hip", "push_knee", "push_ankle", "push_spine", "push_shoulder",
    "push_at", "push_takes", "fold_takes", "lean", "fold_at", "arms_at", "arms_take",
)  # fmt: skip
"""Angles of the two poses and the lean before touchdown in degrees, moments in seconds.

Pushing and arms count from the touchdown as planned, folding from take-off.
"""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a noise-free run went through; K ticks, F = 4 K steps.

    Attributes:
        states: Full states at each tick's start and at the end, shape (K + 1, ns).
        held: Servo targets then, shape (K, nu). [rad]
        wanted: Joint targets told then, shape (K, nu). [rad]
        fine: States at each step's start and at the end, shape (F + 1, ns).
        felt: Features at each step's start, shape (F, 12).
        touching: Whether the bed was touched in a step, shape (F,).
        height: Centre of mass at each step's start, shape (F,). [m]
        rising: Its speed up then, shape (F,). [m/s]
        load: The bed's push then, shape (F,). [N]
    """

    states: np.ndarray
    held: np.ndarray
    wanted: np.ndarray
    fine: np.ndarray
    felt: np.ndarray
    touching: np.ndarray
    height: np.ndarray
    rising: np.ndarray
    load: np.ndarray


def smooth(s):
    """Go from 0 to 1 without a jerk."""
    s = np.clip(s, 0, 1)
    return s * s * (3 - 2 * s)


def poses(numbers):
    """Return landing and pushing pose, shape (B, nu) each. [rad]

    Soles land level: the ankle follows from hip, knee and lean, and the knee bends no
    farther than the ankle can follow.
    """
    n = dict(zip(NUMBERS, numbers.T, strict=True))
    knee = np.minimum(n["land_knee"], n["land_hip"] + LEVEL - n["lean"])
    ankle = n["land_hip"] - knee - n["lean"]
    land = (n["land_hip"], knee, ankle, n["land_spine"], n["land_shoulder"])
    push = [n[f"push_{j}"] for j in ("hip", "knee", "ankle", "spine", "shoulder")]
    found = []
    for angles in (land, push):
        pose = np.zeros((len(numbers), len(JOINTS)))
        pose[:, columns("shoulder_abduction")] = ABDUCTION
        for name, angle in zip(POSED, angles, strict=True):
            pose[:, columns(name)] = np.radians(angle)[:, None]
        found.append(pose)
    return found


class Script:
    """What B sets of sixteen numbers want of the joints at a moment."""

    def __init__(self, numbers):
        """Take numbers of shape (B, 16)."""
        self.land, self.push = poses(numbers)
        self.n = dict(zip(NUMBERS, numbers.T, strict=True))

    def begin(self, scene, speed):
        """Return bodies that come down with `speed` at touchdown, LEAD before it."""
        up = LEAD * GRAVITY - speed
        height = speed * LEAD - GRAVITY * LEAD**2 / 2
        leans = np.radians(self.n["lean"])
        pairs = zip(self.land, leans, strict=True)
        return Bodies(
            scene, np.stack([falling(scene, p, a, height, up) for p, a in pairs])
        )

    def pushed(self, now):
        """Return how far the push has come, shape (B,)."""
        return smooth((now - LEAD - self.n["push_at"]) / self.n["push_takes"])

    def folded(self, now, takeoff):
        """Return how far landing pose is back, shape (B,); `takeoff` NaN before it."""
        return np.nan_to_num(
            smooth((now - takeoff - self.n["fold_at"]) / self.n["fold_takes"])
        )

    def wanted(self, now, takeoff):
        """Return joint targets, shape (B, nu). [rad]"""
        share = np.repeat(self.pushed(now)[:, None], len(JOINTS), 1)
        arms = smooth((now - LEAD - self.n["arms_at"]) / self.n["arms_take"])
        share[:, ARMS] = arms[:, None]
        pose = self.land + share * (self.push - self.land)
        return pose + self.folded(now, takeoff)[:, None] * (self.land - pose)


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """A found cycle: who, the sixteen numbers, the touchdown speed it began with.

    A cycle has N ticks, begins LEAD before touchdown and is told from touchdown to
    touchdown; `touch`, `leave` are ticks, `touched`, `left` the same to the step, or
    to the tick if the clock is `coarse`.
    """

    performer: str
    speed: float
    numbers: np.ndarray
    coarse: bool = False

    @cached_property
    def scene(self):
        """Return who jumps on what."""
        return trampoline(self.performer)

    @cached_property
    def run(self):
        """Perform it without noise; return record and take-off as ticks tell it. [s]"""
        script = Script(self.numbers[None])
        bodies = script.begin(self.scene, self.speed)
        seen, takeoff = [], np.array([np.nan])
        landed = np.nan
        for _ in range(204):  # More than any cycle that jumps less than 1.6 s.
            wanted = script.wanted(bodies.now, takeoff)
            before = bodies.state[0], bodies.held[0], wanted[0]
            bodies.tick(wanted)
            seen.append((*before, *_seen(bodies)))
            on = bodies.touching()[0].any()
            landed = bodies.now if on and np.isnan(landed) else landed
            if np.isnan(takeoff[0]) and not on and bodies.now - landed > STAYS:
                takeoff[0] = bodies.now
        return _record(seen, bodies.state[0]), float(landed), float(takeoff[0])

    @cached_property
    def whole(self):
        """Return the record of as many ticks as one cycle has."""
        record, n = self.run[0], self.ticks
        f = n * self.scene.substeps
        return Record(
            states=record.states[: n + 1],
            fine=record.fine[: f + 1],
            **{k: getattr(record, k)[:n] for k in ("held", "wanted")},
            **{
                k: getattr(record, k)[:f]
                for k in ("felt", "touching", "height", "rising", "load")
            },
        )

    @cached_property
    def flight(self):
        """Return the flight from take-off to the height of touchdown. [s]"""
        record, landed, takeoff = self.run
        steps = self.scene.substeps  # What ticks read is their last step's start.
        down, off = (round(t / TICK) * steps - 1 for t in (landed, takeoff))
        rise = record.rising[off]
        drop = rise**2 + 2 * GRAVITY * (record.height[off] - record.height[down])
        return (rise + math.sqrt(drop)) / GRAVITY

    @cached_property
    def ticks(self):
        """Count the ticks of a cycle, N."""
        return round((self.run[2] - self.run[1] + self.flight) / TICK)

    @property
    def touch(self):
        """Return the tick that touches down."""
        return round(self.run[1] / TICK)

    @property
    def leave(self):
        """Return the tick that takes off."""
        return round(self.run[2] / TICK)

    @cached_property
    def touched(self):
        """Return touchdown in ticks, to the step."""
        if self.coarse:
            return float(self.touch)
        return self.run[0].touching.argmax() / self.scene.substeps

    @cached_property
    def left(self):
        """Return take-off in ticks, to the step."""
        if self.coarse:
            return self.leave - 1.0
        steps = self.scene.substeps
        touching = self.run[0].touching[: self.leave * steps]
        return (np.flatnonzero(touching)[-1] + 1) / steps

    @cached_property
    def pushing(self):
        """Return how much of the pushing pose is wanted, shape (N,)."""
        script, now = Script(self.numbers[None]), np.arange(self.ticks) * TICK
        takeoff = self.run[2]
        return np.array(
            [(script.pushed(t) * (1 - script.folded(t, takeoff)))[0] for t in now]
        )

    @property
    def redraws(self):
        """Return the ticks that begin pushing and folding, where errors are redrawn."""
        n = dict(zip(NUMBERS, self.numbers, strict=True))
        push = round((LEAD + n["push_at"]) / TICK) - 1
        return max(0, push), round((self.run[2] + n["fold_at"]) / TICK) - 1


def _seen(bodies):
    """Return what the last tick of one body went through, step by step."""
    steps = range(bodies.scene.substeps)
    z = [bodies.sensor(n, s)[0, 2] for n in ("com", "com_speed") for s in steps]
    return (
        bodies.states[0].copy(),
        np.array([bodies.features(s)[0] for s in steps]),
        bodies.touching()[0],
        np.array(z[: len(steps)]),
        np.array(z[len(steps) :]),
        bodies.bed_load()[0],
    )


def _record(seen, last):
    """Return the record of ticks seen, the state after them being `last`."""
    states, held, wanted, fine, *rest = zip(*seen, strict=True)
    felt, touching, height, rising, load = map(np.concatenate, rest)
    return Record(
        states=np.array([*states, last]),
        held=np.array(held),
        wanted=np.array(wanted),
        fine=np.concatenate([states[0][None], *fine]),
        felt=felt,
        touching=touching,
        height=height,
        rising=rising,
        load=load,
    )


def read(path=FOUND):
    """Return the cycle in a file."""
    told = tomllib.loads(Path(path).read_text("utf-8"))
    numbers = np.array([told["numbers"][name] for name in NUMBERS])
    return Cycle(
        performer=told["performer"], speed=told["touchdown_m_s"], numbers=numbers
    )


def write(cycle, path):
    """Write a cycle to a file."""
    lines = [
        "# A cycle of straight jumps. What the numbers mean: cycle.py.",
        f'performer = "{cycle.performer}"',
        f"touchdown_m_s = {cycle.speed:.4f}",
        "",
        "[numbers]",
        *(f"{n} = {v:.6g}" for n, v in zip(NUMBERS, cycle.numbers, strict=True)),
    ]
    Path(path).write_text("\n".join(lines) + "\n", "utf-8")
