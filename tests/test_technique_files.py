"""Technique files: exact round trips, what is refused and in which words."""

import math
import re
from dataclasses import replace

import pytest

from kaleidostage.errors import FileFormatError, MismatchError, StorageError
from kaleidostage.technique import (
    Technique,
    dumps,
    load,
    read,
    rounded,
    write,
)
from leap_technique import leap, phase

FOUND = {"command": "kaleidostage rehearse", "seed": 3, "seconds": 61.5, "odds": "9"}


@pytest.fixture
def put(tmp_path):
    def put(text):
        path = tmp_path / "mine.toml"
        path.write_text(text)
        return path

    return put


def odd():
    """Return a technique with more digits than a file keeps."""
    technique = leap(call=0.12345678, lead=0.0657, found=FOUND)
    phases = tuple(
        replace(
            p,
            at=p.at * 1.000777,
            move=p.move * math.pi / 3,
            pose={k: v * 0.98765 for k, v in p.pose.items()},
        )
        for p in technique.phases
    )
    return replace(technique, phases=phases)


@pytest.mark.parametrize("technique", [leap(), odd(), leap(found=FOUND)])
def test_reading_what_was_written_gives_the_rounded_technique(tmp_path, technique):
    path = tmp_path / "mine.toml"
    write(path, technique)
    again = read(path)
    assert again == rounded(technique)
    assert dict(again.found) == dict(technique.found)


def test_rounding_twice_is_rounding_once():
    assert rounded(rounded(odd())) == rounded(odd())


def test_rounding_moves_nothing_by_more_than_it_says():
    for before, after in zip(odd().phases, rounded(odd()).phases, strict=True):
        assert after.at == pytest.approx(before.at, abs=0.5001e-3)
        assert after.move == pytest.approx(before.move, abs=0.5001e-3)
        for joint, angle in before.pose.items():
            assert after.pose[joint] == pytest.approx(angle, abs=math.radians(0.0501))


def test_a_coach_reads_degrees_and_tenths():
    text = dumps(odd())
    assert text.startswith("# How layla does first-leap on the rig reference.")
    assert "lead_ms = 66\n" in text
    assert not re.search(r"_deg = -?\d+\.\d\d", text)
    assert not re.search(r"_s = -?\d+\.\d{4}", text)
    assert "-0.0" not in text


def test_all_joints_of_one_side_can_be_posed(put):
    text = dumps(leap()).replace("elbow_flexion_deg", "elbow_flexion_l_deg")
    text = text.replace("hip_flexion_deg = 20.0", "hip_flexion_r_deg = 20.0")
    technique = read(put(text))
    assert technique.phase("hollow").pose["hip_flexion_r"] == math.radians(20)


# What is replaced by what (first place), and what the message must say.
WRONG = [
    ("hip_flexion_deg = 100.0", "hip_flexon_deg = 100.0", "mean 'hip_flexion_deg'"),
    ("hip_flexion_deg = 100.0", "hip_flexion_rad = 1.7", "It is in deg."),
    ("hip_flexion_deg = 100.0", "hip_flexion_deg = 141", "between -30 and 140 deg"),
    ("hip_flexion_deg = 100.0", "hip_flexion_deg = nan", "must be a finite number"),
    ("hip_flexion_deg = 100.0", "hip_flexion_l_deg = -31", "between -30 and 140"),
    ('after = "take-off"', 'after = "takeoff"', "did you mean 'take-off'"),
    ('hands = "open"', 'hands = "opne"', "did you mean 'open'"),
    ('hands = "open"\n', "", "exactly one phase must say hands = 'open', got 0"),
    ('hands = "reach"\n', "", "exactly one phase must say hands = 'reach', got 0"),
    ('hands = "reach"', 'hands = "open"', "'open', got 2"),
    ("at_s = 0.0", "at_s = 0.1", "the first phase is the pose at take-off"),
    ("at_s = 0.45", "at_s = 1.45", "'hollow' (take-off +1.05 s) must not begin"),
    ("at_s = 0.45", "at_s = -0.45", "at_s must be between 0 and 14 s"),
    ("at_s = 0.45", "at_ms = 450", "is 'at_ms' meant? It is in s."),
    ("move_s = 0.4", "move_s = inf", "must be a finite number"),
    ("lead_ms = 60", "lead_ms = 6000", "lead_ms must be between 0 and 500 ms"),
    ("lead_ms = 60", "lead_s = 0.06", "'lead_ms'"),
    ("far_bar_s", "far_bar", "'far_bar_s'"),
    ('act = "first-leap"\n', "", "missing key 'act'"),
    ("schema = 1", "schema = 2", "schema must be 1, got 2"),
    ("schema = 1", "schema = 1\nspeed = 3", "unknown key 'speed'"),
    ("[call]", "[found]\nby = [1, 2]\n\n[call]", "by must be a text or a number"),
]


