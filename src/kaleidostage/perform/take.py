"""The take: one performance on record, enough to perform and to judge it again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import FileFormatError
from ..files import write_atomic
from ..performers import Performer, Steadiness
from ..rigs import FlyBars, Rig, Trampoline
from ..scene import GRIPS, TICK, Scene
from ..technique import Technique
from .bed.tally import BedTally
from .fingerprint import Fingerprint, fingerprint
from .packing import ARRAYS, pack, unpack
from .plain import PlainError, built, plain
from .record import Record
from .tally import Tally

Array = NDArray[np.float64]
SCHEMA = 1


@dataclass(frozen=True, kw_only=True, eq=False)
class Take:
    """One recorded performance of T ticks.

    Attributes:
        act: The act as plain values, its name under `name`.
        performer: Who.
        rig: On what.
        technique: How.
        steadiness: How unsteady.
        seed: Seed of the run.
        number: Number of the take under this seed.
        step: Step of the physics. [s]
        outcome: The take's row of the read-outs, by name; None for what never was.
        events: Moments [s] and names of what happened, in order.
        fingerprint: Where the numbers come from.
        states: Full physics states, shape (T + 1, ns).
        controls: Servo targets and grip switches, shape (T, n, nu + neq).
        held: Which of the four grips held after each tick, none on the trampoline,
            shape (T, 4).
        sensors: Sensor data at the last step of every tick, shape (T, k).
    """

    act: Mapping[str, Any]
    performer: Performer
    rig: Rig
    technique: Technique
    steadiness: Steadiness
    seed: int
    number: int
    step: float
    outcome: Mapping[str, Any]
    events: tuple[tuple[float, str], ...]
    fingerprint: Fingerprint
    states: Array = field(repr=False)
    controls: Array = field(repr=False)
    held: NDArray[np.bool_] = field(repr=False)
    sensors: Array = field(repr=False)

    @property
    def times(self) -> Array:
        """Return the moment of every state, shape (T + 1,). [s]"""
        return np.arange(len(self.states), dtype=np.float64) * TICK

    @property
    def act_name(self) -> str:
        """Return the name of the act."""
        return str(self.act.get("name", self.technique.act))

    @cached_property
    def hash(self) -> str:
        """Return the sha256 of the states, 64 hexadecimal digits."""
        return state_hash(self.states)

    @cached_property
    def name(self) -> str:
        """Return the take's file name: act, performer and hash of all it holds."""
        return f"{self.act_name}-{self.performer.name}-{self._digest()[:12]}.npz"

    def _digest(self) -> str:
        """Return the sha256 of manifest and arrays, whatever their compression."""
        digest = hashlib.sha256(_manifest(self))
        for key in ARRAYS:
            digest.update(np.ascontiguousarray(getattr(self, key)).tobytes())
        return digest.hexdigest()


def make_take(
    scene: Scene,
    technique: Technique,
    steadiness: Steadiness,
    *,
    act: Mapping[str, Any],
    seed: int,
    number: int,
    tally: Tally | BedTally,
    row: int,
    record: Record,
) -> Take:
    """Make a take of what `perform` returned.

    Args:
        scene: Who and where.
        technique: How.
        steadiness: How unsteady.
        act: The act as plain values, its name under `name`.
        seed: Seed of the run.
        number: Number of the take under this seed.
        tally: Read-outs of the run.
        row: The take's row in them.
        record: The take tick by tick.
    """
    read = [f.name for f in fields(tally) if f.name != "seen"]  # Is in the sensors.
    outcome = {name: plain(getattr(tally, name)[row]) for name in read}
    return Take(
        act=plain(act),
        performer=scene.performer,
        rig=scene.rig,
        technique=technique,
        steadiness=steadiness,
        seed=seed,
        number=number,
        step=scene.step,
        outcome={"landed": bool(tally.landed[row]), **outcome},
        events=tuple(sorted((float(t), name) for t, name in record.events)),
        fingerprint=fingerprint(scene),
        states=np.array(record.states),
        controls=np.array(record.controls),
        held=np.array(record.held),
        sensors=np.array(record.sensors),
    )


