"""How many takes each section of a sheet may cost, for each apparatus."""

from dataclasses import dataclass

import numpy as np

from ..odds import Grid


@dataclass(frozen=True, kw_only=True)
class Budget:
    """How many takes a sheet performs, and how finely it searches.

    Attributes:
        takes: The odds are counted on so many, unless the user says how many.
        watched: Takes performed first, of which the first are recorded.
        recorded: Takes recorded tick by tick, for loads over time and ways.
        peaks: Whether all takes are recorded, so many as `watched` at a time, for
            loads that only a record tells.
        others: Takes of each other act.
        misses: Misses performed again without each slip.
        moments: How the window of a moment is searched. [s]
        joints: How that of a joint is searched. [rad]
        at_once: Whether all coarse steps are performed in one go: more takes, and
            fewer rounds.
        spread: Takes on each side of a margin under noise; without a common factor
            with 17.
        narrowest: Joints whose margin is shown.
        curve: Takes at each point of a curve.
        rig: Takes at each point of the rig, the same for all.
    """

    takes: int
    watched: int
    recorded: int
    peaks: bool
    others: int
    misses: int
    moments: Grid
    joints: Grid
    at_once: bool
    spread: int
    narrowest: int
    curve: int
    rig: int


# Our choice throughout: time. A leap lasts three seconds and costs a twentieth of a
# second of two cores. Coarse steps are half of the narrowest published margin (28 ms)
# and less; far edges are as good as none. 100 takes: +-6 % at odds of 0.9. At points of
# the rig 57 are the fewest that can be sure that 10 of 100 are not lost.
LEAP = Budget(
    takes=1000,
    watched=48,
    recorded=48,
    peaks=False,
    others=200,
    misses=40,
    moments=Grid(coarse=0.008, reach=0.16, fine=0.001),
    joints=Grid(coarse=np.radians(6.0), reach=np.radians(36.0), fine=np.radians(0.75)),
    at_once=False,
    spread=40,
    narrowest=5,
    curve=100,
    rig=60,
)

# Our choice throughout: time. Ten flights last twenty seconds and cost some six times
# as much as a leap, so that there are fewer takes and coarser steps of moments; 372
# is what a load of 1 in 100 needs for an upper end, and a little more. 20 takes: +-15 %
# at odds of 0.9. 93 takes on record need 350 MB.
# No flight is led by coarser physics: that lands more often.
BED = Budget(
    takes=372,
    watched=93,
    recorded=20,
    peaks=True,
    others=60,
    misses=10,
    moments=Grid(coarse=0.015, reach=0.12, fine=0.001),
    joints=Grid(coarse=np.radians(5.0), reach=np.radians(20.0), fine=np.radians(1.25)),
    at_once=True,
    spread=13,
    narrowest=2,
    curve=20,
    rig=16,
)
