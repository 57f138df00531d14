"""Where results go: checked before the work, not after."""

from collections.abc import Iterable
from pathlib import Path


def check_writable(*targets: Path) -> None:
    """Refuse places that cannot be written before minutes are spent.

    Raises:
        StorageError: If something could not be written at one of `targets`.
    """
    from ..errors import StorageError
    from ..files import write_atomic

    for target in targets:
        if target.is_dir():
            raise StorageError(
                f"cannot write {target}: it is a folder; name a file in it"
            )
        if not target.exists():
            write_atomic(target, "")  # An empty file takes the name for a moment.
            target.unlink(missing_ok=True)


def file_name(parts: Iterable[str], ending: str) -> Path:
    """Return a file name made of names: `first-leap-layla.toml`.

    What has no place in a file name becomes an underscore.
    """
    name = "-".join(parts)
    safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in name)
    return Path(f"{safe[:100]}{ending}")
