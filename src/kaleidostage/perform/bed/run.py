"""One run on the bed: B takes from the top of a jump to the last take-off."""

from collections.abc import Sequence

import mujoco
import numpy as np
from mujoco.rollout import Rollout
from numpy.typing import NDArray

from ...acts.skill import Skill
from ...errors import MismatchError
from ...performers import Steadiness
from ...scene import GRIPS, TICK, Scene
from ...technique import Technique
from ...technique.balance import Balance
from ...technique.bed import bed_plan, card_of
from ..record import Record
from .bounce import Bounce
from .noise import BedNoise
from .observe import MOVES, SIDE_MOVES, sight
from .rows import felt_rows
from .shift import Shift
from .start import begin, spread
from .tally import BedTally, seen

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
AFTER = 0.6  # [s] A take goes on so long after a fall, to be judged. Our choice.
TAIL = 0.1  # [s] And so long after the last take-off.
# [s] Feet and cloth first meet in a blow of a step or two: docs/physics.md.
BLOW = 0.05
STUCK = 1.2  # [s] A contact this long has lost the bounce. Our choice.
SLOWEST = 3.0  # [s] A flight and a contact never take longer. Our choice.
FORGET = 0.1  # Share of ended takes at which they are dropped. Our choice.
BODY = ("pelvis", "thigh_l", "thigh_r", "chest", "shank_l", "shank_r", "floor",
        "pad_front", "pad_back", "pad_left", "pad_right")  # fmt: skip


def longest(flights: int) -> float:
    """Return the longest that a take of so many flights may last. [s]"""
    return SLOWEST * (flights + 2)


class BedRun:
    """B takes on the bed."""

    def __init__(
        self,
        scene: Scene,
        technique: Technique,
        elements: Sequence[Skill],
        noise: BedNoise,
        steadiness: Steadiness,
        *,
        keep: Sequence[int] = (),
        shift: Shift | None = None,
    ) -> None:
        """Bring every take to the top of its last jump for height.

        Args:
            scene: Who, on which trampoline.
            technique: How.
            elements: What is flown.
            noise: How each take goes differently, B rows.
            steadiness: How unsteady.
            keep: Rows to record.
            shift: What is done otherwise on purpose, B rows; None for nothing.
        """
        takes = len(noise.moment)
        self.balance, self.sight = _balance(technique)
        self.scene = scene
        self.count = len(elements)
        self.ticks = round(longest(self.count) / TICK)
        plan = bed_plan(technique.phases)
        aim = np.full(takes, technique.aim)
        if shift is not None:
            aim += shift.longer[:, 0]
        offset = noise.start * spread(steadiness)
        self.body = Bounce(
            scene,
            plan,
            card_of(elements, takes),
            noise,
            begin(scene, plan.pose[plan.last], aim, offset),
            aim,
            shift=shift,
        )
        self.tally = BedTally.blank(takes, self.ticks, self.count + 2)
        self.records = {row: Record() for row in keep}
        self.rows = np.arange(takes)
        self.over = np.zeros(takes, dtype=bool)
        self.number = 0
        self._touch = [scene.sensor[f"touch_{name}"].start for name in BODY]
        for row, record in self.records.items():
            record.states.append(self.body.physics.state[row].copy())

    @property
    def under_way(self) -> bool:
        """Whether any take still goes on."""
        return not bool(self.over.all())

    @property
    def now(self) -> float:
        """Return the time since the start. [s]"""
        return self.number * TICK

    def tick(self, rollout: Rollout, data: list[mujoco.MjData]) -> None:
        """Lead every take through one tick."""
        body = self.body
        # Not by an index: rows that lie otherwise in memory come to other bits.
        felt = np.take(felt_rows(body), self.sight, axis=1)
        body.tick(self.balance(felt), rollout, data)
        self.number += 1
        self._read()
        self._end()

    def _read(self) -> None:
        """Keep what judges see, loads, falls and records."""
        body, tally, live = self.body, self.tally, ~self.over
        rows = self.rows[live]
        look = seen(self.scene, body.physics.states[:, -2], body.physics.sensors[:, -1])
        tally.seen[rows, self.number - 1] = look[live]
        tally.flights[rows] = body.take_offs[live]
        first = self.scene.sensor["touch_bed"].start + 1
        force = body.physics.sensors[:, :, first : first + 3]
        most = np.sqrt((force * force).sum(axis=2)).max(axis=1)
        most = np.where(body.air | (body.since < BLOW), 0.0, most)
        tally.load[rows] = np.maximum(tally.load[rows], most[live])
        at = (rows, np.minimum(body.take_offs[live], tally.peaks.shape[1] - 1))
        tally.peaks[at] = np.maximum(tally.peaks[at], most[live])
        down = (body.physics.sensors[:, :, self._touch] > 0).any(axis=(1, 2))
        fresh = down & live & np.isnan(tally.fell[self.rows])
        tally.fell[self.rows[fresh]] = self.now
        words = ((body.touchdown, "landing"), (body.take_off, "take-off"),
                 (fresh, "fall"))  # fmt: skip
        for i in np.flatnonzero(live) if self.records else ():
            record = self.records.get(int(self.rows[i]))
            if record is None:
                continue
            record.states.append(body.physics.state[i].copy())
            record.controls.append(body.physics.control[i].copy())
            record.held.append(np.zeros(len(GRIPS), dtype=bool))
            record.sensors.append(body.physics.sensors[i, -1].copy())
            record.events += [(self.now, word) for which, word in words if which[i]]

    def _end(self) -> None:
        """End the takes that are through, have fallen, or have run out of time."""
        body, tally, rows = self.body, self.tally, self.rows
        fell = tally.fell[rows]
        through = (body.take_offs > self.count) & (body.since >= TAIL - TICK / 2)
        through &= np.isnan(fell)
        late = np.abs(body.physics.state[:, 0] - self.now) > TICK / 2
        bad = late | ~np.isfinite(body.physics.state).all(axis=1)
        over = through | bad | (self.now >= fell + AFTER - TICK / 2)
        over |= ~body.air & (body.since > STUCK)
        over |= self.number >= self.ticks
        for i in np.flatnonzero(over & ~self.over):
            row = int(rows[i])
            tally.end[row], tally.done[row] = self.now, through[i]
            tally.diverged[row] = bad[i]
            if row in self.records:
                self.records[row].events.append((self.now, "end"))
        self.over |= over
        if self.over.mean() > FORGET and self.under_way:
            on = ~self.over
            self.rows, self.over = self.rows[on], self.over[on]
            body.keep(on)


def _balance(technique: Technique) -> tuple[Balance, NDArray[np.int64]]:
    """Return the balance of a technique, and the columns of what is felt it goes by.

    Raises:
        MismatchError: If it has none, or one of sizes that no version had.
    """
    balance = technique.balance
    if balance is not None:
        columns = sight(balance.even, balance.odd)
        moves = (balance.moves, balance.side_moves)
        if columns is not None and moves == (MOVES, SIDE_MOVES):
            return balance, columns
    raise MismatchError(
        f"technique for {technique.act!r} has no balance that this version "
        "reads, and nobody keeps upright without; rehearse it again"
    )
