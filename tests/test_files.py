"""Files are read strictly: types, ranges, misspelt keys, and where they stand."""

import tomllib

import pytest

from kaleidostage.errors import FileFormatError
from kaleidostage.files import parse_toml
from kaleidostage.files.lines import key_lines

PERFORMER = """\
schema = 1
name = "Ada"   # "[measure]" in a comment or a text is no table

[measure]
heigth_m = 1.7
mass_kg = 60

[[phase]]
name = "sweep"
note = '''
[phase]
name = "not a key"
'''
hip_deg = [
  10, # ] no end
  20,
]
[[phase]]
name = "open"
at = { hip_deg = 5, when = { s = 1 } }
"""


def document(text, kind="performer"):
    return parse_toml(text, kind, "my.toml")


def said(call, error=FileFormatError):
    """Return the message of the error that `call` raises; it must be one line."""
    with pytest.raises(error) as caught:
        call()
    message = str(caught.value)
    assert "\n" not in message
    return message


# Where things stand.


def test_lines_of_keys_are_found():
    lines = key_lines(PERFORMER)
    assert lines[("schema",)] == 1
    assert lines[("measure",)] == 4
    assert lines[("measure", "mass_kg")] == 6
    assert lines[("phase", 0, "note")] == 10
    assert lines[("phase", 0, "hip_deg")] == 14
    assert lines[("phase", 1)] == 18
    assert lines[("phase", 1, "name")] == 19
    assert ("measure", "name") not in lines


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ('a.b.c = 1\n"d e" = 2', ("d e",), 2),
        ('a.b.c = 1\n"d e" = 2', ("a", "b"), 1),
        ('a = """x"""\nb = 1', ("b",), 2),
        ('a = """x\\"""\n"""\nb = 1', ("b",), 3),
        ('a = """""x"""""\nb = 1', ("b",), 2),
        ('a = """\n""x"""""\nb = 1', ("b",), 3),
        ("a = '''\n'x'''''\nb = 1", ("b",), 3),
        ("a = [[1,\n2], [\n3]]\r\nb = 1", ("b",), 4),
        ("[[a.b]]\n[[a.b]]\n[a.b.c]\nd = 1", ("a", "b", 1, "c", "d"), 4),
        ("[[a]]\n[[a.b]]\nc = 1\n[[a]]\n[[a.b]]\nc = 2", ("a", 1, "b", 0, "c"), 6),
        ('["a.b"]\nc = "#"\nd = 1', ("a.b", "d"), 3),
    ],
)
def test_lines_are_found_in_unusual_texts(text, key, line):
    tomllib.loads(text)
    assert key_lines(text)[key] == line


# Reading values.


def test_a_sound_file_is_read():
    doc = document(PERFORMER.replace("heigth", "height"))
    doc.schema(1)
    assert doc.text("name") == "Ada"
    measure = doc.table("measure")
    assert measure.number("height_m", low=1.2, high=2.2) == 1.7
    assert measure.number("mass_kg", above=0) == 60.0
    assert measure.number("arm_m", default=0.7) == 0.7
    first, second = doc.tables("phase", least=1)
    assert first.numbers("hip_deg", length=2) == (10.0, 20.0)
    assert (first.text("name"), first.text("note")[:7]) == ("sweep", "[phase]")
    assert second.choice("name", ("sweep", "open")) == "open"
    assert second.table("at").number("hip_deg") == 5
    assert second.table("at").table("when").number("s") == 1
    doc.done()
    assert first.keys() == ("name", "note", "hip_deg")
    assert doc.table("strength", optional=True).number("scale", default=1) == 1
    assert doc.tables("nothing") == ()


def test_a_misspelt_key_is_named_with_line_and_the_right_one():
    doc = document(PERFORMER)
    measure = doc.table("measure")
    measure.number("mass_kg")
    assert measure.number("height_m", default=1.7) == 1.7
    assert said(measure.done) == (
        "performer file my.toml, line 5: unknown key 'heigth_m' in [measure]; "
        "did you mean 'height_m'? Known: height_m, mass_kg"
    )


def test_a_missing_key_points_at_what_may_be_meant():
    measure = document(PERFORMER).table("measure")
    assert said(lambda: measure.number("height_m")) == (
        "performer file my.toml, line 5: missing key 'height_m' in [measure]; "
        "is 'heigth_m' meant?"
    )
    assert said(lambda: measure.number("reach_m")) == (
        "performer file my.toml, line 4: missing key 'reach_m' in [measure]"
    )


