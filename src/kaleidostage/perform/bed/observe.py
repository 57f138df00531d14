"""What the balance of a performer goes by: everything felt, in one row of numbers.

The numbers come in two kinds. Mirrored left to right a body feels the same of the
first, `EVEN`, and the opposite of the second, `ODD`; moves of its joints part in the
same way. A balance that keeps the kinds apart treats left and right alike.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...performers import JOINTS
from ...performers.joints import kind

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
GRAVITY = 9.81  # [m/s^2]
MOST = 15.0  # No number gets larger than this. Our choice.


def _columns() -> tuple[Ints, Ints]:
    """Return the joints of the even moves and of the odd ones, shape (n, 2) each.

    Even: both sides alike, and the waist forward. Odd: the left side against the
    right, and the waist aside. A joint that has no other side stands twice.
    """
    even, odd = [], []
    for name in dict.fromkeys(kind(joint) for joint in JOINTS):
        both = [i for i, joint in enumerate(JOINTS) if kind(joint) == name]
        pair = (both[0], both[-1])
        if len(both) > 1 or name == "spine_flexion":
            even.append(pair)
        if len(both) > 1 or name != "spine_flexion":
            odd.append(pair)
    return np.array(even), np.array(odd)


EVEN_JOINTS, ODD_JOINTS = _columns()
SINGLE = ODD_JOINTS[:, 0] == ODD_JOINTS[:, 1]


def even_parts(joints: Array) -> Array:
    """Return what mirrors to itself in numbers a joint, (B, nu) -> (B, even)."""
    found: Array = (joints[:, EVEN_JOINTS[:, 0]] + joints[:, EVEN_JOINTS[:, 1]]) / 2.0
    return found


def odd_parts(joints: Array) -> Array:
    """Return what mirrors to its opposite in them, (B, nu) -> (B, odd)."""
    one, two = joints[:, ODD_JOINTS[:, 0]], joints[:, ODD_JOINTS[:, 1]]
    found: Array = np.where(SINGLE, one, (one - two) / 2.0)
    return found


def joint_moves(moves: Array) -> Array:
    """Return what moves (B, MOVES + SIDE_MOVES) do to every joint, shape (B, nu)."""
    joints = np.zeros((len(moves), len(JOINTS)))
    even, odd = moves[:, : MOVES - 1], moves[:, MOVES:]
    joints[:, EVEN_JOINTS[:, 0]] += even
    joints[:, ODD_JOINTS[:, 0]] += odd
    pairs = EVEN_JOINTS[:, 0] != EVEN_JOINTS[:, 1]
    joints[:, EVEN_JOINTS[pairs, 1]] += even[:, pairs]
    joints[:, ODD_JOINTS[~SINGLE, 1]] -= odd[:, ~SINGLE]
    return joints


MOVES = len(EVEN_JOINTS) + 1  # The last even one moves the moment of opening.
SIDE_MOVES = len(ODD_JOINTS)
# Of the motion and the card; the last of them of the flight after the present one.
OWN, COMING, SIDE_OWN, SIDE_COMING = 25, 4, 11, 1
EVEN = OWN + COMING + 2 * len(EVEN_JOINTS) + 2 * MOVES
ODD = SIDE_OWN + SIDE_COMING + 2 * SIDE_MOVES + 2 * SIDE_MOVES

# Where a row tells how far the trunk leans ahead, and how much a radian is there.
LEANS = {2: 1 / 0.2, 16: 1 / 3.0, 18: 1.0}


def sight(even: int, odd: int) -> Ints | None:
    """Return the columns of a row that a balance of these sizes goes by.

    The first balances did not look ahead to the flight after the present one. None for
    sizes that no balance has had.
    """
    if (even, odd) == (EVEN, ODD):
        return np.arange(EVEN + ODD)
    if (even, odd) == (EVEN - COMING, ODD - SIDE_COMING):
        side = EVEN + SIDE_OWN
        ahead = np.r_[OWN : OWN + COMING, side : side + SIDE_COMING]
        return np.delete(np.arange(EVEN + ODD), ahead)
    return None


def observed(parts: Mapping[str, NDArray[Any]]) -> Array:
    """Return what is felt as rows of numbers about 1 in size, (B, EVEN + ODD).

    Args:
        parts: What `Bounce.observe` has gathered, by name.
    """
    f, p = parts["felt"].T, parts
    turned = f[2] + f[3] * p["left"]
    twisted = f[10] + f[11] * p["left"]
    even = (
        f[0] / 0.3, f[1] / 0.3, f[2] / 0.2, (f[3] - p["spin"]) / 0.5, f[4] / 0.1,
        p["height"] - 1.0, p["climb"] / 5.0, 2.0 * p["air"] - 1.0,
        np.where(p["air"], 0.0, p["since"] / 0.2),
        np.where(p["air"], p["since"] / 0.7 - 0.5, 0.0),
        p["left"] / 0.5, np.minimum(p["left"], 0.15) / 0.1,
        p["depth"] / 0.5, p["sinking"] / 5.0,
        (p["aim"] - 1.3) / 0.3, p["higher"] / 0.1,
        f[2] / 3.0, f[3] / 4.0, turned, p["quarters"] / 4.0,
        p["figure"] == 1, p["figure"] == 2, p["figure"] == 3, p["shut"], p["need"],
        p["coming_quarters"] / 4.0,
        p["coming_figure"] == 1, p["coming_figure"] == 2, p["coming_figure"] == 3,
    )  # fmt: skip
    odd = (
        f[5] / 0.3, f[6] / 0.3, f[7] / 0.2, f[8] / 0.5, f[9] / 0.1,
        f[10] / 0.3, f[11] - p["twisting"], f[10] / 3.0, f[11] / 4.0, twisted,
        p["twists"] / 2.0, p["coming_twists"] / 2.0,
    )  # fmt: skip
    moves, slow = p["moves"], p["slow"]
    columns = (
        np.stack(even, axis=1),
        even_parts(p["angle"]) / 0.4,
        even_parts(p["rate"]) / 5.0,
        moves[:, :MOVES],
        slow[:, :MOVES],
        np.stack(odd, axis=1),
        odd_parts(p["angle"]) / 0.3,
        odd_parts(p["rate"]) / 4.0,
        moves[:, MOVES:],
        slow[:, MOVES:],
    )
    row: Array = np.clip(np.concatenate(columns, axis=1), -MOST, MOST)
    return row


def time_left(height: Array, climb: Array) -> Array:
    """Return the time until the centre of mass is down at landing height. [s]

    Args:
        height: Over that of the landing, shape (B,). [m]
        climb: Upward speed, shape (B,). [m/s]
    """
    root = np.sqrt(np.maximum(climb * climb + 2 * GRAVITY * height, 0.0))
    left: Array = np.maximum((climb + root) / GRAVITY, 0.0)
    return left


def flight_time(height: Array, climb: Array) -> Array:
    """Return the time of a whole flight with this height and speed. [s]"""
    rise = np.maximum(height + climb * climb / (2 * GRAVITY), 0.0)
    whole: Array = 2.0 * np.sqrt(2.0 * rise / GRAVITY)
    return whole
