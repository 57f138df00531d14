"""The body against published tables, the yeadon package and the engine."""

import tomllib
from pathlib import Path

import mujoco
import numpy as np
import pytest
from yeadon import Human

from kaleidostage import performers
from kaleidostage.performers import JOINTS, body_spec, figure, gains, load, names

POINTED = {f"ankle_plantarflexion_{s}": np.pi / 2 for s in "lr"}  # As yeadon's feet.
POSES = {
    "straight": ({}, {}),
    "overhead": (
        {f"shoulder_flexion_{s}": np.pi for s in "lr"},
        {"CA1extension": -np.pi, "CB1extension": -np.pi},
    ),
    "pike": (
        {f"hip_flexion_{s}": np.pi / 2 for s in "lr"},
        {"PJ1extension": -np.pi / 2, "PK1extension": -np.pi / 2},
    ),
}
TUCK = (
    {
        "spine_flexion": 0.5,
        "shoulder_flexion_l": 1.0,
        "shoulder_flexion_r": 1.0,
        "elbow_flexion_l": 0.4,
        "hip_flexion_l": 2.0,
        "hip_flexion_r": 2.0,
        "knee_flexion_l": 2.2,
        "knee_flexion_r": 2.2,
    },
    {
        "PTsagittalFlexion": 0.5,
        "CA1extension": -1.0,
        "CB1extension": -1.0,
        "A1A2extension": -0.4,
        "PJ1extension": -2.0,
        "PK1extension": -2.0,
        "J1J2flexion": 2.2,
        "K1K2flexion": 2.2,
    },
)


@pytest.fixture(scope="module")
def nilo():
    return load("nilo")


@pytest.fixture(scope="module")
def tape():
    path = Path(performers.__file__).parent / "shipped" / "nilo.toml"
    table = tomllib.loads(path.read_text())["tape"]
    return {name: table[name] for name in Human.measnames}


def posed(performer, angles):
    """Return the engine's model and data of a performer in a pose."""
    model = body_spec(performer).compile()
    data = mujoco.MjData(model)
    for name, angle in angles.items():
        data.joint(name).qpos[0] = angle
    mujoco.mj_forward(model, data)
    return model, data


def moments(lumps):
    """Return the principal moments of (mass, centre, inertia) lumps, shape (3,)."""
    mass = sum(m for m, _, _ in lumps)
    com = sum(m * c for m, c, _ in lumps) / mass
    total = np.zeros((3, 3))
    for m, c, inertia in lumps:
        arm = c - com
        total += inertia + m * (arm @ arm * np.eye(3) - np.outer(arm, arm))
    return np.linalg.eigvalsh(total)


def engine_moments(model, data):
    turns = data.ximat.reshape(-1, 3, 3)
    return moments(
        [
            (
                model.body_mass[b],
                data.xipos[b],
                t @ np.diag(model.body_inertia[b]) @ t.T,
            )
            for b, t in enumerate(turns)
            if b > 0
        ]
    )


def human(tape, config):
    person = Human(dict(tape))
    person.set_CFG_dict(dict(person.CFG) | config)
    return person


def test_the_shipped_tape_weighs_what_the_scale_says(nilo, tape):
    assert Human(dict(tape)).mass == pytest.approx(nilo.mass, rel=0.005)


@pytest.mark.parametrize("pose", POSES)
def test_whole_body_is_that_of_yeadon(nilo, tape, pose):
    """Asked for: mass within 0.5 %, principal moments within 3 %."""
    angles, config = POSES[pose]
    model, data = posed(nilo, POINTED | angles)
    person = human(tape, config)
    scale = nilo.mass / person.mass
    assert model.body_subtreemass[1] == pytest.approx(person.mass, rel=0.005)
    theirs = np.linalg.eigvalsh(person.inertia) * scale
    np.testing.assert_allclose(engine_moments(model, data), theirs, rtol=1e-9)


def test_tuck_is_that_of_yeadons_segments(nilo, tape):
    """The sum is made here, of segments turned by R I R'.

    yeadon 2.0.1 turns a segment's own inertia by the inverse, R' I R: its principal
    moments change when the whole body is turned, and are off by 9 % in a tuck.
    """
    angles, config = TUCK
    model, data = posed(nilo, POINTED | angles)
    person = human(tape, config)
    lumps = [
        (s.mass, s.center_of_mass.ravel(), s.rot_mat @ s.rel_inertia @ s.rot_mat.T)
        for s in person.segments
    ]
    theirs = moments(lumps) * nilo.mass / person.mass
    np.testing.assert_allclose(engine_moments(model, data), theirs, rtol=1e-9)


