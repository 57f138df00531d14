"""How a performer looks: plain numbers from which a page lofts a rounded body."""

from typing import Any

from .performer import Performer
from .segments import PARENTS


def figure(performer: Performer) -> dict[str, Any]:
    """Return the shape of a performer, ready for JSON.

    Returns:
        `bodies`: one entry each, with `body`, `parent`, `origin` [x, y, z] in the
        parent's frame, `axis` (along which the rings are stacked) and `rings`, each
        [cx, cy, cz, r1, r2]: centre and half-axes across, for axis z along x and y,
        for axis x along y and z. `head`: `body`, `center` and `radii` of an
        ellipsoid. `height` and `mass`. Lengths in metres, in each body's frame.
    """
    segments = performer.anatomy.segments
    head = [round(float(value), 4) for value in performer.anatomy.head]
    return {
        "name": performer.name,
        "sex": performer.sex,
        "height": performer.height,
        "mass": performer.mass,
        "bodies": [
            {
                "body": name,
                "parent": PARENTS[name],
                "origin": [round(float(value), 4) for value in segment.origin],
                "axis": segment.axis,
                "rings": [[round(float(v), 4) for v in ring] for ring in segment.rings],
            }
            for name, segment in segments.items()
        ],
        "head": {"body": "chest", "center": head[:3], "radii": head[3:]},
    }
