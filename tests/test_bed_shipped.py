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

LEAST = {"straight-jumps": 7, "back-tuck": 7, "back-pike": 7, "barani": 7}
"""Of TAKES so many land at least; a sound build misses this once in 100 000."""
TAKES = 12


@cache
def jumped(name):
    act = acts.load(name)
    who, rig = performers.load(act.cast), rigs.load(act.rig)
    scene = compose(who, rig)
    how = technique.load(act.name, who.name, rig.name)
    tally, records = perform(
        scene, how, who.steadiness, seed=2026, takes=range(TAKES), elements=act.flown,
        keep=range(TAKES),
    )  # fmt: skip
    return act, scene, how, who.steadiness, tally, records


def words(name):
    act, _, _, _, tally, _ = jumped(name)
    marks = judged(tally, act, range(TAKES))
    done = zip(marks, tally.done.tolist(), strict=True)
    return marks, [outcome(one, through) for one, through in done]


@pytest.mark.parametrize("name", LEAST)
def test_shipped_jumps_keep_going(name):
    assert words(name)[1].count("landed") >= LEAST[name]


@pytest.mark.parametrize("name", LEAST)
def test_a_landed_routine_is_its_card_to_the_judges(name):
    act = acts.load(name)
    marks, how = words(name)
    for one, word in zip(marks, how, strict=True):
        if word == "landed":
            assert tuple(e.skill for e in one.elements) == act.elements
            assert one.as_declared
            assert one.flight == pytest.approx(
                sum(e.seconds for e in one.elements), abs=0.01
            )


@pytest.mark.parametrize("name", LEAST)
def test_landed_jumps_pass_their_inspection_and_can_be_proven(name, tmp_path):
    act, scene, how, level, tally, records = jumped(name)
    first = words(name)[1].index("landed")
    take = make_take(
        scene, how, level, act=asdict(act), seed=2026, number=first, tally=tally,
        row=first, record=records[first],
    )  # fmt: skip
    broken = [str(f) for f in inspect(take, scene).findings if not f.ok]
    assert not broken
    verdict = verify(save_take(tmp_path, take))
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
    assert set(told["broken"]) == {"0", "1"}
    assert np.isfinite(told["marks"]["total_50"])