def test_a_wrong_unit_is_named_with_the_right_one():
    doc = document("height_cm = 170")
    doc.number("height_m", default=1.7)
    message = said(doc.done)
    assert "unknown key 'height_cm'; did you mean 'height_m'? It is in m." in message
    message = said(lambda: document("height_cm = 170").number("height_m"))
    assert "missing key 'height_m'; is 'height_cm' meant? It is in m." in message


def test_tables_taken_from_a_document_are_checked_with_it():
    doc = document("[a]\nx = 1\n[a.b]\ny = 2\nz = 3")
    doc.table("a").number("x")
    doc.table("a").table("b").number("y")
    assert said(doc.done) == (
        "performer file my.toml, line 5: unknown key 'z' in [a.b]. Known: y"
    )


def test_a_known_key_that_was_not_wanted_is_refused():
    doc = document("tape_m = 1\nheight_m = 2")
    if not doc.has("tape_m"):
        raise AssertionError
    doc.number("height_m")
    assert "line 1: key 'tape_m' does not go with the others here" in said(doc.done)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("nan", "must be a finite number, got nan"),
        ("-inf", "must be a finite number, got -inf"),
        ("1" + "0" * 310, "must be a finite number, got 10000"),
        ("true", "must be a number, got True"),
        ('"1.7"', "must be a number, got '1.7'"),
        ("[1.7]", "must be a number, got [1.7]"),
        ("1979-05-27", "must be a number, got datetime.date"),
        ("5.0", "must be between 1.2 and 2.2 m, got 5.0"),
        ("-1", "must be between 1.2 and 2.2 m, got -1"),
    ],
)
def test_a_bad_number_is_refused_with_the_range_and_unit(value, words):
    doc = document(f"height_m = {value}")
    message = said(lambda: doc.number("height_m", low=1.2, high=2.2))
    assert message.startswith("performer file my.toml, line 1: height_m " + words)
    assert len(message) < 200


def test_ranges_read_well():
    doc = document("mass_kg = 0\nspin_rad_s = 3\nx = 1\nlevel = 'bad'\nn = 1.0")
    assert "more than 0 kg, got 0" in said(lambda: doc.number("mass_kg", above=0))
    assert "at most 2 rad/s" in said(lambda: doc.number("spin_rad_s", high=2))
    assert "at least 2, got 1" in said(lambda: doc.integer("x", low=2))
    both = said(lambda: doc.number("mass_kg", above=0, high=9))
    assert "more than 0 and at most 9 kg" in both
    assert "n must be a whole number, got 1.0" in said(lambda: doc.integer("n"))
    choice = said(lambda: doc.choice("level", ("elite", "bid")))
    assert "must be one of bid, elite, got 'bad'; did you mean 'bid'?" in choice


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (lambda d: d.text("x"), "x must be a text in quotes, got [1, 2]"),
        (lambda d: d.flag("n"), "n must be true or false, got 1"),
        (lambda d: d.integer("yes"), "yes must be a whole number, got True"),
        (lambda d: d.numbers("n"), "n must be a list of numbers, got 1"),
        (lambda d: d.numbers("x", length=3), "x must have 3 numbers, got 2"),
        (lambda d: d.numbers("x", high=1), "number 2 of x must be at most 1, got 2"),
        (lambda d: d.texts("x"), "x must be a list of texts in quotes, got [1, 2]"),
        (lambda d: d.table("n"), "n must be a table [n], got 1"),
        (lambda d: d.tables("x"), "x must be one or more tables [[x]], got [1, 2]"),
        (lambda d: d.text("empty"), "empty must not be empty"),
        (lambda d: d.block("empty"), "empty must not be empty"),
        (lambda d: d.block("n"), "n must be a text in quotes, got 1"),
        (lambda d: d.schema(1), "missing key 'schema'; write 'schema = 1' at the top"),
        (lambda d: d.tables("none", least=2), "missing key 'none'"),
        (lambda d: d.tables("no", least=2), "[[no]] must stand here at least 2 times"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(read, words):
    doc = document('x = [1, 2]\nn = 1\nyes = true\nempty = " "\nno = []')
    assert words in said(lambda: read(doc))


def test_defaults_are_returned_as_given():
    doc = document("")
    assert doc.numbers("x", default=(1, 2)) == (1.0, 2.0)
    assert doc.texts("x", default=("a",)) == ("a",)
    assert doc.flag("x", default=True) is True
    assert doc.text("x", default="") == ""
    assert doc.choice("x", ("a",), default="b") == "b"
    assert doc.integer("x", low=5, default=0) == 0
