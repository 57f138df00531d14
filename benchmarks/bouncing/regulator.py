"""The best linear controller of a cycle, and how it scatters.

Linear-quadratic-Gaussian: the maps of a cycle, extended by what a performer does not
know (errors of pose and of moment) and by the delay of what is felt, with costs at
landing and at take-off. From the costs come gains, from the noise what can be known,
from both together the scatter of landings.
"""

import math
from dataclasses import dataclass

import numpy as np
from linear import FELT, PLANES, joint_modes, joint_names, vertical

from kaleidostage.scene import TICK

POSE, MOMENT = math.radians(2.3), 0.012
"""Unsteadiness of joints [rad] and moments [s]: `national` (docs/sources.md)."""

FELT_WRONG = {
    "sagittal": (0.02, 0.1, math.radians(2), math.radians(4), 0.01),
    "lateral": (0.02, 0.1, math.radians(2), math.radians(4), 0.01, math.radians(2),
                math.radians(4)),
}  # fmt: skip
"""Errors of what is felt, drawn anew each tenth of a second. Our choice."""

DELAY = 5
"""From what happens to what muscles do about it, in ticks: 50 ms. Our choice."""

USED = {
    "sagittal": ("spine_flexion", "shoulder_flexion", "hip_flexion", "knee_flexion",
                 "ankle_plantarflexion"),
    "lateral": ("spine_bending", "spine_torsion", "shoulder_abduction", "hip_flexion",
                "hip_abduction", "knee_flexion", "ankle_plantarflexion"),
}  # fmt: skip
"""Joints the controller moves."""

