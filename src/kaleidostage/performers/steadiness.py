"""How exactly a performer repeats: the noise of one who has learned it."""

from dataclasses import dataclass

from ..errors import UnknownNameError


@dataclass(frozen=True, kw_only=True)
class Steadiness:
    """Standard deviations of what goes a little differently every time.

    Attributes:
        name: Of the level.
        target_deg: Joint targets. [deg]
        timing_ms: Times of phases. [ms]
        start_m: Place at the start. [m]
        start_deg: Posture at the start. [deg]
        start_m_s: Speed at the start. [m/s]
        perceive_m: Felt distance and height. [m]
        perceive_m_s: Felt speed. [m/s]
        perceive_deg: Felt lean. [deg]
    """

    name: str
    target_deg: float
    timing_ms: float
    start_m: float
    start_deg: float
    start_m_s: float
    perceive_m: float
    perceive_m_s: float
    perceive_deg: float


# Source of `national`, first two figures: Hiley & Yeadon (2016), variability of one
# national-level gymnast in a high-bar release and regrasp, 2.3 deg and 12 ms. All
# other figures are our choice, in the same proportions: start 20 mm, 1 deg and
# 0.05 m/s; perception 20 mm, 0.1 m/s and 2 deg.
_NATIONAL = (2.3, 12.0, 0.020, 1.0, 0.05, 0.020, 0.10, 2.0)
_FACTORS = {"none": 0.0, "elite": 0.7, "national": 1.0, "club": 1.5, "beginner": 2.5}

STEADINESS_NAMES: tuple[str, ...] = tuple(_FACTORS)
"""The levels, from no noise at all to the largest."""


def steadiness(name: str) -> Steadiness:
    """Return the level called `name`.

    Raises:
        UnknownNameError: If there is no such level.
    """
    if name not in _FACTORS:
        raise UnknownNameError("steadiness level", name, STEADINESS_NAMES)
    target, timing, *rest = (_FACTORS[name] * sd for sd in _NATIONAL)
    start_m, start_deg, start_m_s, perceive_m, perceive_m_s, perceive_deg = rest
    return Steadiness(
        name=name,
        target_deg=target,
        timing_ms=timing,
        start_m=start_m,
        start_deg=start_deg,
        start_m_s=start_m_s,
        perceive_m=perceive_m,
        perceive_m_s=perceive_m_s,
        perceive_deg=perceive_deg,
    )
