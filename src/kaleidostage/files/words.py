"""How values, places and units are worded in messages: one readable line each."""

import difflib
from collections.abc import Collection, Iterable

UNITS = {
    "m": "m",
    "cm": "cm",
    "mm": "mm",
    "ft": "ft",
    "kg": "kg",
    "g": "g",
    "lb": "lb",
    "deg": "deg",
    "rad": "rad",
    "s": "s",
    "ms": "ms",
    "N": "N",
    "kN": "kN",
    "Hz": "Hz",
    "m_s": "m/s",
    "km_h": "km/h",
    "deg_s": "deg/s",
    "rad_s": "rad/s",
    "N_m": "N/m",
    "Nm": "N m",
    "Nms": "N m s",
    "Ns_m": "N s/m",
    "m_s2": "m/s^2",
    "kg_m": "kg/m",
    "kg_m2": "kg m^2",
    "kg_m3": "kg/m^3",
    "kN_m": "kN/m",
    "N_m2": "N/m^2",
    "N_m3": "N/m^3",
    "per_m2": "1/m^2",
}
"""Unit by the ending of a key; those nobody uses here serve to recognise mistakes."""

_LONGEST = 60  # Characters of a value shown in a message; our choice.


def unit(key: str) -> tuple[str, str]:
    """Split `height_m` into its stem `height` and its unit `m`; no unit: ''."""
    for ending in sorted(UNITS, key=len, reverse=True):
        if key.endswith(f"_{ending}"):
            return key.removesuffix(f"_{ending}"), UNITS[ending]
    return key, ""


def nearest(key: str, known: Collection[str], cutoff: float = 0.6) -> str:
    """Return the known key that `key` was probably meant to be, or ''.

    The same quantity in another unit goes before a similar spelling.
    """
    stem = unit(key)[0]
    for other in sorted(known):
        if unit(other)[0] == stem or other.lower() == key.lower():
            return other
    close = difflib.get_close_matches(key, sorted(known), n=1, cutoff=cutoff)
    return close[0] if close else ""


def hint(key: str, known: Collection[str]) -> str:
    """Return the clause that says which of the known would be right, or ''."""
    near = nearest(key, known)
    return f"; did you mean {near!r}?{unit_hint(key, near)}" if near else ""


def unit_hint(key: str, right: str) -> str:
    """Return which unit `right` is in, if `key` is the same but for its unit."""
    (stem, wrong), (other, unit_here) = unit(key), unit(right)
    return f" It is in {unit_here}." if stem == other and wrong != unit_here else ""


def shown(value: object) -> str:
    """Return a value as the user wrote it, about, on one line and not too long."""
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def shown_path(path: object) -> str:
    """Return a path for a message; one with line breaks or the like is quoted."""
    text = str(path)
    return text if text.isprintable() and text.strip() else repr(text)


def listed(names: Iterable[str]) -> str:
    """Return names as a list in words, or 'none'."""
    return ", ".join(sorted(names)) or "none"