def save(path: Path | str, take: Take) -> Path:
    """Write a take; into a folder, under its own name.

    The same take gives the same bytes, and so the same name, every time.

    Returns:
        Where it went.

    Raises:
        StorageError: If it cannot be written.
    """
    target = Path(path)
    if target.is_dir():
        target = target / take.name
    arrays = {key: getattr(take, key) for key in ARRAYS}
    write_atomic(target, pack(_manifest(take), arrays))
    return target


def load(path: Path | str) -> Take:
    """Read a take.

    Raises:
        StorageError: If it cannot be opened.
        FileFormatError: If it is no take, damaged, or of a newer schema.
    """
    name, text, arrays = unpack(path)
    try:
        return _read(text, arrays)
    except (PlainError, KeyError, TypeError, ValueError) as error:
        raise FileFormatError(f"{name}: {_why(error)}") from None


def state_hash(states: Array) -> str:
    """Return the sha256 of states as little-endian float64."""
    rows = np.ascontiguousarray(states, dtype="<f8")
    return hashlib.sha256(rows.tobytes()).hexdigest()


_VALUES = {
    "performer": Performer,
    "technique": Technique,
    "steadiness": Steadiness,
    "fingerprint": Fingerprint,
}
_RIGS = {rig.apparatus: rig for rig in (FlyBars, Trampoline)}
_NUMBERS = {"seed": int, "number": int, "step": float}


def _manifest(take: Take) -> bytes:
    values = {key: plain(getattr(take, key)) for key in ("rig", *_VALUES, *_NUMBERS)}
    values["apparatus"] = take.rig.apparatus
    values |= {"schema": SCHEMA, "tick": TICK, "states_sha256": take.hash}
    values |= {"act": plain(take.act), "outcome": plain(take.outcome)}
    values["events"] = plain(take.events)
    return json.dumps(values, allow_nan=False, ensure_ascii=False).encode()


def _read(text: bytes, arrays: Mapping[str, Array]) -> Take:
    try:
        values = json.loads(text.decode())
    except (ValueError, RecursionError):
        raise PlainError("its manifest is not sound JSON") from None
    if not isinstance(values, dict) or "schema" not in values:
        raise PlainError("its manifest names no schema")
    _check_version(values)
    parts: dict[str, Any] = {k: built(t, values[k], k) for k, t in _VALUES.items()}
    if values["apparatus"] not in _RIGS:
        raise PlainError(f"apparatus {values['apparatus']!r} is none of {list(_RIGS)}")
    parts["rig"] = built(_RIGS[values["apparatus"]], values["rig"], "rig")
    for key, kind in _NUMBERS.items():
        if type(values[key]) is not kind:
            raise PlainError(f"{key} must be of type {kind.__name__}")
    parts |= {key: values[key] for key in (*_NUMBERS, "act", "outcome")}
    events = tuple((float(moment), str(name)) for moment, name in values["events"])
    take = Take(**parts, events=events, **_shaped(arrays))
    if take.hash != values["states_sha256"]:
        raise PlainError("its states are not those its manifest tells of")
    return take


def _check_version(values: Mapping[str, Any]) -> None:
    if values["schema"] != SCHEMA:
        raise PlainError(
            f"take schema {values['schema']!r} is not the {SCHEMA} this version reads; "
            "update kaleidostage"
        )
    if values["tick"] != TICK:
        raise PlainError(f"recorded every {values['tick']!r} s, not every {TICK} s")
    for key in ("act", "outcome"):
        if not isinstance(values[key], dict):
            raise PlainError(f"{key} must be a table")


def _shaped(arrays: Mapping[str, Array]) -> dict[str, Any]:
    """Check that the arrays belong together; return them by name."""
    ticks = len(arrays["controls"])
    wide = {"states": 2, "controls": 3, "held": 2, "sensors": 2}
    for key, dimensions in wide.items():
        array = arrays[key]
        rows = ticks + (key == "states")
        if array.ndim != dimensions or len(array) != rows or not ticks:
            raise PlainError(f"array {key} has shape {array.shape}: it does not fit")
    if arrays["held"].shape[1] != len(GRIPS) or arrays["held"].dtype != bool:
        raise PlainError("array held must tell of four grips")
    return dict(arrays)


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"its manifest lacks {error.args[0]!r}"
    if isinstance(error, PlainError):
        return str(error)
    return "its manifest does not describe a take"
