"""What is done otherwise on purpose on the bed, phase by phase, alike in every jump.

A margin moves one phase, and what an error costs is told by taking it away: both are
the same take as before but for one thing.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ...performers import JOINTS

Array = NDArray[np.float64]
Rows = NDArray[np.int64] | NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Shift:
    """How B takes differ from the technique, K phases.

    Attributes:
        late: How much later each phase begins, shape (B, K). [s]
        bent: How far off each pose is, shape (B, K, nu). [rad]
        longer: Time of flight aimed at beyond the technique's, shape (B, 1). [s]
        prompt: 1 where the phase's moment is without its own error, shape (B, K).
        exact: 1 where the phase's pose is without its own error, shape (B, K).
    """

    late: Array
    bent: Array
    longer: Array
    prompt: Array
    exact: Array

    @classmethod
    def none(cls, takes: int, phases: int) -> "Shift":
        """Return the shift of takes in which nothing is done otherwise."""
        each = np.zeros((takes, phases))
        return cls(
            late=each,
            bent=np.zeros((takes, phases, len(JOINTS))),
            longer=np.zeros((takes, 1)),
            prompt=each.copy(),
            exact=each.copy(),
        )

    def pick(self, rows: Rows) -> "Shift":
        """Return the shifts of some takes, in the order of `rows`."""
        return Shift(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})
