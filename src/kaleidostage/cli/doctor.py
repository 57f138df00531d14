"""The verb `doctor`: whether all is there that performing needs."""

import os
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata, resources
from typing import NamedTuple

import click

from ..errors import KaleidoError
from . import options, say


class _Finding(NamedTuple):
    """What one look found: well or not, what, and how to mend it."""

    well: bool
    text: str
    mend: str = ""


@click.command()
@options.as_json
def doctor(json_: bool) -> int:
    """Look whether all is there that performing needs, and say how to mend it.

    Leaves with 0 if all is well, else with 1.
    """
    found = {name: _look(check) for name, check in CHECKS.items()}
    well = all(finding.well for finding in found.values())
    if json_:
        looks = {name: finding._asdict() for name, finding in found.items()}
        say.as_json({"well": well, **looks})
        return 0 if well else 1
    for name, finding in found.items():
        mend = "" if finding.well else f"; to mend: {finding.mend}"
        say.result(
            f"{'well' if finding.well else 'BAD '}  {name}: {finding.text}{mend}"
        )
    return 0 if well else 1


def _look(check: Callable[[], _Finding]) -> _Finding:
    """Look; a look that fails is a finding too."""
    try:
        return check()
    except Exception as error:  # Whatever is broken here is what is looked for.
        again = "install kaleidostage anew in a fresh environment"
        return _Finding(False, f"{type(error).__name__}: {error}", again)


def _python() -> _Finding:
    version = sys.version.split()[0]
    return _Finding(sys.version_info >= (3, 11), version, "use Python 3.11 or newer")


def _engine() -> _Finding:
    """Find the bad release, and a core of another version in the same folder."""
    parts = {}
    for part in ("mujoco", "mujoco-core", "mujoco-studio"):
        try:
            parts[part] = metadata.version(part)
        except metadata.PackageNotFoundError:
            continue
    import mujoco

    loaded = mujoco.mj_versionString()
    text = ", ".join(f"{part} {version}" for part, version in parts.items())
    if set(parts.values()) != {loaded}:
        mend = f"uninstall {' and '.join(parts)}, then install kaleidostage again"
        return _Finding(False, f"{text}, but {loaded} is loaded", mend)
    numbers = tuple(int(number) for number in loaded.split(".")[:2])
    mend = "install mujoco 3.13 or newer, but not 4.0.0, whose solver is wrong"
    return _Finding(numbers >= (3, 13) and loaded != "4.0.0", text, mend)


def _numbers() -> _Finding:
    import numpy
    import scipy

    text = f"numpy {numpy.__version__}, scipy {scipy.__version__}"
    return _Finding(True, text)


def _search() -> _Finding:
    return _Finding(True, f"cma {metadata.version('cma')}")


def _cores() -> _Finding:
    return _Finding(True, str(os.cpu_count() or 1))


def _page() -> _Finding:
    folder = resources.files("kaleidostage.stage")
    pages = (("assets", "page"), ("live/assets", "live"))
    kinds = ("html", "css", "js")
    wanted = [f"{place}/{name}.{kind}" for place, name in pages for kind in kinds]
    missing = [name for name in wanted if not (folder / name).is_file()]
    text = f"missing: {', '.join(missing)}" if missing else "its files are there"
    return _Finding(not missing, text, "run `make page`, or install kaleidostage again")


def _stage() -> _Finding:
    """Say what the live page lacks; nothing else needs it."""
    from ..stage.live.serve import lacking

    return _Finding(True, lacking() or "can be opened")


def _films() -> _Finding:
    """Say what films are drawn and written with; nothing else needs either."""
    from ..stage.film import find_browser, find_ffmpeg

    there = []
    for find in (find_browser, find_ffmpeg):
        try:
            there.append(find())
        except KaleidoError as error:
            there.append(str(error))
    return _Finding(True, "; ".join(there))


def _folder() -> _Finding:
    try:
        with tempfile.TemporaryFile(dir="."):
            return _Finding(True, "can be written")
    except OSError as error:
        mend = "go to a folder of your own, or name a place with --out"
        return _Finding(False, f"cannot be written: {error.strerror}", mend)


def _physics() -> _Finding:
    """Compose and perform a tenth of a second of the first act's scene."""
    import mujoco
    import numpy as np

    from ..performers import JOINTS
    from ..scene import FULL, stand_by, take_off_angle
    from .setting import setting

    scene = setting("first-leap", None, None, "none").scene
    pose = np.zeros(len(JOINTS))
    state = stand_by(scene, pose, take_off_angle(scene, pose))
    data = mujoco.MjData(scene.hang)
    mujoco.mj_setState(scene.hang, data, state, FULL)
    mujoco.mj_step(scene.hang, data, 40)
    well = bool(abs(data.qpos).max() < 100.0)
    return _Finding(well, "runs" if well else "diverges", "install mujoco again")


CHECKS: dict[str, Callable[[], _Finding]] = {
    "python": _python,
    "engine": _engine,
    "numbers": _numbers,
    "search": _search,
    "cores": _cores,
    "physics": _physics,
    "pages": _page,
    "live stage": _stage,
    "films": _films,
    "this folder": _folder,
}
"""What is looked at, in this order."""
