"""A made-up leap for tests of the page: planar kinematics, no physics."""

import numpy as np

from kaleidostage.performers import figure, load
from kaleidostage.stage import Show

CABLE, PIVOT, START, PERIOD = 3.65, 9.7, np.radians(62), 4.6
RELEASE, CATCH, END = 1.6, 2.5, 6.4
GRIP = np.array([0.0, 0.0, -0.075])
FALL = np.array([0.0, 0.0, -4.905])
# Angles of shoulder, hip, knee and spine at some times, made by eye.
POSES = [
    (0.0, 3.1, 0.1, 0.1, 0.0),
    (0.5, 3.2, 1.3, 0.1, 0.3),
    (1.0, 3.2, -0.3, 0.3, -0.2),
    (1.4, 3.1, 1.2, 0.1, 0.3),
    (1.66, 2.9, 0.3, 0.1, 0.1),
    (1.9, 0.9, 2.0, 2.1, 0.6),
    (2.15, 1.3, 1.9, 1.9, 0.5),
    (2.4, 3.0, 0.2, 0.2, 0.0),
    (3.1, 3.2, -0.3, 0.4, -0.2),
    (4.2, 3.1, 1.0, 0.1, 0.3),
    (5.2, 3.2, -0.2, 0.2, -0.1),
    (6.4, 3.1, 0.6, 0.1, 0.2),
]


