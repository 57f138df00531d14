"""Rehearsals: the same seed finds the same technique, also after an interruption."""

import importlib
import json
from dataclasses import replace

import numpy as np
import pytest

from kaleidostage import acts, performers, rigs
from kaleidostage.errors import FileFormatError, MismatchError, StorageError
from kaleidostage.perform import Tally
from kaleidostage.rehearsal import rehearse, start
from kaleidostage.rehearsal.checkpoint import Diary, Generation, reopen
from kaleidostage.rehearsal.cost import cost
from kaleidostage.rehearsal.search import CANDIDATES, Search
from kaleidostage.rehearsal.space import Space
from kaleidostage.rehearsal.stages import softened
from kaleidostage.scene import compose


@pytest.fixture(scope="module")
def act():
    return acts.load("first-leap")


@pytest.fixture(scope="module")
def scene():
    return compose(performers.load("layla"), rigs.load("reference"))


@pytest.fixture(scope="module")
def origin(act, scene):
    return start(act, scene.performer, scene.rig)


def short(scene, act, origin, **options):
    """Rehearse two generations of a seed, with few takes in the final check."""
    with pytest.MonkeyPatch.context() as patch:
        module = importlib.import_module("kaleidostage.rehearsal.rehearse")
        patch.setattr(module, "CHECKED", 2)
        quick = [replace(stage, tries=1, enough=0.5) for stage in module.STAGES[:2]]
        patch.setattr(module, "STAGES", (*quick, replace(quick[1], enough=2.0)))
        return rehearse(
            scene,
            act,
            origin,
            scene.performer.steadiness,
            seed=5,
            budget=1000.0,
            **{"generations": 2, **options},
        )


@pytest.fixture(scope="module")
def whole(act, origin, scene):
    """An undisturbed rehearsal, and what it reported."""
    seen = []
    return short(scene, act, origin, report=seen.append), seen


@pytest.fixture(scope="module")
def begun(act, origin, scene, tmp_path_factory):
    """The checkpoint of a rehearsal that stopped after one generation."""
    path = tmp_path_factory.mktemp("begun") / "leap.checkpoint"
    short(scene, act, origin, generations=1, checkpoint=path)
    return path


def test_resumed_rehearsal_ends_where_an_undisturbed_one_does(
    scene, act, origin, whole, begun, tmp_path
):
    path = tmp_path / "leap.checkpoint"
    path.write_bytes(begun.read_bytes())
    resumed = short(scene, act, origin, checkpoint=path, resume=True, threads=1)
    assert resumed.technique == whole[0].technique
    assert resumed.odds_landed == whole[0].odds_landed
    assert resumed.generations == 2


def test_progress_is_reported_after_every_generation(whole):
    seen = whole[1]
    assert [p.generation for p in seen] == [1, 2]
    assert all(p.seconds > 0 and 0 <= p.low <= p.high <= 1 for p in seen)


def test_checkpoint_of_another_rehearsal_is_refused(scene, act, origin, begun):
    with pytest.raises(MismatchError, match=r"began with another origin"):
        short(scene, act, replace(origin, call=0.5), checkpoint=begun, resume=True)


def test_checkpoint_of_another_engine_is_refused(tmp_path):
    path = tmp_path / "leap.checkpoint"
    Diary(settings={"engine": "3.13.0"}).save(path)
    with pytest.raises(
        MismatchError, match=r"its engine is '3.13.0', this one's '3.17.0'"
    ):
        reopen(path, {"engine": "3.17.0"})


def generation():
    return Generation(stage=0, costs=(1.5, 0.1), share=0.5, landed=1, takes=2)


def test_checkpoint_reads_back_as_written(tmp_path):
    path = tmp_path / "leap.checkpoint"
    diary = Diary(settings={"seed": 3}, generations=[generation()], seconds=2.5)
    diary.save(path)
    assert reopen(path, {"seed": 3}) == diary


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("1.5", "1.6"),
        lambda text: "[]",
        lambda text: '{"rehearsal": 3, "sha256": 4}',
        lambda text: "",
        lambda text: json.dumps({"sha256": "", "rehearsal": "{}"}),
    ],
)
def test_damaged_checkpoint_is_refused_in_one_line(tmp_path, damage):
    path = tmp_path / "leap.checkpoint"
    Diary(settings={}, generations=[generation()]).save(path)
    path.write_text(damage(path.read_text()))
    with pytest.raises(FileFormatError) as caught:
        reopen(path, {})
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_checkpoint_says_how_to_begin(tmp_path):
    with pytest.raises(StorageError, match=r"leave out --resume"):
        reopen(tmp_path / "none", {})


def test_zero_is_the_technique_itself(origin):
    space = Space(origin=origin)
    again = space.technique(np.zeros(space.size))
    for old, new in zip(origin.phases, again.phases, strict=True):
        assert new.at == pytest.approx(old.at)
        assert new.pose == pytest.approx(dict(old.pose))


def test_moments_never_fall_and_angles_stay_in_range(origin):
    space = Space(origin=origin)
    for seed in range(20):
        x = np.random.default_rng(seed).normal(0, 5, space.size)
        technique = space.technique(x)
        for event in ("take-off", "release", "catch"):
            moments = [p.at for p in technique.phases if p.after == event]
            assert moments == sorted(moments)
            assert all(0 <= m for m in moments)
        assert technique.call >= 0
        flexions = [p.pose.get("hip_flexion", 0.0) for p in technique.phases]
        assert max(flexions) <= np.radians(140) + 1e-12
        assert min(flexions) >= np.radians(-30) - 1e-12


def test_search_is_made_by_seed_and_costs_alone(origin):
    def breed(seed):
        np.random.seed(seed)  # Noise on the global generator must not matter.
        search = Search(Space(origin=origin), 7)
        for _ in range(3):
            asked = search.ask()
            search.tell(asked, np.array([float(x @ x) for x in asked]))
        return np.array(search.ask())

    before = np.random.get_state()[1].copy()
    Search(Space(origin=origin), 7).ask()
    np.testing.assert_array_equal(np.random.get_state()[1], before)
    np.testing.assert_array_equal(breed(1), breed(2))
    assert len(breed(1)) == CANDIDATES


def test_softened_performer_keeps_the_proportions(scene):
    steadiness = scene.performer.steadiness
    half = softened(steadiness, 0.5)
    assert half.target_deg == steadiness.target_deg / 2
    assert half.timing_ms == steadiness.timing_ms / 2
    assert half.name == steadiness.name


def test_nearer_is_cheaper_and_landing_cheapest(scene, act):
    tally = Tally.blank(5)
    tally.lean[:] = 0.3
    tally.gap[:] = [2.0, 0.5, 0.05, 0.05, 0.05]
    tally.past[:] = 1.0
    tally.catch[3, 0] = 2.5
    tally.catch[4] = 2.5
    tally.catch[2] = 2.5
    tally.held[4] = True
    tally.load[2] = 1.2 * scene.performer.grip.left
    far, near, lost, one, good = cost(scene, act, tally)
    assert far > near > one > lost > good >= 0


def test_turning_that_is_missing_costs(scene):
    somersault = acts.load("back-somersault-leap")
    tally = Tally.blank(3)
    tally.gap[:], tally.past[:] = 0.05, 1.0
    tally.catch[:], tally.held[:] = 2.5, True
    tally.lean[:] = -0.5
    tally.spin[:] = [0.0, np.pi, 2 * np.pi - 0.8]
    none, half, whole = cost(scene, somersault, tally)
    assert none > half > whole
