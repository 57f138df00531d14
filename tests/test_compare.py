"""Two ways on the same takes, gates and quantiles: exact, by enumeration."""

import itertools
import math

import numpy as np
import pytest
from scipy.stats import binom, binomtest, multinomial

from kaleidostage.odds import (
    clopper_pearson,
    compare,
    count,
    highest_gate,
    judge_gate,
    least_takes,
    quantile,
    takes_for_quantile,
)
from kaleidostage.odds.ready import settling


def pairs(both, first, second, neither):
    one = [True] * both + [True] * first + [False] * second + [False] * neither
    two = [True] * both + [False] * first + [True] * second + [False] * neither
    return compare(one, two)


# Paired comparison.


def test_every_pair_is_counted_once():
    found = pairs(80, 12, 3, 5)
    assert (found.takes, found.first, found.second) == (100, 92, 83)
    assert (found.only_first, found.only_second) == (12, 3)
    assert found.difference == pytest.approx(0.09)
    assert found.low <= found.difference <= found.high


@pytest.mark.parametrize(
    ("first", "second"), [(0, 0), (3, 0), (12, 3), (7, 7), (9, 30)]
)
def test_the_p_value_is_the_exact_one(first, second):
    found = pairs(50, first, second, 10)
    n = first + second
    exact = binomtest(first, n).pvalue if n else 1.0
    assert found.chance == pytest.approx(exact)


def test_the_verdict_is_what_the_interval_says():
    assert pairs(80, 15, 1, 4).verdict == "first"
    assert pairs(80, 1, 15, 4).verdict == "second"
    assert pairs(90, 3, 2, 5).verdict == "undecided"
    assert pairs(100, 0, 0, 0).verdict == "undecided"


def test_exchanging_the_two_turns_the_interval_round():
    one, two = pairs(80, 15, 4, 1), pairs(80, 4, 15, 1)
    assert (one.low, one.high) == pytest.approx((-two.high, -two.low))


@pytest.mark.parametrize("takes", [10, 25])
@pytest.mark.parametrize("p", [(0.05, 0.05), (0.3, 0.02), (0.0, 0.2), (0.25, 0.25)])
def test_it_covers_the_truth_at_least_as_often_as_it_says(takes, p):
    """Every outcome of the pairs is weighed with its exact probability."""
    one, two = p
    inside = wrong = 0.0
    for a, b in itertools.product(range(takes + 1), repeat=2):
        if a + b > takes:
            continue
        chance = multinomial.pmf(
            [a, b, takes - a - b], takes, [one, two, 1 - one - two]
        )
        found = pairs(takes - a - b, a, b, 0)
        inside += chance * (found.low <= one - two <= found.high)
        better = {1: "first", -1: "second", 0: "undecided"}[int(np.sign(one - two))]
        wrong += chance * (found.verdict not in ("undecided", better))
    assert inside >= 0.95 - 1e-12
    assert wrong <= 0.05


def test_what_cannot_be_paired_is_refused():
    with pytest.raises(ValueError, match="as many takes, at least one; got 2, 1"):
        compare([True, True], [True])
    with pytest.raises(ValueError, match="at least one"):
        compare([], [])


# Gates.


def landed(n, takes):
    return count(["landed"] * n + ["short"] * (takes - n))


@pytest.mark.parametrize(
    ("n", "takes", "gate", "verdict"),
    [
        (967, 1000, 0.9, "go"),
        (185, 200, 0.9, "not yet"),
        (20, 20, 0.9, "not yet"),
        (500, 1000, 0.9, "no-go"),
        (36, 36, 0.9, "go"),
    ],
)
def test_a_gate_is_passed_by_the_lower_bound(n, takes, gate, verdict):
    assert judge_gate(landed(n, takes), gate).verdict == verdict


def settled(share, takes, gate):
    """Chance of the verdict that so many takes look like, by all their outcomes."""
    verdict = "go" if share > gate else "no-go"
    return sum(
        binom.pmf(n, takes, share)
        for n in range(takes + 1)
        if judge_gate(landed(n, takes), gate).verdict == verdict
    )


