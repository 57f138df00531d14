"""The verb `rehearse`: finding a technique and hardening it."""

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import options, say
from .duration import seconds, shown
from .places import check_writable, file_name

if TYPE_CHECKING:
    from ..rehearsal import Progress, Rehearsed
    from ..technique import Technique
    from .setting import Setting


class Stopped(KeyboardInterrupt):
    """Ctrl-C, with a word on how to go on."""


@click.command()
@click.argument("act")
@options.who
@click.option(
    "--budget",
    callback=seconds,
    metavar="TIME",
    default="5m",
    show_default=True,
    help="How long to rehearse: 90s, 5m, 1h30m.",
)
@options.run
@click.option(
    "--from",
    "origin",
    metavar="NAME|PATH",
    help="Technique to begin with: of a shipped performer, or a file; a general "
    "timeline of poses if left out.",
)
@click.option(
    "--out",
    type=options.FILE,
    metavar="PATH",
    help="Technique file to write; ./ACT-PERFORMER.toml if left out.",
)
@click.option(
    "--checkpoint",
    type=options.FILE,
    metavar="PATH",
    help="Where to keep how far it is; beside --out if left out.",
)
@click.option(
    "--resume", is_flag=True, help="Go on from the checkpoint, to the same result."
)
@options.as_json
def rehearse(
    act: str,
    performer: str | None,
    rig: str | None,
    steadiness: str,
    budget: float,
    seed: int,
    threads: int | None,
    origin: str | None,
    out: Path | None,
    checkpoint: Path | None,
    resume: bool,
    json_: bool,
) -> None:
    """Find a technique for ACT and harden it under noise.

    Works for shipped and for your own performers and rigs. The technique goes into a
    file that a coach can read; `kaleidostage odds ACT --technique FILE` then tells its
    odds on takes that the rehearsal has never seen.
    """
    from .. import rehearsal
    from .setting import setting

    where = setting(act, performer, rig, steadiness)
    target = out or _usual_name(where)
    kept = checkpoint or target.with_suffix(".checkpoint")
    if kept == target:
        raise click.UsageError(f"--out and --checkpoint are both {target}; part them")
    first = _origin(where, origin)
    check_writable(target, kept)
    try:
        done = rehearsal.rehearse(
            where.scene,
            where.act,
            first,
            where.steadiness,
            seed=seed,
            budget=budget,
            checkpoint=kept,
            resume=resume,
            threads=threads,
            report=report,
        )
    except KeyboardInterrupt:
        raise Stopped(_last_word(kept)) from None
    say.end_progress()
    technique = _signed(where, done, seed)
    _write(target, technique)
    if json_:
        say.as_json(_values(where, done, seed, target))
        return
    say.result(f"{where.head()}, seed {seed}")
    say.result(f"rehearsed {shown(done.seconds)}: {_sentence(done)}")
    say.result(f"technique: {target}")
    say.result(f"next: {_next(act, performer, rig, target)}")


def _last_word(kept: Path) -> str:
    """Return what to say when stopped."""
    if kept.exists():
        return f"stopped; the same command with --resume goes on from {kept}"
    return "stopped; nothing was kept yet"


def report(progress: "Progress") -> None:
    """Show how far a rehearsal is, on a terminal."""
    left = shown(progress.budget - progress.seconds)
    odds = (
        f"{progress.landed} of {progress.takes} landed "
        f"({progress.low:.0%} to {progress.high:.0%})"
        if progress.takes
        else "nothing caught yet"
    )
    say.progress(
        f"{progress.stage}, generation {progress.generation}: best "
        f"{progress.best_cost:.3f}, {odds}, {left} left"
    )


def _usual_name(where: "Setting") -> Path:
    """Return the file name for what is found: `first-leap-layla.toml`."""
    parts = [where.act.name, where.scene.performer.name]
    if where.scene.rig.name != where.act.rig:
        parts.append(where.scene.rig.name)
    return file_name(parts, ".toml")


def _origin(where: "Setting", origin: str | None) -> "Technique":
    """Return what to begin with, for this performer on this rig."""
    from .. import rehearsal, technique

    act, who, rig = where.act.name, where.scene.performer, where.scene.rig
    if origin is None:
        return rehearsal.start(where.act, who, rig)
    if not origin.endswith(".toml") and "/" not in origin:
        first = technique.read_shipped(act, origin)
    else:
        first = technique.read(origin)
    return replace(first, act=act, performer=who.name, rig=rig.name, found={})


def _signed(where: "Setting", done: "Rehearsed", seed: int) -> "Technique":
    """Return the technique with how it was found."""
    from ..technique import rounded

    found: dict[str, str | int | float] = {
        "command": shlex.join(["kaleidostage", *click.get_current_context().obj]),
        "seed": seed,
        "seconds": round(done.seconds, 1),
        "generations": done.generations,
        "steadiness": where.steadiness.name,
        "odds": _sentence(done),
    }
    return rounded(replace(done.technique, found={**done.technique.found, **found}))


def _sentence(done: "Rehearsed") -> str:
    from ..odds import count

    missed = done.odds_takes - done.odds_landed
    return count(["landed"] * done.odds_landed + ["other"] * missed).sentence()


def _write(target: Path, technique: "Technique") -> None:
    from .. import technique as techniques

    techniques.write(target, technique)


def _values(
    where: "Setting", done: "Rehearsed", seed: int, target: Path
) -> dict[str, object]:
    return {
        **where.plain(),
        "seed": seed,
        "technique": str(target),
        "seconds": done.seconds,
        "generations": done.generations,
        "takes": done.odds_takes,
        "landed": done.odds_landed,
    }


def _next(act: str, performer: str | None, rig: str | None, target: Path) -> str:
    """Return the command that tells the odds of what was found."""
    words = ["kaleidostage", "odds", act]
    for option, value in (("--performer", performer), ("--rig", rig)):
        words += [option, value] if value else []
    return shlex.join([*words, "--technique", str(target)])
