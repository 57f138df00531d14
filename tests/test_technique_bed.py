"""Technique files for the trampoline: round trips, what is read, damage."""

import random
import re
from dataclasses import replace

import numpy as np
import pytest

from bed_technique import FOUND, SCHOOL, jumps, network, parsed, sound
from kaleidostage.errors import KaleidoError, MismatchError
from kaleidostage.technique import dumps, load, read, rounded, write
from kaleidostage.technique.bed import bed_plan


def odd():
    """Return a technique with more digits than a file keeps."""
    phases = tuple(
        replace(
            p,
            at=p.at * 1.000777,
            move=p.move * np.pi / 3,
            level=p.level * np.pi / 3,
            pose={k: v * 0.98765 for k, v in p.pose.items()},
        )
        for p in SCHOOL
    )
    return jumps(phases=phases, aim=1.23456, found=FOUND)


# Round trips.


@pytest.mark.parametrize(
    "technique",
    [
        jumps(),
        odd(),
        jumps(balance=None),
        jumps(found=FOUND),
        jumps(balance=network((40, 30, 64, 14, 9))),
        jumps(phases=SCHOOL[:3] + SCHOOL[-1:]),
    ],
)
def test_reading_what_was_written_gives_the_rounded_technique(tmp_path, technique):
    path = tmp_path / "mine.toml"
    write(path, technique)
    again = read(path)
    assert again == rounded(technique)
    assert again.balance == technique.balance
    assert dict(again.found) == dict(technique.found)
    assert dumps(again) == path.read_text()


def test_rounding_twice_is_rounding_once():
    assert rounded(rounded(odd())) == rounded(odd())


def test_rounding_moves_nothing_by_more_than_it_says():
    assert rounded(odd()).aim == 1.23
    for before, after in zip(odd().phases, rounded(odd()).phases, strict=True):
        for name in ("at", "move", "level"):
            near = pytest.approx(getattr(before, name), abs=0.5001e-3)
            assert getattr(after, name) == near
        for joint, angle in before.pose.items():
            assert after.pose[joint] == pytest.approx(angle, abs=np.radians(0.0501))


def test_nothing_of_fly_bars_is_kept():
    strange = replace(jumps(), call=0.3, lead=0.1)
    assert parsed(dumps(strange)) == rounded(strange) == rounded(jumps())


def test_the_balance_comes_back_number_by_number():
    before, after = network().layers, parsed(dumps(jumps())).balance.layers
    for one, two in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, two)


def test_what_is_read_can_be_followed():
    plan = bed_plan(parsed(dumps(jumps())).phases)
    np.testing.assert_allclose(plan.pose, bed_plan(SCHOOL).pose, atol=1e-12)
    np.testing.assert_array_equal(plan.level, bed_plan(SCHOOL).level)
    np.testing.assert_array_equal(plan.following, bed_plan(SCHOOL).following)


# What a coach reads.


def test_a_coach_reads_degrees_and_thousandths():
    text = dumps(odd())
    assert text.startswith("# How nilo does straight-jumps on the rig competition.\n")
    assert "[jump]\nflight_s = 1.23\n" in text
    assert not re.search(r"_deg = -?\d+\.\d\d", text)
    assert not re.search(r"_s = -?\d+\.\d{4}", text)
    assert not re.search(r"-0\.0*$", text, re.MULTILINE)
    assert max(map(len, text[text.index("schema") :].splitlines())) <= 88


def test_the_head_explains_every_word_of_the_file():
    text = dumps(jumps())
    head = text[: text.index("schema")]
    for word in ("touchdown", "take-off", "tuck", "shaped", "landing", "turned"):
        assert f'"{word}"' in head
    assert "left_s" in head
    assert "joints that it does not name are at 0" in head
    for word in ("far_bar", "hands", "[[feedback]]", "lead_ms"):
        assert word not in text


def test_the_balance_stands_last_and_only_where_there_is_one():
    text = dumps(jumps())
    assert text.endswith('"""\n')
    assert "[[phase]]" not in text[text.index("[balance]") :]
    assert "[balance]" not in dumps(jumps(balance=None))


def test_white_space_in_the_weights_is_no_matter():
    text = dumps(jumps())
    weights = network().weights
    middle = weights[:9] + "\r\n \t" + weights[9:40] + "\n\n" + weights[40:]
    start = text.index('weights = """')
    assert parsed(f'{text[:start]}weights = """{middle}"""\n') == rounded(jumps())
    assert parsed(f'{text[:start]}weights = "{weights}"\n') == rounded(jumps())


# Around the files.


def test_a_technique_for_another_act_is_refused(tmp_path):
    write(tmp_path / "mine.toml", jumps())
    with pytest.raises(MismatchError, match="made for act 'straight-jumps', not for"):
        load("back-tuck", "nilo", "competition", tmp_path / "mine.toml")
    own = load("straight-jumps", "mia", "softer", tmp_path / "mine.toml")
    assert own == rounded(jumps())


def damaged(text, draw):
    """Return a text with something wrong somewhere."""
    if not text:
        return text
    at, end = sorted(draw.randrange(len(text)) for _ in range(2))
    other = chr(draw.choice([*range(128), 233, 0x2028]))
    match draw.randrange(6):
        case 0:
            return text[:at]
        case 1:
            return text[:at] + other + text[at + draw.randrange(2) :]
        case 2:
            return text[:at] + text[at + draw.randrange(1, 9) :]
        case 3:
            return text[:at] + text[end : end + 60] + text[at:]
        case 4:
            at = draw.choice([m.start() for m in re.finditer(r"\d", text)] or [0])
            return text[:at] + draw.choice("0123456789-.e_") + text[at + 1 :]
        case _:
            lines = text.splitlines(keepends=True)
            del lines[draw.randrange(len(lines))]
            return "".join(lines)


@pytest.mark.parametrize("seed", range(600))
def test_a_damaged_file_is_read_or_refused_and_never_more(seed):
    draw = random.Random(seed)
    text = sound()
    for _ in range(draw.choice([1, 1, 2, 4])):
        text = damaged(text, draw)
    try:
        technique = parsed(text)
    except KaleidoError as error:
        assert "\n" not in str(error)
        return
    assert technique.balance is None or technique.balance.layers
    assert technique.aim == 0.0 or parsed(dumps(technique)) == rounded(technique)


def test_a_file_cut_anywhere_is_read_or_refused():
    text = dumps(jumps(found=FOUND))
    read_ones = 0
    for at in range(len(text)):
        try:
            read_ones += parsed(text[:at]).aim > 0
        except KaleidoError as error:
            assert "\n" not in str(error)
    assert read_ones
