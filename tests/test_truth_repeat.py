"""Same seed, same take: whatever the threads, the batch and the company."""

import dataclasses

import numpy as np
import pytest

from kaleidostage.perform import draw, lead, pool
from kaleidostage.perform.take import state_hash
from kaleidostage.performers import JOINTS, steadiness
from kaleidostage.scene import take_off_angle
from kaleidostage.technique import plan
from leap import landed_take, leaps, scene, technique

TAKES = range(5)


def hashes(records):
    return {n: state_hash(np.array(record.states)) for n, record in records.items()}


@pytest.fixture(scope="module")
def led():
    return leaps(takes=TAKES, threads=1)


@pytest.fixture(scope="module")
def reference(led):
    return hashes(led[1])


@pytest.mark.parametrize("options", [{"threads": 2}, {"batch": 3}], ids=str)
def test_takes_do_not_depend_on_threads_or_batch(reference, options):
    assert hashes(leaps(takes=TAKES, **{"threads": 1, **options})[1]) == reference


def test_a_take_does_not_depend_on_the_takes_beside_it(reference):
    """One alone in its batch, in another order, and two together."""
    some = hashes(leaps(takes=[4, 2, 1], threads=1, batch=2)[1])
    assert some == {take: reference[take] for take in (4, 2, 1)}


def test_recording_changes_nothing(led):
    tally, _ = leaps(takes=TAKES, keep=())
    full, _ = led
    for field in dataclasses.fields(tally):
        np.testing.assert_array_equal(
            getattr(tally, field.name), getattr(full, field.name)
        )


def test_takes_and_seeds_differ(reference):
    other = hashes(leaps(takes=TAKES, seed=2)[1])
    assert len({*reference.values(), *other.values()}) == 2 * len(TAKES)


def test_no_unsteadiness_makes_all_takes_one():
    records = leaps("none", takes=range(3))[1]
    assert len(set(hashes(records).values())) == 1


def mirrored(noise):
    """The same noise for the mirror image: left and right change places."""
    swap = {"l": "r", "r": "l"}
    order = [
        JOINTS.index(n[:-1] + swap[n[-1]]) if n[-2:] in ("_l", "_r") else i
        for i, n in enumerate(JOINTS)
    ]
    sign = [-1.0 if n in ("spine_bending", "spine_torsion") else 1.0 for n in JOINTS]
    flip = np.array([1.0, -1.0, 1.0])
    return dataclasses.replace(
        noise,
        pose=noise.pose[:, :, order] * np.array(sign),
        start=noise.start * flip,
        place=noise.place * flip,
        speed=noise.speed * flip,
    )


def test_mirrored_unsteadiness_gives_the_mirror_image():
    """Left for right until the catch; rounding differs, so not to the bit."""
    one = plan([technique()])
    rows = np.zeros(4, dtype=np.int64)
    angle = np.array([take_off_angle(scene(), one.pose[0, 0])])[rows]
    noise = draw(steadiness("national"), 5, range(4), len(technique().phases))
    with pool(scene(), 2) as threads:
        a, first = lead(scene(), one.pick(rows), noise, angle, threads, keep=range(4))
        b, second = lead(
            scene(), one.pick(rows), mirrored(noise), angle, threads, keep=range(4)
        )
    np.testing.assert_allclose(a.release, b.release, atol=1e-12)
    np.testing.assert_allclose(a.lean, b.lean, atol=1e-5)
    np.testing.assert_allclose(a.miss, b.miss * [1, -1, 1], atol=1e-3)
    com = scene().sensor["com"]
    for row in range(4):
        until = round(float(a.release[row]) / 0.01) + 20
        left = np.array(first[row].sensors[:until])[:, com]
        right = np.array(second[row].sensors[:until])[:, com]
        np.testing.assert_allclose(left, right * [1, -1, 1], atol=1e-5)


def test_a_sideways_start_goes_sideways(led):
    """The mirror test would be cheap if nothing ever left the middle."""
    y = scene().sensor["com"].start + 1
    assert all(
        np.abs(np.array(r.sensors)[:200, y]).max() > 1e-3 for r in led[1].values()
    )
    assert landed_take().outcome["landed"]
