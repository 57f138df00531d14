"""Sheets for tests: the first leap, with few takes in every section."""

import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from kaleidostage import acts, performers, rigs, technique
from kaleidostage.odds import Grid
from kaleidostage.sheet import Cast, Store, Takes, curves, sheet
from kaleidostage.sheet.budget import LEAP
from kaleidostage.sheet.fly_bars import FlyBarsSheet

FEW = replace(
    LEAP,
    others=3,
    misses=1,
    moments=Grid(coarse=0.08, reach=0.08, fine=0.08),
    joints=Grid(coarse=np.radians(36), reach=np.radians(36), fine=1.0),
    spread=2,
    curve=3,
    rig=2,
)


@cache
def cast(act="first-leap", who="layla", rig="reference", level="national"):
    """Who does what, as shipped."""
    return Cast(
        act=acts.load(act),
        performer=performers.load(who),
        rig=rigs.load(rig),
        technique=technique.load(act, who, rig),
        steadiness=performers.steadiness(level),
    )


def takes(folder=None, seed=1, **options):
    """Performs, and keeps what it performed in `folder`."""
    return Takes(seed=seed, store=Store(folder), threads=2, **options)


def few(monkeypatch):
    """Let every section do with a handful of takes: each call costs a second."""
    monkeypatch.setattr(FlyBarsSheet, "budget", FEW)
    monkeypatch.setattr(FlyBarsSheet, "calls", (0.04,))
    monkeypatch.setattr(curves, "STEADINESS", (2.5,))
    monkeypatch.setattr(curves, "STRENGTH", (0.7,))
    span, *_ = FlyBarsSheet().dimensions()
    one = [replace(span, offs=(-0.2, 0.2))]
    monkeypatch.setattr(FlyBarsSheet, "dimensions", lambda self: one)
    joints = FlyBarsSheet().joints(cast())[:2]
    monkeypatch.setattr(FlyBarsSheet, "joints", lambda self, who: joints)


def made(folder):
    """The sheet of few takes, once `few` is in force; its takes kept in `folder`."""
    performs = takes(folder)
    other = replace(cast(), rig=rigs.FlyBars(span=7.9)), "a wider rig"
    return sheet(cast(), performs, count=12, gate=0.5, other=other), performs


def killed(script, folder):
    """Run a script that makes a sheet; kill it once takes are kept in `folder`."""
    tests = Path(__file__).parent
    run = subprocess.Popen([sys.executable, "-c", script, str(folder)], cwd=tests)
    try:
        until = time.monotonic() + 120
        while not list(folder.glob("*.npz")):
            assert run.poll() is None and time.monotonic() < until
            time.sleep(0.02)
    finally:
        run.kill()
        run.wait()