SETTLED = 8
"""Cycles after which gains and scatter change no more. By test."""


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What the controller minimises; one unit of cost for each deviation. Our choice.

    Attributes:
        land: Deviations at touchdown, by plane; inf costs nothing.
        off: The same at take-off.
        air: Lean, balance (and yaw) in the last 0.45 s before touchdown, weighed by
            `air_weight` a tick.
        effort: Cost of a tenth of a radian in each joint for a second, on the bed.
        flight_effort: How many times as dear it is in the air.
        still: Ticks before and after take-off without feedback. By test.
    """

    land: dict
    off: dict
    air: dict
    air_weight: float
    effort: float
    flight_effort: float
    still: tuple[int, int] = (4, 5)


INF = math.inf
EAGER = Costs(
    land={
        "sagittal": (0.2, INF, 0.1, INF, 0.05),
        "lateral": (0.2, INF, 0.1, INF, 0.05, 0.2, INF),
    },
    off={
        "sagittal": (INF, 0.2, INF, 0.15, INF),
        "lateral": (INF, 0.2, INF, 0.15, INF, INF, 0.4),
    },
    air={
        "sagittal": (INF, INF, 0.15, INF, 0.08),
        "lateral": (INF, INF, 0.15, INF, 0.08, 0.3, INF),
    },
    air_weight=0.03,
    effort=0.02,
    flight_effort=10.0,
)
"""For the bound: effort costs little."""

CALM = Costs(
    land={
        "sagittal": (0.2, INF, 0.3, INF, 0.1),
        "lateral": (0.2, INF, 0.3, INF, 0.1, 0.3, INF),
    },
    off={
        "sagittal": (INF, 0.2, INF, 0.08, INF),
        "lateral": (INF, 0.2, INF, 0.08, INF, INF, 0.4),
    },
    air=EAGER.air,
    air_weight=0.005,
    effort=0.5,
    flight_effort=1.0,
)
"""For jumping: how to lean at landing is left to the cost of the next contact."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """How unsteady a performer is, and how late and how wrongly one feels.

    Attributes:
        pose: Error of joint targets. [rad]
        delay: From what happens to what muscles do about it. [ticks]
        felt: How many times the errors of FELT_WRONG.
    """

    pose: float = POSE
    delay: int = DELAY
    felt: float = 1.0


def _weights(scales):
    """Return the matrix that weighs deviations by their scales."""
    return np.diag([0.0 if math.isinf(s) else 1 / s**2 for s in scales])


class Plant:
    """A plane's maps extended by what is unknown and by delay; X has nX numbers.

    X: x (n), errors of the landing pose (m) and of the pushing pose (m), of the two
    moments (2), features on their way (delay ny).

    Attributes:
        F, G: X' = F X + G u, shapes (N, nX, nX), (N, nX, used).
        W: Variance of what is added to X each tick, shape (N, nX).
        Q: Cost of x, shape (N, n, n). R: Cost of u, shape (N,).
        heard: Which of X reach the controller.
    """

    def __init__(self, cycle, plane, maps, costs, person):
        """Build it along a cycle."""
        self.cycle, self.plane, self.person = cycle, plane, person
        self.A, self.B, self.C = _without_height(cycle, plane, maps), maps.B, maps.C
        self.n, self.m, self.ny = maps.A.shape[1], maps.B.shape[2], maps.C.shape[1]
        size, ticks = self.n + 2 * self.m + 2 + person.delay * self.ny, cycle.ticks
        used = [joint_names(plane).index(name) for name in USED[plane]]
        self.used, self.heard = used, slice(size - self.ny, size)
        self.F, self.W = np.zeros((ticks, size, size)), np.zeros((ticks, size))
        self.G = np.zeros((ticks, size, len(used)))
        self.G[:, : self.n] = self.B[:, :, used]
        before, after = costs.still
        self.G[cycle.leave - before : cycle.leave + after] = 0
        self.F[:, : self.n, : self.n] = self.A
        self._add_poses()
        self._add_moments()
        self._add_delay()
        self._add_costs(costs)

    def _add_poses(self):
        """Add errors of pose, redrawn when a pose is begun."""
        n, m, push = self.n, self.m, self.cycle.pushing[:, None, None]
        self.F[:, :n, n : n + m] = self.B * (1 - push)
        self.F[:, :n, n + m : n + 2 * m] = self.B * push
        single = [name.startswith("spine") for name in joint_names(self.plane)]
        spread = (self.person.pose * np.where(single, 1, math.sqrt(0.5))) ** 2
        landing, pushing = slice(n, n + m), slice(n + m, n + 2 * m)
        for which, begin in zip((pushing, landing), self.cycle.redraws, strict=True):
            self.F[:, which, which] = np.eye(m)
            self.F[begin, which, which] = 0
            self.W[begin, which] = spread

    def _add_moments(self):
        """Add errors of moments, which move targets along their way."""
        push, fold = self.cycle.redraws
        at = self.n + 2 * self.m
        for i, begin in enumerate((push, fold)):
            self.F[:, at + i, at + i] = 1
            self.F[begin, at + i] = 0
            self.W[begin, at + i] = MOMENT**2
        if self.plane == "sagittal":
            wanted, last = self.cycle.whole.wanted, self.cycle.ticks - 1
            inverse = np.linalg.pinv(joint_modes(self.plane))
            for k in range(last + 1):
                way = wanted[min(k + 1, last)] - wanted[max(k - 1, 0)]
                late = self.B[k] @ inverse @ -way / (2 * TICK)
                self.F[k, : self.n, at + (not push <= k < fold)] = late

    def _add_delay(self):
        """Add features on their way, with an error that adds up as redrawn ones do."""
        ny, at = self.ny, self.n + 2 * self.m + 2
        self.F[:, at : at + ny, : self.n] = self.C
        for i in range(self.person.delay - 1):
            old, new = at + i * ny, at + (i + 1) * ny
            self.F[:, new : new + ny, old : old + ny] = np.eye(ny)
        # One error for ten ticks tells as little as ten times its variance each tick.
        wrong = self.person.felt * np.array(FELT_WRONG[self.plane])
        self.W[:, at : at + ny] = 10 * wrong**2
        steps = self.cycle.scene.substeps
        felt = self.cycle.whole.felt[steps - 1 :: steps, FELT[self.plane]]
        for k in range(self.cycle.ticks):
            way = np.abs(np.diff(felt[max(k - 2, 0) : k + 3], axis=0)).max(0)
            # The clock is off by 2 ms, about a step: our choice.
            self.W[k, at : at + ny] += np.square(way / TICK * 0.002)

    def _add_costs(self, costs):
        """Add costs at touchdown, two ticks after take-off, in the air, of effort."""
        cycle, plane = self.cycle, self.plane
        self.Q = np.zeros((cycle.ticks, self.n, self.n))
        for k, scales in ((cycle.touch, costs.land), (cycle.leave + 2, costs.off)):
            self.Q[k] += self.C[k].T @ _weights(scales[plane]) @ self.C[k]
        air = costs.air_weight * _weights(costs.air[plane])
        for k in (*range(cycle.ticks - 45, cycle.ticks), *range(cycle.touch)):
            self.Q[k] += self.C[k].T @ air @ self.C[k]
        ticks = np.arange(cycle.ticks)
        on = (ticks >= cycle.touch) & (ticks < cycle.leave)
        self.R = TICK * costs.effort / 0.1**2 * np.where(on, 1.0, costs.flight_effort)

    def gains(self):
        """Return the gains, u = -K X, shape (N, used, nX)."""
        P = np.zeros(self.F.shape[1:])
        K = np.zeros(self.G.transpose(0, 2, 1).shape)
        for k in SETTLED * [*reversed(range(self.cycle.ticks))]:
            F, G = self.F[k], self.G[k]
            cost = self.R[k] * np.eye(G.shape[1]) + G.T @ P @ G
            K[k] = np.linalg.solve(cost, G.T @ P @ F)
            P = F.T @ P @ (F - G @ K[k])
            P[: self.n, : self.n] += self.Q[k]
            P = (P + P.T) / 2
        return K

    def scatter(self):
        """Return the features' spread at touchdown and after take-off, best known."""
        K, size = self.gains(), self.F.shape[1]
        H = np.eye(size)[self.heard]
        unknown, known = np.zeros((size, size)), np.zeros((size, size))
        spread = {}
        for k in SETTLED * [*range(self.cycle.ticks)]:
            heard = H @ unknown @ H.T + 1e-8 * np.eye(self.ny)
            L = np.linalg.solve(heard, H @ unknown).T
            left = unknown - L @ H @ unknown
            left, known = (left + left.T) / 2, known + L @ heard @ L.T
            if k in (self.cycle.touch, self.cycle.leave + 2):
                whole = (left + known)[: self.n, : self.n]
                spread[k] = np.sqrt(np.diag(self.C[k] @ whole @ self.C[k].T))
            closed = self.F[k] - self.G[k] @ K[k]
            known = closed @ known @ closed.T
            unknown = self.F[k] @ left @ self.F[k].T + np.diag(self.W[k])
        return spread[self.cycle.touch], spread[self.cycle.leave + 2]


def _without_height(cycle, plane, maps):
    """Return A with heights without influence near touchdown, where the clock restarts.

    A body that comes down later lands later, on a clock that then begins anew.
    """
    A, high = maps.A.copy(), vertical(plane)
    for k in range(cycle.touch - 3, cycle.touch + 3):
        for column in high:
            kept = A[k][high, column].copy()
            A[k][:, column] = 0
            A[k][high, column] = kept
    return A


def plants(cycle, maps, costs, person=None):
    """Return the Plant of each plane."""
    person = person or Person()
    return {p: Plant(cycle, p, maps[p], costs, person) for p in PLANES}
