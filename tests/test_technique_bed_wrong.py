"""Technique files for the trampoline: what is refused, where, in which words."""

import base64
from dataclasses import replace

import numpy as np
import pytest

from bed_technique import (
    DOWN,
    PUSH,
    READY,
    RISE,
    UP,
    line_of,
    network,
    parsed,
    phase,
    refused,
    sound,
)

# What is replaced by what (first place), and what the message must say.
_PRESS = 'name = "press"\nafter = "touchdown"\n'
_OPEN = 'of = "shaped"\nwhen = "turned"\nleft_s = 0.6\n'
_READY = 'when = "landing"\nleft_s = 0.31\n'
WRONG = [
    ("flight_s = 1.6", "flight_s = 0.5", "flight_s must be between 0.6 and 2.5 s"),
    ("flight_s = 1.6", "flight_s = 2.6", "flight_s must be between 0.6 and 2.5 s"),
    ("flight_s = 1.6", "flight_s = nan", "flight_s must be a finite number"),
    ("flight_s = 1.6", "flight_ms = 1600", "is 'flight_ms' meant? It is in s."),
    ("flight_s = 1.6", "flight_s = 1.6\nhigh = 2", "unknown key 'high' in [jump]"),
    ('after = "touchdown"', 'after = "touch-down"', "did you mean 'touchdown'?"),
    ('after = "touchdown"', 'after = "release"', "one of take-off, touchdown, got"),
    ("at_s = 0.0", "at_s = -0.1", "at_s must be between 0 and 2.5 s, got -0.1"),
    ("at_s = -0.005", "at_s = -0.2", "at_s must be between -0.1 and 2.5 s, got -0.2"),
    ("at_s = 0.06", "at_s = 0.5", "'open' (take-off +0.32 s) must not begin before"),
    ("at_s = 0.0", "at_s = 14.0", "at_s must be between 0 and 2.5 s"),
    ("move_s = 0.085", "move_s = inf", "move_s must be a finite number"),
    (
        "move_s = 0.085",
        'move_s = 0.085\nhands = "open"',
        "unknown key 'hands' in ",
    ),
    ("move_s = 0.085", 'move_s = 0.085\nof = "straight"', "of must be one of pike, "),
    ('of = "tuck"', 'of = "tick"', "got 'tick'; did you mean 'tuck'?"),
    ('when = "turned"', 'when = "apex"', "when must be one of landing, time, turned"),
    (_OPEN, 'of = "shaped"\nwhen = "turned"\n', "missing key 'left_s' in [phase"),
    (_OPEN, 'of = "shaped"\nleft_s = 0.6\n', "got when = 'time': say one of them, or"),
    ("left_s = 0.31", "left_ms = 310", "is 'left_ms' meant? It is in s."),
    ("left_s = 0.31", "left_s = -0.1", "left_s must be between 0 and 2.5 s"),
    ("left_s = 0.31", "left_s = 0.3\nnear_m = 1", "unknown key 'near_m' in [phase"),
    (_PRESS, f"{_PRESS}{_READY}", "when = 'landing' waits in the air, so its phase"),
    (_READY, "", "'prepare' must have when = 'landing' and left_s, got 'time'"),
    (_READY, _READY.replace("landing", "turned"), "and left_s, got 'turned'"),
    (_READY, _READY + 'of = "pike"\n', "'rise' must have when = 'landing'"),
    ("knee_flexion_deg", "knee_flexon_deg", "did you mean 'knee_flexion_deg'?"),
    ("knee_flexion_deg = 3.0", "knee_flexion_deg = 170", "between -5 and 140 deg"),
    ("[jump]", "[call]\nfar_bar_s = 0.1\n\n[jump]", "unknown key 'call'"),
    ("[jump]", "[reach]\nlead_ms = 3\n\n[jump]", "unknown key 'reach'"),
    ("[jump]", '[[feedback]]\nfeels = "spin"\n\n[jump]', "unknown key 'feedback'"),
    ("[jump]", "[[jump]]", "jump must be a table [jump], got"),
    ("schema = 1", "schema = 2", "schema must be 1, got 2"),
    ('act = "straight-jumps"\n', "", "missing key 'act'"),
    ("even = 3", "even = 0", "even must be between 1 and 1000, got 0"),
    ("odd = 2", "odd = 2.0", "odd must be a whole number, got 2.0"),
    ("hidden = 4", "hidden = 1001", "hidden must be between 1 and 1000, got 1001"),
    ("moves = 2\n", "", "missing key 'moves' in [balance]"),
    ("side_moves = 1", "side_moves = true", "must be a whole number, got True"),
    ("side_moves = 1", "side_moves = 1\nlayers = 2", "unknown key 'layers' in [bal"),
    ("hidden = 4", "hidden = 5", "weights must hold 78 numbers of 4 bytes for these"),
]


