"""One table of a file, read key by key: types, ranges and leftovers are checked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, final

from ..errors import FileFormatError
from . import checks, lines, words

Value = Any
"""What the parser gives: of a kind that is only known after looking."""

_REQUIRED: Final[Value] = object()


@final
class Table:
    """A table of a TOML file that remembers where it stands and what was asked.

    Every read checks the type; numbers must be finite and within the range given,
    both ends included. `done` then refuses what nobody asked for, so a misspelt key
    is never passed over in silence.

    Attributes:
        path: The file, for messages.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        kind: str,
        path: Path,
        where: lines.Place = (),
        numbering: Mapping[lines.Place, int],
    ) -> None:
        """Wrap the parsed `values` that stand at `where` in a file of this `kind`."""
        self.path = path
        self._values = values
        self._kind = kind
        self._where = where
        self._numbering = numbering
        self._known: set[str] = set()
        self._read: set[str] = set()
        self._children: dict[lines.Place, Table] = {}

    def keys(self) -> tuple[str, ...]:
        """Return the keys that stand in the file, in its order."""
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Return whether `key` stands in the file; from now on it is a known key."""
        self._known.add(key)
        return key in self._values

    def text(self, key: str, *, default: str = _REQUIRED) -> str:
        """Return a text that is not blank."""
        value = self._get(key, default, str, "a text in quotes")
        if key in self._values and not value.strip():
            raise self.fault(key, f"{key} must not be empty")
        return str(value)

    def block(self, key: str) -> str:
        """Return a text that may be broken into lines, without its white space."""
        return "".join(self.text(key).split())

    def choice(
        self, key: str, allowed: Sequence[str], *, default: str = _REQUIRED
    ) -> str:
        """Return one of the `allowed` texts."""
        value = self._get(key, default, str, f"one of {words.listed(allowed)}")
        if key in self._values:
            self._refuse(key, checks.wrong_choice(key, value, allowed))
        return str(value)

    def flag(self, key: str, *, default: bool = _REQUIRED) -> bool:
        """Return true or false."""
        return bool(self._get(key, default, bool, "true or false"))

    def integer(
        self,
        key: str,
        *,
        low: int | None = None,
        high: int | None = None,
        default: int = _REQUIRED,
    ) -> int:
        """Return a whole number from `low` to `high`."""
        value = self._get(key, default, int, "a whole number")
        if key in self._values:
            allowed = checks.Range(low, high)
            self._refuse(key, checks.wrong_number(key, value, allowed))
        return int(value)

    def number(
        self,
        key: str,
        *,
        low: float | None = None,
        high: float | None = None,
        above: float | None = None,
        default: float = _REQUIRED,
    ) -> float:
        """Return a number from `low` to `high` that is more than `above`.

        Its unit, for the message, is what the ending of the key says: `_m`, `_deg`.
        """
        value = self._get(key, default)
        if key in self._values:
            allowed, unit = checks.Range(low, high, above), words.unit(key)[1]
            self._refuse(key, checks.wrong_number(key, value, allowed, unit))
        return float(value)

    def numbers(
        self,
        key: str,
        *,
        length: int | None = None,
        low: float | None = None,
        high: float | None = None,
        above: float | None = None,
        default: Sequence[float] = _REQUIRED,
    ) -> tuple[float, ...]:
        """Return a list of `length` numbers, each as `number` would check it."""
        value = self._get(key, default)
        if key in self._values:
            allowed, unit = checks.Range(low, high, above), words.unit(key)[1]
            self._refuse(key, checks.wrong_numbers(key, value, length, allowed, unit))
        return tuple(float(item) for item in value)

    def texts(self, key: str, *, default: Sequence[str] = _REQUIRED) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._get(key, default)
        if key in self._values and not _are(value, str):
            raise self.fault(
                key, checks.wrong_type(key, "a list of texts in quotes", value)
            )
        return tuple(value)

    def table(self, key: str, *, optional: bool = False) -> "Table":
        """Return the table `[key]`; an `optional` one that is missing is empty."""
        default = {} if optional else _REQUIRED
        return self._child(self._get(key, default, dict, f"a table [{key}]"), key)

    def tables(self, key: str, *, least: int = 0) -> "tuple[Table, ...]":
        """Return the tables `[[key]]` in the order of the file, at least `least`."""
        value = self._get(key, _REQUIRED if least else [])
        if not _are(value, dict):
            raise self.fault(
                key, checks.wrong_type(key, f"one or more tables [[{key}]]", value)
            )
        if len(value) < least:
            raise self.fault(key, f"[[{key}]] must stand here at least {least} times")
        return tuple(self._child(item, key, at) for at, item in enumerate(value))

    def schema(self, version: int) -> None:
        """Refuse a file written for another version of its schema."""
        if not self.has("schema"):
            raise self.fault(
                None, f"missing key 'schema'; write 'schema = {version}' at the top"
            )
        found = self.integer("schema")
        if found != version:
            raise self.fault("schema", f"schema must be {version}, got {found}")

    def done(self) -> None:
        """Refuse keys nobody asked for, here and in every table taken from here."""
        left = [key for key in self._values if key not in self._read]
        if left:
            raise self._leftover(min(left, key=lambda key: self.line(key) or 0))
        for child in self._children.values():
            child.done()

    def line(self, key: str | None = None) -> int | None:
        """Return the line of `key`, or of what holds it; None where unknown."""
        place = self._where if key is None else (*self._where, key)
        for cut in range(len(place), 0, -1):
            if place[:cut] in self._numbering:
                return self._numbering[place[:cut]]
        return None

    def fault(self, key: str | None, text: str) -> FileFormatError:
        """Return the error to raise: it names file and line and says `text`."""
        line = self.line(key)
        at = f", line {line}" if line else ""
        path = words.shown_path(self.path)
        return FileFormatError(f"{self._kind} file {path}{at}: {text}")

    def _get(
        self, key: str, default: Value, kind: type | None = None, wanted: str = ""
    ) -> Value:
        """Return the value of `key`, which must be of this `kind`, or the default."""
        self._known.add(key)
        self._read.add(key)
        if key not in self._values:
            if default is _REQUIRED:
                raise self._missing(key)
            return default
        value = self._values[key]
        if kind and not _is(value, kind):
            raise self.fault(key, checks.wrong_type(key, wanted, value))
        return value

    def _refuse(self, key: str, bad: str) -> None:
        if bad:
            raise self.fault(key, bad)

    def _child(self, values: Mapping[str, Value], *where: str | int) -> "Table":
        """Return the table in this one; asked again, the same one."""
        if where not in self._children:
            self._children[where] = Table(
                values,
                kind=self._kind,
                path=self.path,
                where=(*self._where, *where),
                numbering=self._numbering,
            )
        return self._children[where]

    def _missing(self, key: str) -> FileFormatError:
        """Return the error for a required key, pointing at what it may be called."""
        for other in self._values:
            if other in self._read or not words.nearest(other, [key], cutoff=0.8):
                continue
            text = f"missing key {key!r}{self._at()}; is {other!r} meant?"
            return self.fault(other, text + words.unit_hint(other, key))
        return self.fault(None, f"missing key {key!r}{self._at()}")

    def _leftover(self, key: str) -> FileFormatError:
        """Return the error for a key that nobody asked for."""
        if key in self._known:
            return self.fault(
                key, f"key {key!r}{self._at()} does not go with the others here"
            )
        hint = words.hint(key, self._known) or "."
        known = words.listed(self._known)
        return self.fault(key, f"unknown key {key!r}{self._at()}{hint} Known: {known}")

    def _at(self) -> str:
        """Return ' in [table]' for messages, '' at the top of the file."""
        names = ".".join(str(part) for part in self._where if isinstance(part, str))
        return f" in [{names}]" if names else ""


Document = Table
"""A whole file: the table at its root."""


def _is(value: object, kind: type) -> bool:
    """Return whether `value` is of this `kind`; true and false are no numbers."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _are(value: object, kind: type) -> bool:
    """Return whether `value` is a list of things of this `kind`."""
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)
