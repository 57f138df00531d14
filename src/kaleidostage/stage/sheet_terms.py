"""The words for phases of an act, each explained once on a sheet's page."""

from .sheet_parts import Values, on_bed

LEAP = {
    "seven": "legs folded up in front, clear of the board",
    "sweep": "legs swept down and back under the bar",
    "hollow": "the long body before the kick",
    "force-out": "legs driven up and forward",
    "extend": "the body straightened to let go",
    "release": "the hands open",
    "open": "the body unfolds in the air",
    "reach": "arms and eyes go to the far bar",
    "take the bar": "the body gives way after the catch",
    "hang": "long under the far bar",
}
JUMP = {
    "press": "all that is done on the bed, to push off",
    "rise": "the first of a flight, body long",
    "open": "the body unfolds out of its shape",
    "prepare": "knees and hips bend before the landing",
}
SHAPES = {
    "tuck": "knees to the chest",
    "pike": "legs straight, folded at the hips",
    "straddle": "the same, legs apart",
}
"""Ours, read off the poses that the shipped techniques name."""


def terms(sheet: Values) -> str:
    """Return a line that explains the phases that a sheet names."""
    known = {**(JUMP if on_bed(sheet) else LEAP), **SHAPES}
    named = {slip["name"] for slip in sheet["costs"]["slips"] if slip["mended"]}
    named |= {row["name"].partition(" in ")[2] for row in sheet["margins"]["joints"]}
    named |= {row["name"] for row in sheet["margins"]["moments"]}
    named = {name.partition(" (")[0] for name in named}  # `seven (after the catch)`
    found = [f"{name}, {said}" for name, said in known.items() if name in named]
    return f"Phases: {'; '.join(found)}." if found else ""
