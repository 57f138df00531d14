"""A lesson: many bodies on the bed at once, and starting anew."""

import copy

import mujoco
import numpy as np
from mujoco.rollout import Rollout
from numpy.typing import NDArray

from ...perform.bed.bounce import Bounce
from ...perform.bed.build import build
from ...perform.bed.noise import numbers, scaled
from ...perform.bed.observe import flight_time
from ...perform.bed.rows import felt_rows, hidden_rows, true_rows
from ...perform.bed.start import begin, turning
from ...performers import Steadiness
from ...scene import TICK, Scene
from ...technique.bed import FIGURES, BedPlan, Card
from .earning import FALL, earned
from .task import Task

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
# How differently lessons begin, in the order of `start.spread`. Our choice: several
# times as much as a take does.
STARTS = np.array((0.12, 0.12, 0.04, 0.05, 0.08, 0.1, 0.1, 0.1, 0.1))
# By so much of the wanted time of flight the jump before may be lower: in the midst of
# a card flights are lower than the one it begins with. Our choice.
LOWER = 0.22
AIRBORNE = 0.3  # Share of somersaults first on a card that begin in the air.
JUMPS = 22  # Flights and contacts noise is drawn for; then it repeats. Our choice.
BODY = ("pelvis", "thigh_l", "thigh_r", "chest", "floor", "pad_front", "pad_back",
        "pad_left", "pad_right")  # fmt: skip


COUNTS = ("attempts", "landings", "in_box", "lasted", "begun", "done")
"""What is counted of attempts that ended: landings, those in the box, those that
lasted, and skills begun and landed."""


