"""A rehearsal on the bed, shown live: each generation has its take."""

import functools
import importlib
from dataclasses import replace

import pytest

from kaleidostage import technique
from kaleidostage.rehearsal import Progress
from kaleidostage.rehearsal.balance.learn import SHOWN, Course
from kaleidostage.stage.live.frames import unpacked
from kaleidostage.stage.live.mirror import TAKES_APART
from kaleidostage.stage.live.mirror_bed import look_on_bed
from kaleidostage.stage.live.rehearsing import rehearse


@pytest.fixture
def small(monkeypatch):
    """Tiny generations, and a check of two takes."""
    module = importlib.import_module("kaleidostage.rehearsal.balance.rehearse")
    tiny = functools.partial(Course, bodies=4, ticks=6, rounds=3)
    monkeypatch.setattr(module, "Course", tiny)
    monkeypatch.setattr(module, "CHECKED", 2)
    monkeypatch.setattr(module, "BODIES", 4)
    monkeypatch.setattr(module, "ROUNDS", 1)


@pytest.mark.parametrize(
    ("who", "budget"), [("layla", 5.0), ("nilo", 15.0)], ids=["by trial", "finishing"]
)
def test_each_generation_on_the_bed_is_told_with_its_take(small, tmp_path, who, budget):
    told = []
    (tmp_path / "takes").mkdir()
    wish = {
        "act": "straight-jumps",
        "performer": who,
        "rig": "competition",
        "steadiness": "national",
        "technique": "",
        "home": str(tmp_path),
        "seed": 3,
        "budget": budget,
        "threads": 1,
    }
    done = rehearse(wish, lambda **values: told.append(values))
    points = [values["point"] for values in told if "point" in values]
    takes = [values["take"] for values in told if "take" in values]
    assert [point["generation"] for point in points] == list(range(1, len(points) + 1))
    assert len(points) == len(takes) >= 1
    assert "of the noise" in points[-1]["stage"]
    assert all("earned" in point and "best_cost" not in point for point in points)
    assert (done["takes"], done["generations"]) == (2, len(points))
    shown = unpacked((tmp_path / "takes" / takes[-1]).read_bytes())
    assert shown["generation"] == points[-1]["generation"]
    assert len(shown["show"]) > 0
    # Stopped and gone on: what was kept is not told again, and nothing is left out.
    kept, on = len(points), []
    longer = done["seconds"] + 10.0  # However slow this machine is.
    rehearse({**wish, "budget": longer}, lambda **values: on.append(values))
    after = [values["point"]["generation"] for values in on if "point" in values]
    assert after and after == list(range(kept + 1, kept + 1 + len(after)))


def test_what_is_shown_is_what_was_learned():
    found = technique.load("straight-jumps", "nilo", "competition")
    told = Progress(
        seconds=1.0, budget=2.0, generation=3, stage="learning", best_cost=0.0,
        landed=1, takes=2, low=0.0, high=1.0, noise=0.4, found=found,
    )  # fmt: skip
    seen = look_on_bed(told)
    assert (seen.first_take, seen.noise) == (3 * TAKES_APART, 0.4)
    assert seen.best is found and seen.favourite is found
    with pytest.raises(ValueError, match="between generations"):
        look_on_bed(replace(told, found=None))


def test_generations_are_told_while_lessons_go_on():
    """Every so many rounds, and where all is kept: nobody waits long for a first."""
    rounds = 2 * SHOWN + 5
    course = Course(scene=None, task=None, steadiness=None, rounds=rounds)
    told = [course.generations(1, done) for done in (0, SHOWN, 2 * SHOWN, rounds)]
    assert told == [3, 4, 5, 6] and course.generations(2) == 6
