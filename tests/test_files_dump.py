"""What is dumped as TOML reads back the same, for random data too."""

import random
import tomllib

import numpy as np
import pytest

from kaleidostage.errors import FileFormatError
from kaleidostage.files import dump_toml, parse_toml


def random_text(rng):
    return "".join(
        rng.choice("ab \"'\\\n\t\r#=[]{}.é\u2028\x7f\0\x1f𝄞") for _ in range(5)
    )


def random_value(rng, depth):
    kinds = ["int", "float", "text", "flag"] + ["list", "table", "tables"] * (depth > 0)
    match rng.choice(kinds):
        case "int":
            return rng.randrange(-(10**12), 10**12)
        case "float":
            return rng.choice(
                [rng.gauss(0, 1), 10 ** rng.uniform(-300, 300), -0.0, 1e22]
            )
        case "text":
            return random_text(rng)
        case "flag":
            return rng.random() < 0.5
        case "list":
            return [random_value(rng, depth - 1) for _ in range(rng.randrange(4))]
        case "table":
            return random_table(rng, depth - 1)
        case _:
            return [random_table(rng, depth - 1) for _ in range(rng.randrange(4))]


def random_table(rng, depth):
    keys = [rng.choice([f"k{i}", f"{i}", random_text(rng)]) for i in range(5)]
    return {key: random_value(rng, depth) for key in keys}


def paths(value, path=""):
    """Return the dotted path of everything in `value`."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        dotted = f"{path}.{key}" if path else str(key)
        yield dotted
        if isinstance(item, dict | list):
            yield from paths(item, dotted)


@pytest.mark.parametrize("seed", range(200))
def test_what_is_dumped_reads_back_the_same(seed):
    values = random_table(random.Random(seed), 4)
    text = dump_toml(values)
    assert repr(sorted_deep(tomllib.loads(text))) == repr(sorted_deep(values))
    notes = {path: "said\n\nabout" for path in ["", *paths(values)]}
    assert sorted_deep(tomllib.loads(dump_toml(values, comments=notes))) == sorted_deep(
        values
    )
    parsed = parse_toml(text, "random", "x.toml")
    assert set(parsed.keys()) == set(values)
    assert all(parsed.line(key) for key in values)


def sorted_deep(value):
    """Return `value` with the keys of every table sorted: tables are written last."""
    if isinstance(value, dict):
        return {key: sorted_deep(value[key]) for key in sorted(value)}
    return [sorted_deep(item) for item in value] if isinstance(value, list) else value


def test_a_dump_is_written_for_readers():
    values = {
        "schema": 1,
        "measure": {"height_m": np.float64(1.7), "x": np.array([1, 2])},
        "name": "Ada",
        "phase": [{"name": "sweep", "at": {"s": 0.1 + 0.2}}, {"name": "open"}],
    }
    notes = {"": "A performer.", "measure.height_m": "Barefoot.", "phase.1": "Then."}
    assert dump_toml(values, comments=notes, digits=6) == (
        '# A performer.\n\nschema = 1\nname = "Ada"\n\n[measure]\n# Barefoot.\n'
        'height_m = 1.7\nx = [1, 2]\n\n[[phase]]\nname = "sweep"\n\n[phase.at]\n'
        's = 0.3\n\n# Then.\n[[phase]]\nname = "open"\n'
    )


def test_long_lists_are_broken_into_lines():
    text = dump_toml({"x": [[0.1234567, 0.7654321]] * 8})
    assert len(text.splitlines()) == 10
    assert max(map(len, text.splitlines())) <= 88
    assert tomllib.loads(text)["x"] == [[0.1234567, 0.7654321]] * 8


@pytest.mark.parametrize("length", [0, 1, 87, 88, 89, 176, 1000])
def test_blocks_are_broken_into_lines_and_read_without_them(length):
    rng = random.Random(length)
    held = "".join(rng.choice("aZ09+/=\"\\'é") for _ in range(length))
    text = dump_toml({"a": {"b": held, "c": held}, "z": 1}, blocks=["a.b"])
    assert text.count('"""') == 2
    table = parse_toml(text, "kind", "x.toml").table("a")
    assert tomllib.loads(text)["a"]["c"] == held
    if held:
        assert table.block("b") == held
        assert table.line("c") == table.line("b") + 2 + -(-length // 88)


def test_a_block_is_a_text():
    with pytest.raises(FileFormatError, match=r"cannot write a = 3: not a text"):
        dump_toml({"a": 3}, blocks=["a"])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, b"x", {1, 2}])
def test_what_no_file_may_hold_is_refused(value):
    with pytest.raises(FileFormatError, match=r"cannot write a\.b = "):
        dump_toml({"a": {"b": value}})
