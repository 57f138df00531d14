"""Courses made up from skills: rigid turns, with the faults that people make."""

from dataclasses import dataclass, field

import numpy as np

from kaleidostage.acts.skill import POSITIONS, lands_on
from kaleidostage.judging.course import Course
from kaleidostage.performers import JOINTS
from turns import about, soles, times

TICK, GRAVITY = 0.01, 9.81
LIES = {"feet": 0, "seat": 0, "front": 1, "back": -1}
SHAPES = {  # Hip, knee, half of the angle between the legs. [deg]
    "straight": (0.0, 0.0, 0.0),
    "tuck": (115.0, 115.0, 5.0),
    "pike": (110.0, 0.0, 0.0),
    "straddle": (105.0, 0.0, 55.0),
}
STANDS = {"feet": (0, 0), "seat": (85, 0), "front": (0, 0), "back": (60, 0)}


@dataclass
class Way:
    """How one skill is done.

    lean, over: error of the turn at take-off and landing, forward plus. [deg]
    early, late: where the shape is closed and opened, as parts of the turn.
    ahead: turned about the long axis in the last contact. [deg]
    unfinished: missing of the twist at the landing. [deg]
    tilt: of the long axis while twisting. [deg]
    hand: which way it twists, by somersaults, +1 left.
    """

    seconds: float = 1.5
    lean: float = 0.0
    over: float = 0.0
    early: float = 0.15
    late: float = 0.7
    ahead: float = 0.0
    unfinished: float = 0.0
    tilt: float = 0.0
    hand: tuple[int, ...] = (1, 1, 1, 1)
    windows: tuple[tuple[float, float], ...] = ((0.1, 0.9),) * 4
    place: tuple[float, float] = (0.0, 0.0)
    joints: dict[str, float] = field(default_factory=dict)
    close: float = 1.0  # Part of the shape's angles that is reached.


def smooth(x, low, high):
    """Return a step from 0 to 1 between `low` and `high`."""
    s = np.clip((x - low) / (high - low), 0.0, 1.0)
    return s * s * (3.0 - 2.0 * s)


@dataclass
class Pieces:
    """Angles over time, in pieces. [rad] [m]"""

    heading: list
    turn: list
    tilt: list
    twist: list
    joints: list
    com: list
    parts: list


def columns(name):
    return [i for i, joint in enumerate(JOINTS) if joint.startswith(name)]


def made(skills, ways, *, heading=0.0, rng=None, noise=0.0, stand=0.3, end=0.3):
    """Return the course of skills done one after another, each in its way.

    Args:
        skills: What.
        ways: How, one each.
        heading: Where the performer faces at first. [deg]
        rng: For noise and for the order in which parts come down.
        noise: SD of every angle. [deg]
        stand: Time on the bed before. [s]
        end: Time on the bed after. [s]
    """
    rng = rng or np.random.default_rng(0)
    facing = np.radians(heading)
    first = skills[0].take_off
    pieces = [rest(facing, first, (0.0, 0.0), stand)]
    last = (facing, LIES[first] * np.pi / 2, 0.0, (0.0, 0.0))
    for i, (skill, way) in enumerate(zip(skills, ways, strict=True)):
        flight, last = flown(skill, way, last)
        follow = ways[i + 1] if i + 1 < len(ways) else None
        span = 0.3 if follow else end
        pieces += [flight, landed(skill, way, last, follow, span, rng)]
        last = settled(skill, last)
    return packed(pieces, rng, np.radians(noise))


CLEAN = {"late": 0.48, "seconds": 1.6}
"""A way of doing any skill that nothing is taken off for."""


def course_of(*skills, **way):
    """Return the course of skills, each done cleanly but for what is told."""
    return made(skills, [Way(**CLEAN | way) for _ in skills])


def rest(facing, position, place, seconds):
    n = max(1, round(seconds / TICK))
    ones = np.ones(n)
    joints = np.zeros((n, len(JOINTS)))
    parts = np.zeros((n, 4), bool)
    parts[:, list(POSITIONS).index(position)] = True
    com = np.column_stack([place[0] * ones, place[1] * ones, 0.8 * ones])
    zero = 0.0 * ones
    turn = LIES[position] * np.pi / 2 * ones
    return Pieces(facing * ones, turn, zero, zero, joints, com, parts)


def flown(skill, way, last):
    """Return one flight and where it ends: heading, turn, twist, place."""
    facing, _, _, place = last
    n = round(way.seconds / TICK)
    s = np.arange(n) / n
    lies = LIES[skill.take_off] * np.pi / 2
    total = skill.direction * skill.quarters * np.pi / 2
    lean, over = np.radians(way.lean), np.radians(way.over)
    pace = 0.7 * s + 0.3 * smooth(s, 0.0, 1.0)
    turned = total * pace
    turn = lies + turned + lean * (1 - pace) + over * pace
    part = pace if skill.quarters else s
    count = len(skill.twists)
    twist, tilt = np.radians(way.ahead) * np.ones(n), np.zeros(n)
    for k, half in enumerate(skill.twists):
        start, stop = phase(skill.quarters, count, k)
        low, high = (start + w * (stop - start) for w in way.windows[k])
        ramp = smooth(part, low, high)
        twist += way.hand[k] * half * np.pi * ramp
        if half:
            up = smooth(part, low, low + 0.1)
            tilt += np.radians(way.tilt) * up * (1 - smooth(part, high - 0.1, high))
    toward = way.hand[max(range(count), key=lambda k: skill.twists[k])]
    short = np.radians(way.unfinished * toward) * (skill.half_twists > 0)
    twist -= (short + np.radians(way.ahead)) * smooth(part, 0.5, 1.0)
    joints = posed(skill, way, part)
    rise = way.seconds * s * (way.seconds - way.seconds * s) * GRAVITY / 2
    com = np.column_stack(
        [
            place[0] + (way.place[0] - place[0]) * s,
            place[1] + (way.place[1] - place[1]) * s,
            1.0 + rise,
        ]
    )
    flight = Pieces(
        np.full(n, facing), turn, tilt, twist, joints, com, np.zeros((n, 4), bool)
    )
    whole = sum(way.hand[k] * half for k, half in enumerate(skill.twists)) * np.pi
    return flight, (facing, lies + total + over, whole - short, way.place)


