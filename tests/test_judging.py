"""Outcomes of made-up tallies: one row a rule."""

import math

import numpy as np
import pytest

from kaleidostage.acts import load
from kaleidostage.judging import CAUSES, facts, loads, outcome_names, somersaults
from kaleidostage.judging.trapeze import STANDS
from kaleidostage.perform import Tally
from kaleidostage.scene import TOUCHED

REACH, CATCH_SPEED = 0.06, 2.5


def take(**read):
    """Return the tally of one take: a flight that ended in the net, far off."""
    tally = Tally.blank(1)
    usual = {"end": 4.0, "release": 2.0, "gap": 0.5, "past": 3.0}
    usual |= {"miss": (-0.5, 0.0, -0.1), "touched": (1, 0, 0, 0, 0), "lean": -0.5}
    for name, value in (usual | read).items():
        getattr(tally, name)[0] = value
    return tally


def outcome(act="first-leap", **read):
    names = outcome_names(take(**read), load(act), reach=REACH, catch_speed=CATCH_SPEED)
    return names[0]


CAUGHT = {"held": True, "catch": (3.0, 3.01), "gap": 0.01, "past": 1.0}
NEAR_BOARD, NEAR_BAR = (1, 1, 0, 0, 0), (1, 0, 1, 0, 0)
FAR_BOARD, FAR_BAR = (1, 0, 0, 1, 0), (1, 0, 0, 0, 1)

TABLE = [
    ("landed", CAUGHT),
    ("landed", CAUGHT | {"touched": FAR_BAR}),
    ("landed", CAUGHT | {"lean": 0.4, "spin": -0.9}),
    ("other", CAUGHT | {"spin": 2 * math.pi}),
    ("other", CAUGHT | {"diverged": True}),
    ("other", {"diverged": True}),
    ("other", CAUGHT | {"held": False}),
    ("grip broke", CAUGHT | {"held": False, "broken": 3.5}),
    ("grip broke", {"broken": 1.0, "gap": math.inf, "miss": np.nan}),
    ("hit the bar or the board", {"touched": NEAR_BOARD}),
    ("hit the bar or the board", {"touched": NEAR_BAR}),
    ("hit the bar or the board", {"touched": FAR_BOARD}),
    ("short", {"touched": FAR_BAR}),
    ("too fast", {"gap": 0.05, "past": 2.6}),
    ("too fast", {"gap": 0.05, "past": 2.6, "touched": FAR_BOARD}),
    ("short", {"gap": 0.05, "past": 2.4}),
    ("short", {"miss": (-0.5, 9.0, 0.4)}),
    ("long", {"miss": (0.5, 0.0, -0.4)}),
    ("low", {"miss": (0.3, 0.0, -0.4)}),
    ("high", {"miss": (-0.3, 0.0, 0.4)}),
    ("low", {"catch": (3.0, np.nan), "miss": (0.0, 0.0, -0.4)}),
    ("other", {"release": np.nan, "gap": math.inf, "miss": np.nan, "past": np.nan}),
]


@pytest.mark.parametrize(("expected", "read"), TABLE)
def test_each_rule_gives_its_word(expected, read):
    assert outcome(**read) == expected


def test_every_cause_has_a_row():
    assert {row[0] for row in TABLE} == {"landed", *CAUSES}


def test_takes_are_judged_one_by_one():
    tally = Tally.join([take(**read) for _, read in TABLE])
    names = outcome_names(
        tally, load("first-leap"), reach=REACH, catch_speed=CATCH_SPEED
    )
    assert names == [word for word, _ in TABLE]


@pytest.mark.parametrize(
    ("lean_deg", "spin_deg", "count"),
    [
        (-40, 0, 0),  # As released.
        (-40, -30, 0),  # Turned forwards a little.
        (-40, 130, 0),
        (-40, 150, 1),  # Through head-down, backwards.
        (-40, 300, 1),
        (-40, 490, 1),
        (-40, 510, 2),  # A double: one and a half turns.
        (30, 200, 0),
        (30, 215, 1),
        (170, 0, 0),
        (-40, -230, -1),  # Forwards.
    ],
)
def test_somersaults_count_each_passing_of_head_down(lean_deg, spin_deg, count):
    tally = take(lean=math.radians(lean_deg), spin=math.radians(spin_deg))
    assert somersaults(tally).tolist() == [count]


@pytest.mark.parametrize(
    ("act", "turns", "word"),
    [
        ("first-leap", 0.0, "landed"),
        ("first-leap", 1.0, "other"),
        ("back-somersault-leap", 1.0, "landed"),
        ("back-somersault-leap", 0.0, "other"),
        ("back-somersault-leap", 2.0, "other"),
    ],
)
def test_an_act_is_landed_with_its_own_somersaults_only(act, turns, word):
    assert outcome(act, **(CAUGHT | {"spin": turns * 2 * math.pi})) == word


def test_columns_that_are_a_cause_are_what_they_are_called():
    assert [TOUCHED[i] for i in STANDS] == ["near_board", "near_bar", "far_board"]


def test_facts_are_in_peoples_units():
    tally = take(
        **CAUGHT,
        spin=math.pi,
        load=(1000.0, 1500.0),
        cable=(900.0, 800.0, 950.0, 10.0),
    )
    assert facts(tally, 0, weight=500.0) == pytest.approx(
        {
            "flight_s": 1.0,
            "rotation_deg": 180.0,
            "hand_left_N": 1000.0,
            "hand_right_N": 1500.0,
            "hand_left_bw": 2.0,
            "hand_right_bw": 3.0,
            "cable_N": 950.0,
        }
    )


def test_flight_of_a_miss_lasts_to_its_end_and_of_no_flight_is_none():
    assert facts(take(), 0, weight=500.0)["flight_s"] == 2.0
    assert facts(take(release=np.nan), 0, weight=500.0)["flight_s"] is None


def test_loads_are_percentiles_of_the_greatest_of_each_take():
    rows = [take(load=(n, 0.0), cable=(0.0, 2.0 * n, 0.0, 0.0)) for n in range(101)]
    most = loads(Tally.join(rows), weight=50.0)
    assert most["hand_50_N"] == 50.0 and most["hand_99_N"] == 99.0
    assert most["cable_99_N"] == 198.0 and most["hand_99_bw"] == 1.98
