"""Opening the live stage: a folder, a port on loopback, a secret address."""

import contextlib
import errno
import importlib.util
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from ...errors import KaleidoError, StorageError
from ...files import write_atomic
from .address import LOOPBACK, Address

PARTS = ("fastapi", "uvicorn", "websockets")  # What the extra `stage` brings.
CLOSING = 10  # [s] For browsers and the worker to end; our choice.
LARGEST_MESSAGE = 1024  # [bytes] From the browser, which has nothing to say.


def serve(
    folder: Path,
    *,
    port: int,
    threads: int | None = None,
    opened: Callable[[Address], None],
) -> None:
    """Keep the stage open until Ctrl-C.

    Args:
        folder: The data folder; made if it is not there.
        port: On loopback; 0 for a free one.
        threads: Of a job; None for one a core.
        opened: Called once the port is taken.

    Raises:
        KaleidoError: If the port is in use or the extra `stage` is not installed.
        StorageError: If the folder cannot be used, or another stage uses it.
    """
    if why := lacking():
        raise KaleidoError(why)
    import uvicorn

    from .app import make_app
    from .guard import Guard

    with contextlib.ExitStack() as held:
        door = held.enter_context(taken(port))  # First: else a folder is made in vain.
        app = make_app(folder, threads=threads)
        held.enter_context(locked(folder))
        address = Address(port=door.getsockname()[1], token=token(folder))
        guard = Guard(app, address)
        config = uvicorn.Config(
            guard,
            log_level="error",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            ws_max_size=LARGEST_MESSAGE,
            ws_per_message_deflate=False,  # Frames are packed already.
            timeout_graceful_shutdown=CLOSING,
        )
        opened(address)
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[door])


def lacking() -> str:
    """Return what the stage lacks to open, and how to bring it; empty for nothing."""
    for part in PARTS:
        if importlib.util.find_spec(part) is None:
            return (
                f"the live stage needs {part}; install it: {sys.executable} -m "
                "pip install 'kaleidostage[stage]'"
            )
    return ""


@contextlib.contextmanager
def taken(port: int) -> Iterator[socket.socket]:
    """Take a port on loopback.

    Raises:
        KaleidoError: If it cannot be had.
    """
    door = socket.socket()
    if os.name == "posix":  # Elsewhere this would share a port that is in use.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with contextlib.closing(door):
        try:
            door.bind((LOOPBACK, port))
            door.listen()
        except OSError as error:
            in_use = error.errno == errno.EADDRINUSE
            why = "in use, maybe by another stage" if in_use else error.strerror
            raise KaleidoError(
                f"port {port} is {why}; choose another with --port, 0 for a free one"
            ) from None
        yield door


def token(folder: Path) -> str:
    """Return the folder's secret; it stays, so that browsers find back.

    Raises:
        StorageError: If it cannot be kept.
    """
    path = folder / ".token"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        kept = path.read_text("ascii").strip()
        if len(kept) == 43 and kept.replace("-", "").replace("_", "").isalnum():
            return kept
    made = secrets.token_urlsafe(32)  # 43 characters.
    write_atomic(path, "")
    with contextlib.suppress(OSError):
        path.chmod(0o600)
    write_atomic(path, f"{made}\n")  # Keeps the mode.
    return made


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this stage alone; a kill lets it go.

    Raises:
        StorageError: If another stage holds it.
    """
    try:
        file = (folder / ".lock").open("wb")
    except OSError as error:
        raise StorageError(f"data folder {folder}: {error.strerror}") from None
    with file:
        try:
            _lock(file)
        except OSError:
            raise StorageError(
                f"data folder {folder} is in use by another stage; close that one or "
                "choose another with --folder"
            ) from None
        yield


def _lock(file: IO[bytes]) -> None:
    """Lock a file as the system does it, without waiting."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
