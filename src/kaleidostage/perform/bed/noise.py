"""Unsteadiness on the bed, drawn before: takes never share a number."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ...performers import JOINTS, Steadiness
from ..noise import normals

Array = NDArray[np.float64]
FELT = 12  # Numbers that are felt of the own motion, as `feel.ERRORS` lists them.
START = 9  # Numbers that a start differs in.
PER_SECOND = 10  # Draws of what is felt: anew each 0.1 s. Our choice.
PER_JUMP = 6  # Phases that a jump may have. Our choice: one to spare.
OVER = 0.01  # [m] How wrongly the feet's place under the body is felt. Our choice.


@dataclass(frozen=True, kw_only=True)
class BedNoise:
    """How B takes go differently from what was meant.

    Attributes:
        start: Standard normal numbers for the start, shape (B, 9).
        pose: Error of every joint target, in the order phases begin, (B, K, nu). [rad]
        moment: Error of their moments, shape (B, K). [s]
        felt: Errors of what is felt, a row each 0.1 s, shape (B, D, 12).
        deviation: Standard deviations of the columns of `felt`, as expected of a
            national-level performer, shape (12,).
    """

    start: Array
    pose: Array
    moment: Array
    felt: Array
    deviation: Array

    def pick(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "BedNoise":
        """Return the noise of some takes, in the order of `rows`."""
        parts = {f.name: getattr(self, f.name)[rows] for f in fields(self)[:4]}
        return BedNoise(**parts, deviation=self.deviation)

    def put(self, rows: NDArray[np.int64], other: "BedNoise") -> None:
        """Overwrite `rows` with all of another."""
        for f in fields(self)[:4]:
            getattr(self, f.name)[rows] = getattr(other, f.name)


def draw(
    steadiness: Steadiness, seed: int, takes: Sequence[int], jumps: int, seconds: float
) -> BedNoise:
    """Draw the noise of the takes numbered `takes` under `seed`.

    Args:
        steadiness: How unsteady.
        seed: Seed of the run, 0 to 2^64 - 1.
        takes: Numbers of the takes, B of them.
        jumps: Flights and contacts that a take may have.
        seconds: How long it may last. [s]

    Raises:
        ValueError: If the seed is out of range.
    """
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed must be between 0 and 2^64 - 1, got {seed}.")
    counts = numbers(jumps, seconds)
    z = np.array([normals(seed, i, sum(counts)) for i in takes])
    return scaled(z, steadiness, counts)


def numbers(jumps: int, seconds: float) -> tuple[int, int, int, int]:
    """Return how many numbers start, poses, moments and senses take."""
    phases = jumps * PER_JUMP
    draws = int(seconds * PER_SECOND) + 2
    return START, phases * len(JOINTS), phases, draws * FELT


def scaled(z: Array, steadiness: Steadiness, counts: Sequence[int]) -> BedNoise:
    """Return the noise that standard normal numbers (B, sum of counts) stand for."""
    start, pose, moment, felt = np.split(z, np.cumsum(counts)[:-1], axis=1)
    takes, s = len(z), steadiness
    spread = deviation(s)
    return BedNoise(
        start=start,
        pose=pose.reshape(takes, -1, len(JOINTS)) * np.radians(s.target_deg),
        moment=moment * (s.timing_ms / 1000.0),
        felt=felt.reshape(takes, -1, FELT) * spread,
        deviation=spread,
    )


def deviation(steadiness: Steadiness) -> Array:
    """Return how wrongly each of `feel.ERRORS` is felt, shape (12,)."""
    s = steadiness
    lean = np.radians(s.perceive_deg)
    # Turning speed is felt twice as badly, per second, as lean: our choice.
    share = s.perceive_m / 0.02
    plane = (s.perceive_m, s.perceive_m_s, lean, 2 * lean, OVER * share)
    return np.array((*plane, *plane, lean, 2 * lean))
