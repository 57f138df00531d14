"""Where a course is cut: contacts with the bed, and what came down in each."""

from dataclasses import dataclass

import numpy as np

from .course import BACK, FEET, FRONT, SEAT, Bools, Course, Floats

BRUSH = 0.03
"""A touch shorter than this, with air on both sides, is no landing. [s]  Our choice."""

FLUTTER = 0.08
"""Air shorter than this lies within one landing. [s]  Our choice: 8 mm high."""

FIRST = 0.05
"""What comes down so soon after the first touch comes down with it. [s]  Our choice.

In a seat drop the heels are first, by less than this; who lands on the feet and falls
takes longer.
"""

_UPRIGHT = np.cos(np.radians(45.0))
"""The trunk of one who sits is nearer to upright than to lying."""


@dataclass(frozen=True)
class Contact:
    """One contact with the bed.

    Attributes:
        start: First sample on the bed.
        end: First sample off it again; T where the course ends on it.
        position: What came down, one of `acts.skill.POSITIONS`; '' where none of
            these did: hands, knees, head.
        fell: What came down after the feet, another of POSITIONS, or ''.
    """

    start: int
    end: int
    position: str
    fell: str


def contacts(course: Course, axes: Floats) -> list[Contact]:
    """Return the contacts with the bed, flutters joined and brushes left out.

    Args:
        course: The take.
        axes: What `trunk_axes` gives for it.
    """
    joined: list[list[int]] = []
    gap = FLUTTER / course.tick if course.tick else 0.0
    for start, end in _runs(course.on_bed):
        if joined and start - joined[-1][1] < gap:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    brush = BRUSH / course.tick if course.tick else 0.0
    total = len(course.on_bed)
    kept = [
        (start, end)
        for start, end in joined
        if end - start >= brush or start == 0 or end == total
    ]
    return [_contact(course, axes, start, end) for start, end in kept]


def trunk_axes(course: Course) -> Floats:
    """Return forward, left and up of the trunk in the world, (T, 3, 3).

    The trunk's frame is half-way between those of pelvis and chest, so that a twisted
    or bent waist counts half.
    """
    same = np.sign(np.einsum("tk,tk->t", course.chest, course.pelvis))
    mean = course.chest + np.where(same < 0.0, -1.0, 1.0)[:, None] * course.pelvis
    w, x, y, z = (mean / np.linalg.norm(mean, axis=1, keepdims=True)).T
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)],
        [2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)],
        [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)],
    ]
    axes: Floats = np.moveaxis(np.array(rows), 2, 0)
    return axes


def _runs(flags: Bools) -> list[tuple[int, int]]:
    """Return first and one past last of each stretch of true."""
    edges = np.flatnonzero(np.diff(flags.astype(np.int8), prepend=0, append=0))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _contact(course: Course, axes: Floats, start: int, end: int) -> Contact:
    soon = start + (max(1, round(FIRST / course.tick)) if course.tick else 1)
    first: Bools = np.any(course.parts[start : min(soon, end)], axis=0)
    position = _position(first, axes[start])
    later = min(soon, end)
    fell = _fall(course, axes, later, end) if position == "feet" else ""
    return Contact(start, end, position, fell)


def _fall(course: Course, axes: Floats, later: int, end: int) -> str:
    """Return what first came down besides the feet, or ''."""
    body = course.parts[later:end, SEAT:].any(axis=1)
    if not body.any():
        return ""
    at = later + int(np.argmax(body))
    return _body(course.parts[at], axes[at])


def _position(touched: Bools, trunk: Floats) -> str:
    if touched[SEAT:].any():
        return _body(touched, trunk)
    return "feet" if touched[FEET] else ""


def _body(touched: Bools, trunk: Floats) -> str:
    """Return seat, front or back: of what touched, what the trunk's lie makes likely.

    Thighs touch in a front landing too, and the seat in one on the back.

    Args:
        touched: Columns of `Course.parts`, (4,); one of the last three is true.
        trunk: Forward, left and up of the trunk, (3, 3).
    """
    lying = "back" if trunk[0, 2] > 0.0 else "front"
    column = {"back": BACK, "front": FRONT}
    if touched[SEAT] and (trunk[2, 2] > _UPRIGHT or not touched[FRONT:].any()):
        return "seat"
    if touched[column[lying]]:
        return lying
    return "front" if touched[FRONT] else "back"
