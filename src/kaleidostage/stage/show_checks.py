"""What a show must hold, so that no page comes out empty or broken."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..errors import MismatchError
from .show_parts import Companion, FloatArray


def check_times(times: FloatArray) -> None:
    """Refuse times that are no increasing row of at least two numbers."""
    if times.ndim != 1 or len(times) < 2:
        raise MismatchError(
            f"show: times must have shape (T,) with T at least 2, got {times.shape}."
        )
    if not (np.isfinite(times).all() and (np.diff(times) > 0).all()):
        raise MismatchError("show: times must be finite and increase from row to row.")


def check_array(name: str, value: FloatArray, shape: tuple[int, ...]) -> None:
    """Refuse an array of another shape, or with a number that is none."""
    if np.shape(value) != shape:
        raise MismatchError(
            f"show: {name} must have shape {shape}, got {np.shape(value)}."
        )
    bad = np.argwhere(~np.isfinite(value))
    if len(bad):
        raise MismatchError(
            f"show: {name} is not finite at index {tuple(map(int, bad[0]))};"
            " a take with such numbers cannot be shown."
        )


def check_bodies(kind: str, names: Sequence[str], bodies: Sequence[str]) -> None:
    """Refuse a part on a body that has no poses."""
    for name in names:
        if name not in bodies:
            raise MismatchError(
                f"show: a {kind} hangs on body {name!r}, which has no"
                f" poses; bodies: {', '.join(bodies)}."
            )


def check_figure(figure: Mapping[str, Any], bodies: Sequence[str]) -> None:
    """Refuse a figure with a shape for a body that has no poses."""
    prefix = figure.get("prefix", "")
    for part in figure["bodies"]:
        if prefix + part["body"] not in bodies:
            raise MismatchError(
                f"show: the figure has a shape for {prefix + part['body']!r}, which has"
                f" no poses; bodies: {', '.join(bodies)}."
            )


def check_companion(other: Companion) -> None:
    """Refuse a take to compare whose arrays do not belong together."""
    rows, count = len(other["times"]), len(other["bodies"])
    check_times(other["times"])
    check_array("a companion's xpos", other["xpos"], (rows, count, 3))
    check_array("a companion's xquat", other["xquat"], (rows, count, 4))
    for figure in other["figures"]:
        check_figure(figure, other["bodies"])


def check_stretch(kind: str, start: float, end: float) -> None:
    """Refuse a stretch of time that ends before it begins."""
    if not (np.isfinite([start, end]).all() and start <= end):
        raise MismatchError(
            f"show: a {kind} runs from {start} s to {end} s; it must end after it"
            " begins."
        )
