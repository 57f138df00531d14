"""B bodies on the bed, tick by tick: in flight, in contact, and in flight again."""

from collections.abc import Sequence

import mujoco
import numpy as np
from mujoco.rollout import Rollout
from numpy.typing import NDArray

from ...scene import TICK, Scene
from ...technique.bed import BED_EVENTS, BedPlan, Card
from .build import Build, build, growing, wanted_spin
from .follow import WAY, Follower
from .motion import Body, Turning, motion
from .noise import BedNoise
from .observe import (
    MOVES,
    SIDE_MOVES,
    joint_moves,
)
from .perception import Perception
from .physics import Physics
from .shift import Shift

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
TOUCHDOWN, TAKE_OFF = range(len(BED_EVENTS))
SHORTEST_FLIGHT = 0.3  # [s] What is shorter is a flutter, no flight. Our choice.
SHORTEST_CONTACT = 0.15  # [s]
REACH = 0.3  # [rad] A move of 1 shifts a joint's target so far. Our choice.
LARGEST = 2.0  # Largest move. Our choice.
SLOW = 0.2  # Share of the newest move in the running mean of moves. Our choice.


class Bounce:
    """The state of B bodies on one bed, and what each of them feels.

    Attributes:
        physics: Their states, and what leads them from one to the next.
        air: Whether in flight, shape (B,).
        since: Time since the last touchdown or take-off, shape (B,). [s]
        take_offs: Take-offs so far, shape (B,).
        facing: Whether the body faces +x or -x, or is to land so, shape (B,).
        seen: Motion at the end of the last tick, exactly.
        count: Its turns, counted through.
        touchdown: Which bodies have come down in the last tick, shape (B,).
        take_off: Which have left the bed in it, shape (B,).
    """

    def __init__(
        self,
        scene: Scene,
        plan: BedPlan,
        card: Card,
        noise: BedNoise,
        state: Array,
        aim: Array,
        *,
        rough: mujoco.MjModel | None = None,
        built: Build | None = None,
        begun: Array | None = None,
        shift: Shift | None = None,
    ) -> None:
        """Begin in the air; see `start.begin` for the states (B, ns).

        Args:
            scene: Who, on which trampoline.
            plan: Phases of every jump.
            card: What each is to do, B rows.
            noise: How each goes differently, B rows.
            state: Full physics states at the start, shape (B, ns).
            aim: Time of flight that is wanted, shape (B,). [s]
            rough: For rehearsals: a model that flights follow in half the steps.
            built: What `build` gives for scene and plan, where it is known.
            begun: How long the first flight of the card has lasted, NaN for bodies
                that are before it, shape (B,); None for all before it. [s]
            shift: What is done otherwise on purpose, B rows; None for nothing.
        """
        takes = len(state)
        self.scene, self.plan, self.card = scene, plan, card
        self.rig = scene.trampoline
        self.aim = aim
        self.noise = noise
        self.physics = Physics(scene, state, rough=rough)
        self.follower = Follower(plan, noise, shift)
        self.stiffer = np.zeros(takes)
        self.build = built or build(scene, plan)
        self.air = np.ones(takes, dtype=bool)
        begun = np.full(takes, np.nan) if begun is None else begun
        first = np.isfinite(begun)
        self.since = np.where(first, begun, aim / 2.0)
        self.take_offs = first.astype(np.int64)
        # Looked up once, until something happens.
        self._goals: dict[tuple[str, bool], Array] = {}
        self.facing = np.ones(takes)
        self.moves = np.zeros((takes, MOVES + SIDE_MOVES))
        self.slow = self.moves.copy()
        self.touchdown, self.take_off = np.zeros(takes, dtype=bool), first
        self.follower.hold(first, self.figure)
        self.count = Turning(takes)
        body = self.physics.seen
        self.senses = Perception(noise, body, self.air)
        self._see(body)

    @property
    def figure(self) -> Ints:
        """Index into FIGURES of the present or the coming flight, shape (B,)."""
        return self.goal("figure").astype(np.int64)

    def goal(self, name: str) -> Array:
        """Return a column of the card for the present or the coming flight, (B,)."""
        return self._column(name, later=False)

    def coming(self, name: str) -> Array:
        """Return a column of the card for the flight after the present one, (B,).

        In the air, where one prepares for it; on the bed nothing is to be foreseen.
        """
        return self._column(name, later=True)

    def _column(self, name: str, *, later: bool) -> Array:
        """Return a column of the card, 0 where it names no such flight, (B,)."""
        key = (name, later)
        if key not in self._goals:
            first = self.take_offs - self.air
            at = np.where(self.air, self.take_offs, -1) if later else first
            table = getattr(self.card, name)
            last = table.shape[1]
            row = table[np.arange(len(at)), np.clip(at, 0, last - 1)]
            self._goals[key] = np.where((at >= 0) & (at < last), row, 0)
        return self._goals[key]

    def tick(
        self, moves: Array, rollout: Rollout, data: Sequence[mujoco.MjData]
    ) -> None:
        """Lead every body through one tick.

        Args:
            moves: What the balance does: even moves, the opening, odd moves, each
                about 1 in size, shape (B, MOVES + SIDE_MOVES).
            rollout: The engine.
            data: Its memory.
        """
        moves = np.clip(moves, -LARGEST, LARGEST)
        flying = (self.air, self.since)
        self.physics.tick(self._targets(moves), self.stiffer, flying, rollout, data)
        self.since += TICK
        self.slow = (1.0 - SLOW) * self.slow + SLOW * moves
        self.moves = moves
        body = self.physics.seen
        self._events()
        body.angle = body.angle - self.follower.error  # Felt where they were told.
        self.senses.remember(body, self.air)
        self._see(body)

    def _targets(self, moves: Array) -> Array:
        """Return the joint targets of phases and balance, (B, nu). [rad]"""
        left = np.where(self.air, self.senses.left, np.inf)
        todo = self.senses.need + WAY * moves[:, MOVES - 1]
        # Who errs in the moment of opening by so long errs by so much of the turn.
        todo = todo + np.abs(self.senses.felt[:, 3]) * self.follower.late
        todo = todo + self.follower.held_back(self.count.turn, self.senses.felt[:, 3])
        self.follower.advance(self.since, left, todo, self.figure)
        wanted: Array = self.follower.target(self.since) + REACH * joint_moves(moves)
        return wanted

    def _events(self) -> None:
        """Notice touchdowns and take-offs."""
        at, sensors = self.scene.sensor, self.physics.sensors[:, -1]
        on = sensors[:, at["touch_bed"].start] > 0
        down = self.air & on & (self.since > SHORTEST_FLIGHT)
        up = ~self.air & ~on & (self.since > SHORTEST_CONTACT)
        self.touchdown, self.take_off = down, up
        if down.any():
            com = sensors[:, at["com"]]
            stiffer = self.rig.stiffer
            for i in np.flatnonzero(down):
                self.stiffer[i] = stiffer(float(com[i, 0]), float(com[i, 1]))
        self.take_offs += up
        self.air = (self.air | up) & ~down
        self._goals.clear()
        figure = self.figure
        for rows, event in ((down, TOUCHDOWN), (up, TAKE_OFF)):
            self.follower.event(rows, event, figure, self.since)
            self.since[rows] = 0.0

    def _see(self, body: Body) -> None:
        """Follow the motion, as it is and as it is felt."""
        begun = self._turn_round()
        self.seen = motion(body, self.facing, self.build.inertia)
        if begun is not None:
            self.count.begin(begun[0], self.seen, begun[1], begun[2])
        self.count.count(self.seen)
        self.senses.feel(self.facing, self.build.inertia, begun)
        low, line = self.build.low, self.plan.pose[-1]
        air, twists = self.air, self.goal("twists")
        self.senses.reckon(low, line, self.aim, self.since, air, self.turns(), twists)

    @property
    def _about(self) -> Flags:
        """Who lands facing the other way: after an odd number of half twists, (B,)."""
        odd: Flags = np.round(self.goal("twists")) % 2 == 1
        return odd

    def turns(self) -> Array:
        """Return the quarters of the present flight as they are seen, (B,).

        Who lands facing the other way is seen from there: `_turn_round`.
        """
        seen = np.where(self._about, -1.0, 1.0) * self.goal("quarters")
        return np.where(self.air, seen, 0.0)

    def _turn_round(self) -> tuple[Flags, Array, Array] | None:
        """Return what is to be turned in the flights that have just begun, if any.

        With an odd number of half twists a body will land facing the other way: it is
        seen so from its take-off on.
        """
        up = self.take_off
        if not up.any():
            return None
        self.facing[up & self._about] *= -1.0
        self.senses.errors.turn_round(up & self._about)
        return up, self.turns() * np.pi / 2, self.goal("twists") * np.pi

    def wanted(self) -> tuple[Array, Array]:
        """Return the spin that is wanted now, ahead and left, shape (B,). [rad/s]"""
        twists = self.goal("twists")
        ahead, left = wanted_spin(
            self.goal("quarters"), twists, self.build.gains[self.figure], self.aim
        )
        share = growing(self.air, self.since)
        return np.where(self.air & self._about, -ahead, ahead) * share, left * share

    def forget(self) -> None:
        """Forget what was looked up on the card."""
        self._goals = {}

    def keep(self, rows: Flags | Ints) -> None:
        """Forget all bodies but `rows`."""
        for name in PER_TAKE:
            setattr(self, name, getattr(self, name)[rows])
        self.physics.keep(rows)
        self.follower.keep(rows)
        self.senses.keep(rows)
        self.count.keep(rows)
        self.seen.keep(rows)
        self.noise, self.card = self.noise.pick(rows), self.card.pick(rows)
        self._goals.clear()

    def put(self, rows: Ints, other: "Bounce") -> None:
        """Overwrite `rows` with all bodies of another that has just begun."""
        for name in PER_TAKE:
            getattr(self, name)[rows] = getattr(other, name)
        for name in ("quarters", "twists", "figure"):
            getattr(self.card, name)[rows] = getattr(other.card, name)
        self._goals.clear()
        self.noise.put(rows, other.noise)
        self.physics.put(rows, other.physics)
        self.follower.put(rows, other.follower)
        self.senses.put(rows, other.senses)
        self.count.put(rows, other.count)
        self.seen.put(rows, other.seen)


PER_TAKE = ("air", "since", "take_offs", "facing", "moves", "slow", "aim",
            "stiffer", "touchdown", "take_off")  # fmt: skip
