"""The verb `odds`: how often an act lands."""

from pathlib import Path

import click

from . import options, say


@click.command()
@click.argument("act")
@options.who
@options.how
@options.takes(1000)
@options.run
@options.as_json
def odds(
    act: str,
    performer: str | None,
    rig: str | None,
    steadiness: str,
    technique: Path | None,
    takes: int,
    seed: int,
    threads: int | None,
    json_: bool,
) -> None:
    """Perform ACT many times and say how often it lands.

    The interval is exact (Clopper and Pearson, 95 %): the number of takes is decided
    before, and their noise is none that a rehearsal has seen.
    """
    from .inspecting import INSPECTED, broken_rules, line
    from .performing import odds_lines, odds_values, performed
    from .setting import setting

    where = setting(act, performer, rig, steadiness)
    how = where.technique(technique)
    done = performed(
        where,
        how,
        seed=seed,
        takes=range(takes),
        threads=threads,
        keep=range(min(takes, INSPECTED)),
    )
    found = broken_rules(where, how, done, seed)
    if json_:
        values = odds_values(where, done, seed)
        say.as_json({**values, "inspected": len(found), "broken": found})
        return
    for words in (*odds_lines(where, done, seed), line(found)):
        say.result(words)
    say.result(f"{done.odds.seconds:.1f} s; {done.odds.fingerprint}")
