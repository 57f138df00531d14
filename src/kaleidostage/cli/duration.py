"""Durations as people write them: 90, 90s, 5m, 1h30m."""

import re

import click

LONGEST = 7 * 24 * 3600.0
"""Longest duration taken. [s]  Our choice."""

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)([hms])")


class Duration(click.ParamType):
    """A duration, in seconds."""

    name = "duration"

    def convert(
        self,
        value: str | float,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Return the seconds that `value` says."""
        seconds = float(value) if isinstance(value, int | float) else parse(value)
        if seconds is None or not 1.0 <= seconds <= LONGEST:
            self.fail(
                f"{value!r} is no duration from 1 s to 7 days; write 90s, 5m or 1h30m",
                param,
                ctx,
            )
        return seconds


def parse(text: str) -> float | None:
    """Return the seconds that `text` says, or None. [s]"""
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    parts = _PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return None
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


def shown(seconds: float) -> str:
    """Return a duration for people: `4 min 05 s`."""
    minutes, rest = divmod(round(max(seconds, 0.0)), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
