"""One run: B takes under way, tick by tick."""

import copy
import math
from collections.abc import Sequence

import mujoco
import numpy as np
from mujoco.rollout import Rollout
from numpy.typing import NDArray

from ..performers import JOINTS
from ..rigs import SIDES
from ..scene import CONTROL, FLYER, GRIPS, TICK, TOUCHED, Scene, stand_by
from ..technique import Plan
from .arms import Arms
from .flight import Flight
from .follow import Follower
from .grips import CLOSING, Bar, breaks, closes, softness
from .muscles import Muscles
from .noise import Noise
from .record import Record
from .tally import Tally

Array = NDArray[np.float64]
LIMIT = 14.0  # [s] No take of these acts lasts longer. Our choice.
FALLEN = 0.35  # [m] A centre of mass this near the net has missed. Our choice.
NEAR, FAR = slice(0, 2), slice(2, 4)  # In GRIPS.


class Run:
    """B takes, from take-off to the end of each."""

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
        self.scene, self.noise = scene, noise
        self.hold = full_swing(scene) if hold is None else hold
        self.tally = Tally.blank(takes)
        self.records = {row: Record() for row in keep}
        self.now = 0.0
        self.rows = np.arange(takes)
        self.follower = Follower.start(plan, noise)
        self.muscles = Muscles.of(scene.performer, TICK)
        self.arms = Arms(scene, noise, plan.lead)
        self.flight = Flight(takes)
        self.call = np.maximum(plan.call + noise.call, 0.0)
        self.targets = self.follower.pose[:, 0].copy()
        # Errors of the first pose show only once the body moves: two hands on one
        # bar leave no room for arms that differ.
        self.state = np.array(
            [
                stand_by(scene, plan.pose[i, 0], angle[i], noise.start[i])
                for i in range(takes)
            ]
        )
        self.holding = np.zeros((takes, len(GRIPS)), dtype=bool)
        self.holding[:, NEAR] = True
        self.torn = np.zeros((takes, 2), dtype=bool)
        self.closed = np.full((takes, 2), -np.inf)
        self.over = np.zeros(takes, dtype=bool)
        self.models: list[mujoco.MjModel] = [scene.hang] * takes
        self._make_room()
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
        let_go = self.follower.advance(self.now, until)
        self._command()
        self._firm_up()
        free = ~self.holding.any(axis=1)
        self._set_grips(let_go)
        flying = self.scene.flight
        models = [
            flying if f else m for f, m in zip(free.tolist(), self.models, strict=True)
        ]
        rollout.rollout(
            models,
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
        self._read(free, let_go)

    def _make_room(self) -> None:
        """Allocate what the engine reads and writes, for the takes still under way."""
        takes, model, n = len(self.rows), self.scene.hang, self.scene.substeps
        self._control = np.zeros((takes, n, model.nu + model.neq))
        self._states = np.empty((takes, n, self.scene.state_size))
        self._sensors = np.empty((takes, n, model.nsensordata))

    def _command(self) -> None:
        """Turn plan, reach and strength into servo targets."""
        at_q, at_v = self.scene.joints
        wanted = self.follower.target(self.now)
        if self.now > 0.0:
            self.arms.reach(wanted, self, self._states[:, -2], self._sensors[:, -1])
        q, qvel = self.state[:, at_q], self.state[:, at_v]
        self.targets = self.muscles.command(wanted, self.targets, q, qvel)
        self._control[:, :, : len(JOINTS)] = self.targets[:, None]

    def _firm_up(self) -> None:
        """Let the grips that are closing grow as firm as a closed hand."""
        age = self.now - self.closed
        for i, hand in np.argwhere(age <= CLOSING + TICK / 2):
            give = softness(float(age[i, hand]))
            self.models[i].eq_solref[self.scene.grip_ids[2 + hand], 0] = give

    def _set_grips(self, let_go: Array) -> None:
        """Write which grips hold in each step of the tick, to the step."""
        n, step = self.scene.substeps, self.scene.step
        nu = self.scene.hang.nu
        starts = self.now + step * np.arange(n)
        closed = self._control[:, :, nu:]
        closed[:, :, self.scene.grip_ids] = self.holding[:, None]
        held_back = starts[None, :] < self.call[:, None] - 1e-9
        closed[:, :, self.scene.helper_ids] = held_back[:, :, None]
        going = ~np.isnan(let_go)
        if going.any():
            on = starts[None, :] < let_go[going, None] - 1e-9
            for grip in range(len(GRIPS)):
                column = self.scene.grip_ids[grip]
                closed[going, :, column] *= on
            self.holding[going] = False

    def _read(self, free: NDArray[np.bool_], let_go: Array) -> None:
        """Keep read-outs, open broken grips, close hands, end what is over."""
        sensors, before = self._sensors, self._states[:, -2]
        going = ~np.isnan(let_go)
        self._note(going, self.tally.release, let_go, "release")
        self._loads(sensors)
        if free.any() or going.any():
            self.flight.read(self, free & ~going, before, sensors[:, -1])
        reaching = self.follower.reaching & ~self.holding[:, FAR].all(axis=1)
        if reaching.any():
            self._close_hands(reaching, before, sensors[:, -1])
        self._keep_records()
        self._end()

    def _note(
        self, which: NDArray[np.bool_], into: Array, moment: Array, name: str
    ) -> None:
        """Enter the moment of an event of some takes."""
        for i in np.flatnonzero(which & ~self.over):
            row = self.rows[i]
            into[row] = moment[i]
            if row in self.records:
                self.records[row].events.append((float(moment[i]), name))

    def _loads(self, sensors: Array) -> None:
        """Keep the largest loads and let overloaded hands open."""
        at, tally, rows = self.scene.sensor, self.tally, self.rows
        live = ~self.over
        grip = (self.scene.performer.grip.left, self.scene.performer.grip.right)
        now = np.full(len(rows), self.now)
        for hand, (side, _) in enumerate(SIDES):
            force = sensors[:, :, at[f"load_{side}"]]
            size = np.sqrt(
                force[..., 0] ** 2 + force[..., 1] ** 2 + force[..., 2] ** 2
            ).max(axis=1)
            on = self.holding[:, hand] | self.holding[:, hand + 2]
            size = np.where(on & live, size, 0.0)
            tally.load[rows, hand] = np.maximum(tally.load[rows, hand], size)
            gone = breaks(size, grip[hand])
            if gone.any():
                self.holding[gone, hand] = self.holding[gone, hand + 2] = False
                self.torn[gone, hand] = True  # Not used again in this take.
                self._note(gone, tally.broken, now, f"grip_broke_{side}")
        first = at["near_cable_l"].start
        pull = sensors[:, :, first : first + 4].max(axis=1)
        pull = np.where(live[:, None], pull, 0.0)
        tally.cable[rows] = np.maximum(tally.cable[rows], pull)
        first = at["touch_net"].start
        touch = (sensors[:, :, first : first + len(TOUCHED)] > 0).any(axis=1)
        tally.touched[rows] |= touch & live[:, None]

    def bar(self, states: Array) -> Bar:
        """Return the far bar in the given states, B rows."""
        q, v = self.scene.qpos["far_bar"].start, self.scene.qvel["far_bar"].start
        return Bar(
            place=states[:, q : q + 3],
            frame=states[:, q + 3 : q + 7],
            speed=states[:, v : v + 3],
            spin=states[:, v + 3 : v + 6],
            half=self.scene.rig.bar_length / 2,
        )

    def _close_hands(
        self, reaching: NDArray[np.bool_], states: Array, sensors: Array
    ) -> None:
        """Close the hands that are where they may."""
        at, bar = self.scene.sensor, self.bar(states)
        grip = self.scene.performer.grip
        now = np.full(len(self.rows), self.now)
        for hand, (side, _) in enumerate(SIDES):
            place, speed = (
                sensors[:, at[f"grip_{side}"]],
                sensors[:, at[f"grip_speed_{side}"]],
            )
            near, _, _ = closes(
                bar,
                place,
                speed,
                reach=grip.reach,
                catch_speed=grip.catch_speed,
            )
            shut = near & reaching & ~self.holding[:, 2 + hand] & ~self.torn[:, hand]
            if shut.any():
                self._hold(shut, hand, bar, sensors, speed)
                self.holding[shut, 2 + hand] = True
                self.closed[shut, hand] = self.now
                self.follower.caught(shut, self.now)
                self._note(shut, self.tally.catch[:, hand], now, f"catch_{side}")

    def _hold(
        self,
        shut: NDArray[np.bool_],
        hand: int,
        bar: Bar,
        sensors: Array,
        speed: Array,
    ) -> None:
        """Put the grip where hand and bar meet: nothing is pulled by closing."""
        side, at = SIDES[hand][0], self.scene.sensor
        along = bar.nearest(sensors[:, at[f"grip_{side}"]])
        # The read-outs are one step old: both have moved on since.
        ahead = (bar.speed_at(along) - speed) * self.scene.step
        offset = self.arms.into_hand(
            sensors, side, bar.point(along) + ahead - sensors[:, at[f"hand_{side}"]]
        )
        for i in np.flatnonzero(shut):
            if self.models[i] is self.scene.hang:
                self.models[i] = copy.copy(self.scene.hang)
            model = self.models[i]
            model.site(f"{FLYER}grip_{side}").pos[:] = offset[i]
            model.site(f"far_hold_{side}").pos[:] = (0.0, along[i], 0.0)

    def _keep_records(self) -> None:
        for i, row in enumerate(self.rows.tolist()):
            if row in self.records and not self.over[i]:
                record = self.records[row]
                record.states.append(self.state[i].copy())
                record.controls.append(self._control[i, 0].copy())
                record.held.append(self.holding[i].copy())
                record.sensors.append(self._sensors[i, -1].copy())

    def _end(self) -> None:
        """End the takes that have landed, fallen, diverged or run out of time."""
        tally, rows = self.tally, self.rows
        both = self.holding[:, FAR].all(axis=1)
        since = self.now - tally.catch[rows].max(axis=1)
        landed = both & (since >= self.hold)
        pelvis = self.state[:, self.scene.qpos[f"{FLYER}root"].start + 2]
        down = pelvis < self.scene.rig.net_height + FALLEN
        bad = ~np.isfinite(self.state).all(axis=1)
        over = landed | down | bad | tally.touched[rows, 0] | (self.now > LIMIT)
        fresh = over & ~self.over
        if not fresh.any():
            return
        for i in np.flatnonzero(fresh):
            row = rows[i]
            tally.end[row], tally.held[row] = self.now, landed[i]
            tally.diverged[row] = bad[i]
            if row in self.records:
                name = "landed" if landed[i] else "down"
                self.records[row].events.append((self.now, name))
        self.over |= over
        if self.over.mean() > 0.1 and self.under_way:
            self._forget()

    def _forget(self) -> None:
        """Drop the takes that are over: the rest go on undisturbed."""
        on = ~self.over
        self.rows, self.state = self.rows[on], self.state[on]
        self.holding, self.targets = self.holding[on], self.targets[on]
        self.torn, self.closed = self.torn[on], self.closed[on]
        self.call = self.call[on]
        self.models = [
            m for m, keep in zip(self.models, on.tolist(), strict=True) if keep
        ]
        self.follower.keep(on)
        self.arms.keep(on)
        self.flight.keep(on)
        states, sensors = self._states[on], self._sensors[on]
        self.over = self.over[on]
        self._make_room()
        self._states[:], self._sensors[:] = states, sensors


def full_swing(scene: Scene) -> float:
    """Return how long a full swing on the far bar takes at most. [s]

    Period of a point pendulum at 70 degrees, 1.102 times that of small swings
    (elliptic integral); its length is the cable and the hanging body down to its
    centre of mass, 0.53 of body height below the hands (BERN: 0.9 m of 1.7-1.8 m).
    """
    length = scene.rig.far_cable_length + 0.53 * scene.performer.height
    return 1.102 * 2 * math.pi * math.sqrt(length / 9.81)
