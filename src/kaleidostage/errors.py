"""Every error this package raises on purpose.

Each class is also the built-in kind it resembles, so plain Python code can catch
it, and carries the exit code the command line leaves with.
"""

import difflib
from collections.abc import Iterable


class KaleidoError(Exception):
    """Base class: catching it catches all of ours and nothing else."""

    exit_code = 1

    def __str__(self) -> str:
        """Return the message itself: KeyError would show it in quotes."""
        return str(self.args[0]) if self.args else ""


class UnknownNameError(KaleidoError, KeyError):
    """A name that nothing carries; the message offers the nearest one."""

    exit_code = 3

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        """Build the message from the names that do exist."""
        known = sorted(known)
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        there = f" Known: {', '.join(known)}." if known else " There is none yet."
        super().__init__(f"no {kind} is called {name!r}.{hint}{there}")


class FileFormatError(KaleidoError, ValueError):
    """A file that cannot be read as what it should be: syntax, keys or values."""

    exit_code = 4


class MismatchError(KaleidoError, ValueError):
    """Two sound things that do not belong together: a technique, another act."""

    exit_code = 5


class StorageError(KaleidoError, OSError):
    """A file that cannot be opened or written: permission, full disk, no folder."""

    exit_code = 6


class InspectionError(KaleidoError):
    """A take that broke a physics rule, or could not be reproduced."""

    exit_code = 8
