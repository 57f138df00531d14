"""From a rig's file, shipped or the user's own, to a rig."""

from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

from ..files import Table, find, own_name, read_toml, shipped
from .fly_bars import FlyBars

SCHEMA = 1
"""Version of the rig file."""

STANDING = 1.25
"""How far over the board the bar is when somebody takes it. [m]  Our choice: chest."""

_FOLDER = Path(__file__).parent / "shipped"


class _Size(NamedTuple):
    """One dimension: its key in the file and the least and largest value."""

    key: str
    low: float
    high: float


# All bounds are our choice: wide enough for anything people hang from.
_SIZES = {
    "pivot_height": _Size("pivot_height_m", 3.0, 40.0),
    "span": _Size("span_m", 2.0, 30.0),
    "cable_length": _Size("cable_length_m", 0.5, 15.0),
    "far_cable_length": _Size("far_cable_length_m", 0.5, 15.0),
    "bar_length": _Size("bar_length_m", 0.4, 2.0),
    "bar_diameter": _Size("bar_diameter_m", 0.01, 0.06),
    "bar_mass": _Size("bar_mass_kg", 0.5, 40.0),
    "board_height": _Size("board_height_m", 0.5, 38.0),
    "board_edge": _Size("board_edge_m", 0.5, 20.0),
    "board_length": _Size("board_length_m", 0.2, 10.0),
    "board_width": _Size("board_width_m", 0.2, 10.0),
    "riser": _Size("riser_m", 0.0, 3.0),
    "hold_height": _Size("hold_height_m", 0.2, 2.2),
    "net_height": _Size("net_height_m", 0.0, 35.0),
}


def names() -> tuple[str, ...]:
    """Return the names of the shipped rigs, sorted."""
    return shipped(_FOLDER)


def load(name_or_path: str | Path) -> FlyBars:
    """Read a rig: the name of a shipped one, or a path to a file.

    Dimensions that the file leaves out are those of the reference rig.

    Raises:
        UnknownNameError: If nothing shipped has that name.
        FileFormatError: If the file is not a sound rig file.
        StorageError: If it cannot be opened.
    """
    path = find("rig", name_or_path, _FOLDER)
    document = read_toml(path, "rig")
    document.schema(SCHEMA)
    name = own_name(document, path.stem, "reference")
    document.text("about", default=name)  # For people; the physics need it not.
    table = document.table("fly_bars")
    rig = FlyBars(name=name, **_sizes(table))
    document.done()
    _check(table, rig)
    return rig


def plain(rig: FlyBars) -> dict[str, object]:
    """Return the values that a file of this rig holds, in the file's order."""
    sizes = {size.key: getattr(rig, name) for name, size in _SIZES.items()}
    return {"schema": SCHEMA, "name": rig.name, "fly_bars": sizes}


def _sizes(table: Table) -> dict[str, float]:
    """Return every dimension by the name of its field. [m], [kg]"""
    usual = {field.name: field.default for field in fields(FlyBars)}
    return {
        name: table.number(
            size.key, low=size.low, high=size.high, default=float(str(usual[name]))
        )
        for name, size in _SIZES.items()
    }


def _check(table: Table, rig: FlyBars) -> None:
    """Refuse dimensions that are sound one by one but cannot be built together."""
    _check_cables(table, rig)
    board = rig.board_height + rig.riser
    _refuse(
        table,
        "board_height",
        board + STANDING >= rig.pivot_height,
        f"with the riser must be less than {rig.pivot_height - STANDING:g} m, "
        f"{STANDING:g} m under the pivots: nobody could stand there and swing down",
    )
    _refuse(
        table,
        "board_height",
        rig.board_height <= rig.net_height,
        f"must be more than the net's {rig.net_height:g} m",
    )


def _check_cables(table: Table, rig: FlyBars) -> None:
    """Refuse cables too long for the net or too short for people on the boards."""
    room = rig.pivot_height - rig.net_height
    held = {
        "cable_length": rig.board_height + rig.riser + STANDING,
        "far_cable_length": rig.board_height + rig.hold_height,
    }
    for name, height in held.items():
        length, drop = getattr(rig, name), rig.pivot_height - height
        _refuse(
            table,
            name,
            length >= room,
            f"must be less than the {room:g} m from the net to the pivots: "
            "the bar would hang in the net",
        )
        _refuse(
            table,
            name,
            length < drop,
            f"must be at least {drop:.4g} m: the bar would never come up to the "
            f"{height:.4g} m at which people on the board hold it",
        )


def _refuse(table: Table, name: str, wrong: bool, text: str) -> None:
    """Raise the error for one dimension that is `wrong`, wherever it stands.

    One left out is fine by itself; the error then points at the table.
    """
    if not wrong:
        return
    key = _SIZES[name].key
    value = table.number(key, default=float("nan"))
    shown = f"{key} {value:g}" if table.has(key) else f"{key}, as on the reference rig,"
    raise table.fault(key, f"{shown} {text}")
