"""What the figures of a sheet say, in sentences for coach, rigger and director."""

import math
from collections.abc import Mapping
from typing import Any

from .bed_words import BED_TELL
from .saying import capital, milliseconds, percent, tolerance_words

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
        "director": said["ready"],
        "coach": [*said["costs"][:1], *said["margins"][:1]],
        "rigger": [*said["loads"][:1], *said["rig"][:1]],
    }
    return {**said, **{f"for_{who}": lines for who, lines in first.items()}}


def _ready(ready: Values, sheet: Values) -> list[str]:
    odds, gate = sheet["odds"], percent(ready["gate"])
    low, high = percent(_down(odds["low"])), percent(_up(odds["high"]))
    line = {
        "go": f"Go: {odds['landed']} of {odds['takes']} landed, and even the lower end "
        f"of the interval, {low}, reaches the gate of {gate}.",
        "not yet": f"Not yet: the interval, {low} to {high}, holds the gate of {gate}: "
        "it may be above or below.",
        "no-go": f"No-go: even the upper end of the interval, {high}, is below the "
        f"gate of {gate}.",
    }[ready["verdict"]]
    lines = [line]
    if ready["verdict"] == "not yet":
        lines.append(
            "More takes would not settle it: the odds lie on the gate."
            if ready["more_takes"] is None
            else f"If the odds are what they look like, {ready['more_takes']} fresh "
            "takes, a number decided before, would settle it."
        )
    lines += [_fallback(other, ready["verdict"], sheet) for other in ready["fallback"]]
    if not ready["fallback"]:
        lines.append("No technique for another act of this performer is at hand.")
    elif ready["verdict"] != "go" and not any(
        _easier(other, sheet) and other["verdict"] == "go"
        for other in ready["fallback"]
    ):
        lines.append("Nothing easier that this performer knows passes the gate.")
    return lines


def _fallback(other: Values, verdict: str, sheet: Values) -> str:
    """Return what another act would be: a step up, or a way out."""
    easier = _easier(other, sheet)
    place = "" if other["rig"] == sheet["rig_name"] else f" on the rig {other['rig']}"
    # To be shown instead it must itself be ready.
    instead = easier and verdict != "go" and other["verdict"] == "go"
    head = "Instead" if instead else "Easier" if easier else "Harder"
    low, high = percent(_down(other["low"])), percent(_up(other["high"]))
    return (
        f"{head}: {other['title']}{place}, {percent(other['odds'])} "
        f"({low} to {high}): {other['verdict']}."
    )


def _easier(other: Values, sheet: Values) -> bool:
    return hardness(other) <= hardness(sheet)


def hardness(act: Values) -> float:
    """Return how hard an act is, to compare it with others on its apparatus."""
    return float(act.get("difficulty", act["somersaults"]))


def _costs(costs: Values, sheet: Values) -> list[str]:
    if not costs["missed"]:
        return [f"Nothing missed in {sheet['odds']['takes']} takes: nothing costs."]
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
    early, late = -row["low"], row["high"]
    held = f"{capital(row['name'])}: {milliseconds(early, row['beyond_low'])} early to "
    open_ = row["beyond_low"] or row["beyond_high"]
    held += (
        f"{milliseconds(late, row['beyond_high'])} late is still caught, a window of "
        f"{milliseconds(row['width'], open_)}, all else as rehearsed"
    )
    half = [row[f"half_lost_{side}"]["at"] for side in ("minus", "plus")]
    if None in half:
        return held + "."
    return held + (
        f"; with the usual errors of all else, half of the takes are lost at "
        f"{half[0]:.0f} ms early or {half[1]:.0f} ms late."
    )


def _steadiness(curve: Values, sheet: Values) -> list[str]:
    return [_needed(need, curve) for need in curve["needed"]]


def _needed(need: Values, curve: Values) -> str:
    odds, times, points = percent(need["odds"]), need["errors_times"], curve["points"]
    if times is None and points[0]["odds"] < need["odds"]:
        return f"{odds}: steadiness alone does not do it with this technique."
    if times is None:
        return f"{odds} is kept even with {points[-1]['x']:g} times the errors."
    size = (
        f"{times * curve['timing_ms']:.0f} ms and {times * curve['target_deg']:.1f} "
        "degrees"
    )
    sure = _between(need["low"], need["high"])
    if times >= 1:
        return (
            f"{odds} is kept up to {times:.2f} times the present errors ({size}{sure})."
        )
    return (
        f"{odds} needs errors {times:.2f} times the present ones ({size}{sure}): "
        f"{percent(1 - times)} less."
    )


def _between(low: float | None, high: float | None) -> str:
    """Return the interval of a crossing, if it has an end at all."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"; 95 % sure: no more than {high:g} times"
    if high is None:
        return f"; 95 % sure: at least {low:g} times"
    return f"; 95 % sure: {low:g} to {high:g} times"


def _strength(curve: Values, sheet: Values) -> list[str]:
    low, high = curve["points"][0], curve["points"][-1]
    return [
        f"With {percent(low['x'])} of the strength {percent(low['odds'])} land, with "
        f"{percent(high['x'])} {percent(high['odds'])}. The technique stays the one "
        "rehearsed for 100 %: more strength than that needs a new rehearsal to help."
    ]


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
    now = next(p for p in call["points"] if p["x"] == 0)
    best = next(p for p in call["points"] if p["x"] == call["best_off"])
    if best["landed"] == now["landed"]:
        return (
            f"Call: the far bar goes {call['rehearsed']:.0f} ms after take-off; no "
            "other call that was tried lands more."
        )
    way = "later" if call["best_off"] > 0 else "earlier"
    return (
        f"Call: the far bar goes {call['rehearsed']:.0f} ms after take-off; "
        f"{abs(call['best_off']):.0f} ms {way} landed {best['landed']} instead of "
        f"{now['landed']} of {now['takes']}."
    )


def _loads(loads: Values, sheet: Values) -> list[str]:
    weight = loads["weight_N"]
    cables = [part for part in loads["parts"] if part["kind"] == "cable"]
    hands = [part for part in loads["parts"] if part["kind"] == "body"]
    return [_worst(part, weight) for part in (_most(cables), _most(hands)) if part]


def _most(parts: list[Values]) -> Values | None:
    return max(parts, key=lambda part: part["rare_N"], default=None)


def _worst(part: Values, weight: float) -> str:
    high = part["rare_high_N"]
    sure = f" (95 % sure: no more than {high} N)" if high else ""
    limit = part["limit_N"]
    hold = f"; the grip opens at {limit} N" if limit else ""
    return (
        f"{capital(part['name'])}: 1 take in 100 exceeds {part['rare_N']} N, "
        f"{part['rare_N'] / weight:.1f} body weights{sure}{hold}."
    )


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
    "steadiness": _steadiness,
    "strength": _strength,
    "fatigue": _fatigue,
    "rig": _rig,
    "versus": _versus,
}
