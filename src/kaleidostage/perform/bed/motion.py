"""How B bodies move over the bed, seen along the way they are to face.

The frame of a body is level: ahead along the bed, to where it faces or is to land
facing; left; up. Its trunk is half-way between pelvis and chest.
"""

from dataclasses import dataclass, fields
from typing import Self

import mujoco
import numpy as np
from numpy.typing import NDArray

from ...performers import JOINTS
from ...scene import FLYER, Scene

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
# Of a bend of the hips the trunk goes so much, of one of the waist half of that. Our
# choice: with it somersaults forward and backward land alike.
LEGS = 0.12
HIPS = [JOINTS.index("hip_flexion_l"), JOINTS.index("hip_flexion_r")]
WAIST = JOINTS.index("spine_flexion")
SOLES = ("heel_l", "toe_l", "heel_r", "toe_r")


@dataclass
class Rows:
    """Arrays with a row for each body."""

    def put(self, rows: NDArray[np.int64], other: Self) -> None:
        """Overwrite `rows` with all of another."""
        for f in fields(self):
            getattr(self, f.name)[rows] = getattr(other, f.name)

    def keep(self, rows: Flags | NDArray[np.int64]) -> None:
        """Forget all bodies but `rows`."""
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name)[rows])


@dataclass
class Body(Rows):
    """What is read of B bodies, in the world's frame.

    Attributes:
        com: Centre of mass, shape (B, 3). [m]
        speed: Its velocity, shape (B, 3). [m/s]
        momentum: Angular momentum about it, shape (B, 3). [kg m^2/s]
        front: To where the trunk faces, shape (B, 3).
        up: Along the trunk to the head, shape (B, 3).
        foot: Middle of both soles, shape (B, 2). [m]
        angle: Joint angles, shape (B, nu). [rad]
        rate: Joint speeds, shape (B, nu). [rad/s]
        bed: Depth of the bed and its speed, down plus, shape (B, 2). [m], [m/s]
    """

    com: Array
    speed: Array
    momentum: Array
    front: Array
    up: Array
    foot: Array
    angle: Array
    rate: Array
    bed: Array

    def copy(self) -> "Body":
        """Return a copy that shares nothing."""
        return Body(**{f.name: getattr(self, f.name).copy() for f in fields(self)})


def read_body(scene: Scene, states: Array, sensors: Array) -> Body:
    """Return what sensors (B, k) and states (B, ns) of one moment say."""
    at = scene.sensor
    chest, pelvis = sensors[:, at["chest"]], sensors[:, at["pelvis"]]
    same = np.where((chest * pelvis).sum(axis=1) < 0.0, -1.0, 1.0)
    trunk = chest + same[:, None] * pelvis
    w, x, y, z = (trunk / np.sqrt((trunk * trunk).sum(axis=1, keepdims=True))).T
    one, two = (scene.joints[0], scene.joints[1])
    soles = [sensors[:, at[name]] for name in SOLES]
    q, v = scene.qpos["bed_z"].start, scene.qvel["bed_z"].start
    return Body(
        com=sensors[:, at["com"]].copy(),  # The engine writes there again.
        speed=sensors[:, at["com_speed"]].copy(),
        momentum=sensors[:, at["momentum"]].copy(),
        front=np.stack((1 - 2 * (y * y + z * z), 2 * (x * y + w * z),
                        2 * (x * z - w * y)), axis=1),
        up=np.stack((2 * (x * z + w * y), 2 * (y * z - w * x),
                     1 - 2 * (x * x + y * y)), axis=1),
        foot=(sum(soles[1:], soles[0]) / len(soles))[:, :2],
        angle=states[:, one],
        rate=states[:, two],
        bed=states[:, [q, v]],
    )  # fmt: skip


@dataclass(kw_only=True)
class Motion(Rows):
    """The same in each body's own level frame.

    Attributes:
        place: Centre of mass ahead and left of the cross, and up, (B, 3). [m]
        speed: Its velocity, shape (B, 3). [m/s]
        pitch: Lean of the trunk ahead, within a turn, shape (B,). [rad]
        roll: Lean to the right, within a quarter turn, shape (B,). [rad]
        twist: Turn about the trunk, leftward, within a turn, shape (B,). [rad]
        spin: Angular momentum over the inertia of the straight body: rolling right,
            turning ahead, twisting left, shape (B, 3). [rad/s]
        over: Centre of mass ahead and left of the feet, shape (B, 2). [m]
    """

    place: Array
    speed: Array
    pitch: Array
    roll: Array
    twist: Array
    spin: Array
    over: Array