def test_centre_of_mass_is_that_of_yeadon(nilo, tape):
    angles, config = TUCK
    _, data = posed(nilo, POINTED | angles)
    x, y, z = human(tape, config).center_of_mass.ravel()
    np.testing.assert_allclose(data.subtree_com[1], [-y, x, z], atol=1e-9)


def test_de_leva_1996_table_4_average_man(tmp_path):
    """Mass fractions and lengths of the man the table was made from."""
    path = tmp_path / "average.toml"
    path.write_text(
        'schema = 1\n[measure]\nsex = "male"\nheight_m = 1.741\nmass_kg = 73.0\n'
    )
    segments = load(path).anatomy.segments
    fractions = {"thigh_l": 0.1416, "shank_r": 0.0433, "hand_l": 0.0061}
    fractions |= {"pelvis": 0.1117, "chest": 0.0694 + 0.1596 + 0.1633}
    for name, fraction in fractions.items():
        assert segments[name].mass.mass / 73.0 == pytest.approx(fraction, abs=1e-4)
    gyration = np.sqrt(segments["thigh_l"].mass.inertia[0, 0] / (0.1416 * 73.0))
    length = -segments["shank_l"].origin[2]
    assert gyration / length == pytest.approx(0.329, abs=1e-3)
    assert length == pytest.approx(0.4222, rel=0.02)  # 2 %: stretched to the height.


@pytest.mark.parametrize("name", ["sora", "layla", "bruno"])
def test_moments_are_those_of_a_person(name):
    """Standing, about the somersault axis: radius of gyration 0.22-0.25 of height.

    Measured men and women lie there (Santschi et al. 1963: 0.24 of height).
    """
    performer = load(name)
    gyration = np.sqrt(engine_moments(*posed(performer, {})) / performer.mass)
    assert 0.22 < gyration[1] / performer.height < 0.25
    assert gyration[2] == pytest.approx(gyration[1], rel=0.05)
    assert 0.05 < gyration[0] / performer.height < 0.08


@pytest.mark.parametrize("name", names())
def test_height_and_mass_are_the_persons(name):
    performer = load(name)
    model, data = posed(performer, {})
    head = performer.anatomy.head
    top = data.body("chest").xpos[2] + head[2] + head[5]
    assert top - data.site("sole_l").xpos[2] == pytest.approx(
        performer.height, abs=1e-9
    )
    assert model.body_subtreemass[1] == pytest.approx(performer.mass, rel=1e-12)
    assert 0.5 < 0.5 + data.subtree_com[1][2] < 0.7  # A little above the hips.


@pytest.mark.parametrize("name", names())
def test_drawn_volume_weighs_what_the_body_weighs(name):
    """Rings and head, water-heavy, against the scale; limbs overlap at the joints."""
    from kaleidostage.performers.shapes import ring_volume

    shape = figure(load(name))
    head = 4.0 / 3.0 * np.pi * np.prod(shape["head"]["radii"])
    volume = head + sum(ring_volume(b["rings"], b["axis"]) for b in shape["bodies"])
    assert 1000.0 * volume == pytest.approx(shape["mass"], rel=0.1)


def test_flight_keeps_angular_momentum_through_a_tuck(nilo):
    """With servos integrated explicitly; asked for: within 0.5 %."""
    model = body_spec(nilo).compile()
    model.opt.gravity[:] = 0.0
    model.opt.timestep = 0.0025
    model.opt.integrator = mujoco.mjtIntegrator.mjINT_RK4
    data = mujoco.MjData(model)
    data.joint("root").qvel[4] = 4.0
    mujoco.mj_forward(model, data)
    mujoco.mj_subtreeVel(model, data)
    start = data.subtree_angmom[1].copy()
    for step in range(400):
        for joint in ("hip_flexion", "knee_flexion"):
            for side in "lr":
                data.actuator(f"{joint}_{side}").ctrl = 2.0 * min(1.0, step / 100)
        mujoco.mj_step(model, data)
    mujoco.mj_forward(model, data)
    mujoco.mj_subtreeVel(model, data)
    np.testing.assert_allclose(data.subtree_angmom[1], start, atol=5e-3 * abs(start[1]))


@pytest.mark.parametrize("name", names())
def test_servos_are_stable_in_explicit_integration(name):
    """RK4 is stable to decays of 2.78 over the step: zero pose, afloat, 2.5 ms."""
    performer = load(name)
    model, data = posed(performer, {})
    dofs = [int(model.joint(n).dofadr[0]) for n in JOINTS]
    damping = model.dof_damping.copy()
    damping[dofs] += gains(performer)[1]
    mass = np.empty((model.nv, model.nv))
    for row, unit in zip(mass, np.eye(model.nv), strict=True):
        mujoco.mj_mulM(model, data, row, unit)
    fastest = np.linalg.eigvals(np.linalg.solve(mass, np.diag(damping))).real.max()
    assert fastest * 0.0025 < 2.2
