"""Films and stills: the page itself, drawn moment by moment."""

import json
import os
import stat
import struct
import sys
import zipfile

import pytest

from kaleidostage.cli import main
from kaleidostage.errors import KaleidoError, MismatchError
from kaleidostage.perform import save_take
from kaleidostage.stage import write_replay
from kaleidostage.stage.film import Shot, encode, film, find_ffmpeg, still
from leap import landed_take
from replay_browser import Browser, chromium
from replay_show import CATCH, RELEASE, make_show

needs_browser = pytest.mark.skipif(not chromium(), reason="no Chromium here")
# Stands for ffmpeg: keeps what it is given.
KEEPER = """#!{python}
import sys
open(sys.argv[-1], "wb").write(sys.stdin.buffer.read())
"""
TORN = """#!{python}
import sys
sys.exit("it is torn")
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("film") / "leap.replay.html"
    write_replay(path, make_show())
    return path


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A page with nobody on it: quickly opened."""
    path = tmp_path_factory.mktemp("plain") / "leap.replay.html"
    write_replay(path, make_show(figures=(), ghosts=()))
    return path


@pytest.fixture
def ffmpeg(tmp_path, monkeypatch):
    """Put a stand-in for ffmpeg first on the PATH."""

    def put(text):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        tool = folder / "ffmpeg"
        tool.write_text(text.format(python=sys.executable))
        tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return put


def sizes(data):
    """Width and height of every PNG in a row of them."""
    starts, at = [], data.find(b"\x89PNG")
    while at >= 0:
        starts.append(struct.unpack(">II", data[at + 16 : at + 24]))
        at = data.find(b"\x89PNG", at + 8)
    return starts


SMALL = {"width": 160, "height": 96, "fps": 10, "words": False}


@needs_browser
def test_film_is_the_same_to_every_frame(plain, tmp_path, ffmpeg):
    ffmpeg(KEEPER)
    shot = Shot(start=2.0, end=2.06, **SMALL)
    films = [tmp_path / "one.mp4", tmp_path / "two.mp4"]
    counts = [film(plain, path, shot) for path in films]
    one, two = (path.read_bytes() for path in films)
    assert counts[0] == counts[1] == len(sizes(one)) > 1
    assert set(sizes(one)) == {(160, 96)}
    assert one == two
    frames = one.split(b"\x89PNG")[1:]
    assert len(set(frames)) == len(frames)  # Each moment is another picture.
    assert min(map(len, frames)) > 5000  # An empty picture packs to almost nothing.


@pytest.mark.heavy
@needs_browser
def test_long_film_is_the_same_to_every_frame(page, tmp_path, ffmpeg):
    ffmpeg(KEEPER)
    shot = Shot(start=RELEASE, end=RELEASE + 0.3, width=320, height=180, fps=30)
    films = [tmp_path / "one.mp4", tmp_path / "two.mp4"]
    for path in films:
        film(page, path, shot)
    one, two = (path.read_bytes().split(b"\x89PNG") for path in films)
    assert len(one) > 20
    assert one == two


@pytest.mark.heavy
@needs_browser
def test_still_is_the_frame_of_the_film(page, tmp_path, ffmpeg):
    ffmpeg(KEEPER)
    film(page, tmp_path / "film.mp4", Shot(start=1.0, end=1.2, **SMALL))
    still(page, tmp_path / "at.png", Shot(start=1.0, **SMALL))
    frames = (tmp_path / "film.mp4").read_bytes().split(b"\x89PNG")[1:]
    picture = (tmp_path / "at.png").read_bytes().split(b"\x89PNG")[1]
    assert frames[0] == picture
    assert frames[-1] != picture
    assert len(picture) > 5000  # An empty picture packs to almost nothing.


@pytest.mark.heavy
@needs_browser
def test_slow_motion_takes_more_frames_than_the_clock(page):
    with Browser() as browser:
        browser.size(160, 96)
        browser.open(page, "film&paused")
        counts = {
            on: browser.run(
                f"(kaleidostage.pace.on = {on}, "
                f"kaleidostage.moments(30, {RELEASE}, {CATCH}).length)"
            )
            for on in ("true", "false")
        }
    assert counts["false"] == pytest.approx(30 * (CATCH - RELEASE), abs=2)
    assert counts["true"] > 2 * counts["false"]


