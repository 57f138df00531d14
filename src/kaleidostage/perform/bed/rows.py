"""What a body on the bed goes by, and what is so, as rows of numbers."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .build import asked
from .motion import Body, folded
from .observe import (
    EVEN_JOINTS,
    ODD_JOINTS,
    even_parts,
    flight_time,
    observed,
    odd_parts,
    time_left,
)
from .perception import exact, need

if TYPE_CHECKING:
    from .bounce import Bounce

Array = NDArray[np.float64]
HIDDEN_EVEN, HIDDEN_ODD = len(EVEN_JOINTS) + 1, len(ODD_JOINTS)


def felt_rows(of: "Bounce") -> Array:
    """Return what the balance goes by, shape (B, EVEN + ODD)."""
    senses, old, was = of.senses, of.senses.body, of.senses.flew
    return _row(of, old, {
        "felt": senses.felt, "left": senses.left, "higher": senses.higher,
        "depth": np.where(was, 0.0, old.bed[:, 0]),
        "sinking": np.where(was, 0.0, old.bed[:, 1]),
        "angle": old.angle - of.plan.pose[-1], "need": senses.need,
    })  # fmt: skip


def true_rows(of: "Bounce") -> Array:
    """Return the same row as it is: at once and exact, shape (B, EVEN + ODD)."""
    now, air = of.senses.past[0], of.air
    felt = exact(of.seen, of.count)
    over, climb = now.com[:, 2] - of.build.low, now.speed[:, 2]
    left = np.where(air, time_left(over, climb), 0.0)
    line = of.plan.pose[-1]
    angle = now.angle + of.follower.error
    turn = felt[:, 2] - folded(angle, line, felt[:, 10])
    todo = need(turn, felt[:, 3], left, of.turns(), of.goal("twists"))
    return _row(of, now, {
        "felt": felt, "left": left,
        "higher": np.where(air, flight_time(over, climb) - of.aim, 0.0),
        "depth": np.where(air, 0.0, now.bed[:, 0]),
        "sinking": np.where(air, 0.0, now.bed[:, 1]),
        "angle": angle - line, "need": todo,
    })  # fmt: skip


def hidden_rows(of: "Bounce") -> Array:
    """Return what nobody feels: errors of the pose, and of the next moment.

    Shape (B, HIDDEN_EVEN + HIDDEN_ODD), as `observed` first what a mirror leaves alone.
    """
    # By about what a national-level performer errs, so that all are about 1 in size.
    error, late = of.follower.error / 0.04, of.follower.late[:, None] / 0.012
    return np.concatenate((even_parts(error), late, odd_parts(error)), axis=1)


def _row(of: "Bounce", body: Body, felt: dict[str, Array]) -> Array:
    """Return a row of numbers from what is felt of a body, and what is known."""
    spin, twisting = asked(of.air, *of.wanted())
    todo = felt["need"]
    return observed(felt | {
        "air": of.air, "since": of.since, "aim": of.aim,
        "height": body.com[:, 2] / of.build.low, "climb": body.speed[:, 2],
        "rate": body.rate, "spin": spin, "twisting": twisting,
        "quarters": of.goal("quarters"), "twists": of.goal("twists"),
        "coming_quarters": of.coming("quarters"), "coming_twists": of.coming("twists"),
        "coming_figure": of.coming("figure"),
        "figure": of.figure, "shut": of.air & of.follower.shut,
        "need": np.maximum(todo, -3.0) * (todo > -np.inf),
        "moves": of.moves, "slow": of.slow,
    })  # fmt: skip
