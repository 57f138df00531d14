"""What so many successes in so many trials say about the chance of success.

Two intervals, for two ways of looking. The exact one is for a number of trials fixed
before the first. The sequence may be looked at after every trial, by someone who may
stop whenever they like; it is wider, and that is the price.
"""

import math
from dataclasses import dataclass

LEVEL = 0.95
"""How often such an interval holds the truth, at least. Our choice: the usual one."""


def clopper_pearson(
    successes: int, trials: int, level: float = LEVEL
) -> tuple[float, float]:
    r"""Return the exact interval for a chance, for a number of trials fixed before.

    The lower end is the :math:`\alpha/2` quantile of Beta(s, n - s + 1), the upper
    the :math:`1 - \alpha/2` quantile of Beta(s + 1, n - s), :math:`\alpha` = 1 - level.

    Args:
        successes: How many times it worked, s.
        trials: How many times it was tried, n; after none the interval is 0 to 1.
        level: Coverage: at least so often the interval holds the truth.

    Returns:
        Lower and upper end.

    Raises:
        ValueError: If the counts are impossible or the level is not within 0 and 1.

    Assumptions:
        Trials are independent, with the same chance each.

    Source:
        Clopper and Pearson 1934; key CLOPPER34 in docs/sources.md.
    """
    _check(successes, trials, level)
    from scipy.special import betaincinv

    failures, half = trials - successes, (1 - level) / 2
    low = betaincinv(successes, failures + 1, half) if successes else 0.0
    high = betaincinv(successes + 1, failures, 1 - half) if failures else 1.0
    return float(low), float(high)


@dataclass(frozen=True, kw_only=True)
class ConfidenceSequence:
    r"""An interval that may be looked at after every trial.

    It holds every chance p whose likelihood is not yet beaten by a factor 1/alpha by
    the mean likelihood over all chances, alike:

    .. math:: \frac{B(s + 1, n - s + 1)}{p^s (1 - p)^{n - s}} < \frac{1}{\alpha}

    The truth is ever outside, at any look, in at most a share alpha of all runs.

    Attributes:
        successes: How many times it worked, s.
        trials: How many times it was tried, n.
        level: 1 - alpha: so often the truth is inside at every look.

    Assumptions:
        Trials are independent, with the same chance each: begin anew when the
        technique changes.

    Source:
        Robbins 1970, the mixture of likelihood ratios, with Ville's inequality; keys
        ROBBINS70 and HOWARD21 in docs/sources.md. The even mixture is our choice.
    """

    successes: int = 0
    trials: int = 0
    level: float = LEVEL

    def __post_init__(self) -> None:
        """Refuse impossible counts."""
        _check(self.successes, self.trials, self.level)

    def add(self, successes: int, trials: int = 1) -> "ConfidenceSequence":
        """Return the sequence after more trials: `add(True)`, or `add(7, 10)`."""
        _check(int(successes), trials, self.level)
        return ConfidenceSequence(
            successes=self.successes + int(successes),
            trials=self.trials + trials,
            level=self.level,
        )

    @property
    def low(self) -> float:
        """Lower end."""
        return _edge(self.successes, self.trials, self.level)

    @property
    def high(self) -> float:
        """Upper end."""
        return 1 - _edge(self.trials - self.successes, self.trials, self.level)


def _edge(successes: int, trials: int, level: float) -> float:
    """Return the lower end of the sequence, to the last bit on the safe side."""
    if not successes:
        return 0.0
    failures = trials - successes
    mixture = math.lgamma(successes + 1) + math.lgamma(failures + 1)
    bound = mixture - math.lgamma(trials + 2) + math.log1p(-level)
    low, high = 0.0, successes / trials
    for _ in range(64):  # Halvings: more than a number has bits.
        middle = (low + high) / 2
        spread = failures * math.log1p(-middle) if failures else 0.0
        if successes * math.log(middle) + spread < bound:
            low = middle
        else:
            high = middle
    return low


def _check(successes: int, trials: int, level: float) -> None:
    """Refuse counts and levels that cannot be."""
    if not 0 <= successes <= trials:
        raise ValueError(
            f"successes must be between 0 and trials = {trials}, got {successes}"
        )
    if not 0 < level < 1:
        raise ValueError(f"level must be more than 0 and less than 1, got {level!r}")
