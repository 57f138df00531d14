"""Sheets for tests: the first leap, with few takes in every section."""

from dataclasses import replace
from functools import cache

import numpy as np

from kaleidostage import acts, performers, rigs, technique
from kaleidostage.odds import Grid
from kaleidostage.sheet import (
    Cast,
    Store,
    Takes,
    costs,
    curves,
    margins,
    ready,
    sheet,
)
from kaleidostage.sheet import rig as rig_section
from kaleidostage.sheet.fly_bars import FlyBarsSheet


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
    monkeypatch.setattr(costs, "MISSES", 1)
    monkeypatch.setattr(curves, "EACH", 3)
    monkeypatch.setattr(curves, "STEADINESS", (2.5,))
    monkeypatch.setattr(curves, "STRENGTH", (0.7,))
    monkeypatch.setattr(margins, "SPREAD", 2)
    coarse = Grid(coarse=0.08, reach=0.08, fine=0.08)
    monkeypatch.setattr(margins, "MOMENTS", coarse)
    wide = Grid(coarse=np.radians(36), reach=np.radians(36), fine=1.0)
    monkeypatch.setattr(margins, "JOINTS", wide)
    monkeypatch.setattr(ready, "EACH", 3)
    monkeypatch.setattr(rig_section, "EACH", 2)
    monkeypatch.setattr(rig_section, "CALLS", (0.04,))
    span, *_ = FlyBarsSheet().dimensions()
    one = [replace(span, offs=(-0.2, 0.2))]
    monkeypatch.setattr(FlyBarsSheet, "dimensions", lambda self: one)
    joints = FlyBarsSheet().joints(cast().technique)[:2]
    monkeypatch.setattr(FlyBarsSheet, "joints", lambda self, technique: joints)


def made(folder):
    """The sheet of few takes, once `few` is in force; its takes kept in `folder`."""
    performs = takes(folder)
    other = replace(cast(), rig=rigs.FlyBars(span=7.9)), "a wider rig"
    return sheet(cast(), performs, count=12, gate=0.5, other=other), performs
