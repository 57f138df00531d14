"""What the figures of a sheet say, in sentences for coach, rigger and director."""

import math
from collections.abc import Mapping
from typing import Any

from .bed_words import BED_TELL
from .curve_words import steadiness_words, strength_words
from .saying import (
    better_call,
    capital,
    few_misses,
    milliseconds,
    none_missed,
    percent,
    rare_load,
    tolerance_words,
)

Values = Mapping[str, Any]


def words(sheet: Values) -> dict[str, list[str]]:
    """Return sentences for each section of a sheet, and three to begin with.

    Args:
        sheet: All sections, as `sheet.sheet` makes them.
    """
    on_bed = sheet["apparatus"] == "trampoline"
    telling = {**_TELL, **BED_TELL} if on_bed else _TELL
    said = {
        name: tell(sheet[name], sheet)
        for name, tell in telling.items()
        if name in sheet
    }
    first = {
        "director": [*_verdict(sheet), *_instead(sheet), *_later(said, sheet)],
        "coach": [*said["costs"][:1], *said["margins"][:1]],
        "rigger": [*said["loads"][:1], *said["rig"][:1]],
    }
    return {**said, **{f"for_{who}": lines for who, lines in first.items()}}


def _ready(ready: Values, sheet: Values) -> list[str]:
    others = [_fallback(other, ready["verdict"], sheet) for other in ready["fallback"]]
    ways_out = {line for line in _instead(sheet) if line in others}
    rest = [line for line in _instead(sheet) if line not in ways_out]
    return [*_verdict(sheet), *others, *rest]


def _verdict(sheet: Values) -> list[str]:
    """Return the verdict and why; how many takes would settle it, if it is open."""
    ready, odds = sheet["ready"], sheet["odds"]
    gate = f"{100 * ready['gate']:g} %"  # All its digits: 99.99 % is not 100 %.
    low, high = percent(_down(odds["low"])), percent(_up(odds["high"]))
    line = {
        "go": f"Go: even the lower end of the interval, {low}, reaches the gate of "
        f"{gate}.",
        "not yet": f"Not yet: the interval, {low} to {high}, holds the gate of {gate}: "
        "the odds may be above or below.",
        "no-go": f"No-go: even the upper end of the interval, {high}, is below the "
        f"gate of {gate}.",
    }[ready["verdict"]]
    if ready["verdict"] != "not yet":
        return [line]
    more = ready["more_takes"]
    return [
        line,
        "More takes would not settle it: the odds lie on the gate."
        if more is None
        else f"If the odds are what they look like, {more} fresh takes, a number "
        "decided before, settle it in nine of ten cases.",
    ]


def _instead(sheet: Values) -> list[str]:
    """Return what can be shown instead if it must be, and what to know if nothing."""
    ready = sheet["ready"]
    if not ready["fallback"]:
        return ["No technique for another act of this performer is at hand."]
    if ready["verdict"] == "go":
        return []
    ways_out = [
        other
        for other in ready["fallback"]
        if _easier(other, sheet) and other["verdict"] == "go"
    ]
    if not ways_out:
        return ["Nothing easier that this performer knows passes the gate."]
    return [_fallback(other, ready["verdict"], sheet) for other in ways_out]


def _later(said: Mapping[str, list[str]], sheet: Values) -> list[str]:
    """Return how it stands at the end of a run of shows, if it begins at all."""
    return said["fatigue"] if sheet["ready"]["verdict"] == "go" else []


def _fallback(other: Values, verdict: str, sheet: Values) -> str:
    """Return what another act would be: a step up, or a way out."""
    easier = _easier(other, sheet)
    place = "" if other["rig"] == sheet["rig_name"] else f" on the rig {other['rig']}"
    # To be shown instead it must itself be ready.
    instead = easier and verdict != "go" and other["verdict"] == "go"
    head = "Instead" if instead else "Easier" if easier else "Harder"
    low, high = percent(_down(other["low"])), percent(_up(other["high"]))
    more = other.get("more_takes")
    again = f" ({more} fresh takes would tell)" if more else ""
    return (
        f"{head}: {other['title']}{place}, {percent(other['odds'])} "
        f"({low} to {high}): {other['verdict']}{again}."
    )


def _easier(other: Values, sheet: Values) -> bool:
    return hardness(other) <= hardness(sheet)


def hardness(act: Values) -> float:
    """Return how hard an act is, to compare it with others on its apparatus."""
    return float(act.get("difficulty", act["somersaults"]))


def _costs(costs: Values, sheet: Values) -> list[str]:
    if not costs["missed"]:
        return [none_missed(sheet)]
    if few := few_misses(costs):
        return few
    dear = [slip for slip in costs["slips"] if slip["mended"]][:3]
    if not dear:
        return ["No single error alone explains a miss: they come of several at once."]
    return [
        f"{_slip(slip)} costs {slip['costs_of_hundred'][0]:.1f} of every 100 takes: "
        f"{slip['mended']} of {slip['tried']} misses would have landed had it been "
        "exact."
        for slip in dear
    ]


