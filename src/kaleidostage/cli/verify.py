"""The verb `verify`: whether a take is what it says."""

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import InspectionError
from . import options, say

if TYPE_CHECKING:
    from ..perform import BedHalfStep, HalfStep, Verdict


@click.command()
@click.argument("take", type=options.FILE)
@click.option(
    "--half-step",
    is_flag=True,
    help="Perform it at half the step of the physics too, and say what changes.",
)
@options.as_json
def verify(take: Path, half_step: bool, json_: bool) -> None:
    """Perform TAKE again from what it holds, compare to the bit, and inspect it.

    Leaves with 0 if nothing speaks against it, with 8 if something does. On another
    machine or version the bits may differ; it is then judged from its stored states.
    """
    from ..perform import verify as prove

    say.progress(f"verifying {take}")
    verdict = prove(take, half_step=half_step)
    say.end_progress()
    if json_:
        say.as_json(_values(verdict))
    else:
        say.result(_head(verdict))
        for line in verdict.lines():
            say.result(line)
    if not verdict.ok:
        raise InspectionError(f"take {take}: {_against(verdict)}")


def _head(verdict: "Verdict") -> str:
    take = verdict.take
    return (
        f"take {take.number} of seed {take.seed}: {take.act_name} by "
        f"{take.performer.name} on the rig {take.rig.name}, steadiness "
        f"{take.steadiness.name}"
    )


def _against(verdict: "Verdict") -> str:
    """Return what speaks against the take, in a few words."""
    against = [finding.rule for finding in verdict.inspection.broken]
    if verdict.repeated is False:
        against.insert(0, "performed again it is another take")
    if verdict.landed != verdict.landed_from_states:
        against.insert(0, "its states do not bear out its outcome")
    return f"fails: {'; '.join(against)}"


def _values(verdict: "Verdict") -> dict[str, object]:
    """Return the verdict for JSON."""
    take = verdict.take
    return {
        "ok": verdict.ok,
        "act": take.act_name,
        "performer": take.performer.name,
        "rig": take.rig.name,
        "steadiness": take.steadiness.name,
        "seed": take.seed,
        "take": take.number,
        "repeated": verdict.repeated,
        "same_machine": verdict.same_machine,
        "differences": {k: list(pair) for k, pair in verdict.differences.items()},
        "landed": verdict.landed,
        "landed_from_states": verdict.landed_from_states,
        "landed_again": verdict.landed_again,
        "findings": [
            {
                "rule": finding.rule,
                "ok": finding.ok,
                "value": _number(finding.value),
                "limit": _number(finding.limit),
                "unit": finding.unit,
            }
            for finding in verdict.inspection.findings
        ],
        "half_step": verdict.half_step and _half(verdict.half_step),
    }


def _half(half: "HalfStep | BedHalfStep") -> dict[str, object]:
    return {
        name: _number(value) if isinstance(value, float) else value
        for name, value in half.values().items()
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
