"""Curves, shares and what they cross: against known truths and by simulation."""

from types import SimpleNamespace

import numpy as np
import pytest

import sheets
from kaleidostage.odds import (
    Cost,
    Point,
    clearly_best,
    count,
    crossing,
    reach,
    tolerance,
    variance_shares,
)
from kaleidostage.odds.curves import falling
from kaleidostage.performers import JOINTS, steadiness
from kaleidostage.sheet.apparatus import Load
from kaleidostage.sheet.base import TORQUES
from kaleidostage.sheet.costs import costs
from kaleidostage.sheet.curve_words import steadiness_words
from kaleidostage.sheet.curves import steadiness_curve
from kaleidostage.sheet.fly_bars import FlyBarsSheet
from kaleidostage.sheet.loads import _joints, loads, seldom


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


# How far off, and which way is better, on the same takes.


def drawn(rng, takes, *chances):
    """Takes that land with given chances, the same luck for all: paired."""
    luck = rng.random(takes)
    return [(luck < chance).tolist() for chance in chances]


@pytest.mark.parametrize("takes", [16, 48, 400])
def test_the_interval_of_a_tolerance_holds_the_truth(takes):
    """The odds fall from 0.9 by 0.8 a unit: 0.1 is lost at 0.125."""
    rng, x, runs, missed = np.random.default_rng(9), (0.1, 0.15, 0.3), 500, 0
    for _ in range(runs):
        here, *there = drawn(rng, takes, 0.9, *(0.9 - 0.8 * off for off in x))
        found = reach(here, list(zip(x, there, strict=True)), 0.1)
        missed += found.held > 0.125 or (found.lost or 1.0) < 0.125
    assert missed <= 0.05 * runs


def test_with_many_takes_a_tolerance_is_told_closely():
    rng, x = np.random.default_rng(1), (-0.1, -0.15, -0.3)
    here, *there = drawn(rng, 20_000, 0.9, *(0.9 - 0.8 * abs(off) for off in x))
    found = reach(here, list(zip(x, there, strict=True)), 0.1)
    assert (found.held, found.lost) == (-0.1, -0.15)


def test_few_takes_are_sure_of_nothing():
    found = reach([True] * 16, [(1.0, [True] * 16), (2.0, [True] * 16)], 0.1)
    assert (found.held, found.lost) == (0.0, None)


def test_none_of_equals_is_called_best_but_in_1_of_20_cases():
    rng, runs = np.random.default_rng(6), 600
    named = 0
    for _ in range(runs):
        tries = [rng.random(48) < 0.8 for _ in range(7)]
        offs = [(float(x), one.tolist()) for x, one in enumerate(tries[1:], 1)]
        named += clearly_best(tries[0].tolist(), offs) is not None
    assert named <= 0.05 * runs


def test_what_is_clearly_better_is_named():
    now = [True] * 60 + [False] * 40
    more, most = [True] * 85 + [False] * 15, [True] * 95 + [False] * 5
    assert clearly_best(now, [(-1.0, more), (1.0, most), (2.0, most)]) == 1.0
    assert clearly_best(now, [(1.0, [True] * 63 + [False] * 37)]) is None
    assert clearly_best(now, []) is None


# What few takes do not tell.


@pytest.mark.parametrize(
    ("takes", "told"),
    [(1, ""), (5, ""), (6, "half"), (20, "half most"), (100, "half most rare")],
)
def test_no_load_is_told_that_so_few_takes_do_not_know(takes, told):
    found = seldom(np.arange(float(takes)))
    for name in ("half", "most", "rare"):
        assert (found[f"{name}_N"] is not None) == (name in told)
    assert found["rare_high_N"] is None


@pytest.mark.parametrize("takes", [36, 367, 368, 1000])
def test_gear_must_bear_no_less_than_was_seen(takes):
    peaks = 1500.2 + 0.5 * np.arange(takes)
    load = Load(key="a", name="near bar", kind="cable", peaks=peaks)
    kind = SimpleNamespace(loads=lambda base: [load], events=lambda tally: {},
                           load_charts=(), anchors={}, stretches=lambda base, ticks:
                           np.array([["hang"] * ticks]))  # fmt: skip
    watched = {TORQUES: np.full((1, 4, len(JOINTS)), 0.5)}
    base = SimpleNamespace(cast=sheets.cast(), tally=None, watched=watched,
                           odds=count(["landed"] * takes))  # fmt: skip
    (part,) = loads(base, kind)["parts"]
    assert part["bear_N"] >= max(peaks.max(), part["rare_high_N"] or 0)
    assert (part["rare_high_N"] is None) == (takes < 368)


def joints_of(shares):
    """Rows of joints by key, from torque shares of takes, (takes, ticks), of knees."""
    takes, ticks = np.shape(shares)
    torques = np.full((takes, ticks, len(JOINTS)), 0.1)
    torques[np.isnan(shares)] = np.nan
    torques[:, :, JOINTS.index("knee_flexion_l")] = shares
    names = np.array([["hang"] * ticks])
    kind = SimpleNamespace(stretches=lambda base, n: names)
    rows = _joints(SimpleNamespace(watched={TORQUES: torques}), kind)
    return {row["key"]: row for row in rows}


