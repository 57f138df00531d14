"""The largest an inspection finds in leaps and on the bed, rule by rule."""

import sys
from dataclasses import asdict

from common import leap, setting

from kaleidostage.acts import load as load_act
from kaleidostage.perform import inspect, make_take, perform
from kaleidostage.performers import steadiness
from kaleidostage.rehearsal.start import jumped
from kaleidostage.technique import names

TAKES = range(24)


def inspected(act, scene, technique):
    """Print each rule's largest value and its limit; return whether all are kept."""
    steady = steadiness("national")
    options = {"seed": 12, "takes": TAKES, "keep": TAKES, "elements": act.flown}
    tally, records = perform(scene, technique, steady, **options)
    largest = {}
    for row, number in enumerate(TAKES):
        take = make_take(
            scene,
            technique,
            steady,
            act=asdict(act),
            seed=12,
            number=number,
            tally=tally,
            row=row,
            record=records[number],
        )
        for finding in inspect(take, scene).findings:
            worst = largest.get(finding.rule, finding)
            largest[finding.rule] = max(worst, finding, key=lambda f: f.value)
    print(f"{act.name}, {len(TAKES)} takes")
    for finding in largest.values():
        print(finding)
    return all(finding.ok for finding in largest.values())


def main():
    """Inspect leaps and what ships on the bed; leave with 1 if a rule is broken."""
    sound = [inspected(load_act("first-leap"), *leap())]
    for name in jumped():
        act = load_act(name)
        if act.cast in names(name):
            sound.append(inspected(act, *setting(act)))
    return not all(sound)


if __name__ == "__main__":
    sys.exit(main())
