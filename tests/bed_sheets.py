"""Sheets of the trampoline for tests: two jumps, and a balance that does nothing."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from bed_technique import network
from kaleidostage import acts, performers, rigs
from kaleidostage.odds import Grid
from kaleidostage.perform.bed.observe import EVEN, MOVES, ODD, SIDE_MOVES
from kaleidostage.sheet import Cast, curves, sheet
from kaleidostage.sheet.budget import BED
from kaleidostage.sheet.trampoline import TrampolineSheet
from kaleidostage.technique import Technique, read
from kaleidostage.technique.balance import packed

FEW = replace(
    BED,
    watched=2,
    recorded=1,
    peaks=True,
    others=2,
    misses=1,
    moments=Grid(coarse=0.1, reach=0.1, fine=0.1),
    joints=Grid(coarse=np.radians(20), reach=np.radians(20), fine=1.0),
    spread=2,
    curve=2,
    rig=2,
)


def still():
    """Return a balance that never moves anything."""
    sizes = (EVEN, ODD, 2, MOVES, SIDE_MOVES)
    layers = [np.zeros_like(layer) for layer in network(sizes).layers]
    return packed(layers, sizes)


def technique(act="straight-jumps", who="nilo"):
    phases = read(Path(__file__).parent / "low_jump.toml").phases
    return Technique(act=act, performer=who, rig="competition", call=0.0, lead=0.0,
                     phases=phases, aim=1.0, balance=still())  # fmt: skip


@cache
def cast(level="national", elements=2):
    """Nilo, two straight jumps: mostly a fall, which is as good for plumbing."""
    act = acts.load("straight-jumps")
    return Cast(
        act=replace(act, elements=act.elements[:elements]),
        performer=performers.load("nilo"),
        rig=rigs.load("competition"),
        technique=technique(),
        steadiness=performers.steadiness(level),
    )


def few(monkeypatch):
    """Let every section do with a handful of takes."""
    monkeypatch.setattr(TrampolineSheet, "budget", FEW)
    monkeypatch.setattr(TrampolineSheet, "calls", (0.1,))
    monkeypatch.setattr(curves, "STEADINESS", (2.5,))
    monkeypatch.setattr(curves, "STRENGTH", (0.7,))
    monkeypatch.setattr("kaleidostage.sheet.bed_slips.MAIN", ("knee_flexion",))


def made(takes, also=()):
    """The sheet of few takes, once `few` is in force."""
    return sheet(cast(), takes, count=4, gate=0.5, also=also)
