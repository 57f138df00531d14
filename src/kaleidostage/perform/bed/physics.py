"""Bodies on the bed through a tick of physics: exactly, or quickly for lessons."""

from collections.abc import Sequence

import mujoco
import numpy as np
from mujoco.rollout import Rollout
from numpy.typing import NDArray

from ...scene import CONTROL, TICK, Scene
from ..hands import LAG
from ..muscles import Muscles
from .clear import clear
from .motion import Body, read_body

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Physics:
    """What the engine is told for B bodies, and what comes of it.

    Bodies well off the bed follow the model that keeps momentum; their muscles are
    limited to their strength once a tick. The bed changes the speed of joints within a
    tick: near and on it muscles are limited anew in each step.

    Attributes:
        state: Full physics states, shape (B, ns).
        control: Servo targets and switches of the last tick, shape (B, n, nu + neq).
        states: States after each of its steps, shape (B, n, ns).
        sensors: Sensor data of each of them, shape (B, n, k).
    """

    def __init__(
        self, scene: Scene, state: Array, *, rough: mujoco.MjModel | None = None
    ) -> None:
        """Begin in the air; see `Bounce`."""
        self.scene, self.state = scene, state.copy()
        self.free = scene.flight if rough is None else rough
        self.tickwise = Muscles.of(scene.performer, TICK)
        self.stepwise = Muscles.of(scene.performer, scene.step)
        self.held = state[:, scene.joints[0]].copy()
        self._off = scene.hang.actuator("bed_off_centre").id
        self._make_room()
        self._look()

    def _make_room(self) -> None:
        """Allocate what the engine reads and writes."""
        takes, model, n = len(self.state), self.scene.hang, self.scene.substeps
        self.control = np.zeros((takes, n, model.nu + model.neq))
        self.states = np.empty((takes, n, self.scene.state_size))
        self.sensors = np.empty((takes, n, model.nsensordata))

    def _look(self) -> None:
        """Read the sensors of states that no tick has led to."""
        model = self.scene.hang
        data = mujoco.MjData(model)
        kind = mujoco.mjtState.mjSTATE_FULLPHYSICS
        for i, state in enumerate(self.state):
            mujoco.mj_setState(model, data, state, kind)
            mujoco.mj_forward(model, data)
            self.states[i, -2] = state
            self.sensors[i, -1] = data.sensordata

    @property
    def seen(self) -> Body:
        """What is read of the bodies now, or a step before."""
        return read_body(self.scene, self.states[:, -2], self.sensors[:, -1])

    def tick(
        self,
        wanted: Array,
        stiffer: Array,
        flying: tuple[Flags, Array],
        rollout: Rollout,
        data: Sequence[mujoco.MjData],
    ) -> None:
        """Lead every body through one tick.

        Args:
            wanted: Joint targets, shape (B, nu). [rad]
            stiffer: How much stiffer the bed is off its middle, shape (B,).
            flying: Who is in flight, and the time since the last event, (B,). [s]
            rollout: The engine.
            data: Its memory.
        """
        scene, n = self.scene, self.scene.substeps
        self.control[:, :, self._off] = stiffer[:, None]
        free = clear(scene, *flying, self.sensors[:, -1])
        for rows, model, muscles, each in (
            (free, self.free, self.tickwise, self._steps(self.free)),
            (~free, scene.hang, self.stepwise, 1),
        ):
            at = np.flatnonzero(rows)
            for start in range(n - self._steps(model), n, each) if len(at) else ():
                self._lead(at, wanted[at], model, muscles, (start, each), rollout, data)

    def _steps(self, model: mujoco.MjModel) -> int:
        """Return how many steps of a model, or of the scene, are told of in a tick."""
        return round(TICK / self._length(model))

    def _length(self, model: mujoco.MjModel) -> float:
        """Return the time from one step that is told of to the next. [s]"""
        return max(self.scene.step, float(model.opt.timestep))

    def _lead(
        self,
        rows: Ints,
        wanted: Array,
        model: mujoco.MjModel,
        muscles: Muscles,
        steps: tuple[int, int],
        rollout: Rollout,
        data: Sequence[mujoco.MjData],
    ) -> None:
        """Command muscles of `rows` once, and lead them through some steps."""
        start, count = steps
        aq, av = self.scene.joints
        parts, dt = self.scene.parts(model), self._length(model)
        state = self.state[rows]
        q, qvel = state[:, aq], state[:, av]
        first = muscles.command(wanted, self.held[rows], q, qvel)
        ahead = dt * (np.arange(count) + 0.5) - LAG
        control = self.control[rows, start : start + count]
        targets = first[:, None] + qvel[:, None] * ahead[None, :, None]
        control[:, :, self.scene.actuators] = targets
        states = np.empty((len(rows), count * parts, self.states.shape[2]))
        sensors = np.empty((len(rows), count * parts, self.sensors.shape[2]))
        rollout.rollout(
            [model] * len(rows),
            data,
            state,
            np.repeat(control, parts, axis=1),
            control_spec=CONTROL,
            skip_checks=True,
            nstep=count * parts,
            state=states,
            sensordata=sensors,
        )
        self.control[rows, start : start + count] = control
        self.states[rows, start : start + count] = states[:, parts - 1 :: parts]
        self.sensors[rows, start : start + count] = sensors[:, ::parts]
        self.state[rows] = states[:, -1]
        # Commanded in every step, a target stays where it was put, whatever the step.
        self.held[rows] = first + qvel * max(dt * count - 2.0 * LAG, 0.0)

    def keep(self, rows: Flags | Ints) -> None:
        """Forget all bodies but `rows`."""
        self.state, self.held = self.state[rows], self.held[rows]
        last = self.sensors[rows, -1]
        self._make_room()
        self.sensors[:, -1] = last  # `clear` looks at them once more.

    def put(self, rows: Ints, other: "Physics") -> None:
        """Overwrite `rows` with all bodies of another that has just begun."""
        for name in ("state", "held"):
            getattr(self, name)[rows] = getattr(other, name)
        self.states[rows, -2:] = other.states[:, -2:]
        self.sensors[rows, -1] = other.sensors[:, -1]
