"""What a take's numbers depend on beside its seed: engine, machine, model."""

import hashlib
import platform
from dataclasses import dataclass, fields
from functools import cache
from importlib import metadata

import mujoco
import numpy as np

from ..scene import Scene


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """Where a take's numbers come from; the same everywhere means the same bits.

    Attributes:
        package: Version of this package.
        engine: Version of the physics engine.
        numpy: Version of NumPy.
        machine: Architecture of the processor.
        processor: Hash of the processor's vector features, which NumPy's sums and
            sines are chosen by.
        libc: Name and version of the C library, whose sines the engine uses.
        model: Hash of every number of the compiled scene.
    """

    package: str
    engine: str
    numpy: str
    machine: str
    processor: str
    libc: str
    model: str

    def __str__(self) -> str:
        """Return all of it in a short line: versions, architecture, one hash."""
        whole = "|".join(getattr(self, f.name) for f in fields(self))
        short = hashlib.sha256(whole.encode()).hexdigest()[:12]
        return f"mujoco {self.engine}, numpy {self.numpy}, {self.machine}, {short}"

    def differences(self, other: "Fingerprint") -> dict[str, tuple[str, str]]:
        """Return what differs, by name: this one's value and the other's."""
        pairs = {f.name: (getattr(self, f.name), getattr(other, f.name)) for f in
                 fields(self)}  # fmt: skip
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def fingerprint(scene: Scene) -> Fingerprint:
    """Return the fingerprint of takes performed here and now in `scene`."""
    return Fingerprint(
        package=_package(),
        engine=mujoco.mj_versionString(),
        numpy=np.__version__,
        machine=platform.machine(),
        processor=_processor(),
        libc="-".join(platform.libc_ver()) or platform.system(),
        model=model_hash(scene.hang),
    )


def model_hash(model: mujoco.MjModel) -> str:
    """Return a hash of every number of a compiled model, 16 hexadecimal digits."""
    buffer = np.zeros(mujoco.mj_sizeModel(model), np.uint8)
    mujoco.mj_saveModel(model, None, buffer)
    return hashlib.sha256(buffer.tobytes()).hexdigest()[:16]


@cache
def _package() -> str:
    try:
        return metadata.version("kaleidostage")
    except metadata.PackageNotFoundError:  # Run from a copy of the sources.
        return "unknown"


@cache
def _processor() -> str:
    """Return a hash of the vector features NumPy has found, 8 hexadecimal digits."""
    config = np.show_config(mode="dicts") or {}
    found = config.get("SIMD Extensions", {})
    names = sorted([*found.get("baseline", []), *found.get("found", [])])
    return hashlib.sha256(" ".join(names).encode()).hexdigest()[:8]
