"""The verb `show`: perform an act, tell its odds and write its replay."""

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import options, say
from .beside import companions, read_takes
from .performing import Performed, odds_lines, odds_values, performed
from .places import check_writable, file_name

if TYPE_CHECKING:
    from ..perform import Take
    from ..stage.show_parts import Window
    from ..technique import Technique
    from .beside import Beside
    from .setting import Setting

RECORDED = 31  # The take that plays and 30 behind it.


@click.command()
@click.argument("act", default="first-leap")
@options.who
@options.how
@options.takes(200)
@options.run
@click.option(
    "--out",
    type=options.FILE,
    metavar="PATH",
    help="Replay page to write; ./ACT.replay.html if left out.",
)
@click.option(
    "--take",
    "take_path",
    type=options.FILE,
    metavar="PATH",
    help="Where to keep the take that plays too, for `verify`: a file or a folder.",
)
@options.beside
@click.option("--no-open", is_flag=True, help="Do not open the page in the browser.")
@options.as_json
def show(
    act: str,
    performer: str | None,
    rig: str | None,
    steadiness: str,
    technique: Path | None,
    takes: int,
    seed: int,
    threads: int | None,
    out: Path | None,
    take_path: Path | None,
    others: tuple[Path, ...],
    no_open: bool,
    json_: bool,
) -> None:
    """Perform ACT (first-leap if left out), tell its odds and show a replay.

    The replay is one file that plays in a browser with the network off: one take, and
    the flights of up to 30 others behind it.
    """
    from .setting import setting

    where = setting(act, performer, rig, steadiness)
    how = where.technique(technique)
    target = out or file_name([where.act.name], ".replay.html")
    if take_path == target:
        raise click.UsageError(f"--out and --take are both {target}; part them")
    check_writable(target)
    beside = read_takes(others)
    if take_path and not take_path.is_dir():
        check_writable(take_path)
    done = performed(
        where,
        how,
        seed=seed,
        takes=range(takes),
        threads=threads,
        keep=range(min(takes, RECORDED)),
    )
    star = _star(where, how, done, seed)
    _write_page(target, where, done, star, beside, threads)
    kept = _keep(take_path, star)
    if json_:
        extra = {"replay": str(target), "take": star.number, "take_file": kept}
        say.as_json(odds_values(where, done, seed) | extra)
    else:
        for line in odds_lines(where, done, seed):
            say.result(line)
        word = done.outcomes[star.number]
        say.result(f"replay: {target} (take {star.number}: {word})")
        if kept:
            say.result(f"take: {kept}")
    if not no_open and not json_ and has_browser():
        _open(target)


def has_browser() -> bool:
    """Return whether a page can be opened: somebody is there, with a display."""
    if os.environ.get("CI"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _star(where: "Setting", how: "Technique", done: Performed, seed: int) -> "Take":
    """Return the take that plays: the first that landed, or the first of all."""
    from ..judging import LANDED
    from ..perform import make_take, perform

    landed = [i for i, word in enumerate(done.outcomes) if word == LANDED]
    number = landed[0] if landed else 0
    records = done.records
    if number not in records:  # Beyond those recorded: it goes the same way again.
        _, records = perform(
            where.scene,
            how,
            where.steadiness,
            seed=seed,
            takes=[number],
            keep=[number],
            elements=where.act.flown,
        )
    return make_take(
        where.scene,
        how,
        where.steadiness,
        act=asdict(where.act),
        seed=seed,
        number=number,
        tally=done.tally,
        row=number,
        record=records[number],
    )


def _write_page(
    target: Path,
    where: "Setting",
    done: Performed,
    star: "Take",
    beside: "Beside",
    threads: int | None,
) -> None:
    """Write the replay: the star, and the flights of the others behind it."""
    from ..judging import LANDED
    from ..perform import poses
    from ..stage import flight, stage_take, write_replay

    say.progress("writing the replay")
    page = stage_take(
        star,
        poses(where.scene, star.states),
        title=where.act.title,
        odds=done.odds,
        ghosts=[
            flight(where.scene, record, done.outcomes[number] == LANDED)
            for number, record in sorted(done.records.items())
            if number != star.number
        ],
        scene=where.scene,
        windows=_windows(where, star, threads),
        others=companions(beside, star),
    )
    write_replay(target, page)
    say.end_progress()


def _windows(where: "Setting", star: "Take", threads: int | None) -> "list[Window]":
    """Return from when to when the hands may let go, where it is known."""
    if star.technique.on_bed:
        return []
    from ..sheet.cast import Cast
    from ..sheet.release import release_window

    cast = Cast(
        act=where.act,
        performer=star.performer,
        rig=star.rig,
        technique=star.technique,
        steadiness=star.steadiness,
    )
    found = release_window(cast, threads=threads)
    if found is None:
        return []
    return [{"name": "release window", "start": found[0], "end": found[1]}]


def _keep(path: Path | None, star: "Take") -> str | None:
    """Keep the take if asked to; return where."""
    if path is None:
        return None
    from ..perform import save_take

    return str(save_take(path, star))


def _open(target: Path) -> None:
    """Open the page; without a browser that works, nothing happens."""
    import webbrowser

    say.flush()
    webbrowser.open(target.resolve().as_uri())
