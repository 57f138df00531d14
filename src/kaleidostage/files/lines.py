"""In which line a key of a TOML text stands: the standard parser does not tell."""

import re
import tomllib

Place = tuple[str | int, ...]
"""Where a key stands: names of tables, and numbers of those in arrays."""

_PART = r"""(?:"(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_TOKEN = re.compile(r"""\"{3}|'{3}|"(?:\\.|[^"\\])*"|'[^']*'|\#.*|[\[{]|[\]}]""")
_END = {
    '"""': re.compile(r"""(?:\\.|[^\\])*?"{3,5}"""),
    "'''": re.compile(r".*?'{3,5}"),
}


def key_lines(text: str) -> dict[Place, int]:
    """Return the line of every key and table header of a text that parses.

    Keys inside an inline table or an array are not listed: theirs is the line of
    the key that holds them.

    Args:
        text: A sound TOML document.

    Returns:
        Line number, from 1, by path: `("phase", 0, "name")` is the key `name` in
        the first `[[phase]]`.
    """
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    prefix: Place = ()
    quote, depth = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        start = 0
        if not quote and not depth:
            if header := _HEADER.match(line):
                prefix = _enter(_parts(header[2]), header[1] == "[[", counts)
                _note(lines, prefix, len(prefix), number)
                continue
            if not (key := _KEY.match(line)):
                continue
            parts = _parts(key[1])
            _note(lines, prefix + parts, len(parts), number)
            start = key.end()
        quote, depth = _advance(line[start:], quote, depth)
    return lines


def _note(lines: dict[Place, int], path: Place, depth: int, number: int) -> None:
    """Record a path and the `depth` - 1 that hold it, where not yet known."""
    for cut in range(len(path) - depth + 1, len(path) + 1):
        lines.setdefault(path[:cut], number)


def _parts(dotted: str) -> tuple[str, ...]:
    """Split a dotted key at its dots, without the quotes."""
    return tuple(
        str(tomllib.loads(f"k = {part}")["k"]) if part[0] in "\"'" else part
        for part in re.findall(_PART, dotted)
    )


def _enter(parts: tuple[str, ...], is_array: bool, counts: dict[Place, int]) -> Place:
    """Return the path of a header, with the index of each array of tables in it."""
    path: Place = ()
    for position, part in enumerate(parts, 1):
        path += (part,)
        if is_array and position == len(parts):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path += (counts[path] - 1,)
    return path


def _advance(line: str, quote: str, depth: int) -> tuple[str, int]:
    """Return the open triple quote and bracket depth after one line of a value."""
    at = 0
    while True:
        if quote:
            if not (end := _END[quote].match(line, at)):
                return quote, depth
            at, quote = end.end(), ""
        if not (token := _TOKEN.search(line, at)):
            return quote, depth
        at = token.end()
        if token[0] in ('"""', "'''"):
            quote = token[0]
        elif token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
