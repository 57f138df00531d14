"""Arguments and options that verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Verb = Callable[..., Any]

MOST_TAKES = 1_000_000  # Our choice: days on a small machine.
MOST_THREADS = 1024  # Our choice.
MOST_SEED = 2**62 - 1  # Rehearsals draw from the seeds above: odds never repeat them.

FILE = click.Path(path_type=Path)


def together(*decorators: Callable[[Verb], Verb]) -> Callable[[Verb], Verb]:
    """Return several decorators as one, the first outermost."""

    def apply(verb: Verb) -> Verb:
        for decorator in reversed(decorators):
            verb = decorator(verb)
        return verb

    return apply


who = together(
    click.option(
        "--performer", metavar="NAME|PATH", help="Who; as cast in the act if left out."
    ),
    click.option(
        "--rig", metavar="NAME|PATH", help="On what; as in the act if left out."
    ),
    click.option(
        "--steadiness",
        metavar="LEVEL",
        default="national",
        show_default=True,
        help="none, elite, national, club, beginner, or own for the performer's own.",
    ),
)

how = click.option(
    "--technique",
    metavar="PATH",
    type=FILE,
    help="How; as shipped for act, performer and rig if left out.",
)


def takes(count: int) -> Callable[[Verb], Verb]:
    """Return the option for how many takes, usually `count`."""
    return click.option(
        "--takes",
        type=click.IntRange(1, MOST_TAKES),
        metavar="N",
        default=count,
        show_default=True,
        help="How often to perform; decided before, so that the interval is exact.",
    )


beside = click.option(
    "--with",
    "others",
    type=FILE,
    metavar="TAKE",
    multiple=True,
    help="Another take to compare, in step at the release, on the trampoline at the "
    "start: a ghost, or beside (key D "
    "on the page); up to three.",
)

run = together(
    click.option(
        "--seed",
        type=click.IntRange(0, MOST_SEED),
        metavar="N",
        default=1,
        show_default=True,
        help="Seed of all that is random; no rehearsal ever uses the same draws.",
    ),
    click.option(
        "--threads",
        type=click.IntRange(1, MOST_THREADS),
        metavar="N",
        help="Threads; one a core if left out. Results do not depend on it.",
    ),
)

as_json = click.option(
    "--json",
    "json_",
    is_flag=True,
    help="Machine-readable result on standard output, nothing else there.",
)
