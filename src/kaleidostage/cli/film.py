"""The verb `film`: a take as a film or a still picture."""

import contextlib
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options, say
from .beside import companions, read_takes
from .places import check_writable, file_name

if TYPE_CHECKING:
    from ..stage.film import Shot

SIZE = {".mp4": (1280, 720), ".gif": (640, 360), ".png": (1920, 1080)}
FPS = {".mp4": 30, ".gif": 15, ".png": 30}  # Our choice: what these are watched at.
NAMED = {"720p": (1280, 720), "1080p": (1920, 1080), "square": (1080, 1080)}
NAMED |= {"phone": (1080, 1920)}


def _size(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> tuple[int, int] | None:
    """Return width and height in pixels of what was given."""
    if value is None or value in NAMED:
        return NAMED.get(value or "")
    found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", value)
    if not found:
        known = ", ".join(NAMED)
        raise click.BadParameter(f"{value!r} is no size; write 1280x720, or {known}")
    return int(found[1]), int(found[2])


@click.command()
@click.argument("take", type=options.FILE)
@click.option(
    "--out",
    type=options.FILE,
    metavar="PATH",
    help="Where to: .mp4, .gif, or .png for a still; ./ACT.mp4 if left out.",
)
@click.option("--from", "start", type=float, metavar="S", help="First moment.")
@click.option("--to", "end", type=float, metavar="S", help="Last moment.")
@click.option(
    "--fps",
    type=click.IntRange(1, 120),
    metavar="N",
    help="Frames a second; 30, or 15 for a .gif, if left out.",
)
@click.option(
    "--size",
    callback=_size,
    metavar="WxH",
    help="Pixels: 1280x720, 720p, 1080p, square or phone.",
)
@click.option(
    "--camera",
    metavar="NAME",
    default="show",
    show_default=True,
    help="show, house, side, follow, far or eyes.",
)
@options.beside
@click.option("--bare", is_flag=True, help="No title, captions or figures.")
@click.option("--no-slow", is_flag=True, help="No slow motion.")
@options.as_json
def film(
    take: Path,
    out: Path | None,
    start: float | None,
    end: float | None,
    fps: int | None,
    size: tuple[int, int] | None,
    camera: str,
    others: tuple[Path, ...],
    bare: bool,
    no_slow: bool,
    json_: bool,
) -> None:
    """Film TAKE: a take's file (`show --take`), or a replay page of `show`.

    The page is drawn frame by frame in headless Chromium, without a graphics card;
    the same page gives the same frames. Films need ffmpeg: on the PATH, or pip install
    'kaleidostage[film]'. A .png is one moment: --from, or where the take is decided.
    A take alone has neither odds nor paths of other takes; film its page for these.
    """
    from ..stage.film import Shot

    with _page(take, others) as (page, act):
        target = out or file_name([act], ".mp4")
        kind = _kind(target)
        check_writable(target)
        width, height = size or SIZE[kind]
        shot = Shot(
            width=width,
            height=height,
            fps=fps or FPS[kind],
            camera=camera,
            start=start,
            end=end,
            words=not bare,
            slow=not no_slow,
        )
        told = _shoot(page, target, shot)
    if json_:
        say.as_json({"film": str(target), "width": width, "height": height, **told})
    elif kind == ".png":
        say.result(f"picture: {target} ({width}x{height}, at {told['at']:.2f} s)")
    else:
        say.result(
            f"film: {target} ({width}x{height}, {told['frames']} frames, "
            f"{told['seconds']:.1f} s)"
        )


def _shoot(page: Path, target: Path, shot: "Shot") -> dict[str, Any]:
    """Take the picture or the film; return what there is to say of it."""
    from ..stage import film as studio

    try:
        if target.suffix == ".png":
            say.progress("drawing the picture")
            return {"at": round(studio.still(page, target, shot), 4)}

        def report(done: int, of: int) -> None:
            say.progress(f"filming: {done} of {of} frames")

        say.progress("opening the page")
        frames = studio.film(page, target, shot, report)
        return {"frames": frames, "fps": shot.fps, "seconds": frames / shot.fps}
    finally:
        say.end_progress()


def _kind(target: Path) -> str:
    """Return what is wanted, by the ending of its name."""
    if target.suffix in SIZE:
        return target.suffix
    raise click.UsageError(
        f"--out {target}: its ending says what it becomes; {', '.join(SIZE)} are known"
    )


@contextlib.contextmanager
def _page(take: Path, others: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """Give the page to film and the name of its act; a take's page is made aside."""
    from ..errors import StorageError

    if take.suffix.lower() in (".html", ".htm"):
        if not take.is_file():
            raise StorageError(f"cannot open {take}: no such file")
        if others:
            raise click.UsageError(
                f"--with needs a take, and {take} is a page; `show --with` puts other "
                "takes on a page"
            )
        yield take, take.name.split(".")[0]
        return
    from ..perform import load_take, poses, scene_of
    from ..stage import stage_take, write_replay

    say.progress(f"reading {take}")
    found, beside = load_take(take), read_takes(others)
    scene = scene_of(found, str(take))
    show = stage_take(
        found,
        poses(scene, found.states),
        title=str(found.act.get("title") or found.act_name),
        scene=scene,
        others=companions(beside, found),
    )
    with tempfile.TemporaryDirectory(prefix="kaleidostage-") as folder:
        page = Path(folder) / "page.html"
        write_replay(page, show)
        yield page, found.act_name
