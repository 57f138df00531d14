"""The worker: one job in a process of its own, started with `python -m`.

It reads the job as one line of JSON on standard input and tells how it goes as lines
of JSON on standard output. It ends when its standard input does: when it is stopped,
and when the server is gone, however that came.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from ...errors import KaleidoError

STOPPED = 130
GRACE = 5.0  # [s] To end in good order; our choice.
_COMMAND = "import sys; from kaleidostage.cli import main; sys.exit(main(sys.argv[1:]))"


def main() -> int:
    """Do the job on standard input; return the exit code."""
    line = sys.stdin.buffer.readline()
    if not line:
        return STOPPED
    threading.Thread(target=_watch, daemon=True).start()
    told = json.loads(line)
    try:
        result = _rehearse(told) if told["kind"] == "rehearse" else _command(told)
    except KeyboardInterrupt:
        _tell(state="stopped", message="stopped")
        return STOPPED
    except KaleidoError as error:
        _tell(state="failed", message=str(error))
    except MemoryError:
        _tell(state="failed", message="out of memory; try fewer takes or threads")
    else:
        _tell(state="done", result=result)
    return 0


def _watch() -> None:
    """Wait until standard input ends, then end too."""
    while sys.stdin.buffer.read(1 << 10):
        continue
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGINT)
    time.sleep(GRACE)
    os._exit(STOPPED)


def _tell(**values: object) -> None:
    """Tell the server; once it is gone, nobody."""
    try:
        sys.stdout.write(json.dumps(values) + "\n")
        sys.stdout.flush()
    except OSError:
        os._exit(STOPPED)


def _rehearse(told: dict[str, Any]) -> dict[str, Any]:
    from .rehearsing import rehearse

    return rehearse(told, _tell)


def _command(told: dict[str, Any]) -> dict[str, Any]:
    """Do a verb of the package's own command; return the figures it gives."""
    command = [sys.executable, "-c", _COMMAND, *told["words"]]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            out, err = child.communicate()
        except BaseException:
            child.terminate()
            raise
    if child.returncode:
        said = err.strip().rpartition("\n")[2].removeprefix("kaleidostage: ")
        said = said.partition("; see kaleidostage")[0]  # No help for those on a page.
        raise KaleidoError(said or f"the command ended with {child.returncode}")
    figures = json.loads(out)
    wanted = ("takes", "landed", "odds", "low", "high", "failures", "loads", "marks")
    return {name: figures[name] for name in wanted if name in figures}


if __name__ == "__main__":
    sys.exit(main())
