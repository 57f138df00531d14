"""From what the user named to an act that can be performed."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import MismatchError

if TYPE_CHECKING:
    from ..acts import Act
    from ..performers import Performer, Steadiness
    from ..rigs import Rig
    from ..scene import Scene
    from ..technique import Technique


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What is performed, by whom, on what and how unsteadily.

    Attributes:
        act: What.
        scene: Who and where.
        steadiness: How unsteadily.
        asked: Act, performer and rig as the user named them, for messages.
    """

    act: "Act"
    scene: "Scene"
    steadiness: "Steadiness"
    asked: str

    def technique(self, path: Path | None) -> "Technique":
        """Return the technique: the file at `path`, else the shipped one."""
        from .. import technique

        performer, rig = self.scene.performer.name, self.scene.rig.name
        return technique.load(self.act.name, performer, rig, path, asked=self.asked)

    def head(self) -> str:
        """Return all of it in one line for people."""
        return (
            f"{self.act.title}: {self.scene.performer.name} on the rig "
            f"{self.scene.rig.name}, steadiness {self.steadiness.name}"
        )

    def plain(self) -> dict[str, object]:
        """Return all names, for JSON."""
        return {
            "act": self.act.name,
            "performer": self.scene.performer.name,
            "rig": self.scene.rig.name,
            "steadiness": self.steadiness.name,
        }


def setting(act: str, performer: str | None, rig: str | None, level: str) -> Setting:
    """Return the setting for what the user named; None means as the act says."""
    from .. import acts, performers, rigs
    from ..scene import compose

    written = acts.load(act)
    who = performers.load(performer or written.cast)
    where = rigs.load(rig or written.rig)
    _check_apparatus(written, where)
    steadiness = _steadiness(who, level)
    words = [act, "--performer", performer or written.cast, "--rig", rig or written.rig]
    return Setting(
        act=written,
        scene=compose(who, where),
        steadiness=steadiness,
        asked=shlex.join(words),
    )


def _check_apparatus(act: "Act", rig: "Rig") -> None:
    """Refuse an act on another apparatus."""
    if act.apparatus != rig.apparatus:
        raise MismatchError(
            f"act {act.name!r} is for the {act.apparatus}, and rig {rig.name!r} is a "
            f"{rig.apparatus}; choose another --rig, or leave it out"
        )


def _steadiness(who: "Performer", level: str) -> "Steadiness":
    from .. import performers

    return who.steadiness if level == "own" else performers.steadiness(level)
