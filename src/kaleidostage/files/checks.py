"""What is wrong with a value, as half a sentence for a message, or '' if nothing."""

from collections.abc import Sequence
from typing import NamedTuple

from . import words

_HUGE = 1e300  # Beyond this arithmetic overflows: as good as infinite. Our choice.


class Range(NamedTuple):
    """The numbers allowed: from `low` to `high`, both included, and over `above`."""

    low: float | None = None
    high: float | None = None
    above: float | None = None

    def has(self, value: float) -> bool:
        """Return whether `value` lies within."""
        return (
            (self.low is None or value >= self.low)
            and (self.high is None or value <= self.high)
            and (self.above is None or value > self.above)
        )

    def says(self, unit: str) -> str:
        """Return the range in words, with its unit."""
        if self.low is not None and self.high is not None and self.above is None:
            return f"between {self.low:g} and {self.high:g} {unit}".strip()
        bounds = [("more than", self.above), ("at least", self.low)]
        bounds.append(("at most", self.high))
        said = [f"{word} {bound:g}" for word, bound in bounds if bound is not None]
        return f"{' and '.join(said)} {unit}".strip()


def wrong_number(name: str, value: object, allowed: Range, unit: str = "") -> str:
    """Return what is wrong with a number: not one, not finite, out of range."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return wrong_type(name, "a number", value)
    if not -_HUGE < value < _HUGE:  # Not-a-number compares false and fails here too.
        return wrong_type(name, "a finite number", value)
    if not allowed.has(value):
        return f"{name} must be {allowed.says(unit)}, got {words.shown(value)}"
    return ""


def wrong_numbers(
    name: str, value: object, length: int | None, allowed: Range, unit: str = ""
) -> str:
    """Return what is wrong with a list of numbers: length, or one of them."""
    if not isinstance(value, list):
        return wrong_type(name, "a list of numbers", value)
    if length not in (None, len(value)):
        return f"{name} must have {length} numbers, got {len(value)}"
    for position, item in enumerate(value, 1):
        if bad := wrong_number(f"number {position} of {name}", item, allowed, unit):
            return bad
    return ""


def wrong_choice(name: str, value: str, allowed: Sequence[str]) -> str:
    """Return that a text is none of the allowed ones, with the nearest of them."""
    if value in allowed:
        return ""
    hint = words.hint(value, allowed)
    listed = words.listed(allowed)
    return f"{name} must be one of {listed}, got {words.shown(value)}{hint}"


def wrong_type(name: str, wanted: str, value: object) -> str:
    """Return that `value` is not what was `wanted`."""
    return f"{name} must be {wanted}, got {words.shown(value)}"
