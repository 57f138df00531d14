"""The charts of a sheet, each from the values that its JSON holds."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from .sheet_svg import Chart

Values = Mapping[str, Any]
BAR = 13.5
"""How much each lying bar takes of the height. [px]"""
SMALL = 100.0
"""Up to this height every second percent is left out: they would touch. [px]"""
PERCENT = [(share / 100, f"{share} %") for share in (0, 25, 50, 75, 100)]


def interval(odds: Values, gate: float) -> str:
    """Return the odds with their interval and the gate, on one line from 0 to 1."""
    chart = Chart((0, 1), (0, 1), width=300, height=50, edges=(12, 14, 18, 16))
    chart.line([(0, 0.5), (1, 0.5)], "axis")
    chart.bar(odds["low"], odds["high"], 0.5, 0.3, "solid")
    chart.line([(gate, -0.1), (gate, 1.15)], "mark")
    chart.text(gate, 1.15, f"gate {100 * gate:g} %", "tick mid", dy=-4)
    for value, words in PERCENT:
        kind = "tick" if value == 0 else "tick end" if value == 1 else "tick mid"
        chart.text(value, 0, words, kind, dy=13)
    return chart.svg("The interval of the odds and the gate")


def curve(
    points: Sequence[Values],
    ticks: Sequence[tuple[float, str]],
    label: str,
    *,
    now: float,
    wanted: Sequence[float] = (),
    size: tuple[float, float] = (340.0, 170.0),
) -> str:
    """Return odds against something, with intervals; `now` is where it stands."""
    xs = [point["x"] for point in points]
    room = 0.05 * (max(xs) - min(xs))
    below = 41 if any("\n" in words for _, words in ticks) else 30
    chart = Chart(
        (min(xs) - room, max(xs) + room),
        (0, 1.02),
        width=size[0],
        height=size[1],
        edges=(38, 10, 10, below),
    )
    chart.up(PERCENT if size[1] > SMALL else PERCENT[::2])
    for odds in wanted:
        chart.line([(chart.x[0], odds), (chart.x[1], odds)], "mark")
    chart.line([(now, 0), (now, 1.02)], "now")
    chart.line([(p["x"], p["odds"]) for p in points], "line")
    for p in points:
        chart.line([(p["x"], p["low"]), (p["x"], p["high"])], "whisker")
        chart.dot(p["x"], p["odds"], 4 if p["x"] == now else 3, "full")
    chart.across(ticks, label)
    return chart.svg(f"Odds against {label}")


def bars(rows: Sequence[tuple[str, float, float, float]], label: str) -> str:
    """Return horizontal bars: words, value, ends of its interval."""
    most = max([row[3] for row in rows] + [1e-9]) * 1.05
    n = len(rows)
    chart = Chart(
        (0, most), (n, 0), width=340, height=BAR * n + 34, edges=(132, 30, 4, 30)
    )
    for i, (words, value, low, high) in enumerate(rows):
        chart.text(0, i + 0.5, words, "end", dx=-6, dy=3.5)
        chart.bar(0, value, i + 0.5, 0.32, "outline")
        chart.line([(low, i + 0.5), (high, i + 0.5)], "whisker")
        chart.text(max(high, value), i + 0.5, f"{value:.1f}", dx=4, dy=3.5)
    chart.across([(v, f"{v:g}") for v in nice(0, most)], label)
    return chart.svg(label)


def scatter(picture: Values) -> str:
    """Return where takes were decided, with the circle of reach."""
    half, size = picture["half"], 144.0  # Pixels across the field.
    edges = (30.0, 4.0, 14.0, 30.0)
    chart = Chart(
        (-half, half), (-half, half), width=edges[0] + size + edges[1],
        height=edges[2] + size + edges[3], edges=edges,
    )  # fmt: skip
    ticks = [(v, f"{v:g}") for v in nice(-half, half)]
    chart.up(ticks)
    near = picture["radius"]
    chart.dot(0, 0, near * size / (2 * half), "reach")
    chart.line([(-half, 0), (half, 0)], "now")
    chart.line([(0, -half), (0, half)], "now")
    for x, y, landed in picture["points"]:
        px, py = (min(half, max(-half, v)) for v in (x, y))
        if landed:
            chart.dot(px, py, 1.2, "landed")
        else:
            chart.cross(px, py, 2.8, "missed")
    chart.dot(0, 0, 2.5, "bar")
    chart.across(ticks, picture["across"])
    chart.text(-half, half, picture["up"], "label", dx=-28, dy=-4)
    return chart.svg(picture["title"])


def bands(
    series: Sequence[Values], unit: float, label: str, moments: Mapping[str, float]
) -> str:
    """Return loads over time: the median take, and the band of nine in ten.

    Args:
        series: Loads to draw in one field.
        unit: What one of the shown unit is. [N]
        label: Of the upward axis, with its unit.
        moments: Name -> when it happens. [s]
    """
    longest = max(len(one["middle"]) for one in series)
    step = series[0]["step_ms"] / 1000
    top = max(max(one["high"]) for one in series) / unit * 1.08
    chart = Chart((0, step * longest), (0, top), height=106, edges=(30, 10, 26, 30))
    chart.up([(v, f"{v:g}") for v in nice(0, top)])
    for number, one in enumerate(series):
        times = [i * step for i in range(len(one["middle"]))]
        low, middle, high = (
            [(t, v / unit) for t, v in zip(times, one[n], strict=True)]
            for n in ("low", "middle", "high")
        )
        chart.area([*low, *reversed(high)], f"band band{number}")
        chart.line(middle, f"line line{number}")
    for name, moment in moments.items():
        if 0 < moment < chart.x[1]:
            chart.line([(moment, 0), (moment, top)], "mark")
            before = name == "release"
            kind, dx = ("tick end", 4) if before else ("tick", -4)
            chart.text(moment, top, name, kind, dx=dx, dy=-3)
    chart.across([(v, f"{v:g}") for v in nice(0, chart.x[1])], "seconds after take-off")
    chart.text(0, top, label, "label", dx=-30, dy=-15)
    return chart.svg(label)


def nice(low: float, high: float) -> list[float]:
    """Return about five round values within a range."""
    raw = (high - low) / 5
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(k * step, 10) for k in range(first, last + 1)]
