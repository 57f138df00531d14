"""Bodies on the bed through a tick of physics: exactly, or quickly for lessons."""

from collections.abc import Sequence

import mujoco
import numpy as np
from mujoco.rollout import Rollout
from numpy.typing import NDArray

from ...scene import CONTROL, Scene
from ..hands import LAG
from ..muscles import Muscles
from .clear import clear

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
AS_IT_IS = {"control_spec": CONTROL, "skip_checks": True}


class Rolling:
    """What of `Bounce` leads the engine."""

    scene: Scene
    quick: Muscles
    air: Flags
    since: Array
    held: Array
    state: Array
    states: Array
    sensors: Array
    control: Array

    def _roll_exactly(
        self,
        rollout: Rollout,
        data: Sequence[mujoco.MjData],
        wanted: Array,
        held: Array,
    ) -> None:
        """Lead bodies through a tick; in the air momentum must be kept.

        The bed changes the speed of joints within a tick: near and on it muscles
        answer to that step by step.
        """
        scene = self.scene
        free = clear(scene, self.air, self.since, self.sensors[:, -1])
        rows = np.flatnonzero(free)
        if len(rows):
            models = [scene.flight] * len(rows)
            self._roll(rollout, data, rows, models, self.control[rows], 0)
        rows = np.flatnonzero(~free)
        if len(rows):
            self._roll_by_steps(rollout, data, rows, wanted[rows], held[rows])

    def _roll_by_steps(
        self,
        rollout: Rollout,
        data: Sequence[mujoco.MjData],
        rows: Ints,
        wanted: Array,
        held: Array,
    ) -> None:
        """Lead `rows` through a tick, their muscles limited anew in each step."""
        scene, (aq, av) = self.scene, self.scene.joints
        models, state = [scene.hang] * len(rows), self.state
        for k in range(scene.substeps):
            q, qvel = state[rows][:, aq], state[rows][:, av]
            first = self.quick.command(wanted, held, q, qvel)
            control = self.control[rows, k : k + 1]
            target = first + qvel * (scene.step / 2.0 - LAG)
            control[:, 0, scene.actuators] = target
            self.control[rows, k] = control[:, 0]
            self._roll(rollout, data, rows, models, control, k, state)
            state = self.states[:, k]
            held = first + qvel * (scene.step - 2.0 * LAG)
        self.held[rows] = held

    def _roll_quickly(
        self,
        rollout: Rollout,
        data: Sequence[mujoco.MjData],
        rough: mujoco.MjModel,
        wanted: Array,
        held: Array,
    ) -> None:
        """Lead bodies through a tick, those well off the bed in half the steps."""
        free = clear(self.scene, self.air, self.since, self.sensors[:, -1])
        near = np.flatnonzero(~free)
        if len(near):
            self._roll_by_steps(rollout, data, near, wanted[near], held[near])
        if len(near) < len(free):
            far, n = np.flatnonzero(free), self.scene.substeps // 2
            control = self.control[far]
            control = control.reshape(len(far), n, 2, -1).mean(axis=2)
            self._roll(rollout, data, far, [rough] * len(far), control, n)

    def _roll(
        self,
        rollout: Rollout,
        data: Sequence[mujoco.MjData],
        rows: Ints,
        models: list[mujoco.MjModel],
        control: Array,
        start: int,
        state: Array | None = None,
    ) -> None:
        """Lead `rows` through the steps of `control`; note them from `start` on."""
        n = control.shape[1]
        states = np.empty((len(rows), n, self.states.shape[2]))
        sensors = np.empty((len(rows), n, self.sensors.shape[2]))
        rollout.rollout(
            models,
            data,
            (self.state if state is None else state)[rows],
            control,
            nstep=n,
            state=states,
            sensordata=sensors,
            **AS_IT_IS,
        )
        self.states[rows, start : start + n] = states
        self.sensors[rows, start : start + n] = sensors
