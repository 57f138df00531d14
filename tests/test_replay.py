"""The replay page as a file: whole, small, safe, and true to the poses."""

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from kaleidostage.errors import MismatchError, StorageError
from kaleidostage.performers import figure, load
from kaleidostage.stage import Show, poses, replay_html, write_replay
from kaleidostage.stage.live import results
from replay_show import make_show

STAGE = resources.files("kaleidostage.stage")
ASSETS = STAGE / "assets"
REPLAY = ["page.js", "page.css", "page.html"]
LIVE = ["live.js", "live.css", "live.html"]


@pytest.fixture(scope="module")
def show():
    return make_show()


@pytest.fixture(scope="module")
def page(show):
    return replay_html(show)


def data_of(page):
    found = re.search(r'<script type="application/json" id="show">(.*?)</script>', page)
    return json.loads(found[1])


def long_show(seconds, bodies=40):
    times = np.arange(0, seconds, 0.01)
    rng = np.random.default_rng(1)
    quat = rng.normal(size=(len(times), bodies, 4))
    return Show(
        title="Long",
        subtitle="",
        seed=0,
        bodies=tuple(f"body_{i}" for i in range(bodies)),
        times=times,
        xpos=rng.uniform(-9, 9, (len(times), bodies, 3)),
        xquat=quat / np.linalg.norm(quat, axis=-1, keepdims=True),
    )


@pytest.mark.parametrize(
    "asset",
    [*(f"assets/{name}" for name in REPLAY), *(f"live/assets/{name}" for name in LIVE)],
)
def test_assets_are_there_and_know_no_address(asset):
    text = (STAGE / asset).read_text("utf-8")
    assert len(text) > 1000
    assert "http" not in text
    assert 'type="module"' not in text


def test_live_page_is_made_of_what_its_server_gives():
    there = {path.name for path in (STAGE / "live/assets").iterdir()}
    assert there == set(LIVE)
    assert set(results.ASSETS) == set(LIVE) - {"live.html"}
    page = (STAGE / "live/assets/live.html").read_text("utf-8")
    asked = set(re.findall(r'(?:src|href)="assets/(.*?)"', page))
    assert asked == set(results.ASSETS)


def test_notice_of_the_bundled_library_is_there():
    assert "The MIT License" in (ASSETS / "THIRD_PARTY.txt").read_text("utf-8")
    assert "three.js authors" in (ASSETS / "page.js").read_text("utf-8")[:300]


@pytest.fixture
def web():
    folder = Path(__file__).parents[1] / "web"
    if not folder.is_dir():
        pytest.skip("the sources of the page are not here")
    return folder


@pytest.mark.parametrize(
    ("source", "asset"),
    [
        *((name, f"assets/{name}") for name in (*REPLAY[1:], "THIRD_PARTY.txt")),
        *((f"live/{name}", f"live/assets/{name}") for name in LIVE[1:]),
    ],
)
def test_what_a_script_comes_with_is_that_of_the_sources(web, source, asset):
    there, here = (web / "src" / source).read_bytes(), (STAGE / asset).read_bytes()
    assert here == there, "run `make page`"


@pytest.mark.parametrize(
    ("asset", "without"), [("assets/page.js", "src/live/"), ("live/assets/live.js", "")]
)
def test_script_was_built_from_the_present_sources(web, asset, without):
    digest = hashlib.sha256()
    names = sorted(
        path.relative_to(web).as_posix()
        for path in (web / "src").rglob("*")
        if path.is_file()
    )
    names = [name for name in names if not (without and name.startswith(without))]
    for name in [*names, "build.mjs", "package-lock.json", "tsconfig.json"]:
        digest.update((web / name).read_bytes())
    head = (STAGE / asset).read_text("utf-8")[:200]
    assert digest.hexdigest()[:16] in head, "run `make page`"


@pytest.mark.heavy
def test_wheel_brings_every_asset(tmp_path):
    root = Path(__file__).parents[1]
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*pip, "-w", str(tmp_path), str(root)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        for path in (root / "src").rglob("assets/*.*"):
            name = path.relative_to(root / "src").as_posix()
            assert packed.read(name) == path.read_bytes()


def test_page_stands_alone(page):
    assert "http" not in page
    assert not re.search(r"<link|<img|<iframe|@import|url\(|src=|import\(", page)
    assert 'type="module"' not in page


def test_no_slot_stays_open(page):
    assert not re.search(r"\{\{(title|subtitle|style|script|data)\}\}", page)


