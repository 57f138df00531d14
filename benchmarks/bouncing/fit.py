"""Tick maps fitted to noisy jumps instead of differences, and gains from them.

In contact differences mislead: muscles come to limits, heel and toe come off. What
counts is what the map does to deviations as large as noise makes them, so it is fitted
by ridge regression to jumps that gains of the last round led, with exploration, and the
regulator is solved anew.
"""

import numpy as np
from jumping import shared
from linear import PLANES, Maps, differences
from regulator import CALM, plants

from kaleidostage.scene import TICK

ROUNDS = (*4 * [(0.3, 0.03)], *2 * [(0.4, 0.03)], *2 * [(0.5, 0.03)])
"""Size of noise (1: a national gymnast's) and exploration [rad]. Our choice."""

BODIES = 192
KEPT = 4
"""Rounds whose jumps are fitted together. Our choice."""

PLAIN = 3
"""Rounds in which maps of the contact are shrunk towards bare motion. Our choice."""

RIDGE = 0.01
ENOUGH = 60
"""Fewest examples a tick is fitted from. Our choice."""

SCALES = (0.03, 0.3, 0.06)
"""Usual size of angles and places, of their speeds, of targets. [m, rad, s]"""

WILD = (1.0, 15.0)
"""Deviations and speeds of those that are lost, left out. Our choice."""


def bare(maps, cycle):
    """Return maps that know no more of the contact than that places follow speeds."""
    out = {}
    for plane, known in maps.items():
        A, B, n = known.A.copy(), known.B.copy(), known.A.shape[1]
        move = np.eye(n)
        move[: n // 2, n // 2 :] = TICK * np.eye(n // 2)
        contact = slice(cycle.touch - 1, cycle.leave + 6)
        A[contact], B[contact] = move, 0
        out[plane] = Maps(A, B, known.C)
    return out


def fitted(maps, diaries, ticks):
    """Return maps shrunk towards `maps`, fitted to diaries, where there are enough."""
    return {plane: _fitted(maps[plane], plane, diaries, ticks) for plane in PLANES}


def _fitted(known, plane, diaries, ticks):
    """Return a plane's maps."""
    A, B, n = known.A.copy(), known.B.copy(), known.A.shape[1]
    scale = np.repeat(SCALES, (n // 2, n // 2, B.shape[2]))
    for k in range(ticks):
        given, came = _examples(plane, diaries, k, (k + 1) % ticks)
        if len(given) < ENOUGH:
            continue
        prior = np.concatenate((A[k], B[k]), 1).T
        left = came - given @ prior
        z = (given - given.mean(0)) / scale
        gram = z.T @ z + RIDGE * len(z) * np.eye(len(scale))
        prior = (
            prior + np.linalg.solve(gram, z.T @ (left - left.mean(0))) / scale[:, None]
        )
        A[k], B[k] = prior[:n].T, prior[n:].T
    return Maps(A, B, known.C)


def _examples(plane, diaries, here, there):
    """Return (x, u) at a tick and x at the next, of bodies that are not lost."""
    given, came = [], []
    for d in diaries:
        at = (d.tick[:-1] == here) & (d.tick[1:] == there) & d.alive[:-1] & d.alive[1:]
        given.append(np.concatenate((d.x[plane][:-1][at], d.u[plane][:-1][at]), 1))
        came.append(d.x[plane][1:][at])
    given, came = np.concatenate(given), np.concatenate(came)
    half = came.shape[1] // 2
    tame = np.abs(came[:, half:]).max(1, initial=0) < WILD[1]
    for x in (given, came):
        tame &= np.abs(x[:, 2:half]).max(1, initial=0) < WILD[0]
    return given[tame], came[tame]


def fit(cycle, costs=CALM, rounds=ROUNDS, tell=print):
    """Return the maps after all rounds."""
    maps = differences(cycle)
    plain, diaries = bare(maps, cycle), []
    for i, (size, explore) in enumerate(rounds):
        gains = {p: plant.gains() for p, plant in plants(cycle, maps, costs).items()}
        how = {"size": size, "explore": explore, "seed": 100 + i, "jumps": 1}
        came, found = shared(cycle, gains, bodies=BODIES, **how)
        diaries = (diaries + found)[-2 * KEPT :]
        maps = fitted(plain if i < PLAIN else maps, diaries, cycle.ticks)
        tell(i, size, explore, came)
    return maps
