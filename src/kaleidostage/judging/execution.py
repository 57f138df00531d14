"""What judges of execution take off a skill: measured faults, seen by four people.

Each head of the table in `rules/execution.toml` has one measure here. A judge sees
every measure with an error of their own and reads the table; of the four sums the two
middle ones count.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from .course import Course, Floats
from .recognise import Flight, shown
from .tables import Head, faults

OPEN = 150.0
"""Hip and knee angles above which a body is open. [deg]  Our choice."""

THREE = 90.0
"""How far before the landing it is 3 o'clock: the body is level. [deg]"""


@dataclass(frozen=True, kw_only=True)
class Deduction:
    """One fault, as measured and as seen.

    Attributes:
        head: Its name in the table.
        said: What was measured, in words.
        measured: How much, in `unit`.
        allowed: How much costs nothing.
        unit: `deg` or `s`; '' for what is counted.
        tenths: What it costs one who sees exactly.
        judges: What each judge takes off for it, in tenths.
    """

    head: str
    said: str
    measured: float
    allowed: float
    unit: str
    tenths: int
    judges: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Execution:
    """The execution of one skill, or of the landing after the last.

    Attributes:
        deductions: Faults that anybody takes something off for.
        judges: Tenths that each judge takes off in all, at most 5 for a skill.
    """

    deductions: tuple[Deduction, ...]
    judges: tuple[int, ...]

    @property
    def best(self) -> int:
        """What the middle judges together give for a faultless skill, in tenths."""
        return 10 * (len(self.judges) - 2)

    @property
    def counted(self) -> int:
        """The two middle judges' tenths together."""
        return sum(sorted(self.judges)[1:-1])


def executed(
    course: Course, flight: Flight, before: Flight | None, seed: tuple[int, int]
) -> Execution:
    """Return what four judges take off one skill.

    Args:
        course: The take.
        flight: The skill's.
        before: That of the skill before it, if there is one.
        seed: Of the take, and number of the skill: where the judges' errors start.
    """
    rules = faults()
    measured = measures(course, flight, before)
    shape = rules.judges, len(rules.heads)
    eyes = np.random.default_rng(seed).standard_normal(shape)
    found = [
        _deduction(head, measured[head.measure], rules.eye[head.unit] * eyes[:, at])
        for at, head in enumerate(rules.heads)
        if _asked(head, flight)
    ]
    each = zip(*(fault.judges for fault in found), strict=True)
    return Execution(
        deductions=tuple(f for f in found if f.tenths or any(f.judges)),
        judges=tuple(min(rules.most, sum(tenths)) for tenths in each),
    )


def after_last(hops: int, fell: bool, off: bool) -> Execution:
    """Return what the landing after the last skill costs.

    Args:
        hops: Jumps on the bed after the one that is free.
        fell: Whether more than the feet came down.
        off: Whether anything but the bed was touched.
    """
    rules, judges = faults().landing, faults().judges
    steady = min(hops, rules["most_hops"]) * rules["hop"]
    rows = (
        ("unsteady", f"hops after the landing: {hops}", hops, steady),
        ("fall", "came down on more than the feet", fell, rules["fell"] * fell),
        ("off the bed", "touched pads, frame or floor", off, rules["off"] * off),
    )
    found = tuple(
        Deduction(
            head=head,
            said=said,
            measured=float(count),
            allowed=0.0,
            unit="",
            tenths=tenths,
            judges=(tenths,) * judges,
        )
        for head, said, count, tenths in rows
        if tenths
    )
    total = min(rules["most"], sum(fault.tenths for fault in found))
    return Execution(deductions=found, judges=(total,) * judges)


def measures(
    course: Course, flight: Flight, before: Flight | None
) -> Mapping[str, float]:
    """Return every measure of one skill by its name, in the unit of its head."""
    found = {name: measure(course, flight) for name, measure in _MEASURES.items()}
    found["lost"] = max(0.0, before.seconds - flight.seconds) if before else 0.0
    return found