def test_ten_seconds_of_two_performers_stay_below_the_limit():
    show, rng = long_show(10), np.random.default_rng(2)
    rows = len(show.times)
    named = [part["body"] for part in figure(load("sora"))["bodies"]]
    names = [who + body for who in ("flyer/", "catcher/") for body in named]
    ghost = {"path": rng.random((60, 3)), "hands": rng.random((60, 2, 3))}
    full = replace(
        show,
        bodies=(*names, *show.bodies[len(names) :]),
        figures=[
            {"prefix": who, **figure(load("sora"))} for who in ("flyer/", "catcher/")
        ],
        ghosts=30 * [{**ghost, "landed": True}],
        effort={"joints": names, "values": rng.random((rows, len(names)))},
        loads=[{"name": f"{i}", "values": rng.random(rows)} for i in range(8)],
        momentum=rng.random((rows, 3)),
    )
    size = len(replay_html(full).encode())
    print(f"{size} bytes")
    assert size < 1_500_000


def test_title_cannot_break_out():
    evil = "</script><script>alert(1)</script><!--{{script}}"
    page = replay_html(make_show(title=evil, facts=[(evil, "&amp;")]))
    assert "<script>alert" not in page
    assert data_of(page)["title"] == evil
    assert data_of(page)["facts"] == [[evil, "&amp;"]]


def test_positions_come_back_within_a_millimetre(show, page):
    data = data_of(page)
    frames = poses.frame_times(show.times)
    wanted = poses.resample(show.times, show.xpos, frames).reshape(-1, 3)
    assert np.abs(poses.unpack_positions(data["pos"]) - wanted).max() < 1e-3


def test_orientations_come_back_within_a_tenth_of_a_degree(show, page):
    quat = poses.unpack_quaternions(data_of(page)["quat"])
    frames = poses.frame_times(show.times)
    # These bodies turn about y alone: the true angle interpolates by itself.
    angle = 2 * np.unwrap(np.arctan2(show.xquat[..., 2], show.xquat[..., 0]), axis=0)
    half = poses.resample(show.times, np.unwrap(angle, axis=0), frames).ravel() / 2
    wanted = np.stack([np.cos(half), 0 * half, np.sin(half), 0 * half], axis=1)
    cosine = np.clip(np.abs(np.einsum("ni,ni->n", quat, wanted)), 0, 1)
    assert np.degrees(2 * np.arccos(cosine)).max() < 0.1


def test_sign_flips_of_quaternions_are_not_interpolated():
    quat = np.zeros((4, 1, 4))
    quat[:, 0, 0] = [1, -1, -1, 1]
    assert np.allclose(poses.steady_signs(quat)[:, 0, 0], 1)


def test_far_positions_widen_the_step_instead_of_being_cut():
    values = np.array([[0.0, 0, 0], [200.0, 0, 3]])
    packed = poses.pack_positions(values)
    assert packed["step"] > 1e-3
    assert np.abs(poses.unpack_positions(packed) - values).max() < packed["step"]


def test_frames_are_sixty_a_second_from_first_to_last_sample():
    frames = poses.frame_times(np.arange(0.5, 1.501, 0.01))
    assert len(frames) == 61
    assert frames[0] == 0.5
    assert frames[-1] == pytest.approx(1.5)


def test_estimated_centre_of_mass_stays_inside_the_performer(show):
    data = data_of(replay_html(show))
    com = poses.unpack_positions(data["com"])
    frames = poses.frame_times(show.times)
    body = poses.resample(show.times, show.xpos, frames)[:, 2:]
    assert (com > body.min(axis=1) - 1e-3).all()
    assert (com < body.max(axis=1) + 1e-3).all()


def test_same_show_gives_the_same_page(show, page):
    assert replay_html(make_show()) == page


def test_write_leaves_only_the_page(show, page, tmp_path):
    path = tmp_path / "leap.html"
    path.write_text("old")
    write_replay(path, show)
    assert path.read_text("utf-8") == page
    assert [p.name for p in tmp_path.iterdir()] == ["leap.html"]


def test_missing_folder_is_one_readable_line(show, tmp_path):
    path = tmp_path / "nowhere" / "leap.html"
    with pytest.raises(StorageError) as caught:
        write_replay(path, show)
    assert "\n" not in str(caught.value)
    assert "leap.html" in str(caught.value)


def test_file_as_folder_is_refused_and_kept(show, tmp_path):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(StorageError):
        write_replay(tmp_path / "file" / "leap.html", show)
    assert (tmp_path / "file").read_text() == "kept"


def test_bad_numbers_are_refused_with_their_place(show):
    xpos = show.xpos.copy()
    xpos[7, 3, 1] = np.nan
    with pytest.raises(MismatchError, match=r"xpos is not finite at index \(7, 3, 1\)"):
        make_show(xpos=xpos)


def test_wrong_shape_is_refused_with_the_right_one(show):
    with pytest.raises(MismatchError, match="xquat must have shape"):
        make_show(xquat=show.xquat[:, :-1])


def test_cable_on_an_unknown_body_is_refused(show):
    cable = {**show.cables[0], "body": "nar_bar"}
    with pytest.raises(MismatchError, match="'nar_bar'"):
        make_show(cables=[cable])


def test_times_that_stand_still_are_refused(show):
    with pytest.raises(MismatchError, match="increase"):
        make_show(times=np.zeros_like(show.times))
