"""Unsteadiness, drawn: one generator a take, so takes never share a number."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ..performers import JOINTS, Steadiness

Array = NDArray[np.float64]
HELPER_TIMING = 0.012  # [s] SD of the helper's call; HILEY16's gymnast, our choice.


@dataclass(frozen=True, kw_only=True)
class Noise:
    """How B takes go differently from what was meant.

    Attributes:
        pose: Error of every joint target, shape (B, K, nu). [rad]
        moment: Error of every phase's moment, shape (B, K). [s]
        start: Swing angle [rad], sideways [m], speed [m/s] at take-off, (B, 3).
        place: Error of the perceived place of the bar, shape (B, 3). [m]
        speed: Error of its perceived speed, shape (B, 3). [m/s]
        felt: Error of each of SENSES, shape (B, 4). [rad], [rad/s], [m], [m]
        call: Error of the helper's call, shape (B,). [s]
    """

    pose: Array
    moment: Array
    start: Array
    place: Array
    speed: Array
    felt: Array
    call: Array

    def pick(self, rows: NDArray[np.int64]) -> "Noise":
        """Return the noise of some takes, in the order of `rows`."""
        return Noise(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


def draw(steadiness: Steadiness, seed: int, takes: Sequence[int], phases: int) -> Noise:
    """Draw the noise of the takes numbered `takes` under `seed`.

    Take i of a seed is the same whichever others are drawn with it.

    Args:
        steadiness: How unsteady.
        seed: Seed of the run, 0 to 2^64 - 1.
        takes: Numbers of the takes, B of them.
        phases: Number of phases K of the technique.

    Returns:
        The noise, B rows.

    Raises:
        ValueError: If the seed is out of range.
    """
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed must be between 0 and 2^64 - 1, got {seed}.")
    nu = len(JOINTS)
    z = np.array([normals(seed, i, 14 + phases * (1 + nu)) for i in takes])
    rest = z[:, 14:]
    s = steadiness
    start = np.array([np.radians(s.start_deg), s.start_m, s.start_m_s])
    lean = np.radians(s.perceive_deg)
    # Turning speed is felt twice as badly, per second, as lean: our choice.
    felt = np.array([lean, 2.0 * lean, s.perceive_m, s.perceive_m])
    still = s.timing_ms == 0.0  # "none" is for studies: the helper errs no more.
    return Noise(
        pose=rest[:, phases:].reshape(-1, phases, nu) * np.radians(s.target_deg),
        moment=rest[:, :phases] * (s.timing_ms / 1000.0),
        start=z[:, 0:3] * start,
        place=z[:, 3:6] * s.perceive_m,
        speed=z[:, 6:9] * s.perceive_m_s,
        felt=z[:, 10:14] * felt,
        call=z[:, 9] * (0.0 if still else HELPER_TIMING),
    )


def normals(seed: int, take: int, count: int) -> Array:
    """Return the standard normal numbers of a take under a seed, shape (count,)."""
    # As unsigned numbers: a list of large integers would lose digits as floats.
    key = np.array([seed, take], dtype=np.uint64)
    generator = np.random.Generator(np.random.Philox(key=key))
    return generator.standard_normal(count)
