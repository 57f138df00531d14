"""The bed against what was measured on real ones, and against energy.

Static loads: S2M-BED. Contact times and peaks: TU-DRESDEN. Both in docs/sources.md.
A body on trial is rigid (tests/bed.py): a performer adds what muscles give and take.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from bed import (
    GRAVITY,
    MASS,
    MIDDLE,
    OFF,
    attitude,
    build,
    deepest,
    drop,
    empty,
    left_over,
    sag,
    sags,
)
from kaleidostage.rigs import Trampoline, load, names
from kaleidostage.scene import STEP

BED = Trampoline()
FLIGHTS = (1.2, 1.35, 1.5, 1.7)
PLACES = ((0.0, 0.0), (0.54, 0.54), (1.21, 0.0), (-1.5, 0.6))
BEDS = [name for name in names() if load(name).apparatus == "trampoline"]


def body_weights(force):
    return force / (MASS * GRAVITY)


# At rest.


def test_nine_loads_in_the_middle_sink_as_measured():
    assert np.abs(sags(MIDDLE)).max() < 0.03


@pytest.mark.parametrize("table", OFF, ids=lambda table: str(table[0][0]))
def test_loads_off_the_middle_sink_as_measured(table):
    assert np.abs(sags(table)).max() < 0.10


def test_the_same_load_sinks_less_the_farther_out():
    along = [sag(100.0, (x, 0.0)) for x in (0.0, 0.6, 1.2, 1.8)]
    across = [sag(100.0, (0.0, y)) for y in (0.0, 0.3, 0.6, 0.9)]
    for row in (along, across):
        assert row == sorted(row, reverse=True) and row[-1] < 0.99 * row[0]


def test_the_law_in_python_is_the_engines():
    depth = sag(150.0, (0.0, 0.0))
    assert BED.force(depth) == pytest.approx(150.0 * GRAVITY, rel=1e-3)


# A bounce.


@pytest.mark.parametrize("flight", FLIGHTS)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_passive_body_loses_about_a_sixth_of_its_energy(place, flight):
    lost = 1.0 - drop(flight=flight, place=place).returned
    assert 0.15 < lost < 0.25


@pytest.mark.parametrize("flight", [1.5, 1.6, 1.7])
def test_contact_and_peak_are_in_the_published_range(flight):
    trial = drop(flight=flight)
    assert 0.27 < trial.contact < 0.33
    assert 9.5 < body_weights(trial.peak) < 12.5


def test_higher_falls_touch_shorter_press_harder_and_go_deeper():
    trials = [drop(flight=flight) for flight in FLIGHTS]
    for low, high in pairwise(trials):
        assert high.contact < low.contact
        assert high.peak > low.peak and high.depth.max() > low.depth.max()


@pytest.mark.parametrize("mass", [0.5, BED.mass])
@pytest.mark.parametrize("flight", [0.4, 1.2, 1.7])
def test_depth_and_peak_without_losses_are_those_of_the_energy_balance(mass, flight):
    rig = replace(BED, mass=mass, damping=0.0)
    trial = drop(rig, flight=flight)
    depth = deepest(rig, MASS, GRAVITY * flight / 2)
    assert trial.depth.max() == pytest.approx(depth, rel=0.02)
    # The body feels the bed's push less what speeds up the plate.
    rise = (rig.force(depth) - MASS * GRAVITY) / (MASS + rig.mass)
    assert trial.peak == pytest.approx(MASS * (rise + GRAVITY), rel=0.02)


@pytest.mark.parametrize("flight", FLIGHTS)
def test_half_the_step_gives_the_same_bounce(flight):
    whole, half = drop(flight=flight), drop(flight=flight, step=STEP / 2)
    assert half.returned == pytest.approx(whole.returned, abs=0.005)
    assert half.contact == pytest.approx(whole.contact, abs=1.01 * STEP)
    assert half.depth.max() == pytest.approx(whole.depth.max(), rel=0.002)
    assert half.peak == pytest.approx(whole.peak, rel=0.005)


def test_both_integrators_give_the_same_bounce():
    held, free = drop(), drop(integrator="RK4")
    assert free.returned == pytest.approx(held.returned, abs=0.01)
    assert free.contact == pytest.approx(held.contact, abs=1.01 * STEP)


# What never happens.


def any_drop(rng):
    """Draw how a body comes down: anywhere, leaning, drifting and turning."""
    return {
        "flight": rng.uniform(0.2, 2.0),
        "place": tuple(rng.uniform((-1.8, -0.8), (1.8, 0.8))),
        "turn": attitude(*rng.uniform((-3.1, 0.0, -3.1), (3.1, 0.7, 3.1))),
        "speed": tuple(rng.uniform(-1.5, 1.5, 2)),
        "spin": tuple(rng.uniform(-6.0, 6.0, 3)),
    }


@pytest.mark.parametrize("integrator", ["IMPLICITFAST", "RK4"])
@pytest.mark.parametrize("bed", BEDS)
def test_no_bounce_gives_energy(bed, integrator):
    rig, rng = load(bed), np.random.default_rng(3)
    touched = 0
    for _ in range(25):
        trial = drop(rig, seconds=0.6, integrator=integrator, **any_drop(rng))
        assert (trial.body + trial.bed).max() < 1.0005 * trial.given
        assert trial.body[-1] < 0.95 * trial.given
        touched += (trial.push > 0).any()
    assert touched == 25


def test_a_swinging_bed_gives_no_more_than_it_has():
    """Its stiffness is set when the body comes, however deep it is at that moment."""
    rng = np.random.default_rng(4)
    for _ in range(25):
        how = any_drop(rng)
        bed = tuple(rng.uniform((-0.08, -1.5), (0.08, 1.5)))
        trial = drop(seconds=0.6, bed=bed, **how)
        stiffer = BED.off_stiffness * BED.stiffer(*how["place"])
        before = trial.given - stiffer * bed[0] ** 2 / 2
        assert trial.given - before < 0.01 * before
        assert trial.body[-1] + trial.bed[-1] < before


@pytest.mark.parametrize("flight", np.arange(1.2, 1.71, 0.05).round(2))
def test_little_of_a_bounce_is_left_in_the_empty_bed(flight):
    """At the next landing: under 0.5 % of its energy; it then changes by under 5 %."""
    depth, speed = left = left_over(flight)
    energy = BED.mass * speed**2 / 2 + BED.linear * depth**2 / 2
    assert energy < 0.005 * MASS * (GRAVITY * flight / 2) ** 2 / 2
    calm, swinging = drop(flight=flight), drop(flight=flight, bed=left)
    assert swinging.body[-1] == pytest.approx(calm.body[-1], rel=0.05)


def test_the_bed_left_alone_comes_to_rest():
    depth, speed = empty(drop(), 12.0)
    assert abs(depth) < 1e-3 and abs(speed) < 0.02


# Mirrors.

MIRRORS = {
    "left and right": (np.array([1.0, -1.0]), np.array([-1.0, 1.0, -1.0])),
    "front and back": (np.array([-1.0, 1.0]), np.array([1.0, -1.0, -1.0])),
}


@pytest.mark.parametrize("mirror", MIRRORS)
def test_mirrored_drops_give_mirrored_bounces(mirror):
    ways, turns = MIRRORS[mirror]
    rng = np.random.default_rng(5)
    for _ in range(6):
        how = any_drop(rng)
        mirrored = {key: tuple(ways * how[key]) for key in ("place", "speed")}
        mirrored["spin"] = tuple(turns * how["spin"])
        mirrored["turn"] = (how["turn"][0], *(turns * how["turn"][1:]))
        one = drop(seconds=0.5, **how)
        other = drop(seconds=0.5, **(how | mirrored))
        np.testing.assert_allclose(other.body, one.body, atol=1e-6)
        np.testing.assert_allclose(other.depth, one.depth, atol=1e-9)
        model = build(BED)
        at = model.joint("body").qposadr[0]
        place, other_place = one.state[0][at : at + 3], other.state[0][at : at + 3]
        np.testing.assert_allclose(other_place, [*ways, 1.0] * place, atol=1e-6)


# Sideways.


def test_a_drifting_body_pushes_the_bed_along_by_centimetres_and_no_more():
    upright, slow, fast = (drop(speed=(v, 0.0)).shift for v in (0.0, 0.4, 0.8))
    assert np.abs(upright).max() < 1e-9
    early = round(0.02 / STEP)  # Before the body has begun to lean.
    assert 0.002 < slow[0, :early].max() < 0.6 * fast[0, :early].max()
    assert max(slow[0].max(), fast[0].max()) < 0.1
    assert np.abs(fast[1]).max() < 1e-9
