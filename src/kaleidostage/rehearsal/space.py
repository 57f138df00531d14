"""The numbers of a technique that a rehearsal may change, as one vector."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..performers import JOINTS
from ..performers.joints import limits
from ..technique import EVENTS, Technique, joints_of

Array = NDArray[np.float64]

# One unit of the search in each kind of number: about what a coach would change from
# one try to the next. Source: our choice.
MOMENT, MOVE, ANGLE, CALL, LEAD = 0.08, 0.06, np.radians(12.0), 0.12, 0.02
LEVELS = {"near": 0.1, "turned": np.radians(20.0)}  # [m], [rad]
# Of feedback: radians for each radian, radian per second and metre felt.
GAINS = {"lean": 0.3, "spin": 0.1, "height": 0.5, "bar": 0.5}
LATEST = 14.0  # [s] No take lasts longer.
HOLD = 2.0  # [s] A catch is followed so long: past the far board. Our choice.
SHORTEST_MOVE, LONGEST_MOVE = 0.08, 0.9  # [s]


@dataclass(frozen=True, kw_only=True)
class Space:
    """The neighbourhood of a technique; the vector 0 is the technique itself."""

    origin: Technique

    @property
    def size(self) -> int:
        """Count the numbers searched."""
        return len(self.scales)

    @property
    def phases(self) -> list[bool]:
        """Say which phases are searched: not those a rehearsal does not wait for."""
        return [p.after != "catch" or p.at < HOLD for p in self.origin.phases]

    @property
    def scales(self) -> Array:
        """Return what one unit of each number is worth, shape (n,). [s], [rad]"""
        units = [CALL, LEAD]
        searched = zip(self.origin.phases, self.phases, strict=True)
        for index, phase in enumerate(p for p, wanted in searched if wanted):
            units += [MOMENT] * (index > 0) + [MOVE] * (index > 0)
            units += [LEVELS[phase.when]] if phase.when in LEVELS else []
            units += [ANGLE] * len(phase.pose)
        units += [GAINS[f.feels] for f in self.origin.feedback]
        return np.array(units)

    def _end(self) -> float:
        """Return the moment of the first phase that is not searched. [s]"""
        pairs = zip(self.origin.phases, self.phases, strict=True)
        return min((p.at for p, wanted in pairs if not wanted), default=LATEST)

    def technique(self, x: Array) -> Technique:
        """Return the technique at `x`, its numbers kept in their ranges.

        Args:
            x: Search vector, shape (n,).
        """
        steps = iter((x * self.scales).tolist())
        origin = self.origin
        call = min(LATEST, max(0.0, origin.call + next(steps)))
        lead = min(0.2, max(0.0, origin.lead + next(steps)))
        phases, last = [], dict.fromkeys(EVENTS, 0.0)
        latest = dict.fromkeys(EVENTS, LATEST) | {"catch": self._end()}
        for index, (phase, wanted) in enumerate(
            zip(origin.phases, self.phases, strict=True)
        ):
            if not wanted:
                phases.append(phase)
                continue
            at, move = phase.at, phase.move
            if index > 0:
                at = max(last[phase.after], at + next(steps))
                move = min(LONGEST_MOVE, max(SHORTEST_MOVE, move + next(steps)))
            at = min(at, latest[phase.after])
            last[phase.after] = at
            level = phase.level + (next(steps) if phase.when in LEVELS else 0.0)
            level = max(level, 0.0) if phase.when == "near" else level
            pose = {
                name: _within(name, angle + next(steps))
                for name, angle in phase.pose.items()
            }
            phases.append(replace(phase, at=at, move=move, pose=pose, level=level))
        feedback = tuple(replace(f, gain=f.gain + next(steps)) for f in origin.feedback)
        return replace(
            origin, call=call, lead=lead, phases=tuple(phases), feedback=feedback
        )


def _within(name: str, angle: float) -> float:
    low, high = limits(JOINTS[joints_of(name)[0]])
    return min(high, max(low, angle))
