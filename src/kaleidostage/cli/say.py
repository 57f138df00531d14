"""What the command says: results on standard output, progress on standard error."""

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from typing import TextIO


def result(text: str) -> None:
    """Write a result on standard output; without one (closed), nothing."""
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")


def as_json(values: Mapping[str, object]) -> None:
    """Write the machine-readable result: one JSON object, no NaN."""
    result(json.dumps(values, indent=2, allow_nan=False))


def failure(text: str) -> None:
    """Write an error as one line on standard error."""
    end_progress()
    line = " ".join(text.split())
    with contextlib.suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(f"kaleidostage: {line}\n")
            sys.stderr.flush()


def progress(text: str) -> None:
    """Show how far it is, in place of what was shown; only on a terminal."""
    if watched():
        with contextlib.suppress(OSError):
            sys.stderr.write(f"\r\x1b[2K{text[: _width()]}")
            sys.stderr.flush()


def end_progress() -> None:
    """Clear the line of progress."""
    if watched():
        with contextlib.suppress(OSError):
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def watched() -> bool:
    """Return whether somebody sees standard error as it is written."""
    return _is_terminal(sys.stderr)


def settle() -> None:
    """Let no character of a name break the output where it cannot be shown."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def flush() -> None:
    """Bring the result out, so that a full disk shows here and not at exit."""
    if sys.stdout is not None:
        sys.stdout.flush()


def silence() -> None:
    """Drop what is left to write: nobody can read it."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_terminal(stream: TextIO | None) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return stream is not None and stream.isatty()
    return False


def _width() -> int:
    """Return how many characters a line of the terminal holds."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
        return max(20, columns - 1) if columns else 79  # 0: it does not know.
    return 79
