"""Writing TOML: small, in stable order, with comments for the people who read it."""

import json
import math
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..errors import FileFormatError

_WIDTH = 88  # Characters a list or a line may fill before it is broken; our choice.


def dump_toml(
    values: Mapping[str, Any],
    *,
    comments: Mapping[str, str] | None = None,
    digits: int | None = None,
    blocks: Collection[str] = (),
) -> str:
    """Return `values` as TOML text, in the order given, plain values before tables.

    Args:
        values: Texts, numbers, true and false, lists of them, mappings (tables) and
            lists of mappings (arrays of tables); NumPy numbers and arrays too.
        comments: Lines to set above a key, by dotted path: `measure.height_m`,
            `phase.0` for the first of `[[phase]]`; `""` opens the file.
        digits: Significant digits kept of a number; None keeps all of them, and the
            text then reads back as exactly these values.
        blocks: Texts to break into lines between triple quotes, by dotted path; for
            `Table.block`, which reads them without any white space.

    Raises:
        FileFormatError: If a value has no place in such a file, such as NaN.
    """
    writer = _Writer(comments or {}, digits, blocks)
    writer.note("")
    writer.body(values, (), "")
    return "\n".join(writer.out).lstrip("\n") + "\n"


class _Writer:
    """The lines written so far, and how to write more."""

    def __init__(
        self, comments: Mapping[str, str], digits: int | None, blocks: Collection[str]
    ) -> None:
        self.out: list[str] = []
        self._comments = comments
        self._digits = digits
        self._blocks = blocks

    def note(self, path: str) -> None:
        """Write the comment for `path`, if there is one."""
        lines = self._comments.get(path, "").splitlines()
        self.out.extend(f"# {line}".rstrip() for line in lines)
        if lines and not path:
            self.out.append("")

    def body(self, values: Mapping[str, Any], head: tuple[str, ...], path: str) -> None:
        """Write the values of one table, then the tables in it."""
        tables = []
        for key, value in values.items():
            entry = (_key(key), _plain(value), f"{path}.{key}".lstrip("."))
            if _is_table(entry[1]) or _is_array(entry[1]):
                tables.append(entry)
            else:
                self.note(entry[2])
                is_block = entry[2] in self._blocks
                self.out.append(
                    _block(*entry) if is_block else _line(*entry, self._digits)
                )
        for name, value, dotted in tables:
            self.tables(value, (*head, name), dotted)

    def tables(self, value: Any, head: tuple[str, ...], path: str) -> None:  # noqa: ANN401
        """Write one table, or each table of an array."""
        title = ".".join(head)
        if _is_table(value):
            self.out.append("")
            self.note(path)
            self.out.append(f"[{title}]")
            self.body(value, head, path)
            return
        for at, item in enumerate(value):
            self.out.append("")
            if at == 0:
                self.note(path)
            self.note(f"{path}.{at}")
            self.out.append(f"[[{title}]]")
            self.body(item, head, f"{path}.{at}")


def _plain(value: object) -> object:
    """Return NumPy numbers and arrays as Python's own, all else as it is."""
    return value.tolist() if hasattr(value, "tolist") else value


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _is_array(value: Any) -> bool:  # noqa: ANN401
    """Return whether this is a list of mappings and nothing else, not empty."""
    return _is_list(value) and bool(value) and all(map(_is_table, value))


def _key(key: object) -> str:
    """Return a key, in quotes where it needs them."""
    text = str(key)
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else _text(text)


def _text(text: str) -> str:
    """Return a text in quotes; JSON's escapes are TOML's but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _block(key: str, value: object, path: str) -> str:
    """Return a text in lines between triple quotes."""
    if not isinstance(value, str):
        raise FileFormatError(f"cannot write {path} = {value!r}: not a text")
    parts = [value[at : at + _WIDTH] for at in range(0, len(value), _WIDTH)]
    return "\n".join([f'{key} = """', *(_text(part)[1:-1] for part in parts), '"""'])


def _line(key: str, value: object, path: str, digits: int | None) -> str:
    """Return `key = value`; a list too long for one line gets one item a line."""
    line = f"{key} = {_value(value, path, digits)}"
    if len(line) <= _WIDTH or not isinstance(value, Sequence) or isinstance(value, str):
        return line
    items = [f"  {_value(item, path, digits)}," for item in value]
    return "\n".join([f"{key} = [", *items, "]"])


def _value(value: object, path: str, digits: int | None) -> str:
    """Return one value as it stands in the file."""
    value = _plain(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float) and math.isfinite(value):
        return repr(value if digits is None else float(f"{value:.{digits}g}"))
    return _holder(value, path, digits)


def _holder(value: object, path: str, digits: int | None) -> str:
    """Return a list or an inline table as it stands in the file."""
    if isinstance(value, Mapping):
        pairs = [f"{_key(k)} = {_value(v, path, digits)}" for k, v in value.items()]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return f"[{', '.join(_value(item, path, digits) for item in value)}]"
    raise FileFormatError(f"cannot write {path} = {value!r}: not a value for a file")
