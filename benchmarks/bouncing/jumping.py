"""Many noisy jumps in the full physics, led by gains that know the whole state."""

import multiprocessing
from dataclasses import dataclass, replace

import numpy as np
from cycle import FLIES, STAYS
from linear import PLANES, apart, coordinates, joint_modes, move, tangents, vertical
from regulator import MOMENT, POSE, USED, joint_names
from sim import FEATURES, SOLES, Bodies

from kaleidostage.performers import JOINTS
from kaleidostage.scene import TICK

BEGIN = 0.75
"""How long after take-off jumps begin: well before touchdown. [s]  Our choice."""

MOST = 0.35
"""Most that feedback moves a joint's target. [rad]  Our choice."""

EXPLORE_TICKS = 3
"""For how long an exploration is held. Our choice."""

WORKERS = 2
LOST = ("pelvis", "thigh_l", "thigh_r", "chest", "floor", "pad_front", "pad_back",
        "pad_left", "pad_right")  # fmt: skip
"""What must not touch or be touched."""

START = {"place": 0.02, "height": 0.04, "lean": np.radians(1.0), "speed": 0.05}
"""How jumps begin off the cycle: spreads, height evenly. [m, rad, m/s]  Our choice."""


@dataclass(frozen=True, kw_only=True)
class Jumps:
    """What came of B bodies' J jumps; NaN where one was not reached.

    Attributes:
        flights: Times of flight, shape (B, J). [s]
        landings: Features at touchdown, shape (B, J, 12).
        out: Farthest ends of feet from the middle, along, across, shape (B, J, 2). [m]
    """

    flights: np.ndarray
    landings: np.ndarray
    out: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Diary:
    """What B bodies did, tick by tick, for fitting; T ticks.

    Attributes:
        tick: Where in the cycle, shape (T, B).
        alive: Whether still jumping, shape (T, B).
        x, u: Deviations and what was added to targets, by plane, (T, B, n), (T, B, m).
    """

    tick: np.ndarray
    alive: np.ndarray
    x: dict
    u: dict


class Clock:
    """Where in the cycle B bodies are; it begins anew at touchdown and at take-off.

    Attributes:
        place: In ticks of the cycle, with fractions, shape (B,).
        tick: The same, whole, and on the right side of touchdown and take-off.
        air: Whether in the air, shape (B,).
        flight: Time of the flight just ended; NaN where none just did, shape (B,). [s]
    """

    def __init__(self, cycle, bodies):
        """Begin BEGIN after take-off with B bodies."""
        self.cycle = cycle
        start = cycle.leave + round(BEGIN / TICK)
        self.place, self.tick = np.full(bodies, float(start)), np.full(bodies, start)
        self.air = np.ones(bodies, bool)
        self.touchdown = np.full(bodies, np.nan)
        self.takeoff = np.full(bodies, (cycle.left - start) * TICK)
        self.last = np.full(bodies, np.nan)

    def advance(self, bodies):
        """Read the last tick: events to the step, then the place in the cycle."""
        touching, now, step = bodies.touching(), bodies.now, bodies.scene.step
        on, begun = touching.any(1), now - TICK
        landing = self.air & on & (now - self.takeoff > FLIES)
        leaving = ~self.air & ~on & (now - self.touchdown > STAYS)
        ends = touching.shape[1] - touching[:, ::-1].argmax(1)
        last, first = begun + ends * step, begun + touching.argmax(1) * step
        if self.cycle.coarse:
            last, first = np.full_like(last, now), np.full_like(first, now)
        self.last = np.where(on, last, self.last)
        self.touchdown[landing] = first[landing]
        self.takeoff[leaving] = self.last[leaving]
        self.flight = np.where(landing, self.touchdown - self.takeoff, np.nan)
        self.air = (self.air & ~landing) | leaving
        self._place(now)
        return landing

    def _place(self, now):
        """Find the place in the cycle; nobody passes an event before it happens."""
        cycle, n = self.cycle, self.cycle.ticks
        flown = cycle.left + (now - self.takeoff) / TICK
        place = np.where(self.air, flown, cycle.touched + (now - self.touchdown) / TICK)
        place = np.where(self.air & (place >= n), place - n, place)
        early = self.air & (place < cycle.leave - 5)  # Before touchdown.
        place = np.where(early, np.minimum(place, cycle.touch - 1), place)
        place = np.where(~self.air, np.minimum(place, cycle.leave - 1), place)
        self.place = np.clip(place, 0, n - 1e-6)
        tick = np.minimum(np.floor(self.place + 0.5).astype(int), n - 1)
        on = np.clip(tick, cycle.touch, cycle.leave - 1)
        down = np.minimum(tick, cycle.touch - 1)
        up = np.maximum(tick, cycle.leave)
        self.tick = np.where(self.air, np.where(early, down, up), on)


