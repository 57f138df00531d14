"""A worker for tests: it does by seed what real ones do only now and then."""

import json
import os
import signal
import sys
import time
from pathlib import Path

from kaleidostage.stage import replay_html
from kaleidostage.stage.live.frames import packed
from kaleidostage.stage.page_data import page_data
from replay_show import make_show

MANY = 150  # Generations of one that floods.
GOOD, ENDLESS, CRASHES, BABBLES, DEAF, FLOODS, COMPLAINS, GARBLES = range(1, 9)


def tell(**values):
    """Tell the server."""
    print(json.dumps(values), flush=True)


def point(generation):
    """Tell a generation."""
    tell(
        point={
            "generation": generation,
            "stage": "finding" if generation < 3 else "trying",
            "best_cost": 1.0 / generation,
            "landed": generation,
            "takes": 2 * generation,
            "low": 0.2,
            "high": 0.8,
            "seconds": 0.5 * generation,
        }
    )


def take(home, generation, show):
    """Write its best take and tell both."""
    values = {"run": home.name, "generation": generation, "show": show}
    (home / "takes" / f"{generation:06d}").write_bytes(packed(values))
    point(generation)
    tell(take=f"{generation:06d}")


def fail(seed):
    """Do what the seed says where it is nothing good."""
    if seed == CRASHES:
        os.kill(os.getpid(), signal.SIGKILL)
    if seed == COMPLAINS:
        sys.exit("kaleidostage: something is wrong with this act")
    if seed == DEAF:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        time.sleep(600)
    if seed in (BABBLES, GARBLES):
        print("{half a line" if seed == BABBLES else "5", flush=True)


def main():
    """Do what the seed says."""
    told = json.loads(sys.stdin.readline())
    home, seed = Path(told["home"]), told["seed"]
    fail(seed)
    if seed in (GOOD, FLOODS, ENDLESS):
        show = make_show()
        (home / "page.html").write_text(replay_html(show), "utf-8")
        (home / "technique.toml").write_text("schema = 1\n")
        count, pause = (MANY, 0.0) if seed == FLOODS else (4, 0.1)
        for generation in range(1, count + 1):
            take(home, generation, page_data(show))
            time.sleep(pause)
    if seed == ENDLESS:
        sys.stdin.read()
        tell(state="stopped", message="stopped")
        sys.exit(130)
    tell(state="done", result={"takes": 4, "landed": 3, "low": 0.1, "high": 0.9})


if __name__ == "__main__":
    main()
