"""The release window: how early or late the hands may let go, all else exact."""

import numpy as np

from ..perform import Tally
from .cast import Cast
from .fly_bars import FlyBarsSheet
from .phases import moments
from .slips import Row
from .store import Store
from .takes import Takes, outcomes

STEP, REACH = 0.004, 0.12
"""How finely and how far it is searched. [s] Our choice: a quarter of a frame of the
page, and more to each side than the widest published window of release (102 ms)."""


def release_window(
    cast: Cast, *, threads: int | None = None
) -> tuple[float, float] | None:
    """Return from when to when a release still leads to a catch that holds.

    One take for each moment, none with any other error. It is what the page draws; the
    sheet searches its margins finer, and under noise too.

    Args:
        cast: Who does what, how.
        threads: Threads for the physics; None for one a core.

    Returns:
        First and last moment on the clock of the take [s]; None where nothing is let
        go, or where the rehearsed moment itself misses.
    """
    slips = [slip for slip in moments(cast) if slip.name == "release"]
    if not slips:
        return None
    count = round(REACH / STEP)
    offs = STEP * np.arange(-count, count + 1)
    rows = [Row(take=0, slip=slips[0], by=float(off)) for off in offs]
    calm = cast.calm()
    hall = Takes(seed=0, store=Store(None), threads=threads)
    tally = hall.perform(calm, rows, hold=FlyBarsSheet.hold)
    assert isinstance(tally, Tally)
    good = [word == "landed" for word in outcomes(calm, tally)]
    if not good[count]:
        return None
    low = high = count
    while low > 0 and good[low - 1]:
        low -= 1
    while high < 2 * count and good[high + 1]:
        high += 1
    return float(tally.release[low]), float(tally.release[high])
