"""Strength: published torques and the torque-speed curve."""

import numpy as np
import pytest

from kaleidostage.performers import JOINTS, torque_limits
from kaleidostage.performers.strength import FEMALE, HILL, REFERENCE_KG, strength


@pytest.fixture
def man():
    return strength(mass=REFERENCE_KG, sex="male")


def curves(power, joint, factors):
    """Return low and high of one joint at speeds over its top speeds, two arrays."""
    k = JOINTS.index(joint)
    speeds = np.zeros((len(factors), len(JOINTS)))
    speeds[:, k] = np.asarray(factors) * power.speed_positive[k]
    low, high = torque_limits(power, speeds)
    return low[:, k], high[:, k]


def test_loughborough_torque_generators(man):
    """Two arms: 178/257 N m, stretched 226/326 N m, as shipped with bioptim."""
    left, right = JOINTS.index("shoulder_flexion_l"), JOINTS.index("shoulder_flexion_r")
    up, down = (part[left] + part[right] for part in (man.positive, man.negative))
    assert up == pytest.approx(178, rel=0.03)
    assert down == pytest.approx(257, rel=0.03)
    assert man.eccentric[left] * up == pytest.approx(226, rel=0.03)
    assert man.eccentric[left] * down == pytest.approx(326, rel=0.03)


def test_anderson_2007_young_men(man):
    """One leg, table 3: 0.161 m g h in hip extension, 0.113 flexing; 0.163 knee."""
    scale = REFERENCE_KG * 9.81 * 1.732
    hip, knee = JOINTS.index("hip_flexion_r"), JOINTS.index("knee_flexion_r")
    assert man.negative[hip] == pytest.approx(0.161 * scale, rel=0.02)
    assert 1.0 < man.positive[hip] / (0.113 * scale) < 1.6
    assert 1.0 < man.negative[knee] / (0.163 * scale) < 1.6


def test_isometric_at_rest_and_nothing_at_the_top_speed(man):
    low, high = torque_limits(man, np.zeros((2, len(JOINTS))))
    np.testing.assert_allclose(high, np.tile(man.positive, (2, 1)))
    np.testing.assert_allclose(low, -np.tile(man.negative, (2, 1)))
    assert curves(man, "knee_flexion_l", [1.0, 1.5])[1] == pytest.approx([0.0, 0.0])


def test_shortening_is_hills_hyperbola(man):
    """(T + a)(v + b) = (T0 + a) b with a = k T0 and b = k v_max, k = HILL."""
    v = np.linspace(0.0, 1.0, 11)
    torque = (
        curves(man, "hip_flexion_l", v)[1] / man.positive[JOINTS.index("hip_flexion_l")]
    )
    np.testing.assert_allclose((torque + HILL) * (v + HILL), (1 + HILL) * HILL)


def test_stretching_rises_to_the_eccentric_ceiling(man):
    k = JOINTS.index("shoulder_flexion_r")
    high = curves(man, "shoulder_flexion_r", [-1e6])[1]
    assert high[0] == pytest.approx(1.27 * man.positive[k], rel=1e-4)


@pytest.mark.parametrize("joint", JOINTS)
def test_curve_is_smooth_and_falls_with_speed(man, joint):
    v = np.linspace(-2.0, 2.0, 4001)
    low, high = curves(man, joint, v)
    assert (np.diff(high) <= 1e-12).all() and (np.diff(low) <= 1e-12).all()
    assert (high >= 0).all() and (low <= 0).all()
    slope = np.gradient(high, v)
    near = np.abs(v) < 0.003
    assert np.ptp(slope[near]) < 0.1 * abs(slope[near]).max()


def test_rows_do_not_depend_on_their_batch(man):
    qvel = np.random.default_rng(0).normal(0, 8, (33, len(JOINTS)))
    low, high = torque_limits(man, qvel)
    for row in (0, 7, 32):
        one = torque_limits(man, qvel[row])
        np.testing.assert_array_equal(one[0], low[row])
        np.testing.assert_array_equal(one[1], high[row])


def test_torque_grows_with_mass_and_training(man):
    woman = strength(mass=55.0, sex="female", scale=1.1)
    factor = 1.1 * FEMALE * 55.0 / REFERENCE_KG
    np.testing.assert_allclose(woman.positive, factor * man.positive)
    np.testing.assert_array_equal(woman.speed_positive, man.speed_positive)
    typical = strength(mass=0.81 * REFERENCE_KG, sex="female").negative / man.negative
    assert (0.6 < typical).all() and (typical < 0.7).all()
