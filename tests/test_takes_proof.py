"""Proof of takes: sound ones pass, every edit is found."""

import dataclasses

import numpy as np
import pytest

from kaleidostage.errors import FileFormatError
from kaleidostage.perform import inspect, landed_from_states, save_take, verify
from kaleidostage.perform.verify import scene_of
from leap import landed_take, scene, some_takes


def cut(take, ticks):
    """Return the first ticks of a take."""
    arrays = {n: getattr(take, n)[:ticks] for n in ("controls", "held", "sensors")}
    return dataclasses.replace(take, states=take.states[: ticks + 1], **arrays)


def edited(ticks=120, **changes):
    """Return the first ticks of the take with some arrays changed by functions."""
    take = cut(landed_take(), ticks)
    arrays = {}
    for name, change in changes.items():
        arrays[name] = getattr(take, name).copy()
        change(arrays[name])
    return dataclasses.replace(take, **arrays)


def broken(take):
    return {finding.rule for finding in inspect(take, scene()).broken}


@pytest.fixture(scope="module")
def verdict(tmp_path_factory):
    return verify(save_take(tmp_path_factory.mktemp("takes"), landed_take()))


def test_a_sound_take_is_proved_to_the_bit(verdict):
    assert verdict.repeated is True
    assert verdict.same_machine
    assert verdict.landed and verdict.landed_from_states and verdict.landed_again
    assert verdict.inspection.ok, verdict.inspection.broken
    assert verdict.ok
    assert all(line.startswith("ok") for line in verdict.lines())


def test_the_stored_states_follow_exactly_where_they_were_made(verdict):
    found = {f.rule: f.value for f in verdict.inspection.findings}
    assert found["states follow from the physics"] == 0.0
    assert found["change of angular momentum in flight"] < 0.5
    assert found["centre of mass off its parabola"] < 0.1


def test_half_the_step_gives_nearly_the_same_take(tmp_path):
    half = verify(save_take(tmp_path, landed_take()), half_step=True).half_step
    assert half is not None
    assert half.release == pytest.approx(0.0, abs=0.0026)
    assert half.place < 0.1  # [m] Over one second of flight at 3 m/s.


def test_all_takes_pass_inspection_whether_they_land_or_not():
    for take in some_takes()[:2]:
        assert inspect(take, scene()).ok, inspect(take, scene()).broken


def test_the_first_ticks_alone_pass_too():
    assert inspect(cut(landed_take(), 120), scene()).ok


def test_a_hidden_push_is_found():
    """A body pushed by 1 cm/s in one tick."""
    speed = scene().qvel["flyer/root"].start

    def push(states):
        states[100:, speed] += 0.01

    assert "states follow from the physics" in broken(edited(states=push))


def test_a_body_carried_through_the_air_is_found():
    """A flight shifted by a growing lift, as an animator would."""
    place = scene().qpos["flyer/root"].start + 2

    def lift(states):
        states[200:, place] += 1e-4 * np.arange(len(states) - 200)

    assert "states follow from the physics" in broken(edited(240, states=lift))


def test_a_hand_that_closes_on_nothing_is_found():
    def close(held):
        held[20:60, 2:] = True  # The far bar is metres away.

    assert "hands closed out of reach or too fast" in broken(edited(held=close))


def test_a_muscle_beyond_its_strength_is_found():
    """Servo targets far off ask for all the engine's own limit allows."""

    def ask(controls):
        controls[50:60, :, 3] += 30.0

    assert "torque over strength as told" in broken(edited(controls=ask))


def test_a_false_claim_is_found_in_the_states(tmp_path):
    missed = [take for take in some_takes() if not take.outcome["landed"]]
    take = missed[0] if missed else landed_take()
    if not missed:  # A technique this good misses too rarely: cut a landed one.
        take = cut(take, len(take.controls) - 100)
    claim = dataclasses.replace(take, outcome={**take.outcome, "landed": True})
    assert not landed_from_states(scene(), claim)
    verdict = verify(save_take(tmp_path, claim))
    assert not verdict.ok
    assert any(line.startswith("FAIL judged") for line in verdict.lines())


def test_another_seed_than_claimed_is_found(tmp_path):
    other = dataclasses.replace(landed_take(), seed=99)
    verdict = verify(save_take(tmp_path, other))
    assert verdict.repeated is False
    assert not verdict.ok


def test_a_take_of_another_machine_is_judged_from_its_states(tmp_path):
    """Bits may differ there, and no verdict is drawn from that."""
    take = landed_take()
    far = dataclasses.replace(take.fingerprint, machine="riscv64", engine="3.99.0")
    other = dataclasses.replace(take, fingerprint=far, seed=99)
    verdict = verify(save_take(tmp_path, other))
    assert verdict.repeated is None
    assert not verdict.same_machine
    assert verdict.differences.keys() == {"machine", "engine"}
    assert verdict.ok
    assert "3.99.0 there" in verdict.lines()[0]


def test_a_scene_that_cannot_be_built_is_told_in_one_line():
    rig = dataclasses.replace(landed_take().rig, cable_length=-1.0)
    with pytest.raises(FileFormatError) as caught:
        scene_of(dataclasses.replace(landed_take(), rig=rig), "take file x.npz")
    assert "\n" not in str(caught.value)


def test_states_of_another_version_are_told_apart():
    take = dataclasses.replace(landed_take(), states=landed_take().states[:, :-1])
    with pytest.raises(FileFormatError, match="the version that made it"):
        scene_of(take, "take file x.npz")
