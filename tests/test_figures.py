"""The figures the product is to reach, on stored seeds.

The quick tests ask for far less than the techniques give, so that a sound build passes
always; the heavy ones measure the figures themselves.
"""

from functools import cache

import pytest

from kaleidostage import acts, performers, rigs, technique
from kaleidostage.judging import outcome_names
from kaleidostage.odds import count
from kaleidostage.perform import perform
from kaleidostage.scene import STEP, compose

FEW = 20  # Who lands 85 of 100 lands 10 or fewer of 20 once in 4000 seeds.
SHIPPED = [
    (act, name)
    for act in acts.names()
    for name in technique.names(act)
    if acts.load(act).apparatus == acts.FLY_BARS  # Jumps: test_bed_shipped.py.
]


@cache
def odds(act_name, name, takes, *, seed=20261123, step=STEP):
    """Count takes of a shipped technique at national steadiness."""
    act = acts.load(act_name)
    how = technique.read_shipped(act_name, name)
    scene = compose(performers.load(how.performer), rigs.load(how.rig), step=step)
    tally, _ = perform(
        scene,
        how,
        performers.steadiness("national"),
        seed=seed,
        takes=range(takes),
    )
    grip = scene.performer.grip
    words = outcome_names(tally, act, reach=grip.reach, catch_speed=grip.catch_speed)
    return count(words), tally


@pytest.mark.parametrize(("act", "name"), SHIPPED)
def test_shipped_technique_lands_more_often_than_not(act, name):
    counted, tally = odds(act, name, FEW)
    assert counted.landed > FEW / 2
    # A bar that hits the body in the air turns it; the rest must keep what they had.
    free = tally.landed & ~tally.touched.any(axis=1) & (tally.momentum > 1.0)
    assert free.sum() >= FEW / 4
    assert (tally.drift[free] < 0.005 * tally.momentum[free]).all()
    assert not tally.diverged.any()


def test_somersault_turns_once_over_backwards():
    counted, tally = odds("back-somersault-leap", "layla", FEW)
    assert counted.landed >= 1
    turned = tally.spin[tally.landed]
    assert (turned > 3.5).all()  # [rad] 200 degrees, hang to hang.
    assert (turned < 7.0).all()


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("act", "least"), [("first-leap", 0.90), ("back-somersault-leap", 0.69)]
)
def test_lower_bound_over_a_thousand_takes(act, least):
    assert odds(act, "layla", 1000)[0].low >= least


@pytest.mark.heavy
@pytest.mark.parametrize("act", ["first-leap", "back-somersault-leap"])
def test_half_the_step_changes_the_odds_by_less_than_their_interval(act):
    whole, half = (odds(act, "layla", 400, step=s)[0] for s in (STEP, STEP / 2))
    assert abs(whole.odds - half.odds) < whole.high - whole.low
