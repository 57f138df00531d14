"""One run: B takes under way, tick by tick."""

import math
from collections.abc import Sequence

import mujoco
import numpy as np
from mujoco.rollout import Rollout
from numpy.typing import NDArray

from ..performers import JOINTS
from ..rigs import SIDES
from ..scene import CONTROL, FLYER, TICK, TOUCHED, Scene, stand_by
from ..technique import Plan
from .arms import Arms
from .flight import Flight
from .follow import Follower
from .hands import FAR, LAG, Hands
from .look import Look
from .muscles import Muscles
from .noise import Noise
from .record import Record
from .senses import Senses
from .tally import Tally

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
LIMIT = 14.0  # [s] No take of these acts lasts longer. Our choice.
FALLEN = 0.35  # [m] A pelvis this near the net has missed. Our choice.
ALONE = 1.0  # [s] The second hand may be so much later. Our choice.
PASSED = 0.4  # [m] A bar this much farther than it was has been missed. Our choice.
FORGET = 0.1  # Share of ended takes at which they are dropped. Our choice.


class Run:
    """B takes, from take-off to the end of each.

    In a tick: plan -> arms -> muscles -> engine -> read-outs -> hands -> ends.
    """

    def __init__(
        self,
        scene: Scene,
        plan: Plan,
        noise: Noise,
        angle: Array,
        *,
        hold: float | None,
        keep: Sequence[int],
    ) -> None:
        """Bring every take to its take-off; see `perform.lead` for the arguments."""
        takes = plan.takes
        self.scene = scene
        self.hold = full_swing(scene) if hold is None else hold
        self.brief = hold is not None
        self.tally = Tally.blank(takes)
        self.records = {row: Record() for row in keep}
        self.now = 0.0
        self.rows = np.arange(takes)
        self.follower = Follower.start(plan, noise)
        self.muscles = Muscles.of(scene.performer, TICK)
        self.arms = Arms(scene, noise, plan.lead)
        self.hands = Hands(scene, takes)
        self.senses = Senses(noise.felt)
        self.feeling = bool((plan.when > 0).any() or len(plan.feels))
        self.flight = Flight(takes)
        self.call = np.maximum(plan.call + noise.call, 0.0)
        self.targets = self.follower.pose[:, 0].copy()
        self.over = np.zeros(takes, dtype=bool)
        # Errors of the first pose show only once the body moves: two hands on one
        # bar leave no room for arms that differ.
        self.state = np.array(
            [
                stand_by(scene, plan.pose[i, 0], angle[i], noise.start[i])
                for i in range(takes)
            ]
        )
        self.look: Look | None = None
        self.make_room()
        for row, record in self.records.items():
            record.states.append(self.state[row].copy())
            record.events.append((0.0, "take-off"))

    @property
    def under_way(self) -> bool:
        """Whether any take still goes on."""
        return not bool(self.over.all())

    def tick(self, rollout: Rollout, data: list[mujoco.MjData]) -> None:
        """Lead every take through one tick."""
        until = self.now + TICK
        let_go = self.follower.advance(self.now, until, self.senses)
        self._command()
        free = self.hands.free
        nu = int(self.scene.hang.nu)
        self.hands.write(self._control[:, :, nu:], self.now, let_go, self.call)
        air = self.scene.flight
        pairs = zip(free.tolist(), self.hands.models, strict=True)
        rollout.rollout(
            [air if flying else model for flying, model in pairs],
            data,
            self.state,
            self._control,
            control_spec=CONTROL,
            skip_checks=True,
            nstep=self.scene.substeps,
            state=self._states,
            sensordata=self._sensors,
        )
        self.state = self._states[:, -1].copy()
        self.now = until
        self.look = Look(
            scene=self.scene, states=self._states[:, -2], sensors=self._sensors
        )
        felt = self.feeling | free | ~np.isnan(let_go)
        self.senses.read(self.look, np.flatnonzero(felt))
        self._read(self.look, free, let_go)
        self._end()

    def make_room(self) -> None:
        """Allocate what the engine reads and writes, for the takes still under way."""
        takes, model, n = len(self.rows), self.scene.hang, self.scene.substeps
        self._control = np.zeros((takes, n, model.nu + model.neq))
        self._states = np.empty((takes, n, self.scene.state_size))
        self._sensors = np.empty((takes, n, model.nsensordata))

    def _command(self) -> None:
        """Turn plan, reach and strength into servo targets."""
        at_q, at_v = self.scene.joints
        wanted = self.follower.target(self.now)
        if self.look is not None:
            self.arms.reach(
                wanted, self.look, self.follower, self.hands.holding[:, FAR]
            )
        q, qvel = self.state[:, at_q], self.state[:, at_v]
        first = self.muscles.command(wanted, self.targets, q, qvel)
        # Held for a step each, targets stand at its middle, less the lag: the same
        # law whatever the step.
        middles = self.scene.step * (np.arange(self.scene.substeps) + 0.5)
        ahead = middles - LAG
        targets = first[:, None] + qvel[:, None] * ahead[None, :, None]
        self._control[:, :, : len(JOINTS)] = targets
        self.targets = first + qvel * (TICK - 2.0 * LAG)

    def _read(self, look: Look, free: Flags, let_go: Array) -> None:
        """Keep read-outs and events; hands are torn off and close."""
        live, tally, rows = ~self.over, self.tally, self.rows
        now = np.full(len(rows), self.now)
        going = ~np.isnan(let_go)
        self._note(going, tally.release, let_go, "release")
        self.flight.begin(self.senses, tally, rows, going & live)
        loads, gone = self.hands.loads(look)
        most = np.maximum(tally.load[rows], loads)
        tally.load[rows] = np.where(live[:, None], most, tally.load[rows])
        self._touches(look, live)
        if free.any():
            self.flight.read(look, self.senses, tally, rows, free & live)
        shut = self.hands.catch(look, self.follower.reaching)
        self.follower.caught(shut[:, 0] | shut[:, 1], self.now)
        for hand, (side, _) in enumerate(SIDES):
            self._note(gone[:, hand], tally.broken, now, f"grip_broke_{side}")
            self._note(shut[:, hand], tally.catch[:, hand], now, f"catch_{side}")
        self._keep_records(live)

    def _touches(self, look: Look, live: Flags) -> None:
        """Keep cable loads and what the body touched."""
        tally, rows = self.tally, self.rows
        pull = look.every("near_cable_l", 4).max(axis=1)
        most = np.maximum(tally.cable[rows], pull)
        tally.cable[rows] = np.where(live[:, None], most, tally.cable[rows])
        touch = (look.every("touch_net", len(TOUCHED)) > 0).any(axis=1)
        tally.touched[rows] |= touch & live[:, None]

    def _note(self, which: Flags, into: Array, moment: Array, name: str) -> None:
        """Enter the moment of an event of some takes."""
        for i in np.flatnonzero(which & ~self.over):
            row = int(self.rows[i])
            into[row] = moment[i]
            if row in self.records:
                self.records[row].events.append((float(moment[i]), name))

    def _keep_records(self, live: Flags) -> None:
        for i in np.flatnonzero(live) if self.records else ():
            record = self.records.get(int(self.rows[i]))
            if record is not None:
                record.states.append(self.state[i].copy())
                record.controls.append(self._control[i].copy())
                record.held.append(self.hands.holding[i].copy())
                record.sensors.append(self._sensors[i, -1].copy())

    def _end(self) -> None:
        """End the takes that have landed, fallen, diverged or run out of time."""
        tally, rows = self.tally, self.rows
        both = self.hands.holding[:, FAR].all(axis=1)
        landed = both & (self.now - tally.catch[rows].max(axis=1) >= self.hold)
        pelvis = self.state[:, self.scene.qpos[f"{FLYER}root"].start + 2]
        down = pelvis < self.scene.fly_bars.net_height + FALLEN
        # The engine stops the clock of a state that went bad.
        late = np.abs(self.state[:, 0] - self.now) > TICK / 2
        bad = late | ~np.isfinite(self.state).all(axis=1)
        # One hand that has held a full swing has not become two.
        alone = self.now - np.fmin(*tally.catch[rows].T) > self.hold + ALONE
        alone &= ~both
        over = landed | down | bad | alone | tally.touched[rows, 0]
        over |= self.now > LIMIT
        if self.brief:
            over |= self.flight.gap > tally.gap[rows] + PASSED
        fresh = over & ~self.over
        for i in np.flatnonzero(fresh):
            row = int(rows[i])
            tally.end[row], tally.held[row] = self.now, landed[i]
            tally.diverged[row] = bad[i]
            if row in self.records:
                end = "full swing" if landed[i] else "down" if down[i] else "over"
                self.records[row].events.append((self.now, end))
        self.over |= over
        if self.over.mean() > FORGET and self.under_way:
            self._forget()

    def _forget(self) -> None:
        """Drop the takes that are over: the rest go on undisturbed."""
        on = ~self.over
        self.rows, self.state = self.rows[on], self.state[on]
        self.targets, self.call = self.targets[on], self.call[on]
        for part in (
            self.follower,
            self.arms,
            self.hands,
            self.senses,
            self.flight,
        ):
            part.keep(on)
        states, sensors = self._states[on, -2], self._sensors[on]
        self.over = self.over[on]
        self.make_room()
        self.look = Look(scene=self.scene, states=states, sensors=sensors)


def full_swing(scene: Scene) -> float:
    """Return how long a full swing on the far bar takes. [s]

    Period of a point pendulum at 70 degrees, 1.102 times that of small swings
    (elliptic integral); its length is the cable and the hanging body down to its
    centre of mass, 0.53 of body height below the hands (BERN: 0.9 m of 1.7 m).
    """
    length = scene.fly_bars.far_cable_length + 0.53 * scene.performer.height
    return 1.102 * 2 * math.pi * math.sqrt(length / 9.81)
