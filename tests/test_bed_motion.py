"""How bodies over the bed are seen: turns, twists, and what is felt of them."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from kaleidostage.perform.bed.feel import BED, PAIRS, Errors
from kaleidostage.perform.bed.motion import Body, Turning, motion
from kaleidostage.perform.bed.noise import BedNoise, deviation, draw
from kaleidostage.perform.bed.observe import flight_time, time_left
from kaleidostage.performers import steadiness
from kaleidostage.scene import TICK

STRAIGHT = np.array([10.0, 10.0, 1.2])


def body(turn=0.0, twist=0.0, roll=0.0, facing=1.0, momentum=(0.0, 0.0, 0.0)):
    """Return one body: first rolled right, then twisted left, last turned ahead."""
    way = Rotation.from_euler("z", 0.0 if facing > 0 else np.pi)
    frame = (
        way * Rotation.from_rotvec([roll, 0, 0]) * Rotation.from_rotvec([0, turn, 0])
    )
    frame = frame * Rotation.from_rotvec([0, 0, twist])
    front, up = frame.apply([[1, 0, 0], [0, 0, 1]])
    row = {
        "com": [0.3, 0.1, 1.5],
        "speed": [0.4, -0.2, 2.0],
        "momentum": momentum,
        "front": front,
        "up": up,
        "foot": [0.25, 0.05],
        "angle": np.zeros(19),
        "rate": np.zeros(19),
        "bed": np.zeros(2),
    }
    return Body(**{name: np.array([value], float) for name, value in row.items()})


def seen(facing=1.0, **changes):
    return motion(body(facing=facing, **changes), np.array([facing]), STRAIGHT)


@pytest.mark.parametrize("facing", [1.0, -1.0])
def test_lean_ahead_roll_right_and_twist_left_are_plus(facing):
    assert seen(facing, turn=0.4).pitch == pytest.approx([0.4])
    assert seen(facing, roll=0.3).roll == pytest.approx([0.3])
    assert seen(facing, twist=0.5).twist == pytest.approx([0.5])


@pytest.mark.parametrize("turn", [-2.5, -1.0, 0.7, 3.0])
@pytest.mark.parametrize("twist", [-1.2, 0.0, 2.0])
def test_turn_and_twist_are_told_apart_whatever_the_other_is(turn, twist):
    both = seen(turn=turn, twist=twist)
    assert both.pitch == pytest.approx([turn])
    assert both.twist == pytest.approx([twist])


def test_places_and_speeds_are_ahead_and_left_of_who_faces_there():
    ahead, back = seen(1.0), seen(-1.0)
    assert ahead.place == pytest.approx(np.array([[0.3, 0.1, 1.5]]))
    assert back.place == pytest.approx(np.array([[-0.3, -0.1, 1.5]]))
    assert back.speed == pytest.approx(np.array([[-0.4, 0.2, 2.0]]))
    assert back.over == pytest.approx(np.array([[-0.05, -0.05]]))


def test_spin_is_angular_momentum_over_the_inertia_of_the_straight_body():
    spin = seen(momentum=(5.0, -20.0, 0.6)).spin
    assert spin == pytest.approx(np.array([[0.5, -2.0, 0.5]]))


@pytest.mark.parametrize("turns", [-2, -1, 1, 2])
def test_somersaults_are_counted_down_to_nought(turns):
    count, whole = Turning(1), turns * 2 * np.pi
    first = seen(turn=0.1)
    count.begin(np.array([True]), first, np.array([whole]), np.zeros(1))
    assert count.turn == pytest.approx([0.1 - whole])
    for share in np.linspace(0.0, 1.0, 60):
        count.count(seen(turn=0.1 + share * (whole - 0.15)))
    assert count.turn == pytest.approx([-0.05])


def test_times_of_flight_are_those_of_a_thrown_stone():
    height, climb = np.array([0.0, 1.0]), np.array([7.0, 0.0])
    assert time_left(height, climb) == pytest.approx(
        [2 * 7.0 / 9.81, (2 / 9.81) ** 0.5]
    )
    assert flight_time(height, climb) == pytest.approx(
        [2 * 7.0 / 9.81, 2 * (2 / 9.81) ** 0.5]
    )


# What is felt.


def errors_after(seconds, air, takes=1500):
    """Return the errors of many who have flown, or stood, for some seconds."""
    level = steadiness("national")
    rng = np.random.default_rng(5)
    spread = deviation(level)
    draws = int(seconds * 10) + 2
    noise = BedNoise(
        start=np.zeros((takes, 9)),
        pose=np.zeros((takes, 1, 19)),
        moment=np.zeros((takes, 1)),
        felt=rng.normal(size=(takes, draws, 12)) * spread,
        deviation=spread,
    )
    errors = Errors(noise)
    for _ in range(round(seconds / TICK)):
        errors.carry(np.full(takes, air))
    return errors


def test_in_flight_what_is_felt_comes_near_the_best_straight_line():
    seconds = 1.5
    errors = errors_after(seconds, air=True)
    spread = deviation(steadiness("national"))
    for a, b in PAIRS:
        # Readings of a value and of its constant change, fitted by least squares.
        times = np.arange(1, int(seconds * 10) + 1) * 0.1 - seconds
        value = np.stack([np.ones_like(times), times], axis=1) / spread[a]
        change = (
            np.stack([np.zeros_like(times), np.ones_like(times)], axis=1) / spread[b]
        )
        rows = np.concatenate([value, change])
        best = np.sqrt(np.diag(np.linalg.inv(rows.T @ rows)))
        got = errors.now[:, [a, b]].std(axis=0)
        assert (got < 1.5 * best + 0.003).all()
        assert (got > 0.5 * best).all()


def test_the_filter_knows_how_wrong_it_is():
    for air in (True, False):
        errors = errors_after(1.0, air=air)
        for i, (a, _) in enumerate(PAIRS):
            told = np.sqrt(errors.variance[0, i, 0])
            assert errors.now[:, a].std() < 1.2 * told


def test_on_the_bed_speeds_are_felt_worse_than_in_flight():
    flown, stood = errors_after(1.0, air=True), errors_after(1.0, air=False)
    for (_, b), push in zip(PAIRS, BED, strict=True):
        assert push > 0
        assert stood.now[:, b].std() > 1.3 * flown.now[:, b].std()


def test_a_take_has_the_same_noise_whichever_others_are_drawn():
    level = steadiness("national")
    one = draw(level, 7, [3], 10, 12.0)
    many = draw(level, 7, [0, 3, 9], 10, 12.0)
    for name in ("start", "pose", "moment", "felt"):
        np.testing.assert_array_equal(getattr(one, name)[0], getattr(many, name)[1])
    with pytest.raises(ValueError, match="seed"):
        draw(level, -1, [0], 10, 12.0)


def test_noise_has_the_spread_of_its_level():
    noise = draw(steadiness("national"), 1, range(60), 12, 20.0)
    assert np.degrees(noise.pose.std()) == pytest.approx(2.3, rel=0.05)
    assert 1000 * noise.moment.std() == pytest.approx(12.0, rel=0.05)
    assert noise.felt[:, :, 0].std() == pytest.approx(0.020, rel=0.05)
    none = draw(steadiness("none"), 1, range(3), 12, 20.0)
    assert not none.pose.any()
    assert not none.felt.any()
