"""Performing for the verbs: many takes, judged and counted, with progress."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import say

if TYPE_CHECKING:
    from ..odds import Odds
    from ..perform import Record, Tally
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
    """

    tally: "Tally"
    records: "dict[int, Record]"
    outcomes: list[str]
    odds: "Odds"


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
    from ..judging import outcome_names
    from ..odds import count
    from ..perform import Tally, fingerprint, perform

    began = time.perf_counter()
    scene, grip = setting.scene, setting.scene.performer.grip
    parts, records = [], {}
    portion = max(50, min(512, len(takes) // 2))
    for first in range(0, len(takes), portion):
        say.progress(f"performing {setting.act.name}: {first} of {len(takes)} takes")
        tally, kept = perform(
            scene,
            technique,
            setting.steadiness,
            seed=seed,
            takes=takes[first : first + portion],
            threads=threads,
            keep=keep,
        )
        parts.append(tally)
        records.update(kept)
    say.end_progress()
    tally = Tally.join(parts)
    outcomes = outcome_names(
        tally, setting.act, reach=grip.reach, catch_speed=grip.catch_speed
    )
    odds = count(
        outcomes,
        seconds=round(time.perf_counter() - began, 3),
        fingerprint=str(fingerprint(scene)),
    )
    return Performed(tally=tally, records=records, outcomes=outcomes, odds=odds)


def odds_lines(setting: "Setting", done: Performed, seed: int) -> list[str]:
    """Return the odds, the failures and the loads as lines for people."""
    from ..judging import loads

    lines = [f"{setting.head()}, seed {seed}", done.odds.sentence()]
    misses = [f"{n} {cause}" for cause, n in done.odds.commonest()]
    if misses:
        lines.append(f"misses: {', '.join(misses)}")
    most = loads(done.tally, weight=setting.scene.weight)
    lines.append(
        f"greatest load on one hand: {most['hand_50_N']:.0f} N "
        f"({most['hand_50_bw']:.1f} body weights) in half of the takes, "
        f"{most['hand_99_N']:.0f} N ({most['hand_99_bw']:.1f}) in 1 of 100"
    )
    lines.append(
        f"greatest load on one cable: {most['cable_50_N']:.0f} N in half of the takes, "
        f"{most['cable_99_N']:.0f} N in 1 of 100"
    )
    return lines


def odds_values(setting: "Setting", done: Performed, seed: int) -> dict[str, object]:
    """Return the same for JSON."""
    from ..judging import loads

    most = loads(done.tally, weight=setting.scene.weight)
    rounded = {name: round(value, 3) for name, value in most.items()}
    return {
        **setting.plain(),
        "seed": seed,
        **done.odds.as_dict(),
        "loads": rounded,
    }
