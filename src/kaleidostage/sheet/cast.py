"""Who does what, how, on what and how unsteadily: all that decides a take."""

import hashlib
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from ..acts import Act
from ..perform import fingerprint
from ..performers import Performer, Steadiness, steadiness
from ..rehearsal.stages import softened
from ..rigs import Rig
from ..scene import Scene, compose
from ..technique import Technique, dumps

# Folders and files whose code decides the numbers of a take.
# On the trampoline what is kept has been judged.
_DECIDING = ("performers", "rigs", "scene", "technique", "perform", "judging",
             "sheet/bounced", "sheet/bed_slips")  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Cast:
    """One way to perform an act.

    Attributes:
        act: What.
        performer: Who.
        rig: On what.
        technique: How.
        steadiness: How unsteadily.
    """

    act: Act
    performer: Performer
    rig: Rig
    technique: Technique
    steadiness: Steadiness

    @cached_property
    def scene(self) -> Scene:
        """Performer and rig, compiled when first needed."""
        return compose(self.performer, self.rig)

    @cached_property
    def key(self) -> str:
        """Hash of all that decides the numbers of a take but its own number."""
        parts = (
            str(fingerprint(self.scene)),
            _strength_words(self.performer),
            dumps(self.technique),
            repr(self.steadiness),
            repr(self.act),
            _code(),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def steadier(self, factor: float) -> "Cast":
        """Return the same with every error `factor` times as large."""
        return replace(self, steadiness=softened(self.steadiness, factor))

    def calm(self) -> "Cast":
        """Return the same without any error."""
        return replace(self, steadiness=steadiness("none"))

    def stronger(self, factor: float) -> "Cast":
        """Return the same with `factor` times the strength: joints and grip."""
        strength, grip = self.performer.strength, self.performer.grip
        joints = replace(
            strength,
            positive=strength.positive * factor,
            negative=strength.negative * factor,
        )
        hands = replace(grip, left=grip.left * factor, right=grip.right * factor)
        return replace(
            self, performer=replace(self.performer, strength=joints, grip=hands)
        )

    def on(self, rig: Rig) -> "Cast":
        """Return the same on another rig."""
        return replace(self, rig=rig)


def _strength_words(performer: Performer) -> str:
    """Return what the compiled model does not hold: torque limits and grip."""
    strength = performer.strength
    arrays = (getattr(strength, name).tolist() for name in sorted(vars(strength)))
    return f"{list(arrays)!r} {performer.grip!r}"


@cache
def _code() -> str:
    """Return a hash of the code that decides takes, so that no old take survives it."""
    home, found = Path(__file__).parents[1], hashlib.sha256()
    for folder in _DECIDING:
        paths = [*(home / folder).rglob("*.py"), *home.glob(f"{folder}.py")]
        for path in sorted(paths):
            found.update(path.relative_to(home).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()
