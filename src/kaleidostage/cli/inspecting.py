"""Inspecting some of the takes that odds are counted on."""

from typing import TYPE_CHECKING

from . import say

if TYPE_CHECKING:
    from ..technique import Technique
    from .performing import Performed
    from .setting import Setting

INSPECTED = (
    8  # Takes, the first of a run: an inspection takes about a second. Our choice.
)


def broken_rules(
    setting: "Setting", technique: "Technique", done: "Performed", seed: int
) -> dict[int, list[str]]:
    """Inspect the recorded takes of a run.

    Returns:
        Number of each inspected take -> the findings that break a rule.
    """
    from ..perform import inspect, make_take

    found = {}
    for number, record in sorted(done.records.items()):
        say.progress(f"inspecting take {number}")
        take = make_take(
            setting.scene,
            technique,
            setting.steadiness,
            act=vars(setting.act),
            seed=seed,
            number=number,
            tally=done.tally,
            row=number,
            record=record,
        )
        findings = inspect(take, setting.scene).findings
        found[number] = [str(finding) for finding in findings if not finding.ok]
    say.end_progress()
    return found


def line(found: dict[int, list[str]]) -> str:
    """Return what the inspection came to."""
    broken = {number: rules for number, rules in found.items() if rules}
    if not broken:
        return f"inspected {len(found)} takes: all sound"
    number, rules = next(iter(broken.items()))
    return (
        f"inspected {len(found)} takes: {len(broken)} broke a rule of the physics, "
        f"such as take {number}: {rules[0]}"
    )
