"""Flight: momentum kept, a parabola, and the same attitude at a quarter of the step."""

import copy

import mujoco
import numpy as np
import pytest

from kaleidostage.perform.retrace import retrace
from kaleidostage.performers import JOINTS
from kaleidostage.scene import CONTROL
from kaleidostage.scene.model import FULL
from leap import scene, some_takes

FINER = 4


@pytest.fixture(scope="module")
def traced():
    """Take, readings and the steps of its flight, for some takes."""
    found = []
    for take in some_takes()[:3]:
        readings = retrace(scene(), take)
        flying = np.flatnonzero(readings.free & ~readings.touching)
        until = [t for t in take.outcome["catch"] if t] or [take.outcome["end"]]
        steps = flying[flying * take.step < min(until)]
        gone = np.flatnonzero(np.diff(steps) > 1)
        found.append((take, readings, steps[: gone[0] + 1] if len(gone) else steps))
    return found


def flown(take, steps, finer):
    """Fly from the release state with the take's controls, at `step / finer`."""
    model = copy.copy(scene().flight)
    model.opt.timestep = take.step / finer
    data, n = mujoco.MjData(model), scene().substeps
    first, last = steps[0] // n, steps[-1] // n
    mujoco.mj_setState(model, data, take.states[first], FULL)
    for controls in take.controls[first:last]:
        for row in controls:
            mujoco.mj_setState(model, data, row, CONTROL)
            for _ in range(finer):
                mujoco.mj_step(model, data)
    mujoco.mj_kinematics(model, data)
    return data


def turned(a, b):
    """Angle between two orientations. [deg]"""
    return np.degrees(2 * np.arccos(min(1.0, abs(float(a @ b)))))


def test_flights_are_long_enough_to_tell(traced):
    assert all(len(steps) * take.step > 0.3 for take, _, steps in traced)


def test_angular_momentum_is_kept_in_flight(traced):
    for _, readings, steps in traced:
        spin = readings.momentum[steps]
        drift = np.linalg.norm(spin - spin[0], axis=1).max()
        assert drift < 0.005 * max(np.linalg.norm(spin[0]), 1.0)


def test_the_centre_of_mass_flies_a_parabola(traced):
    for take, readings, steps in traced:
        path, time = readings.com[steps], (steps - steps[0]) * take.step
        line = np.polynomial.polynomial.polyfit(time, path, 2)
        np.testing.assert_allclose(line[2], [0, 0, -9.81 / 2], atol=1e-3)
        fitted = line[0] + np.outer(time, line[1]) + np.outer(time**2, line[2])
        assert np.abs(path - fitted).max() < 1e-4


def test_the_trunk_arrives_as_at_a_quarter_of_the_step(traced):
    """Same release state, same controls; the muscles work all through."""
    for take, _, steps in traced:
        same, fine = flown(take, steps, 1), flown(take, steps, FINER)
        for name in ("flyer/chest", "flyer/pelvis"):
            assert turned(same.body(name).xquat, fine.body(name).xquat) < 2.0


def test_an_ordinary_integrator_would_fail_that(traced):
    """Why flight has its own model: the hanging one gains or loses momentum."""
    take, readings, steps = traced[0]
    n = scene().substeps
    model, data = scene().hang, mujoco.MjData(scene().hang)
    mujoco.mj_setState(model, data, take.states[steps[0] // n], FULL)
    controls = take.controls[steps[0] // n : steps[-1] // n]
    for row in controls.reshape(-1, model.nu + model.neq):
        mujoco.mj_setState(model, data, row, CONTROL)
        mujoco.mj_step(model, data)
    mujoco.mj_subtreeVel(model, data)
    spin = data.subtree_angmom[model.body("flyer/pelvis").id]
    before = readings.momentum[steps[0]]
    honest = np.linalg.norm(readings.momentum[steps[-1]] - before)
    assert np.linalg.norm(spin - before) > 10 * honest


def test_muscles_work_during_the_flight(traced):
    """The proof above would be cheap for a limp body."""
    for _, readings, steps in traced:
        assert np.abs(readings.torque[steps]).max() > 20.0
        assert readings.torque.shape[1] == len(JOINTS)
