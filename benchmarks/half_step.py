"""Whether half the step changes the odds by less than their interval."""

import sys

from common import odds

from kaleidostage.scene import STEP

TAKES = 400
ACTS = (
    "first-leap", "back-somersault-leap", "straight-jumps", "back-tuck", "back-pike",
    "barani",
)  # fmt: skip


def main():
    """Count the same takes at the step and at half of it; leave with 1 if apart."""
    apart = False
    for act in ACTS:
        whole, half = (odds(act, takes=TAKES, step=s) for s in (STEP, STEP / 2))
        print(f"{act}, step {1000 * STEP:g} ms: {whole.sentence()}")
        print(f"{act}, step {500 * STEP:g} ms: {half.sentence()}")
        apart |= abs(whole.odds - half.odds) >= whole.high - whole.low
    return apart


if __name__ == "__main__":
    sys.exit(main())
