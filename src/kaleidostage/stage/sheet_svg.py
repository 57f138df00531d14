"""Small charts as vector graphics, readable in black and white."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LETTER = 7.8
"""Width of a letter of an axis with the room after it, at 10 px. [px]"""


@dataclass
class Chart:
    """A drawing with axes; lengths in pixels, data in their own units.

    Attributes:
        x: Least and greatest value across.
        y: Least and greatest value upwards.
        width: Of the whole drawing.
        height: Of the whole drawing.
        edges: Room left, right, above and below the field.
        parts: What has been drawn.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    width: float = 340.0
    height: float = 170.0
    edges: tuple[float, float, float, float] = (34.0, 10.0, 10.0, 30.0)
    parts: list[str] = field(default_factory=list)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a value stands, in pixels."""
        left, right, above, below = self.edges
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return (
            left + across * (self.width - left - right),
            self.height - below - up * (self.height - above - below),
        )

    def line(self, points: Iterable[tuple[float, float]], kind: str) -> None:
        """Draw a line through data points; `kind` is its class in the style sheet."""
        self.parts.append(f'<polyline class="{kind}" points="{self._run(points)}"/>')

    def area(self, points: Iterable[tuple[float, float]], kind: str) -> None:
        """Fill the shape between data points."""
        self.parts.append(f'<polygon class="{kind}" points="{self._run(points)}"/>')

    def bar(self, low: float, high: float, at: float, half: float, kind: str) -> None:
        """Fill a lying bar, `half` as thick in units of y."""
        top, bottom = at - half, at + half
        self.area([(low, top), (high, top), (high, bottom), (low, bottom)], kind)

    def dot(self, x: float, y: float, radius: float, kind: str) -> None:
        """Draw a dot, `radius` in pixels."""
        px, py = self.at(x, y)
        self.parts.append(
            f'<circle class="{kind}" cx="{px:.1f}" cy="{py:.1f}" r="{radius:.1f}"/>'
        )

    def cross(self, x: float, y: float, half: float, kind: str) -> None:
        """Draw an x, `half` as wide in pixels."""
        px, py = self.at(x, y)
        a, b, c, d = px - half, py - half, px + half, py + half
        self.parts.append(
            f'<path class="{kind}" d="M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}'
            f'M{a:.1f} {d:.1f}L{c:.1f} {b:.1f}"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        kind: str = "",
        *,
        dx: float = 0,
        dy: float = 0,
    ) -> None:
        """Write words at a data point, moved by pixels."""
        px, py = self.at(x, y)
        self.parts.append(
            f'<text class="{kind}" x="{px + dx:.1f}" y="{py + dy:.1f}">'
            f"{html.escape(words)}</text>"
        )

    def across(self, ticks: Sequence[tuple[float, str]], label: str) -> None:
        """Draw the axis below the field; a tick may have a second line."""
        low, lines, end = self.y[0], 1, -1e9
        self.line([(self.x[0], low), (self.x[1], low)], "axis")
        for value, words in ticks:
            middle, half = self.at(value, low)[0], LETTER * len(words) / 2
            if middle - half < end and "\n" not in words:
                continue  # It would touch the one before.
            end = middle + half
            for line, part in enumerate(words.split("\n"), start=1):
                lines = max(lines, line)
                if part:
                    self.text(value, low, part, "tick mid", dy=1 + 11 * line)
        centre = (self.x[0] + self.x[1]) / 2
        self.text(centre, low, label, "label mid", dy=14 + 11 * lines)

    def up(self, ticks: Sequence[tuple[float, str]]) -> None:
        """Draw lines across the field, with their values."""
        for value, words in ticks:
            self.line([(self.x[0], value), (self.x[1], value)], "grid")
            self.text(self.x[0], value, words, "tick end", dx=-5, dy=3.5)

    def svg(self, title: str) -> str:
        """Return the drawing; `title` is what a screen reader says."""
        return (
            f'<svg viewBox="0 0 {self.width:g} {self.height:g}" role="img" '
            f'aria-label="{html.escape(title, quote=True)}">{"".join(self.parts)}</svg>'
        )

    def _run(self, points: Iterable[tuple[float, float]]) -> str:
        return " ".join("{:.1f},{:.1f}".format(*self.at(x, y)) for x, y in points)
