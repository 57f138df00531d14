"""Two facing fly bars: pivots, cables that go slack, bars, boards and a net.

The flyer leaves the near board at negative x and leaps towards positive x; the near
pivots hang over x = 0. Everything here is a dimension of the rig, nothing a person's.
"""

import math
from dataclasses import dataclass, fields, replace

import mujoco
import numpy as np
from numpy.typing import NDArray

SIDES = (("l", 1.0), ("r", -1.0))  # The performer's left is +y.
BARS = ("near", "far")

# A cable is a length limit: it pulls when taut and does nothing when slack. Rope and
# frame give a little: 50 rad/s, critically damped (our choice).
CABLE_SOLREF = (0.02, 1.0)
CABLE_SOLIMP = (0.999, 0.9999, 0.001, 0.5, 2.0)


@dataclass(frozen=True, kw_only=True)
class FlyBars:
    """The dimensions of a bar-to-bar rig. [m], [kg]

    The defaults are the reference rig. Sources (docs/sources.md): BERN-PB and CAMP06
    for pivot and board heights, BERN and PILG for cables, BERN-SB and BUCKLES for the
    bar, PILG for its mass, CAMP06 for the net. The span of a bar-to-bar rig and the
    height at which a helper holds the far bar (waist) have no published figure: our
    choice.
    """

    name: str = "reference"
    pivot_height: float = 9.7
    span: float = 7.8
    cable_length: float = 3.65
    far_cable_length: float = 3.65
    bar_length: float = 0.9
    bar_diameter: float = 0.019
    bar_mass: float = 4.0
    board_height: float = 6.95
    board_edge: float = 4.4
    board_length: float = 1.5
    board_width: float = 0.9
    riser: float = 0.0
    hold_height: float = 0.9
    net_height: float = 2.5

    apparatus = "fly-bars"

    def scaled(self, factor: float, name: str) -> "FlyBars":
        """Return the same rig with every length times `factor`; masses stay."""
        kept = {"name", "bar_mass", "bar_diameter", "bar_length"}
        sizes = {
            f.name: getattr(self, f.name) * factor
            for f in fields(self)
            if f.name not in kept
        }
        return replace(self, name=name, **sizes)

    def pivot_x(self, bar: str) -> float:
        """Return where the pivots of `bar` hang over the ground. [m]"""
        return 0.0 if bar == "near" else self.span

    def length(self, bar: str) -> float:
        """Return the cable length of `bar`. [m]"""
        return self.cable_length if bar == "near" else self.far_cable_length

    def bar_position(self, bar: str, angle: float) -> NDArray[np.float64]:
        """Return the bar's centre, hung taut at `angle` from the vertical.

        Args:
            bar: "near" or "far".
            angle: Positive towards +x. [rad]

        Returns:
            World position, shape (3,). [m]
        """
        reach = self.length(bar)
        x = self.pivot_x(bar) + reach * math.sin(angle)
        return np.array([x, 0.0, self.pivot_height - reach * math.cos(angle)])

    def far_start_angle(self) -> float:
        """Return the angle at which the helper on the far board holds the bar. [rad]

        The helper on the board holds the bar back with a hook, `hold_height` above
        the board, cables taut.
        """
        drop = self.pivot_height - (self.board_height + self.hold_height)
        return math.acos(min(1.0, max(0.05, drop / self.far_cable_length)))

    def add_to(self, spec: mujoco.MjSpec) -> None:
        """Add pivots, cables, bars, boards and net to `spec`."""
        _add_net(spec, self)
        for bar in BARS:
            _add_bar(spec, self, bar)
            _add_board(spec, self, bar)
        _add_helper(spec, self)


def _add_net(spec: mujoco.MjSpec, rig: FlyBars) -> None:
    """Add the net as a plane: a take is over when somebody meets it."""
    spec.worldbody.add_geom(
        name="net",
        type=mujoco.mjtGeom.mjGEOM_PLANE,
        size=(rig.span + 8.0, 4.0, 0.1),
        pos=(rig.span / 2, 0.0, rig.net_height),
        contype=0,
        conaffinity=1,
    )


def _add_bar(spec: mujoco.MjSpec, rig: FlyBars, bar: str) -> None:
    """Add one free bar on two cables, hanging straight down."""
    body = spec.worldbody.add_body(name=f"{bar}_bar", pos=rig.bar_position(bar, 0.0))
    body.add_freejoint(name=f"{bar}_bar")
    body.explicitinertial = True
    body.mass = rig.bar_mass
    body.ipos = (0.0, 0.0, 0.0)
    across = rig.bar_mass * rig.bar_length**2 / 12  # A thin rod about its middle.
    # About its own axis the bar turns with its end fittings: 2 cm radius, our choice.
    body.inertia = (across, rig.bar_mass * 0.02**2, across)
    half = rig.bar_length / 2
    body.add_geom(
        name=f"{bar}_bar_geom",
        type=mujoco.mjtGeom.mjGEOM_CAPSULE,
        fromto=(0.0, -half, 0.0, 0.0, half, 0.0),
        size=(rig.bar_diameter / 2, 0.0, 0.0),
        mass=0.0,
        contype=0,
        conaffinity=1,
    )
    for side, sign in SIDES:
        _add_cable(spec, rig, bar, side, sign * half)
        body.add_site(name=f"{bar}_hold_{side}", pos=(0.0, sign * 0.2, 0.0))


def _add_cable(
    spec: mujoco.MjSpec, rig: FlyBars, bar: str, side: str, y: float
) -> None:
    pivot, end = f"{bar}_pivot_{side}", f"{bar}_end_{side}"
    spec.worldbody.add_site(name=pivot, pos=(rig.pivot_x(bar), y, rig.pivot_height))
    spec.body(f"{bar}_bar").add_site(name=end, pos=(0.0, y, 0.0))
    cable = spec.add_tendon(name=f"{bar}_cable_{side}")
    cable.wrap_site(pivot)
    cable.wrap_site(end)
    cable.limited = True
    cable.range = (0.0, rig.length(bar))
    cable.solref_limit = CABLE_SOLREF
    cable.solimp_limit = CABLE_SOLIMP


def _add_board(spec: mujoco.MjSpec, rig: FlyBars, bar: str) -> None:
    """Add the board behind a pivot: the near one at -x, the far one at +x."""
    outward = -1.0 if bar == "near" else 1.0
    middle = rig.pivot_x(bar) + outward * (rig.board_edge + rig.board_length / 2)
    top = rig.board_height + (rig.riser if bar == "near" else 0.0)
    spec.worldbody.add_geom(
        name=f"{bar}_board",
        type=mujoco.mjtGeom.mjGEOM_BOX,
        size=(rig.board_length / 2, rig.board_width / 2, 0.03),
        pos=(middle, 0.0, top - 0.03),
        contype=0,
        conaffinity=1,
    )


def _add_helper(spec: mujoco.MjSpec, rig: FlyBars) -> None:
    """Add the hands that hold the far bar back until the call."""
    held = rig.bar_position("far", rig.far_start_angle())
    for side, sign in SIDES:
        y = sign * rig.bar_length / 2
        spec.worldbody.add_site(name=f"helper_{side}", pos=(held[0], y, held[2]))
        spec.add_equality(
            name=f"helper_{side}",
            type=mujoco.mjtEq.mjEQ_CONNECT,
            objtype=mujoco.mjtObj.mjOBJ_SITE,
            name1=f"far_end_{side}",
            name2=f"helper_{side}",
            active=True,
            solref=CABLE_SOLREF,
            solimp=CABLE_SOLIMP,
        )


__all__ = ["BARS", "SIDES", "FlyBars"]
