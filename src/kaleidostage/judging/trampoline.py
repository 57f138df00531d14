"""How takes on the trampoline ended, from what judges see of them.

Shape letters: B takes, T ticks.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..acts import Act
from .causes import LANDED
from .course import Course
from .edition import NEWEST
from .marks import Marks, judge_take

if TYPE_CHECKING:
    from ..perform import Take
    from ..perform.bed.tally import BedTally
    from ..scene import Scene

Array = NDArray[np.float64]


def course_of(
    seen: "NDArray[np.floating]", columns: "dict[str, int]", tick: float
) -> Course:
    """Return what judges see as a course.

    Args:
        seen: A row a tick, shape (T, columns together).
        columns: Names and widths of the columns, as `perform.bed.tally.COLUMNS`.
        tick: Time from row to row. [s]
    """
    edges = np.cumsum(list(columns.values()))[:-1]
    parts = np.split(np.asarray(seen, dtype=np.float64), edges, axis=1)
    at = dict(zip(columns, parts, strict=True))

    def touches(*names: str) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.any(
            [at[f"touch_{n}"][:, 0] > 0 for n in names], 0
        )
        return found

    chest = touches("chest")
    soles = [at[name] for name in ("heel_l", "toe_l", "heel_r", "toe_r")]
    feet, seat = touches("foot_l", "foot_r"), touches("pelvis", "thigh_l", "thigh_r")
    return Course(
        times=np.arange(1, len(seen) + 1, dtype=np.float64) * tick,
        chest=at["chest"],
        pelvis=at["pelvis"],
        joints=at["joints"],
        com=at["com"],
        feet=np.stack(soles, axis=1),
        on_bed=touches("bed"),
        # A chest on the bed lies on its front or its back: the trunk tells which.
        parts=np.stack((feet, seat, chest, chest), axis=1),
        off=touches("floor", "pad_front", "pad_back", "pad_left", "pad_right"),
        hips=at["hips"],
    )


def tally_course(tally: "BedTally", row: int) -> Course:
    """Return the course of one take of a run."""
    from ..perform.bed.tally import COLUMNS
    from ..scene import TICK

    ticks = int(np.isfinite(tally.seen[row, :, 0]).sum())
    return course_of(tally.seen[row, :ticks], COLUMNS, TICK)


def recorded_course(scene: "Scene", take: "Take") -> Course:
    """Return the course of a recorded take, as a run's judges see it.

    Joint angles of the moment of the sensors are not on record: they are carried
    back by a step, and may be off by half a degree where a joint is flung.

    Args:
        scene: The take's own.
        take: The take.
    """
    from ..perform.bed.tally import COLUMNS, seen
    from ..scene import TICK

    states = take.states[1:].copy()
    q, v = scene.joints
    states[:, q] -= scene.step * states[:, v]
    look = seen(scene, states, take.sensors).astype(np.float32)
    return course_of(look, COLUMNS, TICK)


def judged(
    tally: "BedTally", act: Act, seeds: Sequence[int], edition: str = NEWEST
) -> list[Marks | None]:
    """Return the marks of each take; None where the numbers went bad.

    Args:
        tally: Read-outs of B takes.
        act: What was to be done.
        seeds: For the errors of the judges' eyes, one a take.
        edition: Of the difficulty rules.
    """
    return [
        None
        if tally.diverged[row]
        else judge_take(tally_course(tally, row), act.elements, edition, seed)
        for row, seed in enumerate(seeds)
    ]


def outcome(marks: Marks | None, done: bool) -> str:
    """Return how a take ended: `"landed"`, or one of BED_CAUSES.

    It landed when every skill of the card was recognised in its place, the last
    landing was on the feet, and the performer went on bouncing upright.
    """
    if marks is None:
        return "other"
    if marks.interrupted:
        return marks.interrupted.why
    if not marks.as_declared:
        return "another skill"
    if marks.landing is not None and marks.landing.counted and not done:
        return "fall"
    return LANDED if done else "other"


def take_marks(take: "Take", course: Course, edition: str = NEWEST) -> Marks:
    """Return the marks of a recorded take."""
    from ..perform.bed.proof import card

    seed = judges_seed(take.seed, take.number)
    return judge_take(course, card(take), edition, seed)


def judges_seed(seed: int, number: int) -> int:
    """Return the seed of the judges' errors for a take of a run."""
    return (seed * 1_000_003 + number) % 2**63
