"""Curves, shares and what they cross: against known truths and by simulation."""

import numpy as np
import pytest

from kaleidostage.odds import Cost, Point, crossing, tolerance, variance_shares
from kaleidostage.odds.curves import falling


def points(*landed, takes=100, x=None):
    at = range(len(landed)) if x is None else x
    return [Point(x=float(a), takes=takes, landed=n) for a, n in zip(at, landed,
            strict=True)]  # fmt: skip


# Curves that fall.


def test_neighbours_that_rise_are_pooled():
    assert falling(points(90, 80, 60)) == pytest.approx([0.9, 0.8, 0.6])
    assert falling(points(80, 90, 60)) == pytest.approx([0.85, 0.85, 0.6])
    assert falling(points(10, 20, 30)) == pytest.approx([0.2, 0.2, 0.2])
    mixed = [*points(80), Point(x=1.0, takes=300, landed=270)]
    assert falling(mixed) == pytest.approx([0.875, 0.875])


def test_a_crossing_lies_on_the_line_between_points():
    found = crossing(points(100, 80, 20), 0.5)
    assert found.x == pytest.approx(1.5)
    assert (found.low, found.high) == (1, 2)


def test_what_lies_wholly_above_or_below_is_not_crossed():
    above, below = crossing(points(99, 98), 0.5), crossing(points(20, 10), 0.5)
    assert (above.x, above.low, above.high) == (None, 1, None)
    assert (below.x, below.low, below.high) == (None, None, 0)


@pytest.mark.parametrize("takes", [30, 100, 400])
@pytest.mark.parametrize("wanted", [0.9, 0.95])
def test_the_interval_of_a_crossing_holds_the_truth(takes, wanted):
    """The true curve is known; the interval must hold where it passes the value."""
    rng, x = np.random.default_rng(4), np.array([0.4, 0.7, 1.0, 1.5, 2.5])
    chance = 0.995 / (1 + np.exp((x - 1.7) / 0.25))
    fine = np.linspace(0.0, 3.0, 30001)
    truth = fine[np.argmax(0.995 / (1 + np.exp((fine - 1.7) / 0.25)) < wanted)]
    runs, missed = 400, 0
    for landed in rng.binomial(takes, chance, (runs, len(x))):
        found = crossing(points(*landed, takes=takes, x=x), wanted)
        missed += found.low is not None and found.low > truth
        missed += found.high is not None and found.high < truth
    assert missed <= 0.05 * runs


def test_tolerance_ends_where_the_loss_is_reached():
    row = points(20, 90, 100, 96, 60, takes=100, x=[-2, -1, 0, 1, 2])
    low, high = tolerance(row, 0.0, 0.1)
    assert low == pytest.approx(-1.0)
    assert high == pytest.approx(1 + 6 / 36)
    assert tolerance(points(95, 100, 95, x=[-1, 0, 1]), 0.0, 0.1) == (None, None)


# Shares of the outcome's variance.


def test_a_known_share_is_found():
    """Landed if a + b > 0: the linear part of each explains 1/pi of the outcome."""
    rng = np.random.default_rng(2)
    a, b, idle = rng.standard_normal((3, 40_000))
    shares = variance_shares({"a": a, "b": b, "idle": idle}, a + b > 0)
    assert shares["a"] == pytest.approx(1 / np.pi, abs=0.01)
    assert shares["b"] == pytest.approx(1 / np.pi, abs=0.01)
    assert shares["idle"] == pytest.approx(0.0, abs=0.001)


def test_an_error_that_harms_both_ways_is_seen():
    rng = np.random.default_rng(3)
    off = rng.standard_normal(4000)
    shares = variance_shares({"both ways": off}, np.abs(off) < 1.0)
    assert shares["both ways"] > 0.4


def test_an_error_without_influence_explains_nothing_however_many_parts_it_has():
    rng = np.random.default_rng(5)
    landed = rng.random(1000) < 0.9
    parts = {str(n): rng.standard_normal((1000, 19)) for n in range(10)}
    assert max(variance_shares(parts, landed).values()) < 0.06
    assert np.mean(list(variance_shares(parts, landed).values())) < 0.02


def test_where_all_end_alike_nothing_is_explained():
    assert variance_shares({"a": np.arange(5.0)}, [True] * 5) == {"a": 0.0}
    assert variance_shares({"a": np.zeros(4)}, [True, False] * 2) == {"a": 0.0}


def test_a_cost_is_a_share_of_the_misses():
    cost = Cost(name="release", tried=40, mended=10, share=0.1)
    value, low, high = cost.of_hundred(0.2)
    assert value == pytest.approx(5.0)
    assert 0 < low < value < high < 20
    assert Cost(name="idle", tried=0, mended=0, share=0.0).of_hundred(0.0)[0] == 0.0
