"""Phases that wait for what is felt, and poses that answer to it."""

from dataclasses import replace

import numpy as np
import pytest

from kaleidostage.errors import FileFormatError
from kaleidostage.files import parse_toml
from kaleidostage.perform import draw
from kaleidostage.perform.follow import REACTION, Follower
from kaleidostage.perform.senses import Senses
from kaleidostage.performers import JOINTS, steadiness
from kaleidostage.technique import Feedback, Technique, plan, rounded
from kaleidostage.technique.reading import parse
from kaleidostage.technique.writing import dumps
from leap_technique import leap


def feeling(technique: Technique) -> Technique:
    """Return a technique that opens when turned, and reaches when near."""
    phases = tuple(
        replace(p, when="turned", level=np.radians(200))
        if p.name == "open"
        else replace(p, when="near", level=0.9)
        if p.hands == "reach"
        else p
        for p in technique.phases
    )
    felt = Feedback(
        phase="open", feels="spin", expected=6.0, joint="hip_flexion", gain=0.1
    )
    return replace(technique, phases=phases, feedback=(felt,))


def follower(technique, level="none", takes=2):
    noise = draw(steadiness(level), 0, range(takes), len(technique.phases))
    return Follower.start(plan([technique] * takes), noise), Senses(noise.felt)


def answer(follow, senses):
    """Lead the takes on for as long as a reaction lasts, and its worst error."""
    for tick in range(900, 915):
        follow.advance(tick * 0.01, tick * 0.01 + 0.01, senses)


def index(technique, name):
    return [p.name for p in technique.phases].index(name)


def let_go(follow, senses, technique):
    """Lead two takes past the release."""
    release = next(p for p in technique.phases if p.hands == "open")
    for tick in range(round((release.at + 0.06) / 0.01)):
        follow.advance(tick * 0.01, tick * 0.01 + 0.01, senses)
    assert np.isfinite(follow.events[:, 1]).all()


def test_phase_waits_until_the_trunk_has_turned():
    technique = feeling(leap())
    follow, senses = follower(technique)
    let_go(follow, senses, technique)
    opening = index(technique, "open")
    senses.turned[:] = follow.turned + np.radians([199.0, 201.0])
    answer(follow, senses)
    assert list(follow.phase) == [opening - 1, opening]


def test_phase_waits_until_the_bar_is_near():
    technique = feeling(leap())
    follow, senses = follower(technique)
    let_go(follow, senses, technique)
    senses.turned[:] = 10.0
    senses.felt[:, 3] = [0.91, 0.89]
    answer(follow, senses)
    reach = next(i for i, p in enumerate(technique.phases) if p.hands == "reach")
    assert list(follow.phase) == [reach - 1, reach]


def test_phase_waits_for_the_apex():
    technique = leap()
    opening = index(technique, "open")
    phases = list(technique.phases)
    phases[opening] = replace(phases[opening], when="apex")
    technique = replace(technique, phases=tuple(phases))
    follow, senses = follower(technique)
    let_go(follow, senses, technique)
    senses.climb[:] = [0.1, -0.1]
    answer(follow, senses)
    assert follow.phase[0] == opening - 1
    assert follow.phase[1] >= opening


def test_pose_answers_to_what_is_felt():
    technique = feeling(leap())
    follow, senses = follower(technique)
    let_go(follow, senses, technique)
    opening, hip = index(technique, "open"), JOINTS.index("hip_flexion_l")
    meant = follow.pose[0, opening, hip]
    senses.turned[:] = 10.0
    senses.felt[:, 1] = [6.0, 8.0]
    answer(follow, senses)
    assert follow.pose[0, opening, hip] == pytest.approx(meant)
    assert follow.pose[1, opening, hip] == pytest.approx(meant + 0.2)
    knee = JOINTS.index("knee_flexion_l")
    assert follow.pose[1, opening, knee] == follow.pose[0, opening, knee]


def test_file_keeps_what_is_felt():
    technique = feeling(leap())
    again = parse(parse_toml(dumps(technique), "technique", "felt.toml"))
    assert again == rounded(technique)
    assert again.feedback[0].gain == pytest.approx(0.1, rel=1e-2)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ('feels = "smell"', "smell"),
        ('phase = "opne"', "open"),
        ("gain_deg = nan", "gain_deg"),
        ('joint = "hip_flexoin"', "hip_flexion"),
    ],
)
def test_wrong_feedback_is_refused(wrong, words):
    key = wrong.split(" ")[0]
    lines = dumps(feeling(leap())).splitlines()
    start = lines.index("[[feedback]]")
    text = "\n".join(
        wrong if i > start and line.startswith(key) else line
        for i, line in enumerate(lines)
    )
    with pytest.raises(FileFormatError, match=words):
        parse(parse_toml(text, "technique", "felt.toml"))


def test_everybody_answers_in_the_end_however_late():
    technique = feeling(leap())
    follow, senses = follower(technique, "national", takes=60)
    let_go(follow, senses, technique)
    senses.turned[:] = 20.0
    senses.felt[:, 3] = 0.0
    answer(follow, senses)
    reach = next(i for i, p in enumerate(technique.phases) if p.hands == "reach")
    assert (follow.phase >= reach).all()


def test_what_is_felt_is_answered_with_the_delay_of_a_reaction():
    technique = feeling(leap())
    follow, senses = follower(technique)
    let_go(follow, senses, technique)
    senses.turned[:] = 20.0
    answer(follow, senses)
    assert follow.began == pytest.approx(9.0 + REACTION)
