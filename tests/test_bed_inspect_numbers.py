"""An inspection on the bed finds numbers that went bad, wherever they stand."""

import numpy as np
import pytest

from kaleidostage import performers, rigs
from kaleidostage.perform.bed import inspect as bed
from kaleidostage.perform.retrace import Retraced
from kaleidostage.scene import compose


@pytest.fixture(scope="module")
def scene():
    return compose(performers.load("nilo"), rigs.load("competition"))


def readings(scene):
    """Return readings of a body at rest: a flight, a contact, a flight."""
    found = Retraced.blank(scene, 60, 1)
    steps = len(found.free)
    for name in ("energy", "com", "momentum"):
        getattr(found, name)[:] = 0.0
    found.com[:, 2] = -9.81 / 2 * (np.arange(steps) * scene.step) ** 2
    free = np.ones(steps, dtype=bool)
    free[80:160] = False
    found.touching[80:160] = True
    return found, free


@pytest.mark.parametrize("name", ["work", "momentum", "com"])
def test_bad_numbers_break_a_rule(scene, name):
    found, free = readings(scene)
    getattr(found, name)[:] = np.nan
    steps = len(free)
    rules = bed._energy(found, free, scene, steps) + bed._flights(found, free, scene)
    assert not all(finding.ok for finding in rules)


def test_good_numbers_keep_them(scene):
    found, free = readings(scene)
    assert all(one.ok for one in bed._energy(found, free, scene, len(free)))
