"""What a landing costs by its place on the bed."""

from dataclasses import dataclass

import numpy as np

from .contacts import FIRST
from .course import Course, Floats
from .recognise import Flight
from .tables import zones


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where one landed.

    Attributes:
        x: Worst-placed point along the bed. [m]
        y: To the left. [m]
        tenths: What it costs.
    """

    x: float
    y: float
    tenths: int


def placed(course: Course, flight: Flight) -> Place:
    """Return where a flight landed: the worst end of either foot, or the hips."""
    bed = zones()
    points = [(float(x), float(y)) for x, y in _points(course, flight)]
    x, y = max(points, key=lambda point: (bed.cost(*point), np.hypot(*point)))
    return Place(x=x, y=y, tenths=bed.cost(x, y))


def _points(course: Course, flight: Flight) -> Floats:
    """Return the points that count, (n, 2), once both feet are down. [m]"""
    contact = flight.contact
    soon = contact.start + (round(FIRST / course.tick) if course.tick else 0)
    at = min(soon, contact.end - 1)
    if contact.position == "feet":
        return np.asarray(course.feet[at, :, :2], dtype=float)
    return np.asarray(course.hips[at : at + 1, :2], dtype=float)