def _slip(slip: Values) -> str:
    """Return a slip as a coach would name it."""
    if slip["kind"] == "moment":
        way = {"early": "An early", "late": "A late"}.get(slip["way"], "A mistimed")
        return f"{way} {slip['name']}"
    if slip["kind"] == "pose":
        mostly = f" (mostly: {slip['joint'].split(' in ')[0]})" if slip["joint"] else ""
        return f"The pose of the {slip['name']}{mostly}"
    return capital(slip["name"])


def _margins(margins: Values, sheet: Values) -> list[str]:
    moments = margins["moments"]
    release = next((m for m in moments if m["name"] == "release"), None)
    order = sorted(moments, key=lambda m: m["width"] if m["width"] is not None else -1)
    first = release or (order[0] if order else None)
    lines = [_window(first, margins)] if first else []
    tight = next((m for m in order if m is not first), None)
    if tight is not None:
        lines.append(_window(tight, margins))
    return lines


def _window(row: Values, margins: Values) -> str:
    if row["low"] is None:
        return f"{capital(row['name'])}: without any error it misses; no margin."
    early = milliseconds(-row["low"], row["beyond_low"])
    late = milliseconds(row["high"], row["beyond_high"])
    held = (
        f"{capital(row['name'])}: caught from {early} early to {late} late, all else "
        "exact"
    )
    half = [row[f"half_lost_{side}"]["at"] for side in ("minus", "plus")]
    ends = [
        f"{at:.0f} ms {way}"
        for at, way in zip(half, ("early", "late"), strict=True)
        if at is not None
    ]
    if not ends:
        return held + "."
    return f"{held}; with the usual errors half are lost at {' or '.join(ends)}."


def _fatigue(fatigue: Values, sheet: Values) -> list[str]:
    start, end = fatigue["start"], fatigue["end"]
    return [
        f"Fresh: {percent(start['odds'])}. Tired, with {percent(fatigue['strength'])} "
        f"of the strength and {fatigue['errors']:g} times the errors: "
        f"{percent(end['odds'])} ({percent(_down(end['low']))} to "
        f"{percent(_up(end['high']))}). How tired is our assumption, not a measurement."
    ]


def _rig(rig: Values, sheet: Values) -> list[str]:
    tight = sorted(rig["dimensions"], key=_room)
    lines = [tolerance_words(dimension, rig["loss"]) for dimension in tight]
    call = rig["call"]
    if call is not None:
        lines.append(_call(call, rig["loss"]))
    return lines


def _room(dimension: Values) -> float:
    edges = [abs(e) for e in (dimension["from"], dimension["to"]) if e is not None]
    return min(edges, default=math.inf)


def _call(call: Values, loss: float) -> str:
    head = f"Call: the far bar goes {call['rehearsed']:.0f} ms after take-off; "
    if call["best_off"] is None:
        return f"{head}no other call that was tried is clearly better."
    return head + better_call(call, "later", "earlier")


def _loads(loads: Values, sheet: Values) -> list[str]:
    cables = [part for part in loads["parts"] if part["kind"] == "cable"]
    hands = [part for part in loads["parts"] if part["kind"] == "body"]
    return [_worst(part, loads) for part in (_most(cables), _most(hands)) if part]


def _most(parts: list[Values]) -> Values | None:
    return max(parts, key=lambda part: part["rare_N"] or part["peak_N"], default=None)


def _worst(part: Values, loads: Values) -> str:
    limit = part["limit_N"]
    hold = f"; the grip opens at {limit} N" if limit else ""
    return f"{capital(part['name'])}: {rare_load(part, loads)}{hold}."


def _versus(versus: Values, sheet: Values) -> list[str]:
    this, other = (f"{n} of {versus['takes']}" for n in versus["landed"])
    by = f"{abs(100 * versus['difference']):.1f} of 100 takes"
    ends = sorted(abs(100 * versus[end]) for end in ("low", "high"))
    return [
        {
            "this": f"This is better than {versus['other']}, by {by} "
            f"(95 % sure: {ends[0]:.1f} to {ends[1]:.1f}): {this} against {other}.",
            "other": f"{capital(versus['other'])} is better, by {by} "
            f"(95 % sure: {ends[0]:.1f} to {ends[1]:.1f}): {other} against {this}.",
            "undecided": f"Undecided between this and {versus['other']}: {this} "
            f"against {other}; the difference may be anything from "
            f"{100 * versus['low']:+.1f} to {100 * versus['high']:+.1f} of 100 takes.",
        }[versus["verdict"]]
    ]


def _down(share: float) -> float:
    """Cut to a tenth of a percent: an interval is never shown narrower than it is."""
    return math.floor(share * 1000 + 1e-9) / 1000


def _up(share: float) -> float:
    return math.ceil(share * 1000 - 1e-9) / 1000


_TELL = {
    "ready": _ready,
    "loads": _loads,
    "costs": _costs,
    "margins": _margins,
    "steadiness": steadiness_words,
    "strength": strength_words,
    "fatigue": _fatigue,
    "rig": _rig,
    "versus": _versus,
}
