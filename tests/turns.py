"""Turns in space for made-up courses: quaternions, soles, the mirror."""

import numpy as np

from kaleidostage.judging.course import Course
from kaleidostage.performers import JOINTS


def times(a, b):
    """Return the product of quaternions, (n, 4)."""
    aw, ax, ay, az = np.moveaxis(np.asarray(a), -1, 0)
    bw, bx, by, bz = np.moveaxis(np.asarray(b), -1, 0)
    return np.stack(
        [
            aw * bw - ax * bx - ay * by - az * bz,
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
        ],
        axis=-1,
    )


def about(axis, angle):
    """Return quaternions about x, y or z; `angle` in rad, (n,)."""
    angle = np.asarray(angle, dtype=float)
    made = np.zeros((*angle.shape, 4))
    made[..., 0] = np.cos(angle / 2)
    made[..., 1 + "xyz".index(axis)] = np.sin(angle / 2)
    return made


def soles(body, com):
    """Return heels and toes: 0.9 m below the hips, 0.2 m apart, 0.24 m long."""
    w, x, y, z = body.T
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    matrix = np.moveaxis(np.array(rows), 2, 0)
    points = [(a, b, -0.9) for b in (0.1, -0.1) for a in (-0.12, 0.12)]
    return com[:, None, :] + np.einsum("tij,kj->tki", matrix, np.array(points))


def mirrored(course):
    """Return the same course with left and right changed."""
    flip = np.array([1.0, -1.0, 1.0])
    turned = np.array([1.0, -1.0, 1.0, -1.0])
    order = [
        JOINTS.index(name[:-2] + {"_l": "_r", "_r": "_l"}[name[-2:]])
        if name[-2:] in ("_l", "_r")
        else i
        for i, name in enumerate(JOINTS)
    ]
    joints = course.joints[:, order].copy()
    for name in ("spine_bending", "spine_torsion"):
        joints[:, JOINTS.index(name)] *= -1.0
    return Course(
        times=course.times,
        chest=course.chest * turned,
        pelvis=course.pelvis * turned,
        joints=joints,
        com=course.com * flip,
        feet=(course.feet * flip)[:, [2, 3, 0, 1]],
        on_bed=course.on_bed,
        parts=course.parts,
        off=course.off,
        hips=course.hips * flip,
    )
