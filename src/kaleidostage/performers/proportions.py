"""A body from height, mass and sex: published proportions of young adults.

Source of masses, centres, radii of gyration and lengths: de Leva (1996), J Biomech
29(9):1223-1230, table 4 (100 men and 15 women of Zatsiorsky and Seluyanov, lengths
adjusted to joint centres). Lengths there are for statures of 1.741 m and 1.735 m.
"""

from typing import NamedTuple

import numpy as np

from .segments import Anatomy, Mass, joined, vector
from .shapes import shapes
from .sizes import LIMBS, Sizes, built


class _Part(NamedTuple):
    """One row of the table.

    Attributes:
        length: Over stature.
        mass: Over body mass.
        com: From the upper (proximal) end over length; from the heel for the foot.
        gyration: About the axes x (forward), y (left), z (up), over length.
    """

    length: float
    mass: float
    com: float
    gyration: tuple[float, float, float]


def _rows(stature: float, **rows: tuple[float, ...]) -> dict[str, _Part]:
    """Return the table with lengths over stature; masses in percent come as parts."""
    return {
        name: _Part(row[0] / stature, row[1] / 100, row[2], (row[3], row[4], row[5]))
        for name, row in rows.items()
    }


# Name = length [m], mass [%], centre, gyration x, y, z. Head from the vertex to C7.
_TABLES = {
    "male": _rows(
        1.741,
        head=(0.2429, 6.94, 0.5002, 0.303, 0.315, 0.261),
        upper_trunk=(0.1707, 15.96, 0.2999, 0.716, 0.454, 0.659),
        middle_trunk=(0.2155, 16.33, 0.4502, 0.482, 0.383, 0.468),
        lower_trunk=(0.1457, 11.17, 0.6115, 0.615, 0.551, 0.587),
        upper_arm=(0.2817, 2.71, 0.5772, 0.285, 0.269, 0.158),
        forearm=(0.2689, 1.62, 0.4574, 0.276, 0.265, 0.121),
        hand=(0.0862, 0.61, 0.7900, 0.628, 0.513, 0.401),
        thigh=(0.4222, 14.16, 0.4095, 0.329, 0.329, 0.149),
        shank=(0.4340, 4.33, 0.4459, 0.255, 0.249, 0.103),
        foot=(0.2581, 1.37, 0.4415, 0.124, 0.245, 0.257),
    ),
    "female": _rows(
        1.735,
        head=(0.2437, 6.68, 0.4841, 0.271, 0.295, 0.261),
        upper_trunk=(0.1425, 15.45, 0.2077, 0.746, 0.502, 0.718),
        middle_trunk=(0.2053, 14.65, 0.4512, 0.433, 0.354, 0.415),
        lower_trunk=(0.1815, 12.47, 0.4920, 0.433, 0.402, 0.444),
        upper_arm=(0.2751, 2.55, 0.5754, 0.278, 0.260, 0.148),
        forearm=(0.2643, 1.38, 0.4559, 0.261, 0.257, 0.094),
        hand=(0.0780, 0.56, 0.7474, 0.531, 0.454, 0.335),
        thigh=(0.3685, 14.78, 0.3612, 0.369, 0.364, 0.162),
        shank=(0.4323, 4.81, 0.4416, 0.271, 0.267, 0.093),
        foot=(0.2283, 1.29, 0.4014, 0.139, 0.279, 0.299),
    ),
}


class _Frame(NamedTuple):
    """Places over stature, by sex.

    Attributes:
        c7: Height of vertebra C7 over the hips; de Leva (1996), table 4.
        shoulder: Height of the shoulder joints over the hips; the same.
        acromion: Half the distance of the acromia; ANSUR II (2012) means.
        hip: Half the distance of the hip joints; about 0.17 m, our choice.
        ankle: Height of the ankle over the sole; Drillis & Contini (1966).
    """

    c7: float
    shoulder: float
    acromion: float
    hip: float
    ankle: float