def motion(body: Body, facing: Array, inertia: Array) -> Motion:
    """Return the motion of bodies that face along `facing` times +x.

    Args:
        body: What is read of them.
        facing: 1 or -1, shape (B,).
        inertia: Of the straight body about its own axes, shape (3,). [kg m^2]
    """
    turn = np.stack((facing, facing, np.ones_like(facing)), axis=1)
    place, speed = body.com * turn, body.speed * turn
    up, front = body.up * turn, body.front * turn
    aside = np.clip(up[:, 1], -1.0, 1.0)
    # Left, as seen square to the trunk, and ahead there.
    side = np.stack((-aside * up[:, 0], 1 - aside * aside, -aside * up[:, 2]), axis=1)
    ahead = np.stack(
        (
            side[:, 1] * up[:, 2] - side[:, 2] * up[:, 1],
            side[:, 2] * up[:, 0] - side[:, 0] * up[:, 2],
            side[:, 0] * up[:, 1] - side[:, 1] * up[:, 0],
        ),
        axis=1,
    )
    return Motion(
        place=place,
        speed=speed,
        pitch=np.arctan2(up[:, 0], up[:, 2]),
        roll=-np.arcsin(aside),
        twist=np.arctan2((front * side).sum(axis=1), (front * ahead).sum(axis=1)),
        spin=body.momentum * turn / inertia,
        over=(body.com[:, :2] - body.foot) * turn[:, :2],
    )


class Turning:
    """Counts the turns of B bodies through, from what is still to be turned.

    Attributes:
        turn: Turn ahead, 0 where the flight is to end, shape (B,). [rad]
        twist: Turn leftward, the same, shape (B,). [rad]
    """

    def __init__(self, takes: int) -> None:
        """Begin upright."""
        self.turn = np.zeros(takes)
        self.twist = np.zeros(takes)

    def count(self, seen: Motion) -> None:
        """Follow the turns to what is seen now."""
        self.turn += _short(seen.pitch - self.turn)
        self.twist += _short(seen.twist - self.twist)

    def begin(self, rows: Flags, seen: Motion, turn: Array, twist: Array) -> None:
        """Begin with `turn` and `twist` to do, give or take half a turn."""
        self.turn[rows] = (-turn + _short(seen.pitch + turn))[rows]
        self.twist[rows] = (-twist + _short(seen.twist + twist))[rows]

    def keep(self, rows: Flags | NDArray[np.int64]) -> None:
        """Forget all bodies but `rows`."""
        self.turn, self.twist = self.turn[rows], self.twist[rows]

    def put(self, rows: NDArray[np.int64], other: "Turning") -> None:
        """Overwrite `rows` with all of another."""
        self.turn[rows], self.twist[rows] = other.turn, other.twist


def folded(angle: Array, line: Array, twist: Array) -> Array:
    """Return how far trunks are ahead of their whole bodies' lines, (B,). [rad]

    Hips and waist that bend take the trunk forward and the legs back.

    Args:
        angle: Joint angles, shape (B, nu). [rad]
        line: The same of a body that counts as straight, shape (nu,). [rad]
        twist: Turn leftward off where it is seen from, shape (B,). [rad]
    """
    bent = angle - line
    hips = bent[:, HIPS].mean(axis=1)
    ahead: Array = LEGS * (hips + 0.5 * bent[:, WAIST]) * np.cos(twist)
    return ahead


def _short(angle: Array) -> Array:
    """Return the same angle within half a turn."""
    rounded: Array = angle - 2 * np.pi * np.round(angle / (2 * np.pi))
    return rounded


def straight_inertia(scene: Scene, pose: Array) -> Array:
    """Return the inertia of a body in a pose about its own axes, shape (3,). [kg m^2]

    About its centre of mass: rolling, turning ahead, twisting.
    """
    data = mujoco.MjData(scene.hang)
    data.qpos[:] = scene.hang.qpos0
    data.qpos[scene.joints[0] - 1] = pose
    mujoco.mj_forward(scene.hang, data)
    pelvis = scene.hang.body(f"{FLYER}pelvis").id
    inertia: Array = data.crb[pelvis][:3].copy()
    return inertia
