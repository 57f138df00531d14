"""Takes on file: the same bytes every time, and every damage told in one line."""

import dataclasses
import io
import json
import zipfile

import numpy as np
import pytest

from kaleidostage.errors import FileFormatError, StorageError
from kaleidostage.perform import flight_path, load_take, poses, save_take
from kaleidostage.perform import take as takes
from kaleidostage.perform.packing import ARRAYS, MANIFEST
from kaleidostage.perform.record import Record
from leap import landed_take, scene


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A folder with one take in it, and its bytes."""
    path = save_take(tmp_path_factory.mktemp("takes"), landed_take())
    return path, path.read_bytes()


def refused(path, data):
    """Write `data`, try to read it as a take, return the message."""
    path.write_bytes(data)
    with pytest.raises(FileFormatError) as caught:
        load_take(path)
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    assert len(message) < 300
    return message


def rebuilt(data, **changes):
    """Return the take file with some members changed by functions of bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            change = changes.get(name.split(".")[0], lambda part: part)
            new.writestr(name, change(old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def manifest(data, **values):
    """Return the take file with other values in its manifest."""

    def change(text):
        return json.dumps(json.loads(text) | values).encode()

    return rebuilt(data, manifest=change)


def test_a_take_read_back_is_the_same_to_the_bit(stored):
    old, new = landed_take(), load_take(stored[0])
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(old, name), getattr(new, name))
    for name in ("technique", "rig", "steadiness", "fingerprint", "events", "seed"):
        assert getattr(old, name) == getattr(new, name)
    assert (old.name, old.hash) == (new.name, new.hash)


def test_the_performer_of_a_take_builds_the_same_model(stored):
    from kaleidostage.perform.fingerprint import model_hash
    from kaleidostage.scene import compose

    take = load_take(stored[0])
    again = compose(take.performer, take.rig, step=take.step)
    assert model_hash(again.hang) == model_hash(scene().hang) == take.fingerprint.model


def test_the_same_take_gives_the_same_bytes_and_name(stored, tmp_path):
    path, data = stored
    again = save_take(tmp_path, load_take(path))
    assert again.name == path.name == landed_take().name
    assert again.read_bytes() == data
    assert path.name.startswith("first-leap-layla-")


def test_another_take_has_another_name():
    take = landed_take()
    other = dataclasses.replace(take, number=take.number + 1)
    assert other.name != take.name


def test_no_take_file_holds_a_pickle(stored):
    with zipfile.ZipFile(stored[0]) as file:
        for name in ARRAYS:
            part = io.BytesIO(file.read(f"{name}.npy"))
            assert np.lib.format.read_array(part, allow_pickle=False) is not None


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.9, 0.999])
def test_a_take_cut_off_is_refused(stored, tmp_path, share):
    data = stored[1]
    assert refused(tmp_path / "cut.npz", data[: int(share * len(data))])


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_is_found_or_harmless(stored, tmp_path, seed):
    """A bit in the zip's own dates and flags may be of no consequence."""
    rng, path = np.random.default_rng(seed), tmp_path / "bit.npz"
    data = bytearray(stored[1])
    data[rng.integers(len(data))] ^= 1 << rng.integers(8)
    path.write_bytes(bytes(data))
    try:
        assert load_take(path).hash == landed_take().hash
    except FileFormatError as error:
        assert "\n" not in str(error)


def test_foreign_files_are_refused(tmp_path):
    assert "not a take" in refused(tmp_path / "a.npz", b"hello there, no zip at all")
    assert "empty" in refused(tmp_path / "b.npz", b"")
    out = io.BytesIO()
    np.savez_compressed(out, weights=np.zeros(3))
    assert "must hold" in refused(tmp_path / "c.npz", out.getvalue())


def test_a_newer_schema_asks_for_an_update(stored, tmp_path):
    message = refused(tmp_path / "new.npz", manifest(stored[1], schema=2))
    assert "update kaleidostage" in message


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"seed": "one"}, "seed"),
        ({"seed": True}, "seed"),
        ({"step": "small"}, "step"),
        ({"rig": {}}, "rig lacks"),
        ({"performer": None}, "performer must be a table"),
        ({"technique": {"act": 1}}, "technique lacks"),
        ({"outcome": []}, "outcome must be a table"),
        ({"events": 3}, "does not describe"),
        ({"tick": 0.02}, "0.02"),
        ({"states_sha256": "0"}, "states are not those"),
    ],
)
def test_a_strange_manifest_is_refused(stored, tmp_path, values, word):
    assert word in refused(tmp_path / "odd.npz", manifest(stored[1], **values))


