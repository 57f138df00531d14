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
    from .performing import odds_lines, odds_values, performed
    from .setting import setting

    where = setting(act, performer, rig, steadiness)
    done = performed(
        where,
        where.technique(technique),
        seed=seed,
        takes=range(takes),
        threads=threads,
    )
    if json_:
        say.as_json(odds_values(where, done, seed))
        return
    for line in odds_lines(where, done, seed):
        say.result(line)
    say.result(f"{done.odds.seconds:.1f} s; {done.odds.fingerprint}")
