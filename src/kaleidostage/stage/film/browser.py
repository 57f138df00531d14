"""A headless Chromium, led over its debugging pipe: no port is opened."""

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ...errors import KaleidoError

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("chrome", "microsoft-edge"),
)
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
FLAGS = (
    # Drawn in software: the same picture with and without a graphics card.
    *("--headless=new", "--use-gl=angle", "--use-angle=swiftshader"),
    *("--enable-unsafe-swiftshader", "--force-color-profile=srgb"),
    *("--hide-scrollbars", "--mute-audio", "--no-first-run"),
    *("--disable-background-networking", "--disable-extensions"),
    "--remote-debugging-pipe",
)
PATIENCE = 120.0  # Longest wait for an answer. [s] Our choice: slow machines draw too.

# Chromium talks on the descriptors 3 and 4; a small Python puts ours there.
_LAUNCH = (
    "import fcntl, os, sys;"
    "a, b = (fcntl.fcntl(int(n), fcntl.F_DUPFD, 10) for n in sys.argv[1:3]);"
    "os.dup2(a, 3); os.dup2(b, 4); os.execv(sys.argv[3], sys.argv[3:])"
)


def find_browser() -> str:
    """Return the path of a Chromium or Chrome.

    Raises:
        KaleidoError: If there is none.
    """
    if sys.platform == "win32":
        raise KaleidoError(
            "films are drawn by Chromium over a pipe that Windows does not have; "
            "make them under Linux, macOS or WSL"
        )
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.access(MAC, os.X_OK):
        found = MAC
    if found is None:
        raise KaleidoError(
            "no Chromium or Chrome is on the PATH, and the page is drawn by one; "
            "install it (on Debian and Ubuntu the package chromium)"
        )
    return found


class Browser:
    """One page in one browser; `seen` holds every event it sent.

    Use it in a `with` statement: the browser and its profile are gone afterwards.
    """

    def __init__(self, home: Path | None = None) -> None:
        """Start the browser.

        Args:
            home: Folder of its profile; one that is removed afterwards if None.

        Raises:
            KaleidoError: If there is none, or it does not start.
        """
        self._aside = tempfile.TemporaryDirectory(
            prefix="kaleidostage-", ignore_cleanup_errors=True
        )
        self._count, self._buffer = 0, b""
        self._session: str | None = None
        self.seen: list[dict[str, Any]] = []
        self.process = self._start(find_browser(), home or Path(self._aside.name))
        try:
            self._attach()
        except BaseException:
            self.close()
            raise

    def _start(self, path: str, home: Path) -> subprocess.Popen[bytes]:
        read, self._to = os.pipe()
        self._from, write = os.pipe()
        flags = [*FLAGS, f"--user-data-dir={home}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            flags.append("--no-sandbox")  # As root, as in containers, it needs that.
        process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, str(read), str(write), path, *flags],
            pass_fds=(read, write),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read)
        os.close(write)
        return process

    def _attach(self) -> None:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        found = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:  # noqa: ANN401
        """Send one command and wait for its answer.

        Raises:
            KaleidoError: If the browser refuses, or falls silent.
        """
        self._count += 1
        message = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._send(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                if "error" in answer:
                    why = answer["error"].get("message", "no reason given")
                    raise KaleidoError(f"the browser refuses {method}: {why}")
                result: dict[str, Any] = answer["result"]
                return result
            self.seen.append(answer)

    def _send(self, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(self._to, data) :]
        except OSError:
            raise KaleidoError("the browser has ended before it was asked") from None

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], PATIENCE)
            chunk = os.read(self._from, 1 << 16) if ready else b""
            if not chunk:
                how = "ended" if ready else f"said nothing for {PATIENCE:.0f} s"
                raise KaleidoError(f"the browser {how}; does it start by itself?")
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def run(self, script: str) -> Any:  # noqa: ANN401 - Whatever the script gives.
        """Return the value of a piece of JavaScript, a promise's when it is kept.

        Raises:
            KaleidoError: If the script throws.
        """
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            told = answer["exceptionDetails"]
            why = told.get("exception", {}).get("description", told.get("text", ""))
            raise KaleidoError(f"the page fails: {str(why).splitlines()[0]}")
        return answer["result"].get("value")

    def until(self, script: str, seconds: float = 60.0) -> None:
        """Wait until a piece of JavaScript is true.

        Raises:
            KaleidoError: If it never is.
        """
        end = time.monotonic() + seconds
        while not self.run(script):
            if time.monotonic() > end:
                raise KaleidoError(f"the page never came to {script}")
            time.sleep(0.05)

    def open(self, path: Path, state: str = "") -> None:
        """Load a file anew, with `state` after the hash."""
        self.call("Page.navigate", url="about:blank")
        self.seen.clear()
        self.call("Page.navigate", url=f"{path.resolve().as_uri()}#{state}")
        self.until("location.protocol == 'file:' && document.readyState == 'complete'")

    def size(self, width: int, height: int, scale: float = 1.0) -> None:
        """Set the size of the window in CSS pixels, each `scale` pixels wide."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 700,
        )

    def close(self) -> None:
        """End the browser and remove its profile."""
        self.process.kill()
        self.process.wait()
        for end in (self._to, self._from):
            with contextlib.suppress(OSError):
                os.close(end)
        self._aside.cleanup()

    def __enter__(self) -> Self:
        """Return the browser itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the browser, whatever happened."""
        self.close()