def test_a_manifest_without_a_key_is_refused(stored, tmp_path):
    def change(text):
        values = json.loads(text)
        del values["seed"]
        return json.dumps(values).encode()

    data = rebuilt(stored[1], manifest=change)
    assert "lacks 'seed'" in refused(tmp_path / "less.npz", data)


def test_other_states_than_the_manifest_tells_of_are_refused(stored, tmp_path):
    def change(part):
        array = np.load(io.BytesIO(part)).copy()
        array[5, 3] += 1e-9
        out = io.BytesIO()
        np.save(out, array)
        return out.getvalue()

    data = rebuilt(stored[1], states=change)
    assert "states are not those" in refused(tmp_path / "edit.npz", data)


def array_of(array, **options):
    out = io.BytesIO()
    np.save(out, array, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"\x93NUMPY\x01\x00",
        array_of(np.zeros((3, 3), np.float32)),
        array_of(np.array([{"a": 1}], dtype=object), allow_pickle=True),
        array_of(np.zeros((3, 3)))[:-8],
        array_of(np.zeros((3, 3))).replace(b"(3, 3)", b"(9, 9)"),
        array_of(np.zeros((7, 3))),
        array_of(np.asfortranarray(np.zeros((3, 4)))),
    ],
    ids=["empty", "head", "f4", "pickle", "cut", "lie", "shape", "fortran"],
)
def test_a_strange_array_is_refused(stored, tmp_path, part):
    refused(tmp_path / "array.npz", rebuilt(stored[1], sensors=lambda _: part))


def test_a_bomb_is_refused_before_it_fills_the_memory(stored, tmp_path, monkeypatch):
    monkeypatch.setattr("kaleidostage.perform.packing.LARGEST_PART", 1_000_000)
    data = rebuilt(stored[1], sensors=lambda _: bytes(2_000_000))
    assert "unpacks to more than" in refused(tmp_path / "bomb.npz", data)
    assert MANIFEST == "manifest.json"


def test_a_missing_take_is_a_storage_error(tmp_path):
    for path in (tmp_path / "none.npz", tmp_path):
        with pytest.raises(StorageError):
            load_take(path)


def test_the_outcome_of_a_take_is_that_of_the_read_outs():
    take = landed_take()
    moments = dict((name, moment) for moment, name in take.events)
    assert take.outcome["landed"] is True
    assert take.outcome["release"] == pytest.approx(moments["release"])
    assert take.outcome["catch"][0] == pytest.approx(moments["catch_l"])
    assert take.times[-1] == pytest.approx(take.outcome["end"])


def test_poses_agree_with_the_recorded_sensors():
    take, where = landed_take(), scene()
    got = poses(where, take.states[::50])
    assert got.names[:2] == ("near_bar", "far_bar")
    q = where.qpos["near_bar"]
    np.testing.assert_allclose(
        got.xpos[:, 0], take.states[::50, q.start : q.start + 3], atol=1e-12
    )
    seen = take.sensors[49::50, where.sensor["com"]]  # One step before the state.
    assert np.abs(got.com[1 : len(seen) + 1] - seen).max() < 0.05
    np.testing.assert_allclose(np.linalg.norm(got.xquat, axis=-1), 1.0, atol=1e-12)


def test_a_flight_path_runs_from_release_to_catch():
    take = landed_take()
    record = Record(sensors=list(take.sensors), events=list(take.events))
    path = flight_path(scene(), record)
    caught = min(moment for moment in take.outcome["catch"] if moment)
    assert len(path) == pytest.approx((caught - take.outcome["release"]) / 0.01, abs=1)
    assert path[-1, 0] > path[0, 0]
    assert len(flight_path(scene(), Record(events=[(0.0, "take-off")]))) == 0


def test_take_module_names_its_schema():
    assert takes.SCHEMA == 1
