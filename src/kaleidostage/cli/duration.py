"""Durations as people write them: 90, 90s, 5m, 1h30m."""

import re

import click

LONGEST = 7 * 24 * 3600.0
"""Longest duration taken. [s]  Our choice."""

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0}
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)([hms])")


def seconds(context: click.Context, parameter: click.Parameter, text: str) -> float:
    """Return the seconds that an option says, as click asks for them. [s]"""
    value = parse(text)
    if value is None or not 1.0 <= value <= LONGEST:
        raise click.BadParameter(
            f"{text!r} is no duration from 1 s to 7 days; write 90s, 5m or 1h30m",
            ctx=context,
            param=parameter,
        )
    return value


def parse(text: str) -> float | None:
    """Return the seconds that `text` says, or None. [s]"""
    text = text if len(text) < 40 else ""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return float(text)
    parts = _PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return None
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


def shown(seconds: float) -> str:
    """Return a duration for people: `4 min 05 s`."""
    minutes, rest = divmod(round(max(seconds, 0.0)), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
