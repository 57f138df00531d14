"""Takes to compare, for the verbs that show or film one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..perform import Poses, Take
    from ..scene import Scene
    from ..stage.show_parts import Companion

    Beside = list[tuple[Take, Poses, Scene]]


def read_takes(paths: Sequence[Path]) -> "Beside":
    """Return takes with where their bodies are, and their scenes.

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

    found = []
    for path in paths:
        take = load_take(path)
        scene = scene_of(take, str(path))
        found.append((take, poses(scene, take.states), scene))
    return found


def companions(beside: "Beside", star: "Take") -> "list[Companion]":
    """Return takes to compare, in step with the one that plays."""
    from ..stage import companion

    return [companion(take, where, star, scene) for take, where, scene in beside]
