"""Cards on the trampoline: what their sheet varies, reads and shows."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..judging.bed_summary import BOX
from ..judging.tables import zones
from ..perform import Record
from ..performers import Performer
from ..rigs import Rig, Trampoline
from ..scene import Scene
from .apparatus import Anchor, Dimension, Line, Load, LoadChart, Section, Spot
from .base import Base
from .bed_costs import bed_costs
from .bed_slips import AIM, bed_joints, bed_moments, bed_poses, groups
from .bounced import Bounced
from .budget import BED
from .cast import Cast
from .contacts import contacts
from .joint_forces import BORNE, joint_forces
from .marks import marks
from .slips import Slip
from .store import Readouts
from .takes import Takes

Array = NDArray[np.float64]
FORCE = "force of the bed"
AIR, DOWN = "in the air", "on the bed"


class TrampolineSheet:
    """See `apparatus.Apparatus`."""

    hold = 0.0
    """Nothing is held: a take counts when the whole card is landed."""

    decided = ""

    budget = BED

    calls: Sequence[float] = (-0.1, -0.05, 0.05, 0.1)
    """Of the time of flight aimed at. [s]  Our choice: half a metre of height."""

    anchors: Mapping[str, Sequence[Anchor]] = {
        "loads": (
            Anchor(
                text="peaks of acceleration on the body: median 8.7 to 10.6 g in "
                "single and double somersaults and jumps, about 12 g in triples",
                source="recordings of trampolinists, TU Dresden 2019",
            ),
        ),
    }

    load_charts: Sequence[LoadChart] = ()

    def sections(self) -> Mapping[str, Section]:
        """Return costs in its own way, marks, and the loads of bed and joints."""

        def own_costs(base: Base, takes: Takes) -> dict[str, object]:
            return bed_costs(base, takes, self)

        return {
            "marks": marks,
            "contacts": contacts,
            "costs": own_costs,
        }

    def slips(self, cast: Cast) -> list[Slip]:
        """Return moments, the time of flight, poses, and groups of all errors."""
        return [*bed_moments(cast), AIM, *bed_poses(cast), *groups()]

    def joints(self, cast: Cast) -> list[Slip]:
        """Return the main joints of each phase that the act needs."""
        return bed_joints(cast)

    def call(self) -> Slip:
        """Return the time of flight aimed at: what performer and coach agree on."""
        return AIM

    def rehearsed_call(self, cast: Cast) -> float:
        """Return the time of flight aimed at."""
        return cast.technique.aim

    def dimensions(self) -> Sequence[Dimension]:
        """Return how stiff the bed is, of what it was rehearsed on."""

        def change(rig: Rig, off: float) -> Rig:
            assert isinstance(rig, Trampoline)
            return rig.scaled(1.0 + off, rig.name)

        return (
            Dimension(
                key="stiffness",
                name="stiffness of the bed",
                unit="%",
                per_unit=100.0,
                value=lambda rig: 1.0,
                offs=(-0.1, -0.05, 0.05, 0.1),
                change=change,
            ),
        )

    def loads(self, base: Base) -> list[Load]:
        """Return each take's greatest force of the bed, and in feet and joints."""
        force = jumps(base.tally).load
        return [
            Load(key="bed", name=FORCE, kind="bed", peaks=force),
            *(
                Load(key=name, name=name, kind="body", peaks=base.peaks[name])
                for name in BORNE
            ),
        ]

    def series(self, scene: Scene, record: Record) -> dict[str, Array]:
        """Return the force of the bed over time."""
        first = scene.sensor["touch_bed"].start + 1
        force = np.array(record.sensors)[:, first : first + 3]
        return {FORCE: np.linalg.norm(force, axis=1)}

    def peaks(self, scene: Scene, record: Record) -> dict[str, float]:
        """Return the greatest force on one foot and in one ankle, knee and hip."""
        forces = joint_forces(scene, record)
        return {name: float(force.max()) for name, force in forces.items()}

    def stretches(self, base: Base, ticks: int) -> NDArray[np.str_]:
        """Return whether recorded takes were in the air or on the bed."""
        return np.where(base.watched[FORCE][:, :ticks] > 0.0, DOWN, AIR)

    def path(self, scene: Scene, record: Record) -> Array:
        """Return the way of the centre of mass, along and up."""
        at = scene.sensor["com"]
        path: Array = np.array(record.sensors)[:, at][:, [0, 2]]
        return path

    def outline(self, scene: Scene) -> list[Line]:
        """Return bed, pads and floor."""
        rig = scene.trampoline
        bed, out = rig.length / 2, rig.frame_length / 2
        floor = -rig.height
        return [
            Line(kind="rope", points=((-bed, 0.0), (bed, 0.0))),
            Line(kind="board", points=((-out, 0.0), (-bed, 0.0))),
            Line(kind="board", points=((bed, 0.0), (out, 0.0))),
            *(Line(kind="rope", points=((x, 0.0), (x, floor))) for x in (-out, out)),
            Line(kind="ground", points=((-out - 0.5, floor), (out + 0.5, floor))),
        ]

    def measures(self, scene: Scene) -> list[tuple[str, float]]:
        """Return the sizes of bed and frame."""
        rig = scene.trampoline
        return [
            ("bed, long", rig.length),
            ("bed, wide", rig.width),
            ("bed above the floor", rig.height),
        ]

    def events(self, tally: Readouts) -> dict[str, Array]:
        """Return none: nothing happens only once."""
        return {}

    def spot(self, tally: Readouts, performer: Performer) -> Spot:
        """Return where every landing of every take was, and the zones of H."""
        place = jumps(tally).place
        take, element = np.nonzero(np.isfinite(place).all(axis=2))
        return Spot(
            title="Where the takes land on the bed",
            across="along the bed from the cross, cm",
            up="to the left, cm",
            radius=100.0 * BOX,
            xy=100.0 * place[take, element],
            take=take,
            half=150.0,
            note="Dot: of a take that landed. Cross: of one that missed, sooner or "
            "later. Square: within it a landing costs nothing in H.",
            box=True,
            zones=_zones(),
        )


def _zones() -> dict[str, object]:
    """Return the zones of the bed [cm from the cross] and what they cost in H."""
    found = zones()
    return {
        "along_cm": [round(100.0 * end, 3) for end in found.along],
        "across_cm": round(100.0 * found.across, 3),
        "middle_lane": [tenths / 10 for tenths in found.middle],
        "side_lanes": [tenths / 10 for tenths in found.side],
    }


def jumps(tally: Readouts) -> Bounced:
    """Return the read-outs of jumps: on the trampoline there are no others."""
    assert isinstance(tally, Bounced)
    return tally
