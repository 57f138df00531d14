"""A rehearsal on the bed, shown live: each generation has its take."""

import functools
import importlib

import numpy as np
import pytest

from kaleidostage import technique
from kaleidostage.rehearsal.balance.agent import FELT
from kaleidostage.rehearsal.balance.learn import Course
from kaleidostage.stage.live.frames import unpacked
from kaleidostage.stage.live.mirror import TAKES_APART
from kaleidostage.stage.live.mirror_bed import BedMirror
from kaleidostage.stage.live.rehearsing import rehearse
from kaleidostage.stage.live.run import CHECKPOINT, TECHNIQUE


@pytest.fixture
def small(monkeypatch):
    """Tiny generations, and a check of two takes."""
    module = importlib.import_module("kaleidostage.rehearsal.balance.rehearse")
    tiny = functools.partial(Course, bodies=4, ticks=6, rounds=3)
    monkeypatch.setattr(module, "Course", tiny)
    monkeypatch.setattr(module, "CHECKED", 2)


def test_each_generation_on_the_bed_is_told_with_its_take(small, tmp_path):
    told = []
    (tmp_path / "takes").mkdir()
    wish = {
        "act": "straight-jumps",
        "performer": "nilo",
        "rig": "competition",
        "steadiness": "national",
        "technique": "",
        "home": str(tmp_path),
        "seed": 3,
        "budget": 5.0,
        "threads": 1,
    }
    done = rehearse(wish, lambda **values: told.append(values))
    points = [values["point"] for values in told if "point" in values]
    takes = [values["take"] for values in told if "take" in values]
    assert [point["generation"] for point in points] == list(range(1, len(points) + 1))
    assert len(points) == len(takes) >= 1
    assert "of the noise" in points[-1]["stage"]
    assert (done["takes"], done["generations"]) == (2, len(points))
    shown = unpacked((tmp_path / "takes" / takes[-1]).read_bytes())
    assert shown["generation"] == points[-1]["generation"]
    # What is shown is what was learned.
    found = technique.read(tmp_path / TECHNIQUE)
    seen = BedMirror(found, tmp_path / CHECKPOINT).look()
    assert seen.first_take == len(points) * TAKES_APART
    x = np.random.default_rng(0).normal(size=(3, FELT))
    np.testing.assert_array_equal(seen.best.balance(x), found.balance(x))
