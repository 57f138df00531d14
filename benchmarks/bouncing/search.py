"""Search for a cycle: sixteen numbers whose noise-free jump comes back to its start."""

from dataclasses import dataclass

import numpy as np
from cycle import ARMS, FLIES, GRAVITY, LEAD, NUMBERS, STAYS, Cycle, Script
from sim import columns

from kaleidostage.performers import JOINTS
from kaleidostage.scene import TICK

# Where the search begins, how wide it looks, how far it may go, in the order of
# NUMBERS. [deg], [s]  Our choice.
BEGIN = np.array(
    [12, 20, 0, 40, -3, -2, 25, 0, 150, -0.03, 0.12, 0.35, 0, 0.0, 0.05, 0.2]
)
WIDTH = np.array([8, 10, 6, 25, 6, 5, 12, 6, 25, 0.03, 0.04, 0.1, 3, 0.05, 0.05, 0.06])
LOW = np.array(
    [-20, -3, -20, 0, -25, -30, -15, -25, 60, -0.1, 0.12, 0.15, -6, 0, -0.1, 0.12]
)
HIGH = np.array(
    [60, 70, 35, 190, 40, 40, 65, 35, 190, 0.2, 0.3, 0.6, 12, 0.2, 0.2, 0.4]
)
SIGMA, POPULATION = 0.7, 20
WORST = 1e6

RETURN = (0.03, 0.01, 0.03)
"""What costs one: drift [m/s], lean [rad], spin [rad/s] not come back. Our choice."""

AMISS = 0.04
"""What costs one: touchdown speed amiss. [m/s]  Our choice."""

ANKLE = "ankle_plantarflexion"
WEIGHTS = {"knee_flexion": 0.5, ANKLE: 10.0, "shoulder_flexion": 0.1,
           "shoulder_abduction": 0.1, "shoulder_rotation": 0.1,
           "elbow_flexion": 0.1}  # fmt: skip
"""How dear a joint's torque is; ankles steer the balance, so they are to have some
left. Others 1. Our choice."""

HARD, NEAR, QUIET, ANGLE = 5.0, 100.0, 40.0, 18.0
"""Weights of torque squared, of torque asked beyond a limit, of spin and drift during
contact; the angle of knee or hip at the bottom that costs one [deg]. Our choice."""

LIMIT = np.full(len(JOINTS), 0.8)
"""Share of a joint's strength that may be asked freely; knees and arms any. Our
choice."""
LIMIT[columns(ANKLE)] = 0.6
LIMIT[[*columns("knee_flexion"), *ARMS]] = np.inf
REST = 0.2
"""Share of its strength at which an ankle costs nothing. Our choice."""

STRAIGHT = (0.05, 0.05)
"""What costs one, while a search looks at take-off only: drift, spin. [m/s, rad/s]  Our
choice."""

BODY = ("pelvis", "thigh_l", "chest", "shank_l")


@dataclass
class Effort:
    """What B cycles cost on the way, shape (B,) each."""

    hard: np.ndarray
    near: np.ndarray
    quiet: np.ndarray
    touched: np.ndarray
    peak: np.ndarray
    knee: np.ndarray
    hip: np.ndarray

    @classmethod
    def none(cls, bodies):
        """Begin with none."""
        return cls(*(np.zeros(bodies) for _ in range(7)))

    def add(self, bodies, asked, on, early):
        """Add a tick: torques asked, who is on the bed, who has just left it."""
        q = np.degrees(bodies.state[:, bodies.scene.joints[0]])
        felt, load = bodies.features(), bodies.bed_load().max(1) * on
        torque = [bodies.sensor(f"torque_{name}") for name in JOINTS]
        share = np.concatenate(torque, 1) / strength(bodies.scene.performer)
        share[:, columns(ANKLE)] -= REST
        weights = np.ones(len(JOINTS))
        for name, weight in WEIGHTS.items():
            weights[columns(name)] = weight
        self.hard += on * (weights * share**2).sum(1) * TICK
        beyond = np.maximum(np.abs(asked) - LIMIT, 0)
        self.near += on * (beyond**2).sum(1) * TICK
        restless = 4 * felt[:, 3] ** 2 + 10 * felt[:, 1] ** 2
        self.quiet += (on | early) * restless * TICK
        self.touched += bodies.touched(BODY)
        deepest = load > self.peak
        self.peak = np.where(deepest, load, self.peak)
        self.knee = np.where(deepest, q[:, columns("knee_flexion")[0]], self.knee)
        self.hip = np.where(deepest, q[:, columns("hip_flexion")[0]], self.hip)

    def cost(self):
        """Return what it all costs, shape (B,)."""
        bent = (self.knee / ANGLE) ** 2 + (self.hip / ANGLE) ** 2
        return (
            HARD * self.hard
            + NEAR * self.near
            + QUIET * self.quiet
            + bent
            + 0.5 * self.touched
        )


