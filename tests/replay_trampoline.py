"""A made-up trampoline routine for tests of the page: kinematics, no physics."""

import numpy as np

from kaleidostage.performers import figure, load
from kaleidostage.stage import Show

STEP, GRAVITY = 0.01, 9.81
BED_LENGTH, BED_WIDTH, HEIGHT = 4.28, 2.14, 1.155
DOWN = 0.32  # Time on the bed, as measured of good gymnasts. [s]
# Time of flight, drift along and across, half turns about the lateral axis and twists.
JUMPS = [
    (1.25, 0.0, 0.0, 0.0, 0.0),
    (1.6, 0.35, 0.05, -1.0, 0.0),
    (1.72, -0.5, 0.1, -1.0, 1.0),
    (1.68, 0.2, -0.2, -2.0, 0.0),
    (1.1, 0.0, 0.0, 0.0, 0.0),
]
NAMES = [
    ("", "straight jump"),
    ("4 o", "back somersault, tucked"),
    ("4 2 /", "back somersault with full twist, straight"),
    ("8 o", "double back somersault, tucked"),
    ("", "straight jump"),
]
LOST = [
    [],
    [("knees apart", 0.1), ("late opening", 0.1)],
    [("arms", 0.1)],
    [("late opening", 0.2), ("travel", 0.1)],
    [],
]


def quat(axis, angle):
    """Quaternions of turns about a fixed axis, w first."""
    half = np.asarray(angle)[..., None] / 2
    return np.concatenate([np.cos(half), np.sin(half) * np.asarray(axis)], axis=-1)


def product(a, b):
    """Products of quaternions, w first."""
    w, x, y, z = np.moveaxis(a, -1, 0)
    W, X, Y, Z = np.moveaxis(b, -1, 0)
    rows = [
        w * W - x * X - y * Y - z * Z,
        w * X + x * W + y * Z - z * Y,
        w * Y - x * Z + y * W + z * X,
        w * Z + x * Y - y * X + z * W,
    ]
    return np.stack(rows, axis=-1)


def turned(q, v):
    """Vectors `v` turned by quaternions `q`."""
    pure = np.concatenate(
        [np.zeros((*q.shape[:-1], 1)), np.broadcast_to(v, (*q.shape[:-1], 3))], axis=-1
    )
    return product(product(q, pure), q * np.array([1, -1, -1, -1]))[..., 1:]


def smooth(u):
    u = np.clip(u, 0, 1)
    return u * u * (3 - 2 * u)


class Routine:
    """Feet, turns and shape of the body at every sample."""

    def __init__(self):
        """Lay the jumps end to end."""
        self.times, self.depth, self.height, self.x, self.y = [], [], [], [], []
        self.pitch, self.twist, self.tuck, self.events = [], [], [], []
        time, x, y, turns, twists = 0.0, 0.0, 0.0, 0.0, 0.0
        for flight, dx, dy, spin, twist in JUMPS:
            self._bed(time, x, y, turns, twists)
            time += DOWN
            self.events.append((time, "take-off"))
            self._air(time, flight, (x, y, dx, dy), (turns, twists), (spin, twist))
            time, x, y = time + flight, x + dx, y + dy
            turns, twists = turns + spin, twists + twist
            self.events.append((time, "landing"))
        self._bed(time, x, y, turns, twists)
        arrays = ("times", "depth", "height", "x", "y", "pitch", "twist", "tuck")
        for name in arrays:
            setattr(self, name, np.concatenate(getattr(self, name)))

    def _add(self, **rows):
        for name, values in rows.items():
            getattr(self, name).append(values)

    def _bed(self, start, x, y, turns, twists):
        t = np.arange(0, DOWN - 1e-9, STEP)
        zero, u = 0 * t, t / DOWN
        depth = 0.78 * np.sin(np.pi * u)
        self._add(times=start + t, depth=depth, height=-depth, x=zero + x, y=zero + y)
        self._add(
            pitch=zero + turns, twist=zero + twists, tuck=0.18 * np.sin(np.pi * u)
        )

    def _air(self, start, flight, place, before, change):
        t = np.arange(0, flight - 1e-9, STEP)
        u = t / flight
        x, y, dx, dy = place
        rise = GRAVITY / 2 * t * (flight - t)
        self._add(times=start + t, depth=0 * t, height=rise)
        self._add(x=x + dx * u, y=y + dy * u)
        way = smooth((u - 0.06) / 0.86)
        self._add(pitch=before[0] + change[0] * way)
        self._add(twist=before[1] + change[1] * smooth((u - 0.2) / 0.6))
        folded = abs(change[0]) > 0 and change[1] == 0
        shape = smooth((u - 0.1) / 0.18) * smooth((0.86 - u) / 0.2)
        self._add(tuck=shape if folded else 0.06 * np.sin(np.pi * u))


