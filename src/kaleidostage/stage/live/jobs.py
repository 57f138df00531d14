"""From a run to what its worker is told: names resolved, limits set."""

from pathlib import Path
from typing import Any

from ...errors import KaleidoError, MismatchError
from .library import Library
from .run import REPLAY, SHEET, TECHNIQUE, Run, Runs

SHEET_SECONDS = 3600.0  # The longest a sheet may take; our choice.
SECONDS_A_TAKE = 5.0  # The longest a take may take, on a busy machine; our choice.
SPARE = 120.0  # [s] For starting, the check and writing; our choice.


def job(run: Run, runs: Runs, library: Library, threads: int | None) -> dict[str, Any]:
    """Return what the worker of a run reads on its standard input.

    Raises:
        KaleidoError: If act, performer, rig or technique are not there any more.
    """
    plain = {
        "kind": run.kind,
        "act": library.argument("acts", run.act),
        "performer": library.argument("performers", run.performer),
        "rig": library.argument("rigs", run.rig),
        "steadiness": run.steadiness,
        "seed": run.seed,
        "threads": threads,
        "technique": _technique(run, runs),
        "home": str(runs.home(run)),
    }
    if run.kind == "rehearse":
        return {**plain, "budget": run.budget}
    return {**plain, "words": _words(run, plain, library.folder)}


def limit(run: Run) -> float:
    """Return how long a run may take before it is ended. [s]"""
    if run.kind == "rehearse":
        return 2.0 * run.budget + SPARE
    return SHEET_SECONDS if run.kind == "sheet" else run.takes * SECONDS_A_TAKE + SPARE


def _technique(run: Run, runs: Runs) -> str:
    """Return the path of the technique of the run that `run` builds on, or ''."""
    if not run.of:
        return ""
    source = runs.get(run.of)
    same = all(
        getattr(source, name) == getattr(run, name)
        for name in ("act", "performer", "rig")
    )
    if not same:
        raise MismatchError(
            f"run {run.of} rehearsed another act, performer or rig; choose its own"
        )
    path = runs.home(source) / TECHNIQUE
    if not path.is_file():
        raise KaleidoError(f"run {run.of} has found no technique yet; let it go on")
    return str(path)


def _words(run: Run, plain: dict[str, Any], folder: Path) -> list[str]:
    """Return the words of the package's own command that do the run."""
    words = [run.kind, plain["act"], "--performer", plain["performer"]]
    words += ["--rig", plain["rig"], "--steadiness", run.steadiness]
    words += ["--seed", str(run.seed), "--takes", str(run.takes), "--json"]
    words += ["--technique", plain["technique"]] if plain["technique"] else []
    words += ["--threads", str(plain["threads"])] if plain["threads"] else []
    if run.kind == "sheet":
        store = folder / "takes"
        return [*words, "--out", f"{plain['home']}/{SHEET}", "--store", str(store)]
    return [*words, "--out", f"{plain['home']}/{REPLAY}", "--no-open"]
