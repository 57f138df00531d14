"""Windows and edges: against brute force, against known truths, by simulation."""

import numpy as np
import pytest

from kaleidostage.odds import Grid, half_lost, windows

MS = Grid(coarse=8.0, reach=160.0, fine=1.0)
DEG = Grid(coarse=4.0, reach=48.0, fine=0.5)


def world(*sets):
    """Return an attempt that lands where a thing lies in its set, and its log."""
    log = []

    def attempt(rows):
        log.append(list(rows))
        return [sets[thing](off) for thing, off in rows]

    return attempt, log


def brute(lands, reach, step=1.0):
    """Move from 0 in steps until it misses, both ways."""
    edges = []
    for way in (-1, 1):
        at = 0.0
        while abs(at) < reach and lands(at + way * step):
            at += way * step
        edges.append(at)
    return edges


@pytest.mark.parametrize("seed", range(20))
def test_windows_agree_with_brute_force(seed):
    low, high = np.random.default_rng(seed).uniform([-150, 0.5], [-0.5, 150])
    attempt, _ = world(lambda off: low <= off <= high)
    (window,) = windows(attempt, [MS])
    by_hand = brute(lambda off: low <= off <= high, 160)
    assert [window.low, window.high] == pytest.approx(by_hand, abs=2.0)
    assert low <= window.low <= low + 1.0 and high - 1.0 <= window.high <= high
    assert window.width == window.high - window.low


def test_many_things_are_searched_side_by_side_each_with_its_own_grid():
    attempt, log = world(lambda ms: abs(ms) < 30, lambda deg: -5 < deg < 40.3)
    ms, deg = windows(attempt, [MS, DEG])
    assert (ms.low, ms.high) == pytest.approx((-30, 30), abs=1.0)
    assert (deg.low, deg.high) == pytest.approx((-5, 40.3), abs=0.5)
    both = [rows for rows in log if len({thing for thing, _ in rows}) == 2]
    assert len(both) >= len(log) / 2
    assert len(log) <= 9


def test_what_never_misses_is_open_at_both_ends():
    attempt, log = world(lambda off: True)
    (window,) = windows(attempt, [MS])
    assert (window.low, window.high) == (-160, 160)
    assert window.open_low and window.open_high
    assert max(abs(off) for rows in log for _, off in rows) == 160


def test_a_window_beside_the_rehearsed_moment_is_found():
    attempt, _ = world(lambda off: 20.5 < off < 41.5)
    (window,) = windows(attempt, [MS])
    assert (window.low, window.high) == pytest.approx((20.5, 41.5), abs=1.0)


def test_where_nothing_lands_there_is_no_window():
    attempt, _ = world(lambda off: False)
    (window,) = windows(attempt, [MS])
    assert (window.low, window.high, window.width) == (None, None, None)


def test_nothing_to_search_performs_nothing():
    def attempt(rows):
        raise AssertionError(f"performed {rows}")

    assert windows(attempt, []) == []


# Under noise: where half of the takes are lost.


def takes(rng, edge, softness, ceiling, count=40, reach=120.0):
    off = (np.arange(count) + 0.5) / count * reach
    chance = ceiling / (1 + np.exp((off - edge) / softness))
    return off, rng.random(count) < chance


def truth(edge, softness, ceiling):
    """Where the chance is one half."""
    return edge + softness * np.log(2 * ceiling - 1)


@pytest.mark.parametrize("edge", [15.0, 40.0, 80.0])
@pytest.mark.parametrize("softness", [2.0, 10.0, 20.0])
@pytest.mark.parametrize("ceiling", [0.8, 0.97])
def test_the_interval_of_an_edge_holds_the_truth(edge, softness, ceiling):
    rng = np.random.default_rng(7)
    half, missed, runs = truth(edge, softness, ceiling), 0, 300
    for _ in range(runs):
        found = half_lost(*takes(rng, edge, softness, ceiling), ceiling)
        inside = found.low <= max(half, 0) <= (np.inf if found.high is None else
                                               found.high)  # fmt: skip
        missed += not inside
    # 27 of 300 misses or more would come with a chance of 0.2 % at a rate of 5 %.
    assert missed < 27
    assert missed / runs <= 0.05 + 0.04


def test_an_edge_is_estimated_well_with_many_takes():
    rng = np.random.default_rng(3)
    found = half_lost(*takes(rng, 50.0, 8.0, 0.95, count=4000), 0.95)
    assert found.at == pytest.approx(truth(50.0, 8.0, 0.95), abs=2.0)
    assert found.high - found.low < 6


def test_what_is_never_lost_has_no_edge():
    off = np.linspace(1, 100, 50)
    found = half_lost(off, np.ones(50, bool), 0.97)
    assert found.at is None and found.high is None
    assert found.told and found.low > 50  # Surely none before, perhaps none at all.


@pytest.mark.parametrize("ceiling", [0.0, 0.4, 0.5])
def test_where_half_are_lost_anyway_no_edge_can_be_told(ceiling):
    off = np.linspace(1, 100, 50)
    found = half_lost(off, off < 40, ceiling)
    assert (found.at, found.low, found.high, found.told) == (None, None, None, False)


def test_what_lands_at_the_end_of_its_reach_alone_has_an_open_edge():
    def attempt(rows):
        return [off == 160.0 for _, off in rows]

    (window,) = windows(attempt, [MS])
    assert (window.high, window.open_high) == (160.0, True)
    assert window.low is not None
    assert 159.0 <= window.low <= 160.0
    assert not window.open_low
