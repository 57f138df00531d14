"""A body from a full set of tape measurements.

The 95 measurements and the solids they define are those of Yeadon (1990), J Biomech
23:67-74, as computed by the `yeadon` package, with Dempster's densities, left and
right averaged. Here its eleven segments are cut once more at wrists and ankles.
"""

import contextlib
import io
import itertools
import warnings
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .outlines import Human as Model
from .outlines import stadium_rings
from .segments import Anatomy, Mass, Vector, joined
from .sizes import Sizes, built

ANKLE = 0.039
"""Height of the ankle over stature; Drillis & Contini (1966). Not among the 95."""

_HEEL = 1.0 / 3.0
"""Ankle to heel over ankle to toe nails; our choice."""

# The package looks along -y, with the left at +x: our x is its -y, our y its x.
_AXES = np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])

# Its feet hang down like pointed toes: they lie flat a quarter turn further up.
_FLAT = np.array([[0.0, 0.0, -1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])


_CHAINS = (
    ("Ls1L", "Ls2L", "Ls3L", "Ls4L", "Ls5L"),
    ("Ls6L", "Ls7L", "Ls8L"),
    *((f"L{s}2L", f"L{s}3L", f"L{s}4L") for s in "ab"),
    *((f"L{s}5L", f"L{s}6L", f"L{s}7L") for s in "ab"),
    *((f"L{s}1L", f"L{s}3L", f"L{s}4L", f"L{s}5L") for s in "jk"),
    *((f"L{s}6L", f"L{s}8L", f"L{s}9L") for s in "jk"),
)
"""Lengths taken from one joint to places ever further out."""

_ROUND = (
    *((f"Ls{n}p", f"Ls{n}w") for n in range(4)),
    *((f"L{s}{n}p", f"L{s}{n}w") for s in "ab" for n in range(4, 8)),
    *((f"L{s}{n}p", f"L{s}{n}w") for s in "jk" for n in (8, 9)),
    *((f"L{s}6p", f"L{s}6d") for s in "jk"),
)
"""Perimeters with the width of the same stadium."""


class Taped(NamedTuple):
    """What the tape gives.

    Attributes:
        anatomy: The body.
        height: Standing. [m]
        natural: Mass by volume and density, before scaling to the scale's. [kg]
    """

    anatomy: Anatomy
    height: float
    natural: float


def measurement_names() -> tuple[str, ...]:
    """Return the names of the 95 measurements, in the order of the package."""
    from yeadon import Human

    return tuple(Human.measnames)


def taped(tape: Mapping[str, float], mass: float) -> Taped:
    """Return the body of a measured person.

    Args:
        tape: The 95 measurements by name. [m]
        mass: Of the whole body, from a scale; densities are scaled to meet it. [kg]
    """
    human = _human(tape)
    natural = float(human.mass)
    factor = mass / natural
    solids = _solids(human)
    masses = {name: _lump(*entry).scaled(factor) for name, entry in solids.items()}
    masses["foot"] = masses["foot"].turned(_FLAT)
    sizes, height = _sizes(human.meas, human)
    volume = sum(s.mass / s.density for s in solids["foot"][0])
    shapes = stadium_rings(human, sizes, volume)
    return Taped(built(sizes, masses, shapes), height, natural)


def tape_fault(tape: Mapping[str, float]) -> tuple[str, str] | None:
    """Return which measurement cannot be and why, or None.

    Args:
        tape: The 95 measurements by name. [m]
    """
    for chain in _CHAINS:
        for below, above in itertools.pairwise(chain):
            if tape[above] <= tape[below]:
                text = f"{above} {tape[above]:g} must be more than {below}"
                return above, f"{text} {tape[below]:g}: it is measured further out"
    for around, across in _ROUND:
        if tape[around] <= 2.0 * tape[across]:
            text = f"perimeter {around} {tape[around]:g} must be more than twice"
            return around, f"{text} the width {across} {tape[across]:g}"
    if tape["Ls4d"] > tape["Ls4w"]:
        return "Ls4d", f"depth Ls4d {tape['Ls4d']:g} is more than the width Ls4w"
    return None


def _human(tape: Mapping[str, float]) -> Model:
    """Return the package's model of the person, without its talk.

    It makes a stadium narrower than a circle round, and prints so.
    """
    from yeadon import Human

    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return Human(dict(tape))  # A copy: it averages the sides in place.


def _solids(human: Model) -> dict[str, tuple[Sequence[Model], Model]]:
    """Return the solids of each left or middle body, and where its joint is."""
    forearm, shank = human.A2.solids, human.J2.solids
    return {
        "pelvis": (human.P.solids, human.P.pos),
        "chest": (human.T.solids + human.C.solids, human.T.pos),
        "upper_arm": (human.A1.solids, human.A1.pos),
        "forearm": (forearm[:2], human.A2.pos),
        "hand": (forearm[2:], forearm[1].pos),
        "thigh": (human.J1.solids, human.J1.pos),
        "shank": (shank[:2], human.J2.pos),
        "foot": (shank[2:], shank[1].pos),
    }


def _lump(solids: Sequence[Model], joint: Model) -> Mass:
    """Return solids as one lump about a joint, in our axes, standing."""
    origin = _point(joint)
    return joined(
        Mass(
            mass=float(solid.mass),
            com=_point(solid.center_of_mass) - origin,
            inertia=_AXES @ np.asarray(solid.inertia) @ _AXES.T,
        )
        for solid in solids
    )


def _point(column: Model) -> Vector:
    """Return a point of the package, shape (3, 1), in our axes, shape (3,)."""
    return np.asarray(_AXES @ np.asarray(column, dtype=float).reshape(3))


def _sizes(meas: Mapping[str, float], human: Model) -> tuple[Sizes, float]:
    """Return the lengths of the body and the height it stands, in metres."""
    shoulder, hip = _point(human.A1.pos), _point(human.J1.pos)
    top = meas["Ls5L"] + meas["Ls8L"]
    height = (top + meas["Lj5L"]) / (1.0 - ANKLE)
    sizes = Sizes(
        waist=meas["Ls2L"],
        shoulder_height=float(shoulder[2]) - meas["Ls2L"],
        shoulder=float(shoulder[1]),
        vertex=top - meas["Ls2L"],
        upper_arm=meas["La2L"],
        forearm=meas["La4L"] - meas["La2L"],
        hand=meas["La6L"],
        hip=float(hip[1]),
        thigh=meas["Lj3L"],
        shank=meas["Lj5L"] - meas["Lj3L"],
        foot=(1.0 + _HEEL) * meas["Lj9L"],
        heel=_HEEL * meas["Lj9L"],
        ankle=ANKLE * height,
    )
    return sizes, height
