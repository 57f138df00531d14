"""The intervals hold the truth as often as they say: by enumeration, not by luck."""

import math
from functools import cache

import numpy as np
import pytest
from scipy.stats import binom, binomtest

from kaleidostage.odds import ConfidenceSequence, clopper_pearson

CHANCES = [0.001, 0.02, 0.1, 0.25, 0.5, 0.69, 0.8, 0.9, 0.95, 0.99, 0.999]


# The exact interval.


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(20, 20, 0.832, 1), (190, 200, 0.910, 0.976), (950, 1000, 0.935, 0.963)],
)
def test_measured_examples_are_met(successes, trials, low, high):
    assert clopper_pearson(successes, trials) == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize("trials", [1, 2, 3, 10, 37, 200, 1000])
def test_it_agrees_with_another_implementation(trials):
    for successes in {0, 1, trials // 3, trials // 2, trials - 1, trials}:
        for level in (0.8, 0.95, 0.999):
            result = binomtest(successes, trials).proportion_ci(level, "exact")
            ours = clopper_pearson(successes, trials, level)
            assert ours == pytest.approx((result.low, result.high), abs=1e-9)


@pytest.mark.parametrize("trials", [1, 5, 20, 1000, 10**6])
def test_all_and_none_follow_the_closed_form(trials):
    """Nobody failing leaves a chance p with p**n = 0.025."""
    root = 0.025 ** (1 / trials)
    assert clopper_pearson(trials, trials) == pytest.approx((root, 1), rel=1e-12)
    assert clopper_pearson(0, trials) == pytest.approx((0, 1 - root), rel=1e-9)


@pytest.mark.parametrize("trials", [1, 2, 5, 10, 20, 50, 100, 300])
def test_it_covers_the_truth_at_least_as_often_as_it_says(trials):
    """Every outcome is weighed with its exact probability."""
    counts = np.arange(trials + 1)
    bounds = np.array([clopper_pearson(int(s), trials) for s in counts])
    for chance in CHANCES:
        inside = (bounds[:, 0] <= chance) & (chance <= bounds[:, 1])
        assert binom.pmf(counts, trials, chance)[inside].sum() >= 0.95 - 1e-12


def test_nothing_tried_says_nothing():
    assert clopper_pearson(0, 0) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((6, 5), "successes must be between 0 and trials = 5, got 6"),
        ((-1, 5), "successes must be between 0 and trials = 5, got -1"),
        ((0, -1), "successes must be between 0 and trials = -1, got 0"),
        ((1, 5, 1.0), "level must be more than 0 and less than 1, got 1.0"),
        ((1, 5, math.nan), "level must be more than 0 and less than 1, got nan"),
    ],
)
def test_impossible_counts_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        clopper_pearson(*arguments)


# The sequence that may be looked at.


def sequence(successes, trials, level=0.95):
    return ConfidenceSequence(successes=successes, trials=trials, level=level)


@cache
def ends(successes, trials):
    look = sequence(successes, trials)
    return look.low, look.high


@pytest.mark.parametrize("chance", CHANCES)
def test_looking_after_every_trial_misses_in_at_most_one_of_twenty_runs(chance):
    """The probability of every path of 200 trials is followed to its first miss."""
    alive, missed = np.array([1.0]), 0.0
    for trials in range(1, 201):
        alive = np.append(alive * (1 - chance), 0) + np.append(0, alive * chance)
        looks = [ends(s, trials) for s in range(trials + 1)]
        outside = [not low <= chance <= high for low, high in looks]
        missed += alive[outside].sum()
        alive[outside] = 0
    assert missed + alive.sum() == pytest.approx(1)
    assert missed <= 0.05


def test_the_exact_interval_would_not_survive_such_looking():
    """The reason for having two: the same count, with the interval for fixed n."""
    chance, alive, missed = 0.8, np.array([1.0]), 0.0
    for trials in range(1, 201):
        alive = np.append(alive * (1 - chance), 0) + np.append(0, alive * chance)
        looks = [clopper_pearson(s, trials) for s in range(trials + 1)]
        outside = [not low <= chance <= high for low, high in looks]
        missed += alive[outside].sum()
        alive[outside] = 0
    assert missed > 0.1


@pytest.mark.parametrize("trials", [1, 2, 10, 1000, 10**6])
def test_the_sequence_after_none_or_all_follows_the_closed_form(trials):
    """With s = 0 the condition is 1 / ((n + 1) (1 - p)**n) < 1 / alpha."""
    root = (0.05 / (trials + 1)) ** (1 / trials)
    none, every = sequence(0, trials), sequence(trials, trials)
    assert (none.low, none.high) == pytest.approx((0, 1 - root), abs=1e-9)
    assert (every.low, every.high) == pytest.approx((root, 1), abs=1e-9)


@pytest.mark.parametrize(
    ("successes", "trials"), [(1, 2), (3, 7), (80, 100), (999, 1000)]
)
def test_the_ends_meet_the_formula(successes, trials):
    """At both ends the mean likelihood is 20 times the likelihood."""
    look = sequence(successes, trials)
    chances = (np.arange(200_000) + 0.5) / 200_000
    mean = (chances**successes * (1 - chances) ** (trials - successes)).mean()
    for end in (look.low, look.high):
        likelihood = end**successes * (1 - end) ** (trials - successes)
        assert mean / likelihood == pytest.approx(20, rel=1e-4)


@pytest.mark.parametrize(("trials", "width"), [(100, 0.255), (1000, 0.091)])
def test_the_price_of_looking_is_as_measured(trials, width):
    look = sequence(round(0.8 * trials), trials)
    assert look.high - look.low == pytest.approx(width, abs=5e-4)
    low, high = clopper_pearson(round(0.8 * trials), trials)
    assert look.low < low < high < look.high


def test_adding_trials_is_counting():
    look = ConfidenceSequence()
    assert (look.low, look.high) == (0, 1)
    for landed in (True, False, np.True_, 1):
        look = look.add(landed)
    assert look == sequence(3, 4)
    assert look.add(7, 10) == sequence(10, 14)
    with pytest.raises(ValueError, match="successes must be between 0 and trials"):
        look.add(2)


def test_more_of_the_same_narrows_it():
    widths = [
        look.high - look.low for look in (sequence(8 * n, 10 * n) for n in (1, 9, 99))
    ]
    assert widths == sorted(widths, reverse=True)