def turn(angle):
    """Rotation about y as a matrix."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def angles(time):
    table = np.array(POSES)
    at = [
        np.interp(time + d, table[:, 0], table[:, 1:].T[k])
        for k in range(4)
        for d in (-0.12, -0.06, 0, 0.06, 0.12)
    ]
    return np.array(at).reshape(4, 5).mean(axis=1)


def limbs(shape, time, pitch):
    """Positions relative to the pelvis and pitch angles of all bodies."""
    shoulder, hip, knee, spine = angles(time)
    bend = {
        "chest": spine,
        "upper_arm": -shoulder,
        "forearm": -0.05,
        "hand": 0.0,
        "thigh": -hip,
        "shank": knee,
        "foot": 0.9,
    }
    place, tilt = {"pelvis": np.zeros(3)}, {"pelvis": pitch}
    for part in shape["bodies"][1:]:
        name, parent = part["body"], part["parent"]
        place[name] = place[parent] + turn(tilt[parent]) @ np.array(part["origin"])
        tilt[name] = tilt[parent] + bend[name.removesuffix("_l").removesuffix("_r")]
    grips = [place[h] + turn(tilt[h]) @ GRIP for h in ("hand_l", "hand_r")]
    return place, tilt, np.mean(grips, axis=0)


def near_angle(time):
    return -START * np.cos(2 * np.pi * time / PERIOD)


def bar(pivot_x, angle):
    return np.array([pivot_x + CABLE * np.sin(angle), 0, PIVOT - CABLE * np.cos(angle)])


def hanging(shape, time):
    """Pelvis of a performer who hangs on the near bar."""
    *_, grip = limbs(shape, time, -near_angle(time))
    return bar(0.0, near_angle(time)) - grip


class Leap:
    """Where pelvis and far bar are at any time."""

    def __init__(self, shape):
        """Fit flight and far rig to the end of the swing."""
        self.shape, self.root = shape, hanging(shape, RELEASE)
        self.speed = (self.root - hanging(shape, RELEASE - 0.03)) / 0.03
        self.speed *= 1.12  # A little more than the swing gives: a wider picture.
        caught = self.flown(CATCH) + limbs(shape, CATCH, self.pitch(CATCH))[2]
        self.angle = -np.arccos(np.clip((PIVOT - caught[2]) / CABLE, -1, 1))
        self.far_x = caught[0] - CABLE * np.sin(self.angle)

    def flown(self, time):
        """Pelvis in flight."""
        t = time - RELEASE
        return self.root + self.speed * t + FALL * t * t

    def pitch(self, time):
        """Angle of the pelvis in flight: one somersault backward."""
        u = (time - RELEASE) / (CATCH - RELEASE)
        start = -near_angle(RELEASE)
        return start + u * (-2 * np.pi + 0.5 - start)

    def far_angle(self, time):
        """Angle of the far cables."""
        t = time - CATCH
        return self.angle * np.cos(1.5 * t) + 0.3 * np.sin(1.5 * max(t, 0))

    def rows(self, time):
        """Position and pitch of every body, bars first."""
        near, far = near_angle(time), self.far_angle(time)
        far_bar = bar(self.far_x, far)
        if time <= RELEASE:
            pitch, base = -near, hanging(self.shape, time)
        elif time < CATCH:
            pitch, base = self.pitch(time), self.flown(time)
        else:
            ease = np.exp((CATCH - time) / 0.25)
            pitch = -far * (1 - ease) + (self.pitch(CATCH) + 2 * np.pi) * ease
            base = far_bar - limbs(self.shape, time, pitch)[2]
        place, tilt, _ = limbs(self.shape, time, pitch)
        body = [(base + place[name], tilt[name]) for name in place]
        return [(bar(0.0, near), -near), (far_bar, -far), *body]

    def ghosts(self):
        """Thirty other flights, a few of them misses."""
        rng = np.random.default_rng(4)
        for k in range(30):
            landed = k % 8 != 5
            v = self.speed + rng.normal(0, 1, 3) * [0.16, 0.05, 0.16]
            v += np.zeros(3) if landed else [-0.7, 0.15, -0.4]
            t = np.linspace(0, CATCH - RELEASE if landed else 1.6, 40)[:, None]
            start = self.root + rng.normal(0, 0.04, 3)
            yield {"path": start + v * t + FALL * t**2, "landed": landed}


def rig(far_x):
    """Bars, cables, boards and net as the page wants them."""
    anchors = [(0.0, "near_bar"), (far_x, "far_bar")]
    return {
        "bars": [{"body": b, "length": 0.9, "radius": 0.0095} for _, b in anchors],
        "cables": [
            {
                "anchor": [x, y, PIVOT],
                "body": body,
                "offset": [0, y, 0],
                "rest_length": CABLE,
            }
            for x, body in anchors
            for y in (-0.45, 0.45)
        ],
        "boards": [
            {"pos": [x, 0, 6.93], "size": [0.31, 1.52, 0.04]}
            for x in (-4.55, far_x + 4.55)
        ],
        "net": {"z": 2.5, "x0": -6.0, "x1": far_x + 6.0, "y0": -3.3, "y1": 3.3},
    }


def make_show(**changes):
    """Build the show: swing, one backward somersault, swing on the far bar."""
    shape = figure(load("sora"))
    leap, times = Leap(shape), np.arange(0, END, 0.01)
    rows = [leap.rows(time) for time in times]
    half = np.array([[tilt for _, tilt in row] for row in rows]) / 2
    names = [f"flyer/{part['body']}" for part in shape["bodies"]]
    fields = {
        **rig(leap.far_x),
        "title": "Back Somersault Leap",
        "subtitle": "Sora · reference rig, bar to bar · national steadiness",
        "seed": 20261123,
        "bodies": ("near_bar", "far_bar", *names),
        "times": times,
        "xpos": np.array([[place for place, _ in row] for row in rows]),
        "xquat": np.stack([np.cos(half), 0 * half, np.sin(half), 0 * half], axis=-1),
        "figures": [{"prefix": "flyer/", **shape}],
        "events": [
            (0.0, "off the board"),
            (1.12, "sweep"),
            (RELEASE, "release"),
            (CATCH, "catch_l"),
            (CATCH + 0.02, "catch_r"),
            (5.9, "landed"),
        ],
        "odds": {
            "takes": 1000,
            "landed": 870,
            "odds": 0.87,
            "low": 0.848,
            "high": 0.890,
            "failures": {"short": 71, "too fast": 33, "low": 18, "grip broke": 8},
        },
        "ghosts": list(leap.ghosts()),
        "facts": [
            ("In the air", "0.90 s"),
            ("Peak cable load", "1.42 kN"),
            ("Reach left at the catch", "31 mm"),
        ],
    }
    return Show(**{**fields, **changes})
