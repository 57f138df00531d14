"""Pictures into a film: ffmpeg reads them one by one from a pipe."""

import importlib
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from ...errors import KaleidoError

# Fewest bytes at a quality without visible loss on dark gradients. Our choice, by eye.
_MP4 = (
    *("-c:v", "libx264", "-preset", "medium", "-crf", "18", "-tune", "animation"),
    *("-pix_fmt", "yuv420p", "-movflags", "+faststart"),
)
# One palette for the whole film; an ordered pattern stays still between frames.
_GIF = (
    "-filter_complex",
    "split[a][b];[a]palettegen=stats_mode=full[p];"
    "[b][p]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle",
)
HOW = {".mp4": _MP4, ".gif": _GIF}
# No date and no version inside: the same frames give the same file.
_SAME = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact")


def find_ffmpeg() -> str:
    """Return the path of ffmpeg: on the PATH, or that of the package imageio-ffmpeg.

    Raises:
        KaleidoError: If there is neither.
    """
    found = shutil.which("ffmpeg")
    if found:
        return found
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        raise KaleidoError(
            "films need ffmpeg, which is not on the PATH; install it, or "
            "pip install 'kaleidostage[film]'; a still picture (.png) needs none"
        ) from None


def encode(frames: Iterable[bytes], out: Path, fps: int) -> None:
    """Write a film.

    Args:
        frames: PNG pictures of one size, in order.
        out: Where to; its ending, .mp4 or .gif, says what it becomes.
        fps: Frames a second.

    Raises:
        KaleidoError: If ffmpeg is missing or fails.
    """
    command = [find_ffmpeg(), "-hide_banner", "-loglevel", "error", "-y"]
    command += ["-f", "image2pipe", "-c:v", "png", "-framerate", str(fps), "-i", "-"]
    command += [*HOW[out.suffix], *_SAME, str(out)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    broken = False
    try:
        broken = _feed(process, frames)
        _, told = process.communicate()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if process.returncode or broken:
        why = told.decode(errors="replace").strip().splitlines()
        raise KaleidoError(f"ffmpeg fails: {why[-1] if why else 'no reason given'}")


def _feed(process: subprocess.Popen[bytes], frames: Iterable[bytes]) -> bool:
    """Give frames to ffmpeg; return whether it stopped reading."""
    if process.stdin is None:
        return True
    try:
        for frame in frames:
            process.stdin.write(frame)
    except BrokenPipeError:
        return True
    return False
