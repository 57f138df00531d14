"""Takes to compare, for the verbs that show or film one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..perform import Poses, Take
    from ..stage.show_parts import Companion

    Beside = list[tuple[Take, Poses]]


def read_takes(paths: Sequence[Path]) -> "Beside":
    """Return takes with where their bodies are.

    Raises:
        StorageError: If one cannot be opened.
        FileFormatError: If one is no take, damaged, or of a newer schema.
    """
    from ..stage.companions import MOST

    if len(paths) > MOST:
        raise click.UsageError(f"--with: {len(paths)} takes; {MOST} are the most")
    if not paths:
        return []
    from ..perform import load_take, poses, scene_of

    takes = [(load_take(path), str(path)) for path in paths]
    return [(take, poses(scene_of(take, name), take.states)) for take, name in takes]


def companions(beside: "Beside", star: "Take") -> "list[Companion]":
    """Return takes to compare, in step with the one that plays."""
    from ..stage import companion

    return [companion(take, where, star) for take, where in beside]