def strength(performer):
    """Return the larger of both ways' strengths, shape (nu,). [N m]"""
    found = performer.strength
    return np.maximum(found.positive, found.negative)


def asked(bodies, wanted):
    """Return torques that targets ask for, in strengths, shape (B, nu)."""
    q, qvel = (bodies.state[:, at] for at in bodies.scene.joints)
    muscles = bodies.muscles
    torque = muscles.kp * (wanted - q) - muscles.kv * qvel
    return torque / strength(bodies.scene.performer)


def costs(scene, numbers, speed, *, amiss=AMISS, whole=True):
    """Return costs and predicted touchdown speeds of numbers (B, 16), shape (B,) each.

    Performed until the second touchdown, whose speed alone is told from take-off; if
    not `whole`, until shortly after take-off, and drift and spin then are to be none.
    """
    script = Script(numbers)
    bodies = script.begin(scene, speed)
    b = len(numbers)
    first, takeoff, second = (np.full(b, np.nan) for _ in range(3))
    low, rise, high = np.zeros(b), np.zeros(b), np.zeros(b)
    effort, felt = Effort.none(b), []
    for _ in range(round((LEAD + 0.34 + (1.5 if whole else 0.04)) / TICK)):
        wanted = script.wanted(bodies.now, takeoff)
        torque = asked(bodies, wanted)
        bodies.tick(wanted)
        touch, now = bodies.touching().any(1), bodies.now
        com = bodies.sensor("com")[:, 2]
        on = touch & np.isnan(takeoff)
        landing = on & np.isnan(first)
        first[landing], low[landing] = now, com[landing]
        leaving = ~touch & np.isnan(takeoff) & (now - first > STAYS)
        takeoff[leaving], high[leaving] = now, com[leaving]
        rise[leaving] = bodies.sensor("com_speed")[leaving, 2]
        second[touch & (now - takeoff > FLIES) & np.isnan(second)] = now
        effort.add(bodies, torque, on, now - takeoff < 0.03)
        felt.append(bodies.features())
    predicted = np.sqrt(np.maximum(rise**2 + 2 * GRAVITY * (high - low), 0.02))
    if whole:
        missed = _missed(np.array(felt), first, second)
    else:
        missed = np.square(felt[-1][:, (1, 3)] / STRAIGHT).sum(1)
    total = effort.cost() + missed
    total += ((predicted - speed) / amiss) ** 2 + _odd_pose(numbers)
    return np.nan_to_num(total, nan=WORST), predicted


def _missed(felt, first, second):
    """Return the cost of not coming back: what is felt 90 ms before each touchdown."""
    b = np.arange(len(first))
    at = [
        np.round(np.nan_to_num(t, nan=1.9) / TICK).astype(int) for t in (first, second)
    ]
    before = [felt[np.clip(t - 10, 0, len(felt) - 1), b, 1:4] for t in at]
    return np.square((before[1] - before[0]) / RETURN).sum(1)


def _odd_pose(numbers):
    """Return the cost of a bent spine and of a body that leans as it comes down."""
    n = dict(zip(NUMBERS, numbers.T, strict=True))
    lean = np.maximum(np.abs(n["lean"] + n["land_spine"] / 2) - 2, 0) / 2
    return lean**2 + (n["land_spine"] / 10) ** 2


def search(scene, flight, generations, *, seed=1, amiss=AMISS, tell=print):
    """Return the best Cycle found for flights of about `flight` seconds.

    The first half of the generations looks at take-off only: that is quick, and from
    afar the second touchdown says little.
    """
    import cma  # Slow to load, and only the search needs it.

    speed = GRAVITY * flight / 2
    options = {"popsize": POPULATION, "seed": seed, "verbose": -9}
    es = cma.CMAEvolutionStrategy(np.zeros(len(BEGIN)), SIGMA, options)
    for generation in range(generations):
        asks = np.array(es.ask())
        numbers = np.clip(BEGIN + asks * WIDTH, LOW, HIGH)
        outside = np.square((BEGIN + asks * WIDTH - numbers) / WIDTH).sum(1)
        whole = 2 * generation >= generations
        found, _ = costs(scene, numbers, speed, amiss=amiss, whole=whole)
        es.tell(list(asks), list(found + outside))
        if generation % 20 == 0:
            tell(f"generation {generation}: best {found.min():.2f}")
    best = np.clip(BEGIN + es.result.xfavorite * WIDTH, LOW, HIGH)
    return Cycle(performer=scene.performer.name, speed=speed, numbers=best)