@pytest.mark.parametrize(("n", "gate"), [(190, 0.9), (168, 0.9), (157, 0.7)])
def test_takes_asked_for_settle_it_in_nine_of_ten_cases(n, gate):
    """Not in half of them: every outcome is weighed with its exact probability."""
    odds = landed(n, 200)
    more = settling(odds.odds, gate)
    assert settled(odds.odds, more, gate) >= 0.9
    assert settled(odds.odds, round(0.8 * more), gate) < 0.9


def test_the_takes_asked_for_are_those_of_the_verdict():
    found = judge_gate(landed(185, 200), 0.9)
    assert found.verdict == "not yet" and found.more == settling(0.925, 0.9)
    rng = np.random.default_rng(1)
    many = rng.binomial(found.more, 0.925, 2000)
    low = {int(n): clopper_pearson(int(n), found.more)[0] for n in set(many)}
    share = np.mean([low[int(n)] >= 0.9 for n in many])
    assert share == pytest.approx(0.9, abs=0.03)


def test_too_many_takes_are_not_asked_for():
    assert settling(0.9001, 0.9) is None
    assert settling(1.0, 0.999999) is None


def test_it_is_said_how_many_must_land():
    """Of 60 takes only 59 or 60 landed pass a gate of 0.9."""
    found = judge_gate(landed(57, 60), 0.9)
    assert (found.verdict, found.needed) == ("not yet", 59)
    assert judge_gate(landed(58, 60), 0.9).verdict == "not yet"
    assert judge_gate(landed(59, 60), 0.9).verdict == "go"
    assert judge_gate(landed(20, 20), 0.9).needed is None


@pytest.mark.parametrize("takes", [36, 1000, 10**6])
def test_the_highest_gate_is_passed_by_as_many_takes(takes):
    gate = highest_gate(takes)
    assert least_takes(gate - 1e-9) <= takes < least_takes(gate + 1e-7)


def test_what_lies_on_the_gate_is_never_settled():
    assert judge_gate(landed(180, 200), 0.9).more is None


@pytest.mark.parametrize("gate", [0.5, 0.9, 0.95, 0.99])
def test_the_least_takes_are_just_enough(gate):
    n = least_takes(gate)
    assert judge_gate(landed(n, n), gate).verdict == "go"
    assert judge_gate(landed(n - 1, n - 1), gate).verdict != "go"


def test_a_gate_outside_0_to_1_is_refused():
    with pytest.raises(ValueError, match="a gate lies between 0 and 1"):
        judge_gate(landed(1, 2), 1.5)


# Quantiles of loads.


@pytest.mark.parametrize(("n", "share"), [(50, 0.5), (500, 0.9), (1000, 0.99)])
def test_a_quantile_is_covered_whatever_the_shape(n, share):
    """The ranks are checked with exact binomial probabilities."""
    found = quantile(np.arange(n, dtype=float), share)
    first, last = int(found.low), int(found.high)
    # The true quantile lies between the two if first < (number below it) <= last.
    inside = binom.cdf(last, n, share) - binom.cdf(first, n, share)
    assert inside >= 0.95
    assert found.low <= found.value <= found.high


@pytest.mark.parametrize("draw", ["normal", "exponential", "pareto"])
def test_a_quantile_is_covered_in_simulation(draw):
    rng = np.random.default_rng(11)
    sample = getattr(rng, draw)
    size = {"size": (400, 400)} | ({"a": 3} if draw == "pareto" else {})
    many = np.sort(getattr(np.random.default_rng(5), draw)(
        **({"a": 3} if draw == "pareto" else {}), size=2_000_000))  # fmt: skip
    truth = many[int(0.95 * len(many))]
    found = [quantile(row, 0.95) for row in sample(**size)]
    inside = sum(q.low <= truth <= q.high for q in found)
    assert inside >= 0.95 * 400 - 3 * math.sqrt(400 * 0.05 * 0.95)


def test_too_few_takes_have_no_upper_end():
    n = takes_for_quantile(0.99)
    assert n == 368
    assert quantile(np.arange(float(n)), 0.99).high == n - 1
    assert quantile(np.arange(float(n - 1)), 0.99).high is None
    assert quantile([3.0], 0.5).low is None


def test_quantiles_of_nothing_are_refused():
    with pytest.raises(ValueError, match="at least one value"):
        quantile([], 0.5)
    with pytest.raises(ValueError, match="more than 0 and less than 1"):
        quantile([1.0], 1.0)
