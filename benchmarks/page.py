"""What the replay page costs: bytes, draw calls, triangles, time a frame.

Drawn by Chromium without a graphics card, the slowest way there is; draw calls and
triangles are the same everywhere. `python benchmarks/page.py [PAGE]`.
"""

import contextlib
import io
import statistics
import sys
import tempfile
from pathlib import Path

from kaleidostage.cli import main
from kaleidostage.errors import KaleidoError
from kaleidostage.stage.film import Browser, find_browser

SIZES = ((1920, 1080), (390, 844))
QUALITIES = (3, 1, 0)  # 2 differs from 3 on screens of more than one pixel a point.
TIMED = (1280, 720)
MOMENTS = (0.6, 1.75, 2.03, 2.5)  # Swing, release, tuck, catch. [s]
COUNT = """(name) => {{
  const p = kaleidostage, out = [];
  p.setCamera(name);
  for (const t of {moments}) {{
    p.seek(t); p.draw();
    out.push([p.renderer.info.render.calls, p.renderer.info.render.triangles]);
  }}
  return out;
}}"""
TIME = """((t, quality) => {
  const p = kaleidostage, gl = p.renderer.getContext(), one = new Uint8Array(4);
  if (p.quality !== quality) p.setQuality(quality);
  const begin = performance.now();
  p.seek(t); p.draw();
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, one);
  return performance.now() - begin;
})"""


SCRIPT = """(() => {
  const p = kaleidostage, begin = performance.now(), count = 200;
  for (let i = 0; i < count; i++) {
    const t = 1 + i / 60;
    p.stage.pose(t, 1); p.cameras.place(t); p.panels.tell(t, 1); p.controls.show();
  }
  return (performance.now() - begin) / count;
})()"""


def made(folder: Path) -> Path:
    """Make the page of a leap with everything on it."""
    page, take = folder / "page.html", folder / "take.npz"
    words = ["show", "back-somersault-leap", "--takes", "40", "--seed", "5"]
    words += ["--no-open", "--out", str(page)]
    with contextlib.redirect_stdout(io.StringIO()):
        main([*words, "--take", str(take)])
        main([*words, "--with", str(take)])
    return page


def measure(page: Path) -> None:
    """Print what a page costs."""
    print(f"bytes: {page.stat().st_size}")
    with Browser() as browser:
        for width, height in SIZES:
            browser.size(width, height)
            browser.open(page, "paused&quality=0")
            browser.until("!!window.kaleidostage")
            counts(browser, f"{width}x{height}")
        browser.size(*TIMED)
        browser.run("kaleidostage.setCamera('show')")
        print(f"script alone: {browser.run(SCRIPT):.2f} ms a frame")
        for quality in QUALITIES:
            times = [browser.run(f"{TIME}({t}, {quality})") for t in MOMENTS]
            print(f"quality {quality}: {statistics.median(times):5.0f} ms a frame")


def counts(browser: Browser, size: str) -> None:
    """Print draw calls and triangles of every camera, every layer on."""
    browser.run("for (const n in kaleidostage.layers.on) kaleidostage.layers.set(n, 1)")
    for quality in (3, 0):
        browser.run(f"kaleidostage.setQuality({quality})")
        found = [
            browser.run(f"({COUNT.format(moments=list(MOMENTS))})({name!r})")
            for name in browser.run("kaleidostage.cameraNames()")
        ]
        calls = max(count[0] for camera in found for count in camera)
        triangles = max(count[1] for camera in found for count in camera)
        print(f"{size} quality {quality}: {calls} draw calls, {triangles} triangles")


def drawable() -> bool:
    """Return whether there is a browser; say what is missing if not."""
    try:
        find_browser()
    except KaleidoError as missing:
        print(f"left out: {missing}")
        return False
    return True


if __name__ == "__main__":
    if not drawable():
        sys.exit()
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(made(Path(folder)))
