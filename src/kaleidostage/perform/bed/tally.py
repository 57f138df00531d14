"""What is kept of every take on the bed, tick by tick."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ...performers import JOINTS
from ...scene import Scene

Array = NDArray[np.float64]

COLUMNS = {
    "chest": 4,
    "pelvis": 4,
    "joints": len(JOINTS),
    "com": 3,
    "heel_l": 3,
    "toe_l": 3,
    "heel_r": 3,
    "toe_r": 3,
    "hips": 3,
    "touch_bed": 1,
    "touch_foot_l": 1,
    "touch_foot_r": 1,
    "touch_pelvis": 1,
    "touch_thigh_l": 1,
    "touch_thigh_r": 1,
    "touch_chest": 1,
    "touch_floor": 1,
    "touch_pad_front": 1,
    "touch_pad_back": 1,
    "touch_pad_left": 1,
    "touch_pad_right": 1,
}
"""What judges see of a tick, and how many numbers each is."""

WIDTH = sum(COLUMNS.values())


@dataclass
class BedTally:
    """Read-outs of B takes on the bed.

    Attributes:
        end: When the take ended, shape (B,). [s]
        done: Whether all flights of the card were flown, each landed on the feet, and
            the bed was left once more, shape (B,).
        flights: Take-offs, shape (B,).
        fell: When anything but the feet came down, NaN if never, shape (B,). [s]
        load: Greatest force of the bed, but for the blow of the first 50 ms of a
            contact, shape (B,). [N]
        peaks: The same in each contact, the first before the first element, 0 where
            there was none, shape (B, C). [N]
        diverged: Whether the numbers went bad, shape (B,).
        seen: What judges see, a row a tick, NaN after the end, shape (B, T, WIDTH).
    """

    end: Array
    done: NDArray[np.bool_]
    flights: NDArray[np.int64]
    fell: Array
    load: Array
    peaks: Array
    diverged: NDArray[np.bool_]
    seen: NDArray[np.float32]

    @classmethod
    def blank(cls, takes: int, ticks: int, contacts: int) -> "BedTally":
        """Return the read-outs of takes that have not begun."""
        no = np.zeros(takes, dtype=bool)
        return cls(
            end=np.full(takes, np.nan),
            done=no.copy(),
            flights=np.zeros(takes, dtype=np.int64),
            fell=np.full(takes, np.nan),
            load=np.zeros(takes),
            peaks=np.zeros((takes, contacts)),
            diverged=no.copy(),
            seen=np.full((takes, ticks, WIDTH), np.nan, dtype=np.float32),
        )

    @property
    def landed(self) -> NDArray[np.bool_]:
        """Which takes went through the whole card on their feet, shape (B,)."""
        return self.done & ~self.diverged

    def forget(self) -> None:
        """Let go of what judges have seen, once they have judged it."""
        self.seen = self.seen[:, :0]

    @classmethod
    def join(cls, parts: "list[BedTally]") -> "BedTally":
        """Return the read-outs of several runs as one."""
        return cls(
            **{
                f.name: np.concatenate([getattr(p, f.name) for p in parts])
                for f in fields(cls)
            }
        )


def seen(scene: Scene, states: Array, sensors: Array) -> Array:
    """Return what judges see of one tick, shape (B, WIDTH).

    Args:
        scene: Who, on which trampoline.
        states: Full physics states, shape (B, ns).
        sensors: Sensor data of the same moment, shape (B, k).
    """
    columns = []
    for name, width in COLUMNS.items():
        if name == "joints":
            columns.append(states[:, scene.joints[0]])
        else:
            first = scene.sensor[name].start
            columns.append(sensors[:, first : first + width])
    return np.concatenate(columns, axis=1)
