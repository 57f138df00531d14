"""Proof of a take: performed again, judged again from its states, inspected."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import FileFormatError
from ..scene import TICK, Scene, compose
from .bed.proof import BED_WORDS, BedHalfStep, bed_half_step, flown, through
from .fingerprint import fingerprint
from .inspect import Inspection, inspect
from .perform import perform
from .run import full_swing
from .take import Take, load, make_take

LEAP_WORDS = {True: "held a full swing", False: "did not hold on"}


@dataclass(frozen=True, kw_only=True)
class HalfStep:
    """The same take at half the step of the physics.

    Attributes:
        landed: Whether the far bar was held for a full swing.
        release: Change of the moment of letting go, None if either never did. [s]
        catch: Change of the moment of the first catch, None if either missed. [s]
        spin: Change of the trunk's turning in flight. [deg]
        place: How far apart the centres of mass are as the shorter flight ends. [m]
    """

    landed: bool
    release: float | None
    catch: float | None
    spin: float
    place: float

    def values(self) -> dict[str, object]:
        """Return it with units in the names, for programs."""
        return {
            "landed": self.landed,
            "release_s": self.release,
            "catch_s": self.catch,
            "spin_deg": self.spin,
            "place_m": self.place,
        }

    def line(self) -> str:
        """Return it for people."""
        catch = "no catch to compare"
        if self.catch is not None:
            catch = f"{1000 * self.catch:+.0f} ms at the catch"
        return (
            f"{LEAP_WORDS[self.landed]}: {catch}, {self.spin:+.2f} deg of turning, "
            f"{1000 * self.place:.1f} mm apart"
        )


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a proof has shown.

    Attributes:
        take: The take.
        same_machine: Whether it was made by this engine on this kind of machine.
        differences: What differs in the fingerprints: the take's, and here.
        repeated: Whether performing it again gives the same states: True is to the
            bit, False is not; None where another machine makes that no proof.
        landed: Whether, as the take claims, the far bar was held for a full swing; on
            the trampoline, whether it went through its card on the feet.
        landed_from_states: What its stored states say.
        landed_again: Whether it was when performed again.
        inspection: Physics rules, measured.
        half_step: The take at half the step, if asked for.
    """

    take: Take
    same_machine: bool
    differences: dict[str, tuple[str, str]]
    repeated: bool | None
    landed: bool
    landed_from_states: bool
    landed_again: bool
    inspection: Inspection
    half_step: HalfStep | BedHalfStep | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against the take."""
        agrees = self.landed == self.landed_from_states
        return agrees and self.repeated is not False and self.inspection.ok

    def lines(self) -> list[str]:
        """Return the verdict for people, a line a fact."""
        told = {
            True: "ok   performed again: the same to the bit",
            False: "FAIL performed again: not the same on the same kind of machine",
            None: "     performed again: another machine or version, bits may differ: "
            + ", ".join(f"{n} {a} there, {b} here" for n, (a, b) in
                        self.differences.items()),
        }  # fmt: skip
        agrees = "ok  " if self.landed == self.landed_from_states else "FAIL"
        words = BED_WORDS if self.take.technique.on_bed else LEAP_WORDS
        claim = f"it {words[self.landed]}, its states say it "
        lines = [
            told[self.repeated],
            f"{agrees} judged from its states: {claim}{words[self.landed_from_states]}",
            *map(str, self.inspection.findings),
        ]
        if self.half_step:
            lines.append(f"     at half the step it {self.half_step.line()}")
        return lines


def verify(path: Path | str, *, half_step: bool = False) -> Verdict:
    """Prove a recorded take.

    Args:
        path: Its file.
        half_step: Whether to perform it at half the step too.

    Raises:
        StorageError: If the file cannot be opened.
        FileFormatError: If it is no sound take, or its scene cannot be built.
    """
    take = load(path)
    scene = scene_of(take, f"take file {Path(path).name}")
    try:
        return _verdict(take, scene, half_step=half_step)
    except (ValueError, KeyError, IndexError, TypeError, ArithmeticError) as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FileFormatError(
            f"take file {Path(path).name}: what it says cannot be performed: {why}"
        ) from None


def _verdict(take: Take, scene: Scene, *, half_step: bool) -> Verdict:
    here = fingerprint(scene)
    differences = take.fingerprint.differences(here)
    again = perform_again(scene, take)
    repeated: bool | None = again.hash == take.hash
    if differences and not repeated:
        repeated = None
    return Verdict(
        take=take,
        same_machine=not differences,
        differences=differences,
        repeated=repeated,
        landed=bool(take.outcome.get("landed")),
        landed_from_states=landed_from_states(scene, take),
        landed_again=bool(again.outcome["landed"]),
        inspection=inspect(take, scene),
        half_step=_half_step(take, scene) if half_step else None,
    )


def scene_of(take: Take, name: str = "take") -> Scene:
    """Return the scene a take was performed in.

    Raises:
        FileFormatError: If take and scene do not fit, or no scene can be built.
    """
    try:
        scene = compose(take.performer, take.rig, step=take.step)
    except (ValueError, KeyError, IndexError, TypeError, ArithmeticError) as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FileFormatError(f"{name}: its scene cannot be built: {why}") from None
    widths = {
        "states": scene.state_size,
        "controls": scene.hang.nu + scene.hang.neq,
        "sensors": scene.hang.nsensordata,
    }
    for key, width in widths.items():
        got = getattr(take, key).shape[-1]
        if got != width:
            raise FileFormatError(
                f"{name}: {key} have {got} numbers a row, this version's have {width};"
                " verify it with the version that made it"
            )
    if take.controls.shape[1] != scene.substeps:
        raise FileFormatError(f"{name}: its controls do not fit its step")
    return scene


def perform_again(scene: Scene, take: Take) -> Take:
    """Perform a take again, from nothing but its manifest."""
    tally, records = perform(
        scene,
        take.technique,
        take.steadiness,
        seed=take.seed,
        takes=[take.number],
        threads=1,
        keep=[take.number],
        elements=flown(take),
    )
    return make_take(
        scene,
        take.technique,
        take.steadiness,
        act=take.act,
        seed=take.seed,
        number=take.number,
        tally=tally,
        row=0,
        record=records[take.number],
    )


def landed_from_states(scene: Scene, take: Take) -> bool:
    """Judge a take by what it stores tick by tick, whatever its manifest claims.

    Landed: both hands on the far bar, and still there one full swing later; on the
    trampoline: every flight of the card done, always on the feet.
    """
    if take.technique.on_bed:
        return through(scene, take)
    both = take.held[:, 2] & take.held[:, 3]
    loose = np.flatnonzero(~both)
    since = int(loose[-1]) + 1 if len(loose) else 0
    # The last hand closes at the end of tick `since`; half a tick for rounding.
    held = (len(both) - 1 - since) * TICK
    return bool(both[-1]) and held >= full_swing(scene) - TICK / 2


def _half_step(take: Take, scene: Scene) -> HalfStep | BedHalfStep:
    """Perform a take at half its step and say what changes."""
    finer = compose(take.performer, take.rig, step=take.step / 2)
    other = perform_again(finer, replace(take, step=take.step / 2))
    if take.technique.on_bed:
        return bed_half_step(scene, take, other)
    com, catch = scene.sensor["com"], _first_catch(take.outcome)
    last = min(len(take.sensors), len(other.sensors)) - 1
    end = last if catch is None else min(last, round(catch / TICK) - 1)
    apart = take.sensors[end, com] - other.sensors[end, com]
    return HalfStep(
        landed=bool(other.outcome["landed"]),
        release=_change(take.outcome["release"], other.outcome["release"]),
        catch=_change(catch, _first_catch(other.outcome)),
        spin=float(np.degrees(other.outcome["spin"] - take.outcome["spin"])),
        place=float(np.linalg.norm(apart)),
    )


def _first_catch(outcome: Any) -> float | None:  # noqa: ANN401 - plain values.
    moments = [moment for moment in outcome["catch"] if moment is not None]
    return min(moments) if moments else None


def _change(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before