def bodies(shape, routine):
    """Positions (T, B, 3) and orientations (T, B, 4) of a gymnast."""
    tuck, pitch = routine.tuck, 2 * np.pi * routine.pitch
    trunk = product(quat((0, 1, 0), pitch), quat((0, 0, 1), 2 * np.pi * routine.twist))
    up = 3.05 * smooth(1.4 * (1 - tuck) - 0.2) + 0.75 * tuck
    bend = {
        "chest": 0.5 * tuck,
        "upper_arm": -up,
        "forearm": -0.7 * tuck,
        "hand": 0 * tuck,
        "thigh": -2.1 * tuck,
        "shank": 2.2 * tuck,
        "foot": 0.9 - 0.8 * (routine.depth > 0),
    }
    place, turn = {"pelvis": np.zeros((len(tuck), 3))}, {"pelvis": trunk}
    for part in shape["bodies"][1:]:
        name, parent = part["body"], part["parent"]
        kind = name.removesuffix("_l").removesuffix("_r")
        place[name] = place[parent] + turned(turn[parent], np.array(part["origin"]))
        turn[name] = product(turn[parent], quat((0, 1, 0), bend[kind]))
    names = [part["body"] for part in shape["bodies"]]
    at = np.stack([place[name] for name in names], axis=1)
    sole = (place["foot_l"] + place["foot_r"]) / 2
    # Standing: soles at the bed. In the air: about the middle of the body.
    stand = np.stack([routine.x, routine.y, routine.height + 0.07], axis=1)
    middle = (place["chest"] + place["pelvis"]) / 2
    hip = np.linalg.norm(sole, axis=1).max()
    centre = np.stack([routine.x, routine.y, routine.height + 0.07 + hip + 0.1], axis=1)
    air = (routine.depth == 0)[:, None] * smooth(4 * (1 - routine.depth))[:, None]
    base = np.where(air > 0, centre - middle, stand - sole)
    return (
        at + base[:, None],
        np.stack([turn[name] for name in names], axis=1),
        base + middle,
    )


def make_routine(**changes):
    """Build the show of a short routine with marks and a score."""
    shape, routine = figure(load("layla")), Routine()
    xpos, xquat, com = bodies(shape, routine)
    rng, rows = np.random.default_rng(1), len(routine.times)
    bed = np.stack([routine.x, routine.y, routine.depth], axis=1)
    landings = [t for t, name in routine.events if name == "landing"]
    marks = [
        {"time": t, "name": name, "notation": notation, "deductions": lost}
        | {"values": [("flight", f"{jump[0]:.2f} s")]}
        for t, (notation, name), lost, jump in zip(
            landings, NAMES, LOST, JUMPS, strict=True
        )
    ]
    joints = ("hip_flexion_l", "knee_flexion_l", "shoulder_flexion_l", "spine_flexion")
    fields = {
        "title": "A short routine",
        "subtitle": "Layla · competition trampoline · national steadiness",
        "seed": 7,
        "bodies": tuple(f"gymnast/{part['body']}" for part in shape["bodies"]),
        "times": routine.times,
        "xpos": xpos,
        "xquat": xquat,
        "com": com,
        "figures": [{"prefix": "gymnast/", **shape}],
        "floor_z": -HEIGHT,
        "trampoline": {
            "length": BED_LENGTH,
            "width": BED_WIDTH,
            "frame_length": 5.05,
            "frame_width": 2.91,
            "height": HEIGHT,
        },
        "bed": bed,
        "events": routine.events,
        "marks": marks,
        "score": {
            "total": 13.215,
            "parts": [("D", 2.4), ("E", 5.1), ("H", 2.7), ("T", 3.015)],
        },
        "verdict": "ten contacts, no touch of the pads",
        "effort": {
            "joints": joints,
            "values": np.clip(
                rng.random((rows, 4)) * 0.2 + routine.tuck[:, None], 0, 1
            ),
        },
        "momentum": np.stack(
            [0 * routine.tuck, 60 * np.gradient(routine.pitch), 0 * routine.tuck], 1
        ),
        "loads": [{"name": "Bed", "values": 9000 * routine.depth, "most": 9000.0}],
    }
    return Show(**{**fields, **changes})