class Unsteadiness:
    """Errors of pose and moment, drawn anew when a pose is begun.

    `size` 1 is a national gymnast's (regulator.POSE and MOMENT).
    """

    def __init__(self, rng, cycle, bodies, size):
        """Draw the first errors."""
        self._rng, self._cycle, self._size = rng, cycle, size
        self._pose = rng.normal(size=(2, bodies, len(JOINTS))) * POSE * size
        self._moment = rng.normal(size=(2, bodies)) * MOMENT * size
        self._drawn = np.zeros((2, bodies), bool)

    def draw(self, tick):
        """Draw anew where `tick` has come to a pose's beginning, once a cycle."""
        for i, begin in enumerate(self._cycle.redraws):
            new = (tick >= begin) & (tick < begin + 5) & ~self._drawn[i]
            size = self._size
            self._pose[i][new] = self._rng.normal(size=(new.sum(), len(JOINTS)))
            self._pose[i][new] *= POSE * size
            self._moment[i][new] = self._rng.normal(size=new.sum()) * MOMENT * size
            apart = (tick < begin) | (tick >= begin + 5)
            self._drawn[i] = (self._drawn[i] | new) & ~apart

    def late(self, tick):
        """Return how many ticks late targets are, shape (B,)."""
        push, fold = self._cycle.redraws
        pushing = (tick >= push) & (tick < fold)
        return np.where(pushing, *self._moment) / TICK

    def pose(self, tick):
        """Return errors of the joint targets, shape (B, nu). [rad]"""
        push = self._cycle.pushing[tick][:, None]
        return self._pose[0] * push + self._pose[1] * (1 - push)


def _between(table, place):
    """Return rows of a table at places with fractions, shape (B, ...)."""
    place = np.clip(place, 0, len(table) - 1)
    low = np.floor(place).astype(int)
    share = (place - low)[:, None]
    high = np.minimum(low + 1, len(table) - 1)
    return table[low] * (1 - share) + table[high] * share


def _begin(rng, cycle, bodies, size):
    """Return bodies high in the air, a little off the cycle."""
    scene, k = cycle.scene, cycle.leave + round(BEGIN / TICK)
    x = {plane: tangents(scene, plane) for plane in PLANES}
    places, speeds = (np.zeros((bodies, scene.hang.nv)) for _ in range(2))
    for plane in PLANES:
        basis, draw = x[plane], rng.normal(size=(bodies, 3)) * size
        places += draw[:, :1] * START["place"] * basis[:, 0]
        places += (
            draw[:, 1:2] * START["lean"] * basis[:, -basis.shape[1] + _turn(plane)]
        )
        speeds += draw[:, 2:] * START["speed"] * basis[:, 0]
    height = rng.uniform(-1, 1, size=(bodies, 1)) * START["height"]
    places += height * x["sagittal"][:, 1]
    start = np.repeat(cycle.whole.states[k][None], bodies, 0)
    held = np.repeat(cycle.whole.held[k][None], bodies, 0)
    return Bodies(scene, move(scene, start, places, speeds), held)


def _turn(plane):
    """Return which coordinate leans: sagittal x, z, lean; lateral y, roll, yaw."""
    return 2 if plane == "sagittal" else 1


