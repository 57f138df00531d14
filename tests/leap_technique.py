"""A plausible technique of a straight leap, for tests of what is around it."""

import math

from kaleidostage.technique import Phase, Technique


def phase(name, after, at, move, hands="", **pose_deg):
    pose = {joint: math.radians(angle) for joint, angle in pose_deg.items()}
    return Phase(name=name, after=after, at=at, move=move, hands=hands, pose=pose)


def leap(act="first-leap", performer="layla", rig="reference", **changes):
    """Return the technique; it flies, whether it catches is another matter."""
    arms, hips, knees, spine = (
        "shoulder_flexion",
        "hip_flexion",
        "knee_flexion",
        "spine_flexion",
    )
    start = {arms: 170, hips: 100, knees: 10, "ankle_plantarflexion": 40}
    back = {arms: 190, hips: -20, knees: 20, spine: -15}
    up = {arms: 178, hips: 20, knees: 5, spine: 10}
    out = {arms: 165, hips: 80, knees: 10, spine: 20}
    flat = {arms: 178, hips: 0, knees: 0, spine: -5}
    phases = (
        phase("seven", "take-off", 0.0, 0.2, **start),
        phase("sweep", "take-off", 0.45, 0.4, **back),
        phase("hollow", "take-off", 1.05, 0.3, **up),
        phase("force-out", "take-off", 1.5, 0.35, **out),
        phase("extend", "take-off", 1.95, 0.25, **flat),
        phase("release", "take-off", 2.05, 0.2, "open", **{arms: 150}),
        phase("open", "release", 0.05, 0.25, **{hips: 10, knees: 10}),
        phase("reach", "release", 0.15, 0.15, "reach", **{hips: 0}),
        phase("hang", "catch", 0.05, 0.3, **{arms: 175, hips: 10, knees: 10}),
    )
    values = {"call": 0.35, "lead": 0.06, "phases": phases, **changes}
    return Technique(act=act, performer=performer, rig=rig, **values)
