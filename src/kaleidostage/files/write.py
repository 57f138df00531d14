"""Writing a file so that it is there whole or not at all."""

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from ..errors import StorageError
from .words import shown_path

_TRY = {
    errno.ENOSPC: "the disk is full; make room or choose another place",
    errno.EDQUOT: "the disk quota is used up; make room or choose another place",
    errno.EFBIG: "the file is larger than this disk or account allows",
    errno.EACCES: "no permission to write there; choose another place",
    errno.EPERM: "no permission to write there; choose another place",
    errno.EROFS: "the disk is read-only; choose another place",
    errno.ENOENT: "no such folder; make it first",
    errno.ENOTDIR: "its folder is not a folder",
    errno.ENAMETOOLONG: "the name is too long",
}


def write_atomic(path: Path | str, data: bytes | str) -> None:
    """Write `data` to `path`: readers see the old file or the new one, never half.

    The data go to a file aside, in the same folder, which then takes the name. If
    anything interrupts this, the file aside is removed and the old file stays.

    Args:
        path: Where to; links are followed, an existing file keeps its mode.
        data: What; text is stored as UTF-8 with its line ends as they are.

    Raises:
        StorageError: If it cannot be written: no folder, no permission, disk full.
    """
    content = data.encode() if isinstance(data, str) else data
    try:
        target = Path(os.path.realpath(path))
        mode = _mode(target)
        aside = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            _store(aside, content, mode)
            os.replace(aside, target)
        except BaseException:  # An interrupt too must leave nothing behind.
            with contextlib.suppress(OSError):
                aside.unlink()
            raise
        _settle(target.parent)
    except StorageError:
        raise
    except (OSError, ValueError) as error:
        raise StorageError(f"cannot write {shown_path(path)}: {_why(error)}") from None


def _mode(target: Path) -> int | None:
    """Return the mode of an existing file; refuse what is not a file."""
    try:
        found = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found):
        raise StorageError(f"cannot write {shown_path(target)}: it is a folder")
    if not stat.S_ISREG(found):
        raise StorageError(f"cannot write {shown_path(target)}: it is not a file")
    return stat.S_IMODE(found)


def _store(aside: Path, content: bytes, mode: int | None) -> None:
    """Write a new file and wait until the disk has it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(aside, flags, 0o666), "wb") as file:
        if mode is not None:
            os.chmod(aside, mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Wait until the disk has the new name, where the system offers that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _why(error: OSError | ValueError) -> str:
    """Return the reason in a few words."""
    if isinstance(error, OSError):
        return _TRY.get(error.errno or 0, error.strerror or "the disk refuses")
    return "the name holds a zero character"
