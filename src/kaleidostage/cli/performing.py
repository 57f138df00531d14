"""Performing for the verbs: many takes, judged and counted, with progress."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import say

if TYPE_CHECKING:
    from ..judging import Marks
    from ..odds import Odds
    from ..perform import Record, Tally
    from ..perform.bed.tally import BedTally
    from ..technique import Technique
    from .setting import Setting


@dataclass(frozen=True, kw_only=True)
class Performed:
    """Takes performed and judged.

    Attributes:
        tally: Read-outs of B takes.
        records: Takes recorded, by number.
        outcomes: How each ended, B words.
        odds: Counted.
        marks: On the trampoline, the marks of each; None where numbers went bad.
    """

    tally: "Tally | BedTally"
    records: "dict[int, Record]"
    outcomes: list[str]
    odds: "Odds"
    marks: "list[Marks | None] | None" = None


def performed(
    setting: "Setting",
    technique: "Technique",
    *,
    seed: int,
    takes: Sequence[int],
    threads: int | None,
    keep: Sequence[int] = (),
) -> Performed:
    """Perform the takes numbered `takes`, in portions to show how far it is."""
    from ..odds import causes_on, count
    from ..perform import fingerprint, perform

    began = time.perf_counter()
    parts: list[Any] = []
    records: dict[int, Record] = {}
    outcomes: list[str] = []
    marks: list[Marks | None] = []
    portion = max(50, min(512, len(takes) // 2))
    for first in range(0, len(takes), portion):
        say.progress(f"performing {setting.act.name}: {first} of {len(takes)} takes")
        some = takes[first : first + portion]
        tally, kept = perform(
            setting.scene,
            technique,
            setting.steadiness,
            seed=seed,
            takes=some,
            threads=threads,
            keep=keep,
            elements=setting.act.flown,
        )
        words, seen = _judged(setting, tally, seed, some)
        outcomes += words
        marks += seen
        parts.append(tally)
        records.update(kept)
    say.end_progress()
    odds = count(
        outcomes,
        causes_on(technique.on_bed),
        seconds=round(time.perf_counter() - began, 3),
        fingerprint=str(fingerprint(setting.scene)),
    )
    return Performed(
        tally=type(parts[0]).join(parts),
        records=records,
        outcomes=outcomes,
        odds=odds,
        marks=marks if technique.on_bed else None,
    )


def _judged(
    setting: "Setting", tally: "Tally | BedTally", seed: int, takes: Sequence[int]
) -> "tuple[list[str], list[Marks | None]]":
    """Return how takes ended, and on the trampoline their marks."""
    from ..judging import outcome_names
    from ..judging.trampoline import judged, judges_seed, outcome
    from ..perform.bed.tally import BedTally

    if isinstance(tally, BedTally):
        marks = judged(tally, setting.act, [judges_seed(seed, n) for n in takes])
        tally.forget()
        done = zip(marks, tally.done.tolist(), strict=True)
        return [outcome(one, through) for one, through in done], marks
    grip = setting.scene.performer.grip
    words = outcome_names(
        tally, setting.act, reach=grip.reach, catch_speed=grip.catch_speed
    )
    return words, []


def odds_lines(setting: "Setting", done: Performed, seed: int) -> list[str]:
    """Return the odds, the failures and the loads as lines for people."""
    lines = [f"{setting.head()}, seed {seed}", done.odds.sentence()]
    misses = [f"{n} {cause}" for cause, n in done.odds.commonest()]
    if misses:
        lines.append(f"misses: {', '.join(misses)}")
    return [*lines, *_load_lines(setting, done)]


def _load_lines(setting: "Setting", done: Performed) -> list[str]:
    """Return the loads, and on the trampoline the marks, as lines for people."""
    from ..judging import bed_lines, loads
    from ..perform import Tally

    weight = setting.scene.weight
    if not isinstance(done.tally, Tally):
        return bed_lines(done.marks or [], done.tally.load, weight=weight)
    most = loads(done.tally, weight=weight)
    return [
        f"greatest load on one hand: {most['hand_50_N']:.0f} N "
        f"({most['hand_50_bw']:.1f} body weights) in half of the takes, "
        f"{most['hand_99_N']:.0f} N ({most['hand_99_bw']:.1f}) in 1 of 100",
        f"greatest load on one cable: {most['cable_50_N']:.0f} N in half of the takes, "
        f"{most['cable_99_N']:.0f} N in 1 of 100",
    ]


def odds_values(setting: "Setting", done: Performed, seed: int) -> dict[str, object]:
    """Return the same for JSON."""
    from ..judging import bed_values, loads
    from ..perform import Tally

    weight = setting.scene.weight
    if not isinstance(done.tally, Tally):
        most = bed_values(done.marks or [], done.tally.load, weight=weight)
        read: dict[str, object] = {"marks": most}
    else:
        held = loads(done.tally, weight=weight)
        read = {"loads": {name: round(value, 3) for name, value in held.items()}}
    return {**setting.plain(), "seed": seed, **done.odds.as_dict(), **read}
