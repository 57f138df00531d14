"""The verb `sheet`: margins, loads, timing calls and a fallback, on one page."""

import contextlib
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..errors import MismatchError
from . import options, say
from .places import check_writable, file_name

if TYPE_CHECKING:
    from ..sheet import Cast

SIDES = ("act", "performer", "rig", "technique", "steadiness")
SILENT = 30.0
"""Seconds between lines of progress where no terminal shows them. Our choice."""


def _gate(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """Refuse a gate that no odds can be held against."""
    if not 0.0 < value < 1.0:
        percent = value / 100 if 2.0 <= value < 100.0 else 0.9
        raise click.BadParameter(
            f"a gate lies between 0 and 1, got {value:g}; write {percent:g}",
            ctx=context,
            param=parameter,
        )
    from ..odds import highest_gate

    if value > highest_gate(options.MOST_TAKES):
        raise click.BadParameter(
            f"a gate of {value!r} could not be passed even if all of "
            f"{options.MOST_TAKES} takes landed; write 0.9999 or less",
            ctx=context,
            param=parameter,
        )
    return value


def _versus(
    context: click.Context, parameter: click.Parameter, values: Sequence[str]
) -> dict[str, str]:
    """Return what differs on the other side, by kind."""
    found: dict[str, str] = {}
    for value in values:
        kind, _, name = value.partition("=")
        if kind not in SIDES or not name or kind in found:
            raise click.BadParameter(
                f"{value!r} does not say once what differs; write technique=PATH, "
                "performer=NAME, rig=NAME or steadiness=LEVEL",
                ctx=context,
                param=parameter,
            )
        found[kind] = name
    return found


@click.command()
@click.argument("act")
@options.who
@options.how
@click.option(
    "--takes",
    type=click.IntRange(1, options.MOST_TAKES),
    metavar="N",
    help="How often to perform; decided before, so that the interval is exact. 1000, "
    "on the trampoline 372, if left out.",
)
@click.option(
    "--gate",
    type=float,
    callback=_gate,
    metavar="ODDS",
    default=0.9,
    show_default=True,
    help="Odds that the lower end of the interval must reach to go, such as 0.9.",
)
@click.option(
    "--versus",
    callback=_versus,
    multiple=True,
    metavar="KIND=NAME",
    help="Compare with another technique=PATH, performer=NAME, rig=NAME or "
    "steadiness=LEVEL on the same takes; may be given several times.",
)
@click.option(
    "--also",
    type=options.FILE,
    multiple=True,
    metavar="PATH",
    help="A technique file of your own for another act of the same performer, to stand "
    "among what can be shown instead; may be given several times.",
)
@options.run
@click.option(
    "--out",
    type=options.FILE,
    metavar="PATH",
    help="Page to write; ./ACT-PERFORMER.sheet.html if left out.",
)
@click.option(
    "--store",
    type=options.FILE,
    metavar="FOLDER",
    help="Where finished takes are kept, so that none is performed twice; the user's "
    "cache folder if left out.",
)
@options.as_json
def sheet(
    act: str,
    performer: str | None,
    rig: str | None,
    steadiness: str,
    technique: Path | None,
    takes: int | None,
    gate: float,
    versus: dict[str, str],
    also: tuple[Path, ...],
    seed: int,
    threads: int | None,
    out: Path | None,
    store: Path | None,
    json_: bool,
) -> None:
    """Write the sheet of ACT: a page to take along, for coach, rigger and director.

    Margins, what costs most, what steadiness and strength it needs, how exactly the
    rig must stand, loads, ready or not, and what to show instead. A run that was
    stopped goes on where it was when the same command is given again.
    """
    if takes is not None:
        _check_takes(takes, gate)
    from ..sheet import Store, Takes, also_known, of, usual_folder
    from ..sheet import sheet as make
    from ..stage.sheet_page import write_sheet

    asked = _Asked(act, performer, rig, steadiness, technique)
    this = asked.cast()
    takes = takes or of(this.act.apparatus).budget.takes
    _check_takes(takes, gate)
    other = asked.other(this, versus) if versus else None
    known = [also_known(this, path) for path in also]
    target = out or file_name([this.act.name, this.performer.name], ".sheet.html")
    check_writable(target)
    progress = _Progress(takes)
    kept = Store(store or usual_folder(), must=store is not None)
    hall = Takes(seed=seed, store=kept, threads=threads, tell=progress.tell)
    made = make(
        this,
        hall,
        count=takes,
        gate=gate,
        other=other,
        also=known,
        begin=progress.begin,
    )
    write_sheet(target, made)
    say.end_progress()
    if json_:
        say.as_json({**made, "page": str(target)})
        return
    for line in _lines(made):
        say.result(line)
    say.result(
        f"sheet: {target} ({hall.performed} takes performed, {hall.known} known)"
    )


class _Progress:
    """Says which section is made and how many takes it took so far."""

    def __init__(self, takes: int) -> None:
        self.takes, self.section, self.said = takes, "", time.monotonic()
        self.counted = False  # Only the first section performs a known number of takes.

    def begin(self, name: str, number: int, of: int) -> None:
        """Begin a section."""
        self.section, self.counted = f"{name} ({number} of {of})", number == 1
        say.progress(self.section)

    def tell(self, performed: int, known: int) -> None:
        """Say how far it is: on a terminal always, else now and then."""
        more = f", {known} known" if known else ""
        of = f" of {self.takes}" if self.counted else ""
        words = f"{self.section}: {performed + known}{of} takes{more}"
        say.progress(words)
        if not say.watched() and time.monotonic() - self.said >= SILENT:
            self.said = time.monotonic()
            with contextlib.suppress(OSError):
                click.echo(f"kaleidostage: {words}", err=True)


def _check_takes(takes: int, gate: float) -> None:
    """Refuse a number of takes that could say nothing."""
    from ..odds import clopper_pearson, least_takes

    least = least_takes(gate)
    if takes < least:
        low = math.floor(1000 * clopper_pearson(takes, takes)[0]) / 10
        raise click.UsageError(
            f"{takes} takes can never pass a gate of {gate:g}: even if all landed, the "
            f"odds could be as low as {low:g} %; perform at least {least} takes"
        )


class _Asked(NamedTuple):
    """One way to perform an act, as the user named it."""

    act: str
    performer: str | None
    rig: str | None
    steadiness: str
    technique: Path | None

    def cast(self, lacking: str = "") -> "Cast":
        """Return it, read and checked; `lacking` is said if no technique is shipped."""
        from ..sheet import Cast, of
        from .setting import setting

        where = setting(self.act, self.performer, self.rig, self.steadiness)
        of(where.act.apparatus)  # Refuses at once what has no sheet.
        try:
            technique = where.technique(self.technique)
        except MismatchError as error:
            raise MismatchError(lacking or str(error)) from None
        return Cast(
            act=where.act,
            performer=where.scene.performer,
            rig=where.scene.rig,
            technique=technique,
            steadiness=where.steadiness,
        )

    def other(self, this: "Cast", versus: dict[str, str]) -> "tuple[Cast, str]":
        """Return the other side of a comparison, and what it is called.

        A technique given for this side is that of both, unless another one is named.
        """
        from .. import acts
        from ..sheet import check_comparable

        if "act" in versus:
            check_comparable(this.act, acts.load(versus["act"]))
        changed: dict[str, Any] = {**versus, "act": self.act}
        if "technique" in versus:
            changed["technique"] = Path(versus["technique"])
        words = ", ".join(f"{kind} {name}" for kind, name in versus.items())
        asked = self._replace(**changed)
        lacking = (
            f"no technique is shipped for {self.act} with {words}; give one for both "
            "sides with --technique PATH, or for this one with --versus technique=PATH"
        )
        other = asked.cast("" if asked.technique else lacking)
        if "technique" not in versus and other.technique != this.technique:
            words += " with the technique shipped for it"
        return other, words


def _lines(made: dict[str, Any]) -> list[str]:
    """Return the most important of the sheet as lines for people."""
    words = made["words"]
    head = (
        f"{made['title']}: {made['performer']} on the rig {made['rig_name']}, "
        f"steadiness {made['level']}, seed {made['seed']}"
    )
    names = ("ready", "marks", "costs", "margins", "steadiness", "loads", "rig",
             "versus")  # fmt: skip
    said = made["sentence"]
    return [head, said, *(line for name in names for line in words.get(name, ()))]
