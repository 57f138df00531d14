"""A take retraced: from every stored state one tick of physics, read step by step.

Each tick starts from its stored state and plays its stored controls, so nothing adds
up over the take: what is stored must follow from what is stored just before, on any
machine. Every force, distance and energy is read at every step on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.typing import NDArray

from ..scene import CONTROL, FLYER, GRIPS, TOUCHED, Scene
from ..scene.model import FULL
from .hands import FAR, NEAR, Hands
from .look import Look
from .take import Take

Array = NDArray[np.float64]
EQUALITY = mujoco.mjtConstraint.mjCNSTR_EQUALITY


@dataclass
class Retraced:
    """Readings of S = T n steps, taken at the start of each.

    Attributes:
        free: Whether nothing is held, shape (S,).
        touching: Whether any contact is on, shape (S,).
        energy: Mechanical energy of body and bars, shape (S + 1,). [J]
        work: Work in each step of muscles, of joint damping, of grips, and of cables,
            joint ends and contacts, shape (S, 4). [J]
        angle: Joint angles, shape (S, nu). [rad]
        speed: Joint speeds, shape (S, nu). [rad/s]
        torque: Torques of the muscles, shape (S, nu). [N m]
        com: Centre of mass, shape (S, 3). [m]
        momentum: Angular momentum about it, shape (S, 3). [kg m^2/s]
        depth: How deep the body is in each thing, of TOUCHED on fly bars, shape
            (S, things). [m]
        gap: From hand to bar of each of GRIPS, NaN if open, shape (S, 4). [m]
        stretch: Of each cable beyond its length, shape (S, 4). [m]
        strays: Largest difference of a tick's end from the stored state, shape (T,).
        load: Greatest load on the left and right hand, shape (2,). [N]
        false_catches: Hands that closed where they may not.
        overloads: Ticks in which a hand held on against more than its strength.
        warnings: Warnings of the engine, counted.
    """

    free: NDArray[np.bool_]
    touching: NDArray[np.bool_]
    energy: Array
    work: Array
    angle: Array
    speed: Array
    torque: Array
    com: Array
    momentum: Array
    depth: Array
    gap: Array
    stretch: Array
    strays: Array
    load: Array
    false_catches: int = 0
    overloads: int = 0
    warnings: int = 0

    @classmethod
    def blank(cls, scene: Scene, ticks: int, things: int) -> "Retraced":
        """Return readings of `ticks` ticks, still empty."""
        steps, nu = ticks * scene.substeps, len(scene.actuators)

        def room(*shape: int) -> Array:
            return np.full((steps, *shape), np.nan)

        return cls(
            free=np.zeros(steps, dtype=bool),
            touching=np.zeros(steps, dtype=bool),
            energy=np.full(steps + 1, np.nan),
            work=np.zeros((steps, 4)),
            angle=room(nu),
            speed=room(nu),
            torque=room(nu),
            com=room(3),
            momentum=room(3),
            depth=np.zeros((steps, things)),
            gap=room(len(GRIPS)),
            stretch=room(4),
            strays=np.zeros(ticks),
            load=np.zeros(2),
        )


def retrace(scene: Scene, take: Take) -> Retraced:
    """Return the readings of a take, every tick from its stored state.

    Args:
        scene: The take's own, at the take's step.
        take: The take.
    """
    tracer, hands = HandTracer(scene, len(take.controls)), Hands(scene, 1)
    for tick, held in enumerate(take.held):
        model = scene.flight if hands.free[0] else hands.models[0]
        _follow(hands, held, tracer.tick(take, tick, model), tracer.found)
    tracer.found.warnings = sum(int(warning.number) for warning in tracer.data.warning)
    return tracer.found


def _follow(hands: Hands, held: NDArray[np.bool_], look: Look, found: Retraced) -> None:
    """Bring the hands to what is stored; count what they may not have done."""
    before = hands.holding[0].copy()
    hands.holding[0, NEAR] &= held[NEAR]  # Opening is always allowed.
    loads, _ = hands.loads(look)
    found.load = np.maximum(found.load, loads[0])
    found.overloads += int((held & before & ~hands.holding[0]).sum())
    closes = bool((held & ~before)[FAR].any())
    hands.catch(look, np.array([closes]))  # Puts the grip where hand and bar meet.
    found.false_catches += int((held & ~before & ~hands.holding[0]).sum())
    hands.holding[0] = held


class Tracer:
    """Steps one tick at a time and reads every step."""

    def __init__(self, scene: Scene, ticks: int, things: Sequence[str]) -> None:
        """Make room for `ticks` ticks; `things` are geoms that a body may meet."""
        self.scene = scene
        self.data = mujoco.MjData(scene.hang)
        self.probe = mujoco.MjData(scene.hang)
        self.found = Retraced.blank(scene, ticks, len(things))
        model = scene.hang
        self.dofs = model.jnt_dofadr[model.actuator_trnid[:, 0]]
        self.pelvis = model.body(f"{FLYER}pelvis").id
        self.things = {model.geom(name).id: i for i, name in enumerate(things)}

    def rows(self, tick: int) -> slice:
        """Return the steps of a tick."""
        n = self.scene.substeps
        return slice(tick * n, (tick + 1) * n)

    def tick(
        self, take: Take, tick: int, model: mujoco.MjModel, *, anew: bool = False
    ) -> Look:
        """Step one tick from its stored state; return what was seen at its end.

        `anew` says that its steps were begun one by one.
        """
        data, n = self.data, self.scene.substeps
        mujoco.mj_setState(model, data, take.states[tick], FULL)
        data.qacc_warmstart[:] = 0.0  # As each tick of a performance begins.
        if tick == 0:
            self._energy(model, 0)
        sensors = np.empty((1, n, model.nsensordata))
        last = np.empty(self.scene.state_size)
        for k in range(n):
            if anew:
                data.qacc_warmstart[:] = 0.0
            mujoco.mj_setState(model, data, take.controls[tick, k], CONTROL)
            mujoco.mj_getState(model, data, last, FULL)
            self._read(model, tick * n + k)
            sensors[0, k] = self._step(model, tick * n + k)
        self.found.free[self.rows(tick)] = model is self.scene.flight
        end = np.empty_like(last)
        mujoco.mj_getState(model, data, end, FULL)
        stored = take.states[tick + 1]
        self.found.strays[tick] = np.max(np.abs(end - stored))
        return Look(scene=self.scene, states=last[None], sensors=sensors)

    def _step(self, model: mujoco.MjModel, step: int) -> Array:
        """Step once, in as many parts as the model has, and add up the works.

        Returns:
            Sensor data of the state that the step began with.
        """
        data = self.data
        sensors = np.empty(model.nsensordata)
        for part in range(self.scene.parts(model)):
            if part:
                mujoco.mj_copyData(self.probe, model, data)
                mujoco.mj_forward(model, self.probe)
                self._contacts(step)
            before = data.qvel.copy()
            mujoco.mj_step(model, data)
            if not part:
                sensors[:] = data.sensordata
            self._works(model, step, before)
        return sensors

    def _read(self, model: mujoco.MjModel, step: int) -> None:
        """Read the present state on a probe, which leaves the stepping alone."""
        found, probe, data = self.found, self.probe, self.data
        mujoco.mj_copyData(probe, model, data)
        mujoco.mj_forward(model, probe)
        mujoco.mj_subtreeVel(model, probe)
        muscles = self.scene.actuators
        found.angle[step] = probe.actuator_length[muscles]
        found.speed[step] = probe.actuator_velocity[muscles]
        found.torque[step] = probe.actuator_force[muscles]
        found.com[step] = probe.subtree_com[self.pelvis]
        found.momentum[step] = probe.subtree_angmom[self.pelvis]
        self._contacts(step)
        self._read_more(model, step)

    def _read_more(self, model: mujoco.MjModel, step: int) -> None:
        """Read what there is on one apparatus only."""

    def _contacts(self, step: int) -> None:
        for contact in self.probe.contact:
            self.found.touching[step] = True
            for geom in contact.geom:
                if geom in self.things:
                    thing = self.things[geom]
                    deep = max(self.found.depth[step, thing], -contact.dist)
                    self.found.depth[step, thing] = deep

    def _works(self, model: mujoco.MjModel, step: int, before: Array) -> None:
        """Add up the works of a step, with the speed halfway through it."""
        found, probe, data = self.found, self.probe, self.data
        middle = (before + data.qvel) / 2 * model.opt.timestep
        # The implicit step takes damping at the speed it arrives at.
        flying = model.opt.integrator == mujoco.mjtIntegrator.mjINT_RK4
        late = (data.qvel - before) * (0.5 if flying else 1.0)
        torque = probe.actuator_force + model.actuator_biasprm[:, 2] * late[self.dofs]
        torque = np.clip(torque, *model.actuator_forcerange.T)
        damping = np.reshape(model.dof_damping, (model.nv, -1))[:, 0]
        grips = self._grips(middle)
        found.work[step] += (
            torque @ middle[self.dofs],
            (probe.qfrc_gravcomp - damping * (before + late)) @ middle,
            grips,
            probe.qfrc_constraint @ middle - grips,
        )
        self._energy(model, step + 1)

    def _grips(self, middle: Array) -> float:
        """Return the work of the grips alone. [J]"""
        return 0.0

    def _energy(self, model: mujoco.MjModel, step: int) -> None:
        """Keep the mechanical energy of the present state."""
        probe, data = self.probe, self.data
        probe.qpos[:], probe.qvel[:] = data.qpos, data.qvel
        mujoco.mj_fwdPosition(model, probe)
        mujoco.mj_energyPos(model, probe)
        mujoco.mj_energyVel(model, probe)
        self.found.energy[step] = probe.energy.sum()


class HandTracer(Tracer):
    """Reads hands and cables too."""

    def __init__(self, scene: Scene, ticks: int) -> None:
        """Make room for `ticks` ticks."""
        names = [t if t.endswith(("net", "board")) else f"{t}_geom" for t in TOUCHED]
        super().__init__(scene, ticks, names)
        model = scene.hang
        self.sites = [
            (model.site(f"{FLYER}grip_{s}").id, model.site(f"{b}_hold_{s}").id)
            for b, s in GRIPS
        ]

    def _read_more(self, model: mujoco.MjModel, step: int) -> None:
        found, probe, data = self.found, self.probe, self.data
        found.stretch[step] = probe.ten_length - model.tendon_range[:, 1]
        for grip, (hand, bar) in enumerate(self.sites):
            if data.eq_active[self.scene.grip_ids[grip]]:
                apart = probe.site_xpos[hand] - probe.site_xpos[bar]
                found.gap[step, grip] = np.sqrt(apart @ apart)

    def _grips(self, middle: Array) -> float:
        """Return the work of the grips alone. [J]"""
        probe = self.probe
        if not probe.nefc:
            return 0.0
        rows = (probe.efc_type == EQUALITY) & np.isin(probe.efc_id, self.scene.grip_ids)
        jacobian = np.reshape(probe.efc_J, (probe.nefc, -1))
        return float(probe.efc_force[rows] @ (jacobian[rows] @ middle))
