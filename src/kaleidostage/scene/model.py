"""Performer and rig composed into one model, with everything addressed by name.

A scene holds two builds of the same model that differ in the integrator alone:
`hang` (implicitfast) while somebody hangs on a bar, where stiff muscles and grips
need an implicit method, and `flight` (RK4), where angular momentum must be kept.
docs/architecture.md gives the measurements behind the choice.
"""

from dataclasses import dataclass, field
from functools import cached_property

import mujoco
import numpy as np
from numpy.typing import NDArray

from ..errors import MismatchError
from ..performers import JOINTS, Performer, body_spec
from ..rigs import FlyBars, Rig, Trampoline
from . import fly_bars, trampoline
from .names import FLYER

Array = NDArray[np.float64]

STEP = 0.0025  # [s]; our choice: see docs/architecture.md, "The step".
TICK = 0.01  # [s]; a performer decides anew this often. Our choice.
# Steps of a flight from a trampoline in one step. Our choice: it lasts three times as
# long as a leap, and what a step loses of its angular momentum adds up.
PARTS = 2


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A compiled scene.

    Attributes:
        performer: Who flies.
        rig: On what.
        step: Step of the physics. [s]
        hang: Model for a body that holds on or stands, implicitfast.
        flight: The same model for a body in the air, RK4; on a trampoline in steps
            of half the length.
    """

    performer: Performer
    rig: Rig
    step: float
    hang: mujoco.MjModel = field(repr=False)
    flight: mujoco.MjModel = field(repr=False)

    @property
    def fly_bars(self) -> FlyBars:
        """Return the rig, which must be one.

        Raises:
            MismatchError: If it is another apparatus.
        """
        if not isinstance(self.rig, FlyBars):
            raise MismatchError(
                f"rig {self.rig.name!r} is a {self.rig.apparatus}, and this needs fly "
                "bars; choose another --rig"
            )
        return self.rig

    @property
    def trampoline(self) -> Trampoline:
        """Return the rig, which must be one.

        Raises:
            MismatchError: If it is another apparatus.
        """
        if not isinstance(self.rig, Trampoline):
            raise MismatchError(
                f"rig {self.rig.name!r} is a {self.rig.apparatus}, and this needs a "
                "trampoline; choose another --rig"
            )
        return self.rig

    @property
    def substeps(self) -> int:
        """Count the physics steps in one tick."""
        return round(TICK / self.step)

    def parts(self, model: mujoco.MjModel) -> int:
        """Count the steps of a model in one of the scene; 1 for a coarser model."""
        return max(1, round(self.step / float(model.opt.timestep)))

    @cached_property
    def state_size(self) -> int:
        """Count the numbers of a full physics state."""
        return int(mujoco.mj_stateSize(self.hang, FULL))

    @cached_property
    def qpos(self) -> dict[str, slice]:
        """Where each joint's position stands in a full physics state."""
        return {n: slice(1 + a, 1 + a + w) for n, a, w in _joint_layout(self.hang, "q")}

    @cached_property
    def qvel(self) -> dict[str, slice]:
        """Where each joint's speed stands in a full physics state."""
        first = 1 + int(self.hang.nq)
        return {
            n: slice(first + a, first + a + w)
            for n, a, w in _joint_layout(self.hang, "v")
        }

    @cached_property
    def joints(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the joints' angles and speeds stand in a state, shape (nu,) each."""
        names = [FLYER + n for n in JOINTS]
        return (
            np.array([self.qpos[n].start for n in names]),
            np.array([self.qvel[n].start for n in names]),
        )

    @cached_property
    def grip_ids(self) -> NDArray[np.int64]:
        """Which equality each of GRIPS is, on fly bars, shape (4,)."""
        pairs = fly_bars.GRIPS
        return np.array([self.hang.equality(f"{b}_grip_{s}").id for b, s in pairs])

    @cached_property
    def helper_ids(self) -> NDArray[np.int64]:
        """Which equalities the helper's hands are, on fly bars, shape (2,)."""
        sides = fly_bars.HELPERS
        return np.array([self.hang.equality(f"helper_{s}").id for s in sides])

    @cached_property
    def actuators(self) -> NDArray[np.int64]:
        """Which control each of JOINTS has, shape (nu,)."""
        return np.array([self.hang.actuator(FLYER + name).id for name in JOINTS])

    @cached_property
    def arm(self) -> tuple[float, float]:
        """Lengths from shoulder to elbow and from elbow to the gripped bar. [m]"""
        model = self.hang
        elbow = model.body(f"{FLYER}forearm_l").pos
        wrist = model.body(f"{FLYER}hand_l").pos
        grip = model.site(f"{FLYER}grip_l").pos
        return float(np.linalg.norm(elbow)), float(np.linalg.norm(wrist + grip))

    @cached_property
    def sensor(self) -> dict[str, slice]:
        """Where each sensor stands in the sensor data."""
        model = self.hang
        return {
            model.sensor(i).name: slice(
                int(model.sensor_adr[i]),
                int(model.sensor_adr[i] + model.sensor_dim[i]),
            )
            for i in range(model.nsensor)
        }

    @cached_property
    def weight(self) -> float:
        """Return the performer's weight. [N]"""
        return float(self.performer.mass * -self.hang.opt.gravity[2])


FULL = mujoco.mjtState.mjSTATE_FULLPHYSICS
CONTROL = mujoco.mjtState.mjSTATE_CTRL | mujoco.mjtState.mjSTATE_EQ_ACTIVE


def _joint_layout(model: mujoco.MjModel, which: str) -> list[tuple[str, int, int]]:
    free = mujoco.mjtJoint.mjJNT_FREE
    address = model.jnt_qposadr if which == "q" else model.jnt_dofadr
    width = 7 if which == "q" else 6
    return [
        (
            model.joint(j).name,
            int(address[j]),
            width if model.jnt_type[j] == free else 1,
        )
        for j in range(model.njnt)
    ]


def compose(performer: Performer, rig: Rig, *, step: float = STEP) -> Scene:
    """Put a performer on a rig.

    Args:
        performer: Who flies.
        rig: On what.
        step: Step of the physics; the tick must be a multiple of it. [s]

    Returns:
        The compiled scene.

    Raises:
        ValueError: If `step` does not divide the tick.
    """
    if not 0.0 < step <= TICK / 2 or abs(TICK / step - round(TICK / step)) > 1e-9:
        raise ValueError(f"step must be a half, third ... of {TICK} s, got {step}.")
    # The engine would write its warnings into a log file in the user's folder; takes
    # that diverge say so themselves.
    mujoco.set_mju_user_warning(lambda message: None)
    spec = scene_spec(performer, rig, step=step)
    hang = spec.compile()
    spec.option.integrator = mujoco.mjtIntegrator.mjINT_RK4
    spec.option.timestep = step if isinstance(rig, FlyBars) else step / PARTS
    return Scene(
        performer=performer, rig=rig, step=step, hang=hang, flight=spec.compile()
    )


def scene_spec(performer: Performer, rig: Rig, *, step: float) -> mujoco.MjSpec:
    """Return the scene's model before compiling, for studies that add parts."""
    spec = mujoco.MjSpec()
    spec.modelname = "kaleidostage"
    spec.compiler.degree = False
    option = spec.option
    option.timestep = step
    option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    option.jacobian = mujoco.mjtJacobian.mjJAC_DENSE  # Named, never left to "auto".
    # A diverged take must look diverged: no silent reset of the simulation.
    option.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET
    rig.add_to(spec)
    frame = spec.worldbody.add_frame()
    spec.attach(body_spec(performer), prefix=FLYER, frame=frame)
    furnish = trampoline.furnish if isinstance(rig, Trampoline) else fly_bars.furnish
    furnish(spec, performer)
    return spec