_FRAMES = {
    "male": _Frame(0.6033 / 1.741, 0.5155 / 1.741, 0.1185, 0.050, 0.039),
    "female": _Frame(0.6148 / 1.735, 0.4979 / 1.735, 0.1120, 0.0515, 0.039),
}
_INSET = 0.02  # Joint centre inwards of the acromion. [m]  Our choice.
_HEEL = 0.25  # Ankle from the heel over foot length; our choice.


def proportioned(*, height: float, mass: float, sex: str) -> Anatomy:
    """Return the body of a person of average proportions.

    Args:
        height: Standing. [m]
        mass: Of the whole body. [kg]
        sex: `"female"` or `"male"`.
    """
    table, frame = _TABLES[sex], _FRAMES[sex]
    stretch = height * _fit(table, frame)
    total = mass / _share(table)
    sizes = _sizes(table, frame, height, stretch)
    lumps = {name: _lump(part, stretch, total) for name, part in table.items()}
    masses = {name: lumps[name] for name in LIMBS} | _trunk(
        lumps, sizes, table, stretch
    )
    masses["foot"] = _foot(lumps["foot"], table, sizes)
    return built(sizes, masses, shapes(sizes, masses, sex))


def _fit(table: dict[str, _Part], frame: _Frame) -> float:
    """Return the stretch that makes the parts stand exactly as tall as the person."""
    parts = table["head"].length + table["thigh"].length + table["shank"].length
    return (1.0 - frame.ankle) / (frame.c7 + parts)


def _share(table: dict[str, _Part]) -> float:
    """Return the sum of all mass fractions: 1 but for the table's rounding."""
    single = ("head", "upper_trunk", "middle_trunk", "lower_trunk")
    return sum(part.mass * (1 if name in single else 2) for name, part in table.items())


def _sizes(
    table: dict[str, _Part], frame: _Frame, height: float, stretch: float
) -> Sizes:
    """Return the lengths of the body; the spine's joint is at the navel."""
    length = {name: part.length * stretch for name, part in table.items()}
    waist = length["lower_trunk"]
    return Sizes(
        waist=waist,
        shoulder_height=frame.shoulder * stretch - waist,
        shoulder=frame.acromion * height - _INSET,
        vertex=frame.c7 * stretch + length["head"] - waist,
        hip=frame.hip * height,
        heel=_HEEL * length["foot"],
        ankle=frame.ankle * height,
        **{name: length[name] for name in (*LIMBS, "foot")},
    )


def _lump(part: _Part, stretch: float, total: float) -> Mass:
    """Return a part hanging down from the origin."""
    length, mass = part.length * stretch, part.mass * total
    gyration = np.array(part.gyration) * length
    com = vector(0.0, 0.0, -part.com * length)
    return Mass(mass=mass, com=com, inertia=mass * np.diag(gyration**2))


def _foot(lump: Mass, table: dict[str, _Part], sizes: Sizes) -> Mass:
    """Return the foot pointing forward, its centre halfway down to the sole."""
    com = vector(table["foot"].com * sizes.foot - sizes.heel, 0.0, -0.5 * sizes.ankle)
    return Mass(mass=lump.mass, com=com, inertia=lump.inertia)


def _trunk(
    lumps: dict[str, Mass], sizes: Sizes, table: dict[str, _Part], stretch: float
) -> dict[str, Mass]:
    """Return pelvis (hips to navel) and chest (navel to vertex) in their frames."""
    xiphoid = table["middle_trunk"].length * stretch
    breast = xiphoid + table["upper_trunk"].length * stretch
    tops = {"middle_trunk": xiphoid, "upper_trunk": breast, "head": sizes.vertex}
    return {
        "pelvis": lumps["lower_trunk"].moved(vector(0.0, 0.0, sizes.waist)),
        "chest": joined(lumps[n].moved(vector(0.0, 0.0, z)) for n, z in tops.items()),
    }