@needs_browser
def test_still_without_a_moment_is_where_it_is_decided(plain, tmp_path, capsys):
    out = tmp_path / "leap.png"
    code = main(["film", str(plain), "--out", str(out), "--size", "200x120", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert RELEASE < told["at"] < CATCH
    assert sizes(out.read_bytes()) == [(200, 120)]


@needs_browser
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--camera", "roof"], 5, "known: show, house"),
        pytest.param(
            ["--from", "90"], 5, "nothing happens then", marks=pytest.mark.heavy
        ),
        (["--from", "2", "--to", "1"], 5, "swap"),
        (["--size", "33x20"], 5, "even number"),
        (["--size", "large"], 2, "1280x720"),
        (["--out", "leap.avi"], 2, ".mp4, .gif, .png"),
    ],
)
def test_what_is_wrong_is_one_line(plain, ffmpeg, capsys, words, code, said, tmp_path):
    ffmpeg(KEEPER)
    out = ["--out", str(tmp_path / "leap.mp4"), "--size", "160x96"]
    assert main(["film", str(plain), *out, *words]) == code
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


@needs_browser
def test_other_pages_are_refused(tmp_path, capsys, ffmpeg):
    ffmpeg(KEEPER)
    (tmp_path / "other.html").write_text("<p>Hello</p>")
    out = str(tmp_path / "other.mp4")
    assert main(["film", str(tmp_path / "other.html"), "--out", out]) == 1
    assert "no replay page" in capsys.readouterr().err
    assert not (tmp_path / "other.mp4").exists()


def test_missing_takes_are_one_line(tmp_path, capsys):
    out = ["--out", str(tmp_path / "x.png")]
    for name in ("none.html", "none.npz"):
        assert main(["film", str(tmp_path / name), *out]) == 6
        assert capsys.readouterr().err.count("\n") == 1


def test_take_of_a_newer_schema_is_one_line(tmp_path, capsys):
    path = save_take(tmp_path, landed_take())
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    told = json.loads(parts["manifest.json"]) | {"schema": 2}
    parts["manifest.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(tmp_path / "newer.npz", "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    out = ["--out", str(tmp_path / "x.png")]
    assert main(["film", str(tmp_path / "newer.npz"), *out]) == 4
    err = capsys.readouterr().err
    assert "take schema 2" in err and "update kaleidostage" in err
    assert err.count("\n") == 1


def test_without_a_browser_it_says_so(page, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("kaleidostage.stage.film.browser.MAC", "/nowhere")
    assert main(["film", str(page), "--out", str(tmp_path / "x.png")]) == 1
    assert "Chromium" in capsys.readouterr().err


def test_without_ffmpeg_it_says_so_before_the_work(page, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(KaleidoError, match="ffmpeg"):
        film(page, tmp_path / "x.mp4", Shot())


def test_ffmpeg_that_fails_is_told(tmp_path, ffmpeg):
    ffmpeg(TORN)
    with pytest.raises(KaleidoError, match="it is torn"):
        encode.encode([b"x" * 100_000] * 50, tmp_path / "x.mp4", 30)


@pytest.mark.parametrize("change", [{"width": 63}, {"height": 9000}, {"width": 641}])
def test_sizes_no_encoder_takes_are_refused(change):
    with pytest.raises(MismatchError, match="even number"):
        Shot(**change)


@pytest.mark.parametrize(
    ("size", "layout"),
    [
        ((1280, 720), (1280, 720, 1.0)),
        ((1920, 1080), (1280, 720, 1.5)),
        ((640, 360), (640, 360, 1.0)),
        ((1080, 1920), (432, 768, 2.5)),
        ((720, 1280), (450, 800, 1.6)),
        ((1080, 1080), (540, 540, 2.0)),
        ((254, 4096), (254, 4096, 1.0)),
    ],
)
def test_words_fill_as_much_of_a_film_as_of_what_it_is_watched_on(size, layout):
    shot = Shot(width=size[0], height=size[1])
    assert shot.layout == layout
    assert (layout[0] * layout[2], layout[1] * layout[2]) == size


@needs_browser
def test_a_tall_picture_has_the_size_asked_for_and_words_of_a_phone(plain, tmp_path):
    out = tmp_path / "tall.png"
    shot = Shot(width=720, height=1280, start=1.0)
    still(plain, out, shot)
    assert sizes(out.read_bytes()) == [(720, 1280)]
    with Browser() as browser:
        browser.size(*shot.layout)
        browser.open(plain, shot.state)
        assert browser.run("kaleidostage.canvas.width") == 720
        assert browser.run("innerWidth") == 450


@pytest.mark.heavy
@needs_browser
def test_real_ffmpeg_writes_both_kinds(page, tmp_path):
    try:
        find_ffmpeg()
    except KaleidoError:
        pytest.skip("no ffmpeg here")
    heads = {".mp4": (4, b"ftyp"), ".gif": (0, b"GIF89a")}
    for kind, (at, head) in heads.items():
        out = tmp_path / f"leap{kind}"
        film(page, out, Shot(start=2.0, end=2.1, **SMALL))
        assert out.read_bytes()[at : at + len(head)] == head
