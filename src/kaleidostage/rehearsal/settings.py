"""All that the course of a rehearsal depends on, for its checkpoint."""

from dataclasses import replace

import mujoco

from ..acts import Act
from ..perform import fingerprint
from ..perform.plain import plain
from ..performers import Steadiness
from ..scene import Scene
from ..technique import Technique
from .checkpoint import digest
from .search import CANDIDATES
from .space import HOLD
from .stages import STAGES


def settings_of(
    scene: Scene, act: Act, origin: Technique, steadiness: Steadiness, seed: int
) -> dict[str, object]:
    """Return all that a rehearsal's course depends on, as plain values."""
    return {
        "engine": mujoco.__version__,
        "fingerprint": str(fingerprint(scene)),
        "act": repr(act),
        "performer": scene.performer.name,
        "body": digest(plain(scene.performer)),
        "search": digest([repr(STAGES), CANDIDATES, HOLD]),
        "rig": scene.rig.name,
        "steadiness": repr(steadiness),
        "seed": seed,
        "origin": repr(replace(origin, found={})),
    }