@pytest.mark.parametrize(("old", "new", "words"), WRONG)
def test_wrong_techniques_are_refused_in_one_line(old, new, words):
    text = sound()
    assert old in text
    message = refused(text.replace(old, new, 1))
    assert words in message
    assert message.startswith("technique file mine.toml")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("flight_s = 1.6", "flight_s = 9", "flight_s = 9"),
        ("at_s = 0.06", "at_s = 0.5", "at_s = 0.32"),
        ('of = "tuck"', 'of = "tick"', 'of = "tick"'),
        (_PRESS, f"{_PRESS}{_READY}", 'when = "landing"'),
        (_OPEN, 'of = "shaped"\nleft_s = 0.6\n', "left_s = 0.6"),
        (_READY, _READY.replace("landing", "turned"), 'when = "turned"\nleft_s = 0.31'),
        ("[jump]", "[call]\nfar_bar_s = 0.1\n\n[jump]", "[call]"),
        ("hidden = 4", "hidden = 0", "hidden = 0"),
        ("odd = 2", "odd = 3", "weights = "),
        ("side_moves = 1", "side_moves = 1\nlayers = 2", "layers = 2"),
    ],
)
def test_the_line_of_what_is_wrong_is_said(old, new, place):
    text = sound().replace(old, new, 1)
    assert f"mine.toml, line {line_of(text, place)}: " in refused(text)


def with_weights(change):
    """Return a file whose weights are `change` of the sound ones."""
    balance = network()
    return sound(balance=replace(balance, weights=change(balance.weights)))


def with_number(value):
    """Return a file whose seventh weight is `value`."""

    def change(weights):
        flat = np.frombuffer(base64.b64decode(weights), "<f4").copy()
        flat[6] = value
        return base64.b64encode(flat.tobytes()).decode()

    return with_weights(change)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (with_weights(lambda w: ""), "weights must not be empty"),
        (with_weights(lambda w: f"{w[:16]}é{w[17:]}"), "got 'é' as character 17"),
        (with_weights(lambda w: f"{w[:16]}-{w[17:]}"), "got '-' as character 17"),
        (with_weights(lambda w: f'{w[:16]}"{w[17:]}'), "got '\"' as character 17"),
        (with_weights(lambda w: w[:-1]), "got 315 characters that are not; was the"),
        (with_weights(lambda w: f"===={w}"), "= only at the end"),
        (with_weights(lambda w: f"{w[:8]}===={w[8:]}"), "= only at the end"),
        (with_weights(lambda w: w[:-4]), "got 234 bytes, which is 58.5 numbers"),
        (with_weights(lambda w: w[:240]), "weights must hold 59 numbers of 4 bytes"),
        (with_weights(lambda w: w[:16] + w), "got 248 bytes, which is 62 numbers"),
        (with_number(np.nan), "number 7 of weights must be a finite number, got nan"),
        (with_number(-np.inf), "number 7 of weights must be a finite number, got -inf"),
        (with_number(3e38), "number 7 of weights must be a finite number, got 3e+38"),
    ],
)
def test_unsound_weights_are_refused(text, words):
    message = refused(text)
    assert words in message
    assert f"line {line_of(text, 'weights = ')}: " in message


def test_weights_must_be_a_text():
    text = sound()
    text = text[: text.index("weights = ")]
    assert "missing key 'weights' in [balance]" in refused(text)
    assert "weights must be a text in quotes, got 3" in refused(f"{text}weights = 3\n")


# Phases in order.


@pytest.mark.parametrize(
    ("phases", "words"),
    [
        ((RISE, PUSH, READY), "'push' (touchdown +0.1 s) must not begin before 'rise'"),
        ((PUSH, RISE, PUSH, READY), "'push' (touchdown +0.1 s) must not begin"),
        ((RISE, READY), "must stand after = 'touchdown' for every jump"),
        ((PUSH,), "must stand after = 'take-off' for every jump"),
        ((phase("x", DOWN, 0.1, "tuck"), READY), "after = 'touchdown' for every jump"),
        ((PUSH, phase("x", UP, 0.1, "tuck", "landing")), "after = 'take-off' for"),
        ((PUSH, RISE), "'rise' must have when = 'landing'"),
        ((PUSH, READY, phase("x", UP, 0.5)), "'x' must have when = 'landing'"),
        (
            (PUSH, phase("x", UP, 0.4, "tuck"), READY),
            "'ready' (take-off +0.3 s) must not begin before 'x' (take-off +0.4 s)",
        ),
        (
            (PUSH, phase("x", UP, 0.4, "shaped"), phase("y", UP, 0.2, "pike"), READY),
            "'y' (take-off +0.2 s) must not begin before 'x' (take-off +0.4 s)",
        ),
        (
            (PUSH, phase("x", UP, 0.4, "tuck", "turned"), RISE, READY),
            "'rise' (take-off +0.1 s) must not begin before 'x' (take-off +0.4 s)",
        ),
    ],
)
def test_phases_in_an_impossible_order_are_refused(phases, words):
    assert words in refused(sound(phases=phases))


@pytest.mark.parametrize(
    "phases",
    [
        (PUSH, READY),
        (PUSH, RISE, RISE, READY),
        (PUSH, phase("x", UP, 0.2, "tuck"), phase("y", UP, 0.1, "pike"), READY),
        (PUSH, phase("x", DOWN, 0.1, "pike"), RISE, READY),
        (PUSH, phase("x", UP, 0.4, "shaped", "turned"), READY),
        (PUSH, RISE, READY, phase("x", UP, 0.3, "tuck")),
    ],
)
def test_phases_of_different_jumps_keep_their_own_order(phases):
    assert parsed(sound(phases=phases)).phases == phases


def test_too_many_phases_are_refused():
    text = sound(phases=(PUSH,) * 100 + (READY,))
    assert "at most 100 phases, got 101" in refused(text)


def test_a_file_without_its_jump_is_one_for_fly_bars():
    text = sound()
    start = text.index("[jump]")
    message = refused(text[:start] + text[text.index("[[phase]]") :])
    assert "missing key 'call'" in message
