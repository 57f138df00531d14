"""How long a thousand takes of the first leap last on two threads."""

import sys
import time

from common import leap

from kaleidostage.perform import perform
from kaleidostage.performers import steadiness

TAKES, THREADS, MOST = 1000, 2, 90.0  # [s] The figure to stay under.


def main():
    """Measure, print, and leave with 1 if it takes too long."""
    scene, technique = leap()
    began = time.perf_counter()
    tally, _ = perform(
        scene,
        technique,
        steadiness("national"),
        seed=12,
        takes=range(TAKES),
        threads=THREADS,
    )
    seconds = time.perf_counter() - began
    print(
        f"{TAKES} takes: {seconds:.1f} s on {THREADS} threads, "
        f"{tally.end.sum() / seconds:.0f} simulated seconds a second, "
        f"{int(tally.landed.sum())} landed"
    )
    return seconds > MOST


if __name__ == "__main__":
    sys.exit(main())
