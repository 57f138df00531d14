"""What is kept of every take, tick by tick: events, closest approach, loads."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass
class Tally:
    """Read-outs of B takes.

    Attributes:
        end: When the take ended, shape (B,). [s]
        held: Whether both hands were on the far bar at the end, shape (B,).
        release: When the hands let go, NaN if never, shape (B,). [s]
        catch: When the left and right hand closed on the far bar, (B, 2). [s]
        gap: Least distance of the hands (the farther one) to the far bar, (B,). [m]
        miss: From bar to the hands' middle at that moment, shape (B, 3). [m]
        past: Speed of the slower hand past the bar at that moment, (B,). [m/s]
        touched: Whether net, boards and bars were touched, shape (B, 5).
        broken: When a load opened a grip, NaN if never, shape (B,). [s]
        load: Greatest load on the left and right hand, shape (B, 2). [N]
        cable: Greatest load of each cable, shape (B, 4). [N]
        lean: Forward lean of the trunk as the flight begins, shape (B,). [rad]
        spin: Backward turning of the trunk from there to the closest approach to the
            far bar, shape (B,). [rad]
        momentum: Angular momentum about the centre of mass in flight, (B,). [kg m^2/s]
        drift: Its largest change during the flight, shape (B,). [kg m^2/s]
        diverged: Whether the numbers went bad, shape (B,).
    """

    end: Array
    held: NDArray[np.bool_]
    release: Array
    catch: Array
    gap: Array
    miss: Array
    past: Array
    touched: NDArray[np.bool_]
    broken: Array
    load: Array
    cable: Array
    lean: Array
    spin: Array
    momentum: Array
    drift: Array
    diverged: NDArray[np.bool_]

    @classmethod
    def blank(cls, takes: int) -> "Tally":
        """Return the read-outs of takes that have not begun."""

        def full(value: float, *shape: int) -> Array:
            return np.full((takes, *shape), value)

        no = np.zeros(takes, dtype=bool)
        return cls(
            end=full(np.nan),
            held=no.copy(),
            release=full(np.nan),
            catch=full(np.nan, 2),
            gap=full(np.inf),
            miss=full(np.nan, 3),
            past=full(np.nan),
            touched=np.zeros((takes, 5), dtype=bool),
            broken=full(np.nan),
            load=full(0.0, 2),
            cable=full(0.0, 4),
            lean=full(np.nan),
            spin=full(0.0),
            momentum=full(np.nan),
            drift=full(0.0),
            diverged=no.copy(),
        )

    @property
    def landed(self) -> NDArray[np.bool_]:
        """Which takes ended with both hands on the far bar, shape (B,)."""
        return self.held & ~self.diverged

    @classmethod
    def join(cls, parts: "list[Tally]") -> "Tally":
        """Return the read-outs of several runs as one."""
        return cls(
            **{
                f.name: np.concatenate([getattr(p, f.name) for p in parts])
                for f in fields(cls)
            }
        )