class Controller:
    """Targets of B bodies: the cycle's, unsteady, with feedback and exploration."""

    def __init__(self, cycle, gains, rng, bodies, *, size, explore):
        """Take gains by plane; the first n columns of each are for the state."""
        self.cycle, self.gains, self.explore = cycle, gains, explore
        self._rng, self._n = rng, 0
        self.unsteady = Unsteadiness(rng, cycle, bodies, size)
        self._try = {p: np.zeros((bodies, joint_modes(p).shape[1])) for p in PLANES}

    def wanted(self, state, clock):
        """Return targets (B, nu), and by plane the deviations x and additions u."""
        cycle, tick = self.cycle, clock.tick
        scene, steps = cycle.scene, cycle.scene.substeps
        self.unsteady.draw(tick)
        aim = _between(cycle.whole.fine, clock.place * steps)
        deviation = apart(scene, state, aim)
        error = self.unsteady.pose(tick)
        last = cycle.ticks - 1
        moment = np.clip(clock.place - self.unsteady.late(tick), 0, last)
        wanted = _between(cycle.whole.wanted, moment) + error
        xs, us = {}, {}
        for plane in PLANES:
            xs[plane] = coordinates(scene, plane, deviation)
            added = self._added(plane, xs[plane], tick)
            wanted = wanted + added @ joint_modes(plane).T
            us[plane] = added + error @ np.linalg.pinv(joint_modes(plane)).T
        self._n += 1
        return wanted, xs, us

    def _added(self, plane, x, tick):
        """Return what a plane adds to its targets, shape (B, m). [rad]"""
        if self.explore and self._n % EXPLORE_TICKS == 0:
            shape = self._try[plane].shape
            self._try[plane] = self._rng.normal(size=shape) * self.explore
        x = x.copy()
        x[:, vertical(plane)] = 0  # The clock knows.
        gain = self.gains[plane][tick][:, :, : x.shape[1]]
        feedback = np.clip(-np.einsum("bij,bj->bi", gain, x), -MOST, MOST)
        added = self._try[plane].copy()
        added[:, [joint_names(plane).index(n) for n in USED[plane]]] += feedback
        return added


def jump(cycle, gains, *, bodies, jumps, size, seed, explore=0.0):
    """Let B bodies jump J times on noise of a size; return Jumps and Diary."""
    rng = np.random.default_rng(seed)
    led = Controller(cycle, gains, rng, bodies, size=size, explore=explore)
    sim, clock = _begin(rng, cycle, bodies, size), Clock(cycle, bodies)
    alive, count = np.ones(bodies, bool), np.zeros(bodies, int) - 1
    out = Jumps(
        flights=np.full((bodies, jumps), np.nan),
        landings=np.full((bodies, jumps, len(FEATURES)), np.nan),
        out=np.full((bodies, jumps, 2), np.nan),
    )
    notes = []
    for _ in range(int(cycle.ticks * jumps) + 140):  # Room for jumps that go higher.
        wanted, xs, us = led.wanted(sim.state, clock)
        notes.append((clock.tick.copy(), alive.copy(), xs, us))
        sim.tick(wanted)
        landing = clock.advance(sim) & alive
        com = sim.sensor("com")
        stiffer = cycle.scene.rig.stiffer(com[:, 0], com[:, 1])
        sim.stiffer = np.where(landing, stiffer, sim.stiffer)
        _note(out, sim, clock, landing, count)
        alive &= ~sim.touched(LOST) & np.isfinite(sim.state).all(1)
        sim.state[~alive] = cycle.whole.states[0]
        sim.held[~alive] = cycle.whole.held[0]
    return out, _diary(notes)


def _note(out, sim, clock, landing, count):
    """Write landings into `out`, but the first, which no contact led to."""
    feet = np.stack([sim.sensor(end) for end in SOLES], 1)
    felt = sim.features()
    for i in np.flatnonzero(landing):
        j, count[i] = count[i], count[i] + 1
        if 0 <= j < out.flights.shape[1]:
            out.flights[i, j], out.landings[i, j] = clock.flight[i], felt[i]
            out.out[i, j] = np.abs(feet[i, :, :2]).max(0)


def _diary(notes):
    """Return notes of all ticks as a Diary."""
    tick, alive, xs, us = zip(*notes, strict=True)
    x, u = ({p: np.array([v[p] for v in many]) for p in PLANES} for many in (xs, us))
    return Diary(tick=np.array(tick), alive=np.array(alive), x=x, u=u)


def shared(cycle, gains, *, bodies, seed, **how):
    """Do `jump` on WORKERS processes; return Jumps of all and each one's Diary."""
    each = bodies // WORKERS
    jobs = [
        (cycle, gains, {**how, "bodies": each, "seed": (seed, i)})
        for i in range(WORKERS)
    ]
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        found = pool.map(_job, jobs)
    jumps = [j for j, _ in found]
    names = ("flights", "landings", "out")
    whole = {n: np.concatenate([getattr(j, n) for j in jumps]) for n in names}
    return Jumps(**whole), [diary for _, diary in found]


def _job(job):
    """Do `jump` with arguments packed up."""
    cycle, gains, how = job
    plain = replace(cycle)  # Without what it has found out: models do not travel.
    return jump(plain, gains, **how)
