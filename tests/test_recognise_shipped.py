"""Shipped jumps under noise are seen as what they are, mirrored or not."""

import pytest

from kaleidostage import acts, performers, rigs, technique
from kaleidostage.judging.recognise import recognise
from kaleidostage.judging.trampoline import tally_course
from kaleidostage.perform import perform
from kaleidostage.rehearsal.start import jumped
from kaleidostage.scene import compose
from turns import mirrored

SHIPPED = [(act, stem) for act in jumped() for stem in technique.names(act)]


def seen_otherwise(act, stem, takes):
    """Return what was seen instead of the card in takes that went through it."""
    who, _, rig = stem.partition("@")
    act, performer = acts.load(act), performers.load(who)
    scene = compose(performer, rigs.load(rig or act.rig))
    how = technique.load(act.name, who, scene.rig.name)
    tally, _ = perform(
        scene, how, performers.steadiness("national"), seed=41, takes=range(takes),
        elements=act.flown,
    )  # fmt: skip
    wrong, through = [], 0
    for i in range(takes):
        if not tally.done[i]:
            continue
        through += 1
        course = tally_course(tally, i)
        for way, one in (("", course), (" mirrored", mirrored(course))):
            flights = recognise(one)
            assert len(flights) >= len(act.flown)
            wrong += [
                f"take {i}{way}: {flight.skill.notation()} for {skill.notation()}"
                for flight, skill in zip(flights, act.flown, strict=False)
                if flight.skill != skill
            ]
    assert through
    return wrong


@pytest.mark.parametrize(("act", "stem"), SHIPPED)
def test_shipped_jumps_are_seen_as_what_they_are(act, stem):
    assert not seen_otherwise(act, stem, 8)


@pytest.mark.heavy
@pytest.mark.parametrize(("act", "stem"), SHIPPED)
def test_a_thousand_takes_are_seen_as_what_they_are(act, stem):
    assert not seen_otherwise(act, stem, 1000 // len(SHIPPED) + 1)
