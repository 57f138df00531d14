"""One job at a time, each in a process of its own; the others wait, visibly."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections import deque
from typing import Any

from ...errors import KaleidoError, StorageError
from .frames import Kind
from .hub import Hub
from .jobs import job, limit
from .library import Library
from .run import OPEN, Run, Runs

WORKER = f"{__package__}.worker"
GRACE = 8.0  # [s] For a worker to end by itself when told to; our choice.
LONGEST_LINE = 1 << 20  # [bytes] Of what a worker says; our choice.
MOST_WAITING = 20  # Our choice.


class Queue:
    """The runs that wait and the one under way."""

    def __init__(
        self, runs: Runs, library: Library, hub: Hub, threads: int | None
    ) -> None:
        """Begin with nothing to do; `serve` does it."""
        self.runs, self.library, self.hub, self.threads = runs, library, hub, threads
        self._waiting: deque[str] = deque()
        self._wake = asyncio.Event()
        self._process: asyncio.subprocess.Process | None = None
        self._current = ""

    def check(self, run: Run) -> None:
        """Refuse what could not be done before it waits.

        Raises:
            KaleidoError: If too many wait, or something it needs is not there.
        """
        if len(self._waiting) >= MOST_WAITING:
            raise KaleidoError(f"{MOST_WAITING} runs wait already; try again later")
        job(run, self.runs, self.library, self.threads)

    def add(self, run: Run) -> None:
        """Put a run at the end; it waits until those before it have ended."""
        run.state, run.message = "queued", ""
        self._waiting.append(run.id)
        self._wake.set()
        self.changed(run)

    async def stop(self, run: Run) -> None:
        """Stop a run, or take it out of those that wait; wait until it has ended."""
        if run.id in self._waiting:
            self._waiting.remove(run.id)
            run.state = "stopped"
            self.changed(run)
        elif run.id == self._current and self._process is not None:
            await _end(self._process)

    async def serve(self) -> None:
        """Do what waits, for ever."""
        while True:
            await self._wake.wait()
            if not self._waiting:
                self._wake.clear()
                continue
            run = self.runs.get(self._waiting.popleft())
            self._current, run.state = run.id, "running"
            self.changed(run)
            try:
                await self._do(run)
            finally:
                self._current = ""
                if run.state in OPEN:
                    run.state, run.message = "stopped", run.message or "stopped"
                self.changed(run)

    def changed(self, run: Run) -> None:
        """Keep what is known of a run and tell all who watch."""
        try:
            self.runs.save(run)
        except StorageError as error:
            run.message = str(error)
        self.hub.tell(Kind.RUN, run.id, run.plain())

    async def _do(self, run: Run) -> None:
        """Do one run; whatever its worker does, this one lives on."""
        try:
            told = job(run, self.runs, self.library, self.threads)
            self._process = process = await _start()
        except (KaleidoError, OSError) as error:
            run.state, run.message = "failed", str(error)
            return
        try:
            async with asyncio.timeout(limit(run)):
                await self._follow(run, process, told)
        except TimeoutError:
            run.state = "failed"
            run.message = f"ended after {limit(run):.0f} s: it took too long"
        finally:
            await asyncio.shield(_end(process))
            self._process = None

    async def _follow(
        self, run: Run, process: asyncio.subprocess.Process, told: dict[str, Any]
    ) -> None:
        """Hear what the worker of a run says until it ends."""
        assert process.stdin and process.stdout and process.stderr
        with contextlib.suppress(ConnectionError):
            process.stdin.write(json.dumps(told).encode() + b"\n")
            await process.stdin.drain()
        errors = asyncio.create_task(_tail(process.stderr))
        try:
            async for line in process.stdout:
                self._hear(run, json.loads(line))
        except (ValueError, LookupError, TypeError, AttributeError):
            run.state, run.message = "failed", "the worker said something unreadable"
            return
        code, said = await process.wait(), await errors
        if run.state in OPEN and code not in (0, 130):
            run.state = "failed"
            run.message = said or f"the worker ended unexpectedly ({code})"

    def _hear(self, run: Run, said: dict[str, Any]) -> None:
        """Take in one thing a worker says."""
        if "point" in said:
            self._point(run, said["point"])
        if "take" in said:
            self._take(run, str(said["take"]))
        if "state" in said:
            run.state, run.message = said["state"], said.get("message", "")
            run.result = said.get("result", run.result)

    def _point(self, run: Run, point: dict[str, Any]) -> None:
        """Keep a generation; a restarted worker may tell one again."""
        run.points = [p for p in run.points if p["generation"] < point["generation"]]
        run.points.append(point)
        with contextlib.suppress(StorageError):  # Shown all the same.
            self.runs.save(run)
        values = {"run": run.id, "index": len(run.points) - 1, "point": point}
        self.hub.tell(Kind.POINT, run.id, values)

    def _take(self, run: Run, name: str) -> None:
        with contextlib.suppress(OSError):
            payload = (self.runs.home(run) / "takes" / name).read_bytes()
            self.hub.tell_packed(Kind.TAKE, "", payload)


async def _start() -> asyncio.subprocess.Process:
    """Start a worker; it ends when its standard input does."""
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        WORKER,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        limit=LONGEST_LINE,
        start_new_session=True,  # So that Ctrl-C is ours to hand on.
    )


async def _end(process: asyncio.subprocess.Process) -> None:
    """Let a worker end, and make it if it does not."""
    if process.stdin:
        process.stdin.close()
    try:
        async with asyncio.timeout(GRACE):
            await process.wait()
    except TimeoutError:
        _kill(process)
        await process.wait()


def _kill(process: asyncio.subprocess.Process) -> None:
    """End a worker and what it has started."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


async def _tail(stream: asyncio.StreamReader) -> str:
    """Return the last line of what a worker complains of, in readable length."""
    kept = b""
    while some := await stream.read(1 << 16):
        kept = (kept + some)[-4096:]
    lines = kept.decode("utf-8", "replace").split("\n")
    last = next((line for line in reversed(lines) if line.strip()), "")
    return last.removeprefix("kaleidostage: ")[:400]
