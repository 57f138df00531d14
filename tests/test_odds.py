"""Outcomes are counted, and said honestly."""

import json
import math

import numpy as np
import pytest

from kaleidostage.errors import UnknownNameError
from kaleidostage.judging.causes import BED_CAUSES, CAUSES, LANDED
from kaleidostage.odds import Odds, causes_on, clopper_pearson, count


def test_every_take_is_counted_once():
    outcomes = [LANDED] * 870 + ["short"] * 100 + ["grip broke"] * 20 + ["other"] * 10
    odds = count(outcomes, seconds=3.5, fingerprint="abc")
    assert (odds.takes, odds.landed, odds.odds) == (1000, 870, 0.87)
    assert (odds.low, odds.high) == clopper_pearson(870, 1000)
    assert tuple(odds.failures) == CAUSES
    assert sum(odds.failures.values()) == odds.takes - odds.landed
    assert odds.commonest() == (("short", 100), ("grip broke", 20), ("other", 10))


@pytest.mark.parametrize("seed", range(5))
def test_failures_add_up_to_the_misses(seed):
    words = np.random.default_rng(seed).choice([LANDED, *CAUSES], 500)
    odds = count(words)
    assert sum(odds.failures.values()) == odds.takes - odds.landed
    assert odds.failures["too fast"] == (words == "too fast").sum()


def test_an_unknown_outcome_is_refused():
    with pytest.raises(UnknownNameError, match="Did you mean 'landed'"):
        count(["landet"])


def test_where_all_landed_the_apparatus_says_what_could_have_failed():
    for bed, causes in ((False, CAUSES), (True, BED_CAUSES)):
        odds = count([LANDED] * 3, causes_on(bed))
        assert tuple(odds.failures) == causes and not any(odds.failures.values())
    with pytest.raises(UnknownNameError, match="grip broke"):
        count(["grip broke"], causes_on(True))
    assert tuple(count(["off the bed"]).failures) == BED_CAUSES


def test_json_holds_everything_and_is_strict():
    odds = count([LANDED, "long"], seconds=1.5, fingerprint="abc")
    read = json.loads(odds.to_json())
    assert read["failures"]["long"] == 1
    assert list(read["failures"]) == list(CAUSES)
    again = {key: read[key] for key in Odds.__dataclass_fields__}
    assert Odds(**again) == odds
    assert (read["odds"], read["level"]) == (0.5, 0.95)


def test_no_takes_are_no_odds():
    odds = count([])
    assert math.isnan(odds.odds)
    assert (odds.low, odds.high) == (0, 1)
    assert json.loads(odds.to_json())["odds"] is None
    assert odds.sentence() == "no takes yet"


@pytest.mark.parametrize(
    ("landed", "takes", "words"),
    [
        (870, 1000, "870 of 1000 landed: 87.0 % (95% sure: 84.7 to 89.1 %)"),
        (20, 20, "20 of 20 landed: 100.0 % (95% sure: 83.1 to 100.0 %)"),
        (9999, 10000, "9999 of 10000 landed: 99.9 % (95% sure: 99.9 to 100.0 %)"),
        (29, 100, "29 of 100 landed: 29.0 % (95% sure: 20.3 to 39.0 %)"),
        (0, 1, "0 of 1 landed: 0.0 % (95% sure: 0.0 to 97.5 %)"),
    ],
)
def test_percents_never_flatter(landed, takes, words):
    assert count([LANDED] * landed + ["low"] * (takes - landed)).sentence() == words


def test_every_percent_lies_on_the_safe_side():
    for landed in range(201):
        odds = count([LANDED] * landed + ["low"] * (200 - landed))
        share, _, rest = odds.sentence().partition(": ")[2].partition(" % (95% sure: ")
        low, high = rest.removesuffix(" %)").split(" to ")
        assert float(low) / 100 <= odds.low + 1e-12
        assert float(high) / 100 >= odds.high - 1e-12
        assert odds.odds - 0.001 < float(share) / 100 <= odds.odds + 1e-12
