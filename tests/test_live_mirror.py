"""What the live stage shows of a rehearsal is what the rehearsal really tried."""

import importlib
from dataclasses import replace

import numpy as np
import pytest

from kaleidostage import acts, performers, rehearsal, rigs
from kaleidostage.perform import pool
from kaleidostage.rehearsal.checkpoint import reopen
from kaleidostage.rehearsal.cost import cost
from kaleidostage.rehearsal.trials import REHEARSAL, trial
from kaleidostage.scene import compose
from kaleidostage.stage.live.mirror import Mirror

SEED = 5


@pytest.fixture
def few(monkeypatch):
    """Two quick generations of the second stage, where there is noise."""
    module = importlib.import_module("kaleidostage.rehearsal.rehearse")
    monkeypatch.setattr(module, "CHECKED", 2)
    for name in ("rehearsal.rehearse", "stage.live.mirror"):
        part = importlib.import_module(f"kaleidostage.{name}")
        stages = [replace(s, tries=1, noise=0.5, enough=2.0) for s in part.STAGES]
        monkeypatch.setattr(part, "STAGES", tuple(stages))


def test_the_best_take_is_one_that_was_tried(few, tmp_path):
    act, who = acts.load("first-leap"), performers.load("layla")
    scene = compose(who, rigs.load("reference"))
    origin = rehearsal.start(act, who, scene.rig)
    path = tmp_path / "checkpoint"
    steadiness = performers.steadiness("beginner")
    done = rehearsal.rehearse(
        scene,
        act,
        origin,
        steadiness,
        seed=SEED,
        budget=1000.0,
        generations=2,
        checkpoint=path,
    )
    seen = Mirror(origin, SEED, path).look()
    told = min(reopen(path, {}).generations[-1].costs)
    with pool(scene, 1) as one:
        tally = trial(
            scene,
            [seen.best],
            seen.softened(steadiness),
            one,
            seed=REHEARSAL | SEED,
            takes=[seen.first_take],
        )
    assert cost(scene, act, tally) == pytest.approx(told, abs=0.0)
    for mine, his in zip(seen.favourite.phases, done.technique.phases, strict=True):
        assert mine.at == pytest.approx(his.at, abs=6e-4)  # The file's rounding.
        poses = [np.array(list(phase.pose.values())) for phase in (mine, his)]
        assert np.allclose(*poses, atol=np.radians(0.06))
