"""Shooting: the page itself, drawn moment by moment."""

import base64
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...errors import KaleidoError, MismatchError
from ...files import write_atomic
from .browser import Browser
from .encode import encode, find_ffmpeg

KINDS = (".mp4", ".gif", ".png")
LARGEST = 4096  # Most pixels along one side. Our choice: what encoders take everywhere.
LEAST = 64  # Fewest; below that the page has no room. [pixels] Our choice.
MOST_FRAMES = 20_000  # About 11 minutes at 30 frames a second. Our choice.

# How wide a tall picture is to the page, and how high a wide one, at most: words then
# fill as much of it as of a phone or a laptop. [CSS pixels] Our choice, by eye.
TALL, SQUARE, WIDE = 432, 540, 720
STEPS = 20  # Scales tried are twentieths: most sizes then hold whole CSS pixels.

Report = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Shot:
    """How a film is taken.

    Attributes:
        width: Of the picture, even. [pixels]
        height: Of the picture, even. [pixels]
        fps: Frames a second.
        camera: As on the page: show, house, side, follow, far or eyes.
        start: First moment of the take; None for its beginning. [s]
        end: Last moment; None for the end of the score. [s]
        words: Whether title, captions and figures are in the picture.
        slow: Whether slow motion is.
    """

    width: int = 1280
    height: int = 720
    fps: int = 30
    camera: str = "show"
    start: float | None = None
    end: float | None = None
    words: bool = True
    slow: bool = True

    def __post_init__(self) -> None:
        """Refuse what no encoder takes."""
        for name in ("width", "height"):
            size = getattr(self, name)
            if not LEAST <= size <= LARGEST or size % 2:
                raise MismatchError(
                    f"film: {name} {size} must be an even number of pixels from "
                    f"{LEAST} to {LARGEST}"
                )
        if self.start is not None and self.end is not None and self.start > self.end:
            raise MismatchError(
                f"film: it would begin at {self.start} s and end at {self.end} s; "
                "swap them"
            )

    @property
    def layout(self) -> tuple[int, int, float]:
        """Return what size the page is laid out for, and pixels a CSS pixel.

        Small pictures are laid out as they are: words never shrink with them.
        """
        side, short = WIDE, min(self.width, self.height)
        if self.width < 1.25 * self.height:
            side = TALL if self.width < 0.8 * self.height else SQUARE
        fits = (
            n
            for n in range(STEPS * short // side, STEPS, -1)
            if STEPS * self.width % n == STEPS * self.height % n == 0
        )
        n = next(fits, STEPS)
        return STEPS * self.width // n, STEPS * self.height // n, n / STEPS

    @property
    def state(self) -> str:
        """Return what stands after the page's hash."""
        parts = ["film", "paused", f"cam={self.camera}"]
        parts += [] if self.words else ["ui=off"]
        parts += [] if self.slow else ["slow=off"]
        return "&".join(parts)


def film(page: Path, out: Path, shot: Shot, report: Report | None = None) -> int:
    """Film a replay page.

    The same page, shot and browser give the same frames.

    Args:
        page: The page.
        out: Where to, ending in .mp4 or .gif.
        shot: How.
        report: Told after every frame how many are done, and of how many.

    Returns:
        How many frames were drawn.

    Raises:
        KaleidoError: If browser or ffmpeg is missing or fails.
        StorageError: If the film cannot be written.
    """
    find_ffmpeg()  # Before the work, not after.
    with tempfile.TemporaryDirectory(prefix="kaleidostage-") as folder:
        made = Path(folder) / f"film{out.suffix}"
        with Browser() as browser:
            _enter(browser, page, shot)
            moments = _moments(browser, shot)
            encode(_frames(browser, moments, report), made, shot.fps)
        write_atomic(out, made.read_bytes())
    return len(moments)


def still(page: Path, out: Path, shot: Shot) -> float:
    """Write one picture of a replay page, at `shot.start`.

    Without a moment it is the middle of the slow motion, where the take is decided.

    Returns:
        The moment. [s]

    Raises:
        KaleidoError: If the browser is missing or fails.
        StorageError: If the picture cannot be written.
    """
    with Browser() as browser:
        _enter(browser, page, shot)
        asked = "null" if shot.start is None else repr(shot.start)
        moment = float(browser.run(f"{asked} ?? kaleidostage.decisive()"))
        write_atomic(out, _picture(browser, moment))
    return moment


def _enter(browser: Browser, page: Path, shot: Shot) -> None:
    """Open the page, ready to draw.

    Raises:
        KaleidoError: If it is no replay page, or cannot draw here.
    """
    browser.size(*shot.layout)
    browser.open(page, shot.state)
    message = "document.getElementById('message')"
    if not browser.run(f"!!{message} && !!document.getElementById('show')"):
        raise KaleidoError(
            f"{page} is no replay page; name a page of `kaleidostage show`, or a take"
        )
    if not browser.run("!!window.kaleidostage"):
        raise KaleidoError(f"{page}: {browser.run(f'{message}.textContent')}")
    names = browser.run("kaleidostage.cameraNames()")
    if shot.camera not in names:
        raise MismatchError(
            f"film: no camera is called {shot.camera!r}; known: {', '.join(names)}"
        )


def _moments(browser: Browser, shot: Shot) -> list[float]:
    given = [
        "undefined" if value is None else repr(value)
        for value in (shot.start, shot.end)
    ]
    call = f"kaleidostage.moments({shot.fps}, {', '.join(given)}, {MOST_FRAMES})"
    moments: list[float] = browser.run(call)
    if not moments:
        span = browser.run("[kaleidostage.poses.start, kaleidostage.poses.end]")
        raise MismatchError(
            f"film: nothing happens then; the take runs from {span[0]:.2f} s to "
            f"{span[1]:.2f} s"
        )
    return moments


def _frames(
    browser: Browser, moments: list[float], report: Report | None
) -> Iterator[bytes]:
    for done, moment in enumerate(moments, 1):
        yield _picture(browser, moment)
        if report:
            report(done, len(moments))


def _picture(browser: Browser, moment: float) -> bytes:
    """Draw one moment and return it as PNG."""
    browser.run(f"kaleidostage.shoot({moment!r})")
    taken = browser.call("Page.captureScreenshot", format="png")
    return base64.b64decode(taken["data"])