class Lesson:
    """B bodies that jump, fall, and begin anew.

    Attributes:
        clock: For how long. [s]
        age: For how long each is at its present attempt, shape (B,). [s]
    """

    def __init__(
        self,
        scene: Scene,
        plan: BedPlan,
        task: Task,
        steadiness: Steadiness,
        takes: int,
        seed: tuple[int, ...],
        share: float,
    ) -> None:
        """Begin with a `share` of the noise; the same seed gives the same lesson."""
        self.scene, self.plan, self.task = scene, plan, task
        self.steadiness = steadiness
        self.draw = np.random.default_rng(seed)
        self.data = [mujoco.MjData(scene.hang)]
        self.rollout = Rollout(nthread=0)
        self.share = share
        self.report: list[tuple[float, ...]] = []
        self.built = build(scene, plan)
        self.rough = copy.copy(scene.hang)
        self.rough.opt.timestep *= 2.0
        self.body = self._begin(takes)
        self.clock = 0.0
        self.age = np.zeros(takes)
        self.good = np.zeros(takes)
        self.landings = np.zeros(takes)
        self._touch = [scene.sensor[f"touch_{name}"].start for name in BODY]
        self._soles = [scene.sensor[name] for name in
                       ("heel_l", "toe_l", "heel_r", "toe_r")]  # fmt: skip

    def step(self, moves: Array) -> tuple[Array, Array, Flags, Flags]:
        """Lead all bodies through a tick.

        Returns:
            What is known then, what the tick earned, who fell, whose time is over.
            `last` holds what was known before those began anew.
        """
        before = self.body.moves.copy()
        self.body.tick(moves, self.rollout, self.data)
        self.clock += TICK
        self.age += TICK
        self._count()
        fallen = self._fallen()
        gained = earned(self.body, before) * TICK - FALL * fallen
        over = (self.age > self.task.seconds) & ~fallen
        known = self.known()
        ended = np.flatnonzero(fallen | over)
        if len(ended):
            self.last = known.copy()
            self._report(ended, over)
            known[ended] = _known(self.anew(ended))
        return known, gained, fallen, over

    def known(self) -> Array:
        """Return what is felt, after it what is so, and what is hidden, (B, KNOWN)."""
        return _known(self.body)

    def _count(self) -> None:
        """Keep count of landings, of those in the box, and of time in the air."""
        b, down = self.body, self.body.touchdown
        if not down.any():
            return
        sensors = b.physics.sensors[down, -1]
        worst = np.max(
            [np.abs(sensors[:, at][:, :2]).max(axis=1) for at in self._soles], axis=0
        )
        self.landings[down] += 1
        self.good[down] += worst < 0.54

    def _fallen(self) -> Flags:
        """Return whose attempt is over: down, off the bed, or another skill, (B,)."""
        b, seen, count = self.body, self.body.seen, self.body.count
        touch = (b.physics.sensors[:, -1, self._touch] > 0).any(axis=1)
        bad = ~np.isfinite(b.physics.state).all(axis=1)
        plain = (b.goal("quarters") == 0) | ~b.air
        tilted = plain & (np.abs(count.turn) > 1.2)
        tilted |= (np.abs(seen.roll) > 0.9) & plain
        wrong = b.touchdown & (np.abs(count.turn) > 1.0)
        wrong |= b.touchdown & (np.abs(count.twist) > 1.2)
        off = (np.abs(seen.place[:, 0]) > 1.7) | (np.abs(seen.place[:, 1]) > 0.9)
        low = flight_time(seen.place[:, 2] - b.build.low, seen.speed[:, 2]) < 0.45
        stuck = ~b.air & (b.since > 0.6)
        found: Flags = touch | bad | tilted | wrong | off | (b.air & low) | stuck
        return found

    def _report(self, rows: Ints, over: Flags) -> None:
        """Write down how attempts went."""
        for i in rows:
            begun, done = self._skills(int(i), bool(over[i]))
            counts = (1.0, self.landings[i], self.good[i], float(over[i]), begun, done)
            self.report.append(counts)

    def anew(self, rows: Ints) -> Bounce:
        """Let some bodies begin anew, and return them alone."""
        fresh = self._begin(len(rows))
        self.body.put(rows, fresh)
        for counter in (self.age, self.good, self.landings):
            counter[rows] = 0.0
        return fresh

    def _skills(self, i: int, over: bool) -> tuple[float, float]:
        """Return how many skills were begun, and how many landed."""
        card = self.body.card
        # Who fell has not landed the last flight.
        done = int(self.body.take_offs[i]) - (int(self.body.air[i]) if over else 1)
        begun = int(self.body.take_offs[i])
        hard = (card.quarters[i] != 0) | (card.twists[i] != 0) | (card.figure[i] != 0)
        return float(hard[:begun].sum()), float(hard[: max(done, 0)].sum())

    def _begin(self, count: int) -> Bounce:
        """Return bodies that begin now."""
        draw, task = self.draw, self.task
        aim = draw.uniform(*task.aim, size=count)
        offset = draw.normal(size=(count, len(STARTS))) * STARTS
        offset[:, 2] -= draw.uniform(0.0, LOWER, size=count)
        state = begin(self.scene, self.plan.pose[self.plan.last], aim, offset)
        card = task.cards(draw, count)
        begun = np.full(count, np.nan)
        self._in_the_air(card, aim, state, begun)
        counts = numbers(JUMPS, task.seconds)
        noise = scaled(
            draw.standard_normal((count, sum(counts))) * self.share,
            self.steadiness,
            counts,
        )
        return Bounce(
            self.scene,
            self.plan,
            card,
            noise,
            state,
            aim,
            rough=self.rough,
            built=self.built,
            begun=begun,
        )

    def _in_the_air(self, card: Card, aim: Array, state: Array, begun: Array) -> None:
        """Let some attempts begin in the middle of their first somersault.

        So that landing one is learned before taking off for it is.
        """
        draw = self.draw
        turns = (card.quarters[:, 0] != 0) & (card.twists[:, 0] == 0)
        some = turns & (draw.random(len(aim)) < AIRBORNE)
        for figure in range(len(FIGURES)):
            rows = np.flatnonzero(some & (card.figure[:, 0] == figure))
            if not len(rows):
                continue
            pose, gain = self._shape(figure)
            share = draw.uniform(0.15, 0.45, len(rows))
            way = np.sign(card.quarters[rows, 0])
            whole = np.abs(card.quarters[rows, 0]) * np.pi / 2
            begun[rows] = share * aim[rows]
            rate = gain * way * draw.uniform(1.5, 2.7, len(rows))
            if figure == 0:
                rate = way * whole * draw.uniform(0.85, 1.05, len(rows)) / aim[rows]
            state[rows] = turning(
                self.scene, pose, aim[rows], begun[rows], way * whole * share, rate
            )

    def _shape(self, figure: int) -> tuple[Array, float]:
        """Return the pose of a figure, and how much faster it turns than a line."""
        shown = int(self.plan.shown[figure])
        pose = self.plan.pose[self.plan.last if shown < 0 else shown]
        return pose, float(self.built.gains[figure])


def _known(body: Bounce) -> Array:
    rows = (felt_rows(body), true_rows(body), hidden_rows(body))
    return np.concatenate(rows, axis=1)