@pytest.mark.parametrize(("old", "new", "words"), WRONG)
def test_wrong_techniques_are_refused_in_one_line(put, old, new, words):
    text = dumps(leap())
    assert old in text
    with pytest.raises(FileFormatError) as error:
        read(put(text.replace(old, new, 1)))
    assert words in str(error.value)
    assert "mine.toml" in str(error.value) and "\n" not in str(error.value)


def with_phases(*phases):
    return dumps(leap(phases=phases))


START = phase("seven", "take-off", 0.0, 0.2)
OPEN = phase("release", "take-off", 1.0, 0.2, "open")
REACH = phase("reach", "release", 0.1, 0.2, "reach")


@pytest.mark.parametrize(
    ("phases", "words"),
    [
        ((START, REACH, OPEN), "must not begin before"),
        (
            (START, phase("early", "take-off", 0.5, 0.2, "reach"), OPEN),
            "hands can only reach after they opened",
        ),
        (
            (START, OPEN, phase("late", "catch", 0.1, 0.2, "reach")),
            "and before the catch",
        ),
        ((START, phase("x", "release", 0.0, 0.2, "open"), REACH), "only open after"),
        ((phase("x", "take-off", 0.0, 0.2, "open"), REACH), "only open after"),
    ],
)
def test_phases_in_an_impossible_order_are_refused(put, phases, words):
    with pytest.raises(FileFormatError, match=words):
        read(put(with_phases(*phases)))


def test_the_least_technique_has_three_phases(put):
    assert len(read(put(with_phases(START, OPEN, REACH))).phases) == 3


def test_no_phase_at_all_is_refused(put):
    text = dumps(leap()).split("[[phase]]")[0]
    with pytest.raises(FileFormatError, match="missing key 'phase'"):
        read(put(text))


def test_a_technique_for_another_act_is_refused(put):
    path = put(dumps(leap("back-somersault-leap")))
    with pytest.raises(MismatchError) as error:
        load("first-leap", "layla", "reference", path)
    assert "'back-somersault-leap', not for 'first-leap'" in str(error.value)
    assert "mine.toml" in str(error.value)


def test_a_file_of_ones_own_wins_whoever_it_was_found_for(put):
    path = put(dumps(leap(performer="mia", rig="tent")))
    assert load("first-leap", "layla", "reference", path).performer == "mia"


@pytest.mark.parametrize(
    ("act", "performer", "rig"),
    [
        ("first-leap", "nobody", "reference"),
        ("first-leap", "layla", "tent"),
        ("my-own-act", "layla", "reference"),
        ("..", "layla", "reference"),
        ("first-leap", "../first-leap/layla", "reference"),
    ],
)
def test_what_is_not_shipped_says_to_rehearse_first(act, performer, rig):
    with pytest.raises(MismatchError) as error:
        load(act, performer, rig)
    assert "rehearse first: kaleidostage rehearse" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_first_act_ships_with_a_technique_for_its_cast():
    technique = load("first-leap", "layla", "reference")
    assert isinstance(technique, Technique)
    assert (technique.act, technique.performer) == ("first-leap", "layla")
    assert technique == rounded(technique)


def test_writing_where_nothing_can_be_written_is_a_storage_error(tmp_path):
    with pytest.raises(StorageError, match="no such folder"):
        write(tmp_path / "no" / "where.toml", leap())
