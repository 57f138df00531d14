"""Takes that share a beginning: led together, they end to the same bits."""

from dataclasses import fields, replace

import numpy as np
import pytest

import sheets
from kaleidostage.perform import Run, Tally, draw, lead, lead_branches, pool
from kaleidostage.scene import take_off_angle
from kaleidostage.sheet import Row
from kaleidostage.sheet.fly_bars import FlyBarsSheet
from kaleidostage.sheet.slips import slipped
from kaleidostage.technique import Feedback, plan

KIND = FlyBarsSheet()


def feeling(cast):
    """The same cast with a phase that waits and one that answers to what is felt."""
    phases = [
        replace(p, when="apex") if p.name == "reach" else p
        for p in cast.technique.phases
    ]
    answer = Feedback(
        phase="open", feels="lean", expected=0.4, joint="hip_flexion", gain=0.3
    )
    changed = replace(cast.technique, phases=tuple(phases), feedback=(answer,))
    return replace(cast, technique=changed)


CASTS = {
    "noisy": (sheets.cast(), (3,)),
    "calm": (sheets.cast().calm(), (0,)),
    "feeling": (feeling(sheets.cast()), (3,)),
    "turning": (sheets.cast("back-somersault-leap", rig="long"), (5,)),
}


def rows_of(cast, takes):
    """Each take as it is, and with every slip taken away, early and late."""
    slips = KIND.slips(cast) + KIND.joints(cast)[::7]
    moved = [None, -0.03, 0.04]
    return [Row(take=take) for take in takes] + [
        Row(take=take, slip=slip, by=moved[(i + take) % 3])
        for i, slip in enumerate(slips)
        for take in takes
    ]


def led(cast, rows, threads, *, branching, hold=0.3):
    numbers = [row.take for row in rows]
    one, same = plan([cast.technique]), np.zeros(len(rows), dtype=np.int64)
    angle = np.array([take_off_angle(cast.scene, one.pose[0, 0])])[same]
    usual = draw(cast.steadiness, 1, numbers, len(cast.technique.phases))
    noise = slipped(usual, rows)
    with pool(cast.scene, threads) as opened:
        if not branching:
            return lead(cast.scene, one.pick(same), noise, angle, opened, hold=hold)[0]
        return lead_branches(cast.scene, one.pick(same), noise, usual,
                             np.array(numbers), angle, opened, hold=hold)  # fmt: skip


def check_same(one, two):
    for field in fields(Tally):
        np.testing.assert_array_equal(
            getattr(one, field.name), getattr(two, field.name), err_msg=field.name
        )


@pytest.mark.parametrize("name", CASTS)
def test_a_branch_is_the_take_led_alone(name):
    cast, takes = CASTS[name]
    rows = rows_of(cast, takes)
    alone = led(cast, rows, 2, branching=False)
    check_same(led(cast, rows, 2, branching=True), alone)
    assert len(np.unique(alone.load)) > 10, "the slips change nothing"


def test_branches_do_not_depend_on_threads_or_order():
    cast, _ = CASTS["noisy"]
    rows = rows_of(cast, range(2))[::4]
    mixed = np.random.default_rng(2).permutation(len(rows))
    one = led(cast, [rows[i] for i in mixed], 1, branching=True)
    two = led(cast, rows, 2, branching=True)
    for field in fields(Tally):
        there, here = getattr(two, field.name)[mixed], getattr(one, field.name)
        np.testing.assert_array_equal(there, here)


def test_what_is_shared_is_performed_once(monkeypatch):
    """Nobody feels anything in this technique: those slips cost no step at all."""
    cast, _ = CASTS["noisy"]
    stepped = []
    tick = Run.tick

    def count(run, *engine):
        stepped.append(len(run.rows))
        tick(run, *engine)

    monkeypatch.setattr(Run, "tick", count)
    felt, late = (
        next(s for s in KIND.slips(cast) if s.key == key)
        for key in ("felt", "moment 7")
    )

    def steps(rows):
        stepped.clear()
        led(cast, rows, 1, branching=True)
        return sum(stepped)

    alone = steps([Row(take=3)])
    assert steps([Row(take=3), Row(take=3, slip=felt), Row(take=3)]) == alone
    both = steps([Row(take=3), Row(take=3, slip=late, by=0.01)])
    assert alone < both < 1.7 * alone  # The swing before it, 2 of 3.2 s, is shared.