def phase(quarters, count, k):
    """Return where somersault `k` of `count` begins and ends in the whole turn."""
    if count == 1:
        return 0.0, 1.0
    return 4 * k / quarters, 1.0 if k == count - 1 else 4 * (k + 1) / quarters


def posed(skill, way, part):
    """Return the joint angles of one flight, (n, 19). [rad]"""
    hip, knee, legs = SHAPES[skill.shape]
    closed = smooth(part, way.early - 0.1, way.early + 0.08)
    closed = closed * (1.0 - smooth(part, way.late - 0.08, way.late + 0.1))
    closed = closed * way.close
    joints = np.zeros((len(part), len(JOINTS)))
    joints[:, columns("hip_flexion")] = (0.8 * np.radians(hip) * closed)[:, None]
    joints[:, columns("spine_flexion")] = (0.2 * np.radians(hip) * closed)[:, None]
    joints[:, columns("knee_flexion")] = (np.radians(knee) * closed)[:, None]
    joints[:, columns("hip_abduction")] = (np.radians(legs) * closed)[:, None]
    joints[:, columns("ankle_plantarflexion")] = np.radians(60.0)
    hip, _ = STANDS[skill.landing]
    sit = np.radians(hip) * smooth(part, 0.85, 1.0)
    joints[:, columns("hip_flexion")] += sit[:, None]
    for name, angle in way.joints.items():
        joints[:, columns(name)] += np.radians(angle)
    return joints


def settled(skill, last):
    """Return heading, turn, twist and place as the next skill counts them."""
    facing, _, _, place = last
    facing += np.pi * (skill.half_twists % 2)
    return facing, LIES[skill.landing] * np.pi / 2, 0.0, place


def landed(skill, way, last, follow, seconds, rng):
    """Return the contact after a flight, from how one came to how one goes."""
    facing, turn, twist, place = last
    n = max(3, round(seconds / TICK))
    s = smooth(np.arange(n) / n, 0.0, 1.0)
    half = skill.half_twists % 2
    meant = round(twist / np.pi) * np.pi
    level = turn - 2 * np.pi * round(turn / (2 * np.pi))
    lean, ahead = (follow.lean, follow.ahead) if follow else (0.0, 0.0)
    spot = lands_on(skill.take_off, skill.quarters, skill.half_twists, skill.direction)
    lies = {0: 0, 1: 1, 3: -1}[spot] * (-1 if half else 1) * np.pi / 2
    goal = lies + np.radians(lean) * (-1 if half else 1)
    level += 2 * np.pi * round((goal - level) / (2 * np.pi))
    parts = came(skill.landing, n, rng)
    joints = np.zeros((n, len(JOINTS)))
    joints[:, columns("hip_flexion")] = np.radians(STANDS[skill.landing][0]) + 0.1
    for name, angle in way.joints.items():
        joints[:, columns(name)] += np.radians(angle)
    com = np.column_stack(
        [np.full(n, place[0]), np.full(n, place[1]), 1.0 - 0.4 * np.sin(np.pi * s)]
    )
    return Pieces(
        np.full(n, facing),
        level + (goal - level) * s,
        np.zeros(n),
        twist + (meant + np.radians(ahead) - twist) * s,
        joints,
        com,
        parts,
    )


def came(landing, n, rng):
    """Return which parts touch in a landing, some later than others, (n, 4)."""
    parts = np.zeros((n, 4), bool)
    column = list(POSITIONS).index(landing)
    parts[:, column] = True
    if landing == "seat":
        late = rng.integers(0, 4)
        parts[:late, column] = False
        parts[:, 0] = True
    elif landing in ("front", "back") and rng.random() < 0.7:
        parts[rng.integers(0, 3) :, 1] = True
    if landing == "feet" and rng.random() < 0.3 and n > 10:
        at = rng.integers(1, 4)
        parts[at : at + rng.integers(1, 4)] = False
    return parts


def packed(pieces, rng, noise):
    """Return the course of all pieces, one after another."""
    heading, turn, tilt, twist, joints, com, parts = (
        np.concatenate([getattr(piece, name) for piece in pieces])
        for name in Pieces.__dataclass_fields__
    )
    count = len(turn)

    def shake():
        return noise * rng.standard_normal(count)

    joints = joints + noise * rng.standard_normal(joints.shape)
    body = times(about("z", heading), about("y", turn + shake()))
    body = times(times(body, about("x", tilt + shake())), about("z", twist + shake()))
    bent = joints[:, JOINTS.index("spine_flexion")] / 2
    wrung = joints[:, JOINTS.index("spine_torsion")] / 2
    chest = times(times(body, about("y", bent)), about("z", wrung))
    pelvis = times(times(body, about("y", -bent)), about("z", -wrung))
    chest *= np.where(rng.random(count) < 0.5, -1.0, 1.0)[:, None]
    return Course(
        times=TICK * np.arange(count),
        chest=chest,
        pelvis=pelvis,
        joints=joints,
        com=com,
        feet=soles(body, com),
        on_bed=parts.any(axis=1),
        parts=parts,
        off=np.zeros(count, bool),
        hips=com.copy(),
    )
