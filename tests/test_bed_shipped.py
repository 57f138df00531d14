"""The shipped jumps: that they keep going, are seen as what they are, and are sound."""

import json
from dataclasses import asdict
from functools import cache

import numpy as np
import pytest

from kaleidostage import acts, performers, rigs, technique
from kaleidostage.cli import main
from kaleidostage.judging.trampoline import judged, outcome
from kaleidostage.perform import inspect, make_take, perform, save_take, verify
from kaleidostage.scene import compose

TAKES, LEAST = 12, 3
"""Of 12 at least 3: a build that lands eight in ten misses this once in 200 000."""


@cache
def jumped():
    act = acts.load("straight-jumps")
    who, rig = performers.load(act.cast), rigs.load(act.rig)
    scene = compose(who, rig)
    how = technique.load(act.name, who.name, rig.name)
    tally, records = perform(
        scene, how, who.steadiness, seed=2026, takes=range(TAKES), elements=act.flown,
        keep=range(TAKES),
    )  # fmt: skip
    return act, scene, how, who.steadiness, tally, records


def words():
    act, _, _, _, tally, _ = jumped()
    marks = judged(tally, act, range(TAKES))
    done = zip(marks, tally.done.tolist(), strict=True)
    return marks, [outcome(one, through) for one, through in done]


def test_straight_jumps_keep_going():
    assert words()[1].count("landed") >= LEAST


def test_a_landed_routine_is_ten_straight_jumps_to_the_judges():
    marks, how = words()
    for one, word in zip(marks, how, strict=True):
        if word == "landed":
            assert len(one.elements) == 10
            assert all(e.skill.is_straight_jump for e in one.elements)
            assert one.as_declared
            assert one.flight == pytest.approx(
                sum(e.seconds for e in one.elements), abs=0.01
            )


def test_landed_jumps_pass_their_inspection_and_can_be_proven(tmp_path):
    act, scene, how, level, tally, records = jumped()
    landed = [i for i, word in enumerate(words()[1]) if word == "landed"]
    takes = [
        make_take(
            scene, how, level, act=asdict(act), seed=2026, number=i, tally=tally, row=i,
            record=records[i],
        )
        for i in landed[:1]
    ]  # fmt: skip
    for take in takes:
        broken = [str(f) for f in inspect(take, scene).findings if not f.ok]
        assert not broken
    verdict = verify(save_take(tmp_path, takes[0]))
    assert verdict.ok
    assert verdict.repeated is not False
    assert verdict.landed
    assert verdict.landed_again or verdict.repeated is None


def test_odds_of_jumps_tell_marks_and_loads(capsys):
    assert main(["odds", "straight-jumps", "--takes", "2", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["takes"] == 2
    assert told["landed"] + sum(told["failures"].values()) == 2
    assert 0.9 < told["marks"]["flight_mean_s"] < 1.8
    assert told["marks"]["bed_50_bw"] > 5
    assert not any(told["broken"].values())
    assert np.isfinite(told["marks"]["total_50"])
