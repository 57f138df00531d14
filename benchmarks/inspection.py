"""The largest an inspection finds in takes of the first leap, rule by rule."""

import sys

from common import leap

from kaleidostage.perform import inspect, make_take, perform
from kaleidostage.performers import steadiness

TAKES = range(24)


def main():
    """Print each rule's largest value and its limit; leave with 1 if one is broken."""
    scene, technique = leap()
    steady = steadiness("national")
    tally, records = perform(scene, technique, steady, seed=12, takes=TAKES, keep=TAKES)
    largest = {}
    for row, number in enumerate(TAKES):
        take = make_take(
            scene,
            technique,
            steady,
            act={"name": "first-leap"},
            seed=12,
            number=number,
            tally=tally,
            row=row,
            record=records[number],
        )
        for finding in inspect(take, scene).findings:
            worst = largest.get(finding.rule, finding)
            largest[finding.rule] = max(worst, finding, key=lambda f: f.value)
    for finding in largest.values():
        print(finding)
    return not all(finding.ok for finding in largest.values())


if __name__ == "__main__":
    sys.exit(main())