def _asked(head: Head, flight: Flight) -> bool:
    """Return whether this head counts for this skill."""
    skill = flight.skill
    low, high = head.quarters
    upright = skill.landing == "feet" or head.measure not in _ON_FEET
    loose = head.loose and skill.quarters >= _MULTIPLE and skill.half_twists
    fits = skill.shape in head.shapes and low <= skill.quarters <= high
    return fits and upright and not loose


_MULTIPLE = 8  # Quarters of a double.
_ON_FEET = ("opening", "lean", "landing_knee")


def _deduction(head: Head, measured: float, errors: Floats) -> Deduction:
    """Return one head's fault; `errors` are what each judge sees too much."""
    digits = 0 if head.unit == "deg" else 2
    return Deduction(
        head=head.name,
        said=head.said.format(f"{measured:.{digits}f} {head.unit}"),
        measured=measured,
        allowed=head.steps[0],
        unit=head.unit,
        tenths=head.tenths(measured),
        judges=tuple(head.tenths(measured + float(error)) for error in errors),
    )


# The measures.


def _in_middle(name: str, course: Course, flight: Flight) -> Floats:
    """Return a joint's angle in the skill's middle, mean of the sides. [deg]"""
    both = course.joint(name)[:, flight.start : flight.end + 1]
    angle: Floats = np.degrees(both.mean(axis=0)[flight.middle])
    return angle


def _most(values: Floats, course: Course) -> float:
    return shown(values, course.tick)


def _least(values: Floats, course: Course) -> float:
    return -shown(-values, course.tick)


def _lean(course: Course, flight: Flight) -> float:
    """Return how far from upright the line from feet to centre of mass is. [deg]"""
    line = course.com[flight.end] - course.feet[flight.end].mean(axis=0)
    aside = float(np.hypot(line[0], line[1]))
    return float(np.degrees(np.arctan2(aside, line[2])))


def _off_line(course: Course, flight: Flight) -> float:
    """Return how far the twist is from the nearest half at the landing. [deg]"""
    twist = float(np.degrees(flight.twist[-1]))
    return abs(twist - 180.0 * round(twist / 180.0))


def _opening(course: Course, flight: Flight) -> float:
    """Return from where in the last somersault the body stays open until 3 o'clock.

    One who is not open at 3 o'clock is measured where the body opens after it, and
    who lands closed at 360. [deg]
    """
    left = 90.0 * flight.skill.quarters - np.degrees(flight.turn)
    is_open = np.minimum(flight.hip, flight.knee) > OPEN
    three = min(int(np.argmax(left <= THREE)), len(left) - 1)
    if is_open[three]:
        closed = np.flatnonzero(~is_open[:three])
        at = int(closed[-1]) + 1 if len(closed) else 0
    elif is_open[three:].any():
        at = three + int(np.argmax(is_open[three:]))
    else:
        return 360.0
    return float(np.clip(360.0 - left[at], 0.0, 360.0))


_MEASURES: Mapping[str, Callable[[Course, Flight], float]] = {
    "knee_bend": lambda c, f: 180.0 - _least(f.knee[f.middle], c),
    "apart": lambda c, f: _most(f.apart[f.middle], c),
    "narrow": lambda c, f: 180.0 - _most(f.apart[f.middle], c),
    "foot": lambda c, f: 90.0 - _least(_in_middle("ankle_plantarflexion", c, f), c),
    "body_bend": lambda c, f: _most(np.abs(180.0 - f.hip[f.middle]), c),
    "hip": lambda c, f: _least(f.hip[f.middle], c),
    "knee": lambda c, f: _least(f.knee[f.middle], c),
    "elbow": lambda c, f: _most(_in_middle("elbow_flexion", c, f), c),
    "arm": lambda c, f: _most(_in_middle("shoulder_abduction", c, f), c),
    "opening": _opening,
    "off_line": _off_line,
    "lean": _lean,
    "landing_knee": lambda c, f: 180.0 - float(f.knee[-1]),
}
