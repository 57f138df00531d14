"""What the file of a fly-bar rig holds, and what cannot be built."""

from .fly_bars import FlyBars
from .sizes import Form, Refuse, Size

STANDING = 1.25
"""How far over the board the bar is when somebody takes it. [m]  Our choice: chest."""

# All bounds are our choice: wide enough for anything people hang from.
_SIZES = {
    "pivot_height": Size("pivot_height_m", 3.0, 40.0),
    "span": Size("span_m", 2.0, 30.0),
    "cable_length": Size("cable_length_m", 0.5, 15.0),
    "far_cable_length": Size("far_cable_length_m", 0.5, 15.0),
    "bar_length": Size("bar_length_m", 0.4, 2.0),
    "bar_diameter": Size("bar_diameter_m", 0.01, 0.06),
    "bar_mass": Size("bar_mass_kg", 0.5, 40.0),
    "board_height": Size("board_height_m", 0.5, 38.0),
    "board_edge": Size("board_edge_m", 0.5, 20.0),
    "board_length": Size("board_length_m", 0.2, 10.0),
    "board_width": Size("board_width_m", 0.2, 10.0),
    "riser": Size("riser_m", 0.0, 3.0),
    "hold_height": Size("hold_height_m", 0.2, 2.2),
    "net_height": Size("net_height_m", 0.0, 35.0),
}


def _check(refuse: Refuse, rig: FlyBars) -> None:
    """Refuse boards nobody could leave, and cables that do not fit."""
    _check_cables(refuse, rig)
    board = rig.board_height + rig.riser
    refuse(
        "board_height",
        board + STANDING >= rig.pivot_height,
        f"with the riser must be less than {rig.pivot_height - STANDING:g} m, "
        f"{STANDING:g} m under the pivots: nobody could stand there and swing down",
    )
    refuse(
        "board_height",
        rig.board_height <= rig.net_height,
        f"must be more than the net's {rig.net_height:g} m",
    )


def _check_cables(refuse: Refuse, rig: FlyBars) -> None:
    """Refuse cables too long for the net or too short for people on the boards."""
    room = rig.pivot_height - rig.net_height
    held = {
        "cable_length": rig.board_height + rig.riser + STANDING,
        "far_cable_length": rig.board_height + rig.hold_height,
    }
    for name, height in held.items():
        length, drop = getattr(rig, name), rig.pivot_height - height
        refuse(
            name,
            length >= room,
            f"must be less than the {room:g} m from the net to the pivots: "
            "the bar would hang in the net",
        )
        refuse(
            name,
            length < drop,
            f"must be at least {drop:.4g} m: the bar would never come up to the "
            f"{height:.4g} m at which people on the board hold it",
        )


FLY_BARS = Form(kind=FlyBars, table="fly_bars", sizes=_SIZES, check=_check)

__all__ = ["FLY_BARS", "STANDING"]
