"""The takes that everything on a sheet begins with: the odds, some of them watched."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..judging import LANDED
from ..odds import Odds, causes_on, count
from ..perform import Record, fingerprint
from ..performers import JOINTS, torque_limits
from ..scene import Scene
from .apparatus import Apparatus
from .cast import Cast
from .slips import Row
from .store import Readouts, joined
from .takes import Takes, outcomes

Array = NDArray[np.float64]

TORQUES, PATH, PEAK = "torque share", "path", "peak "

WHAT = "loads-joints-torques-path-peaks"
"""What is read of recorded takes. Change it with `read`: files of old are not that."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Base:
    """Takes as rehearsed, with the usual noise.

    Attributes:
        cast: Who did what, and how.
        tally: Read-outs, B rows.
        words: How each take ended.
        landed: Which landed, shape (B,).
        odds: Counted.
        watched: Of the first takes, name -> loads over time, shape (W, T) [N], and
            TORQUES -> share of the torque limit of every joint, shape (W, T, nu);
            NaN after the end of a take; and PATH -> where the body was, seen from
            the side, shape (W, T, 2) [m].
        peaks: Greatest loads that only a record tells, name -> shape (B,) [N]; none
            if not all takes were recorded.
    """

    cast: Cast
    tally: Readouts
    words: Sequence[str]
    landed: NDArray[np.bool_]
    odds: Odds
    watched: dict[str, Array]
    peaks: dict[str, Array]


def perform_base(cast: Cast, takes: Takes, count_: int, kind: Apparatus) -> Base:
    """Perform the takes that the odds are counted on.

    Args:
        cast: Who does what, and how.
        takes: Performs.
        count_: How many, decided before.
        kind: The apparatus.
    """
    budget, every = kind.budget, range(count_)
    some, rest = every[: budget.watched], every[budget.watched :]
    reading = partial(read, kind, cast.scene, most=budget.recorded)
    kept = None if budget.peaks else budget.recorded
    tally, watched = takes.watched(cast, some, reading, WHAT, kept)
    tallies, told = [tally], [_peaks(watched)]
    while budget.peaks and rest:
        some, rest = rest[: budget.watched], rest[budget.watched :]
        reading = partial(read, kind, cast.scene, most=0)
        tally, found = takes.watched(cast, some, reading, WHAT)
        tallies.append(tally)
        told.append(_peaks(found))
    if rest:
        tallies.append(takes.perform(cast, [Row(take=take) for take in rest]))
    tally = joined(tallies)
    words = outcomes(cast, tally)
    return Base(
        cast=cast,
        tally=tally,
        words=words,
        landed=np.array([word == LANDED for word in words]),
        odds=count(
            words,
            causes_on(cast.technique.on_bed),
            fingerprint=str(fingerprint(cast.scene)),
        ),
        watched={n: a for n, a in watched.items() if not n.startswith(PEAK)},
        peaks={name: np.concatenate([part[name] for part in told]) for name in told[0]},
    )


def read(
    kind: Apparatus, scene: Scene, records: Sequence[Record], most: int
) -> dict[str, Array]:
    """Return loads over time and torque shares of recorded takes; see `Base`.

    Args:
        kind: The apparatus.
        scene: Who performs where.
        records: Of the takes.
        most: What goes over time is read of so many; greatest loads of all.
    """
    peaks = [kind.peaks(scene, record) for record in records]
    found = {PEAK + n: np.array([one[n] for one in peaks]) for n in peaks[0]}
    records = records[:most]
    if not records:
        return found
    each = [kind.series(scene, record) for record in records]
    found |= {name: _padded([series[name] for series in each]) for name in each[0]}
    found[TORQUES] = _padded([torque_shares(scene, record) for record in records])
    found[PATH] = _padded([kind.path(scene, record) for record in records])
    return found


def _peaks(found: dict[str, Array]) -> dict[str, Array]:
    """Return what was read of greatest loads, by name."""
    return {n.removeprefix(PEAK): a for n, a in found.items() if n.startswith(PEAK)}


def torque_shares(scene: Scene, record: Record) -> Array:
    """Return every joint's torque over its limit at the end of each tick, (T, nu).

    The limit is that of the joint's speed and of the way the torque acts.
    """
    read = np.array(record.sensors)
    torque = np.stack([read[:, scene.sensor[f"torque_{n}"].start] for n in JOINTS], 1)
    speed = np.array(record.states)[1:, scene.joints[1]]
    low, high = torque_limits(scene.performer.strength, speed)
    # A joint moving faster than it can push has no limit left to compare with.
    weakest = 0.05 * np.maximum(
        scene.performer.strength.positive, scene.performer.strength.negative
    )
    limit = np.maximum(np.where(torque > 0.0, high, -low), weakest)
    share: Array = np.abs(torque) / limit
    return share


def _padded(parts: Sequence[Array]) -> Array:
    """Return arrays of unlike length as one, single precision, NaN after each end."""
    longest = max(len(part) for part in parts)
    whole = np.full((len(parts), longest, *parts[0].shape[1:]), np.nan, np.float32)
    for row, part in zip(whole, parts, strict=True):
        row[: len(part)] = part
    return whole