def test_share_and_time_of_a_joint_are_of_the_same_take():
    """Two of five takes reach the limit, for 100 ms: the median one does not."""
    shares = np.full((5, 200), 0.5)
    shares[:2, 20:30] = 1.0
    knees = joints_of(shares)["knee_flexion"]
    assert (knees["peak_share"], knees["at_limit_ms"]) == (0.5, 0)
    assert (knees["reached_in"], knees["mostly_in"]) == (2, "hang")
    shares[2, 20:30] = 1.0
    knees = joints_of(shares)["knee_flexion"]
    assert (knees["peak_share"], knees["at_limit_ms"]) == (1.0, 100)


def test_a_joint_is_not_excused_by_the_end_of_a_take():
    """Nor is a single tick of a blow an effort."""
    shares = np.full((1, 1000), np.nan)
    shares[0, :100] = 0.5
    shares[0, 10:14] = 1.0
    assert joints_of(shares)["knee_flexion"]["at_limit_ms"] == 40
    shares[0, :1000] = 0.5
    shares[0, 10] = 1.0
    knees = joints_of(shares)["knee_flexion"]
    assert (knees["peak_share"], knees["reached_in"]) == (0.5, 0)


def lost(count_, of):
    """Variance shares where so many takes missed, whatever their errors were."""
    base = SimpleNamespace(
        cast=sheets.cast(),
        landed=np.arange(of) >= count_,
        odds=count(["landed"] * (of - count_) + ["short"] * count_),
    )
    takes = SimpleNamespace(
        noise=sheets.takes().noise,
        landed=lambda cast, rows, hold: np.zeros(len(rows), dtype=bool),
    )
    return costs(base, takes, FlyBarsSheet())


@pytest.mark.parametrize(
    ("missed", "takes", "told"), [(2, 36, False), (9, 200, False), (10, 100, True),
                                  (30, 99, False)])  # fmt: skip
def test_no_share_is_told_of_few_takes_or_misses(missed, takes, told):
    found = lost(missed, takes)
    shares = [slip["variance_share"] for slip in found["slips"]]
    assert all((share is not None) == told for share in shares)
    assert found["enough"]["takes_for_misses"] == -(-10 * takes // missed)


# The curve of steadiness.


class Steady:
    """Performs nothing."""

    def landed_each(self, asked):
        """Return that errors of timing up to 20 ms land."""
        return [
            np.full(len(rows), who.steadiness.timing_ms < 20) for who, rows in asked
        ]


def curve_of(level):
    base = SimpleNamespace(cast=sheets.cast(level=level), odds=count(["landed"] * 50))
    return steadiness_curve(base, Steady(), FlyBarsSheet())


@pytest.mark.parametrize("level", ["elite", "national", "club", "beginner"])
def test_every_level_is_shown_the_same_levels_and_its_own(level):
    curve = curve_of(level)
    shown = {p["level"]: p for p in curve["points"]}
    assert {"elite", "national", "club", "beginner"} <= set(shown)
    own = shown[level]
    assert own["x"] == curve["here"] == 1.0
    assert own["takes"] == 50  # The takes of the sheet itself, no others.
    for name in ("elite", "beginner"):
        timing = steadiness(name).timing_ms
        assert shown[name]["timing_ms"] == pytest.approx(timing)
        assert shown[name]["x"] == pytest.approx(
            timing / steadiness(level).timing_ms, abs=1e-6
        )
    assert len(shown) == 5


def test_without_errors_the_levels_are_those_of_national():
    curve = curve_of("none")
    first, *rest = curve["points"]
    assert curve["here"] == first["x"] == 0.0 and first["level"] == "none"
    assert [p["x"] for p in rest] == [0.4, 0.7, 1.0, 1.5, 2.5]
    assert len({p["timing_ms"] for p in curve["points"]}) == 6
    (line, _) = steadiness_words(curve, {})
    assert "times the errors of the level national" in line


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


# What an error costs.


def cost(mended, tried, missed, takes):
    return Cost(name="release", tried=tried, mended=mended).of_hundred(missed, takes)


def test_a_cost_is_a_share_of_the_misses():
    value, low, high = cost(10, 40, 200, 1000)
    assert value == pytest.approx(5.0)
    assert 0 < low < value < high < 20


def test_nothing_missed_or_tried_still_leaves_room():
    """No miss in n takes leaves a chance p with (1 - p)**n = 0.0125, mended or not."""
    for tried in (0, 40):
        value, low, high = cost(0, tried, 0, 100)
        share = 1.0 if not tried else 1 - 0.0125 ** (1 / tried)
        assert (value, low) == (0, 0)
        assert high == pytest.approx(100 * (1 - 0.0125 ** (1 / 100)) * share)


def test_all_mended_may_still_cost_more():
    """Two of two misses of 36: the misses themselves may be more."""
    value, _, high = cost(2, 2, 2, 36)
    assert value == pytest.approx(100 * 2 / 36)
    assert high > 15


@pytest.mark.parametrize("takes", [36, 372, 1000])
@pytest.mark.parametrize(("lost", "share"), [(0.03, 0.9), (0.1, 0.3), (0.5, 0.05)])
def test_the_interval_of_a_cost_holds_the_truth(takes, lost, share):
    """Of the misses, as many as there are, at most 40 are tried again."""
    rng, runs = np.random.default_rng(takes), 1000
    missed = rng.binomial(takes, lost, runs)
    tried = np.minimum(missed, 40)
    inside = 0
    for row in zip(rng.binomial(tried, share), tried, missed, strict=True):
        _, low, high = cost(*map(int, row), takes)
        inside += low <= 100 * lost * share <= high
    assert inside >= 0.95 * runs
