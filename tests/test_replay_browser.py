"""The replay page in a real browser: it draws, moves, obeys keys, asks for nothing."""

import itertools
import json

import numpy as np
import pytest

from kaleidostage.stage import write_replay
from kaleidostage.stage.page_data import page_data
from replay_browser import Browser, chromium
from replay_show import CATCH, make_show

# As `leap_facts` writes them, the values as wide as they come.
LEAP = [
    ("In the air", "0.51 s"),
    ("Load on a hand", "1276 N · 12.1 BW"),
    ("Load on a cable", "0.92 kN"),
    ("Bar past hands", "2.2 m/s"),
]

pytestmark = pytest.mark.skipif(not chromium(), reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("replay") / "page.html"
    write_replay(path, make_show())
    return path


@pytest.fixture(scope="module")
def browser():
    with Browser() as browser:
        browser.size(320, 200)
        yield browser


@pytest.fixture(scope="module")
def opened(browser, page):
    browser.open(page, "t=2.35&cam=far&paused")
    browser.until("document.documentElement.dataset.drawn")
    return browser


def test_hash_sets_time_camera_and_pause(opened):
    state = "[kaleidostage.time, kaleidostage.cameras.name, kaleidostage.playing]"
    assert opened.run(state) == [2.35, "far", False]
    assert opened.run("document.getElementById('message').hidden")


def test_two_moments_are_two_pictures_and_one_moment_is_one(opened):
    first, second, again = (opened.pixels(t) for t in (1.0, 2.2, 1.0))
    assert first[:, :3].std() > 8  # A uniform picture has no spread.
    changed = np.abs(first[:, :3].astype(int) - second[:, :3]).max(axis=1) > 16
    assert changed.mean() > 0.02
    assert np.array_equal(first, again)


def test_page_asks_for_nothing_and_complains_of_nothing(opened):
    assert opened.troubles() == []
    assert all(url.startswith(("file:", "data:")) for url in opened.requests())


def test_few_draw_calls_are_enough(opened):
    assert 10 < opened.run("kaleidostage.renderer.info.render.calls") <= 150


def test_page_places_bodies_where_the_show_has_them(opened):
    show = make_show()
    opened.run(f"kaleidostage.poses.seek({CATCH})")
    drawn = np.array(opened.run("Array.from(kaleidostage.poses.pos)")).reshape(-1, 3)
    row = np.argmin(np.abs(show.times - CATCH))
    assert np.abs(drawn - show.xpos[row]).max() < 2e-3


def test_keys_step_play_and_choose_cameras(opened):
    opened.run("kaleidostage.seek(2)")
    opened.press(".")
    assert opened.run("kaleidostage.time") == pytest.approx(2 + 1 / 60)
    opened.press("ArrowLeft")
    opened.press("ArrowLeft")
    assert opened.run("kaleidostage.time") == pytest.approx(2 - 1 / 60)
    names = []
    for key in "1234567":
        opened.press(key)
        names.append(opened.run("kaleidostage.cameras.name"))
    assert names == ["show", "house", "side", "follow", "far", "eyes", "free"]
    opened.press(" ")
    assert opened.run("kaleidostage.playing")
    opened.press(" ")
    assert not opened.run("kaleidostage.playing")


def test_keys_with_shift_step_ten_and_letters_do_the_same(opened):
    for code, key, way in (("Period", ">", 1), ("Comma", ";", -1)):
        opened.run("kaleidostage.seek(2)")
        for kind in ("keyDown", "keyUp"):
            how = {"key": key, "code": code, "modifiers": 8}
            opened.call("Input.dispatchKeyEvent", type=kind, **how)
        assert opened.run("kaleidostage.time") == pytest.approx(2 + way / 6)
    on = "kaleidostage.layers.on.paths"
    before = opened.run(on)
    opened.press("T")
    assert opened.run(on) is not before
    opened.press("t")


def test_arrows_walk_the_open_menu_and_escape_gives_focus_back(opened):
    opened.run("document.getElementById('layers').click()")
    focused = (
        "[...document.getElementById('menu').children].indexOf(document.activeElement)"
    )
    count = opened.run("document.getElementById('menu').children.length")
    assert opened.run(focused) == 0
    walked = []
    for key in ("ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "End", "Home"):
        opened.press(key)
        walked.append(opened.run(focused))
    assert walked == [1, 0, count - 1, 0, count - 1, 0]
    assert opened.run("kaleidostage.speed") == 1
    opened.press("Escape")
    assert opened.run("document.activeElement.id") == "layers"
    assert opened.run("document.getElementById('menu').hidden")


def test_free_camera_follows_the_mouse(opened):
    opened.run("document.documentElement.classList.add('bare')")  # All canvas.
    opened.run("kaleidostage.setCamera('free')")
    place = "kaleidostage.cameras.camera.position.toArray()"
    before = np.array(opened.run(place))
    for kind, x in (("mousePressed", 100), ("mouseMoved", 160), ("mouseReleased", 160)):
        how = {"button": "left", "buttons": 1, "clickCount": 1}
        opened.call("Input.dispatchMouseEvent", type=kind, x=x, y=60, **how)
    assert np.linalg.norm(np.array(opened.run(place)) - before) > 0.5
    opened.run("document.documentElement.classList.remove('bare')")


def test_page_says_the_odds_and_that_it_is_no_certificate(opened):
    text = opened.run("document.body.textContent")
    assert "870 of 1000 landed, 87 % (95 %: 84.8 - 89.0)" in text
    assert "not a safety certificate" in text


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=str)
def test_odds_of_the_widest_kind_stay_inside_their_card(browser, page, size):
    browser.size(*size)
    browser.open(page, "t=2.3&paused&quality=0")
    browser.until("!!document.querySelector('.odds b')")
    over = browser.run(
        """(() => { const row = document.querySelector('.odds');
        document.getElementById('score').classList.remove('folded');
        row.querySelector('b').firstChild.data = '95.5';
        const right = row.getBoundingClientRect().right;
        return Math.max(...[...row.querySelectorAll('*')].map(
          (e) => e.getBoundingClientRect().right - right)); })()"""
    )
    assert over <= 0.5  # [px]
    browser.size(320, 200)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)], ids=str)
def test_read_outs_of_a_leap_take_a_line_each(browser, page, size):
    browser.size(*size)
    browser.open(page, "t=2.3&paused&quality=0")
    browser.until("!!window.kaleidostage")
    show = json.dumps(page_data(make_show(facts=LEAP)))
    browser.run(f"void kaleidostage.load({json.dumps(show)})")
    heights = browser.run(
        """[...document.querySelectorAll('#details dl:last-of-type dt')].map((e) =>
        e.getBoundingClientRect().height)"""
    )
    assert len(heights) == 1 + len(LEAP)
    assert max(heights) < 1.5 * min(heights)
    browser.size(320, 200)


def test_phone_shows_every_control_inside_the_window(browser, page):
    browser.size(390, 844)
    browser.open(page, "t=2.3&paused&quality=0")
    browser.until("!!window.kaleidostage")
    outside = browser.run(
        """[...document.querySelectorAll('.row button, #scrub, h1, #fold')]
        .filter((e) => !e.closest('#menu') && e.id != 'full')
        .map((e) => [e.id || e.textContent, e.getBoundingClientRect()])
        .filter(([, r]) => r.left < 0 || r.right > 390 || r.bottom > 844 || !r.width)
        .map(([name]) => name)"""
    )
    assert outside == []
    browser.size(320, 200)


def test_decisive_moments_keep_their_names_and_every_mark_can_be_pressed(browser, page):
    browser.size(390, 844)
    browser.open(page, "t=1&paused&quality=0")
    browser.until("!!window.kaleidostage")
    shown = "[...document.querySelectorAll('#ticks button:not(.crowded)')]"
    names = browser.run(f"{shown}.map((b) => b.textContent)")
    assert "release" in names
    ticks = browser.run(
        """[...document.querySelectorAll('#ticks button')].map((b) => [
        document.getElementById('ticks').getBoundingClientRect().left
        + b.offsetLeft, document.getElementById('scrub').getBoundingClientRect()
        .top + 11])"""
    )
    times = [t for t, _ in make_show().events]
    for (x, y), time in zip(ticks[1:3], times[1:3], strict=True):
        for kind in ("mousePressed", "mouseReleased"):
            how = {"button": "left", "clickCount": 1}
            browser.call("Input.dispatchMouseEvent", type=kind, x=x + 3, y=y, **how)
        assert browser.run("kaleidostage.time") == pytest.approx(time)
    browser.size(320, 200)


def test_half_a_file_says_so(browser, page, tmp_path):
    half = tmp_path / "half.html"
    text = page.read_text("utf-8")
    half.write_text(text[: text.index('id="show"') + 40_000], "utf-8")
    browser.open(half)
    message = "document.getElementById('message')"
    assert "did not arrive whole" in browser.run(f"{message}.innerText")
    assert browser.run(f"{message}.getBoundingClientRect().height") > 20


def test_newer_data_are_refused_in_words(browser, page, tmp_path):
    newer = tmp_path / "newer.html"
    text = page.read_text("utf-8").replace('"format": 2', '"format": 99')
    newer.write_text(text, "utf-8")
    browser.open(newer)
    browser.until("document.getElementById('message').textContent.includes('format')")
    assert "99" in browser.run("document.getElementById('message').innerText")


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A page with nothing on it but the house."""
    path = tmp_path_factory.mktemp("bare") / "bare.html"
    nothing = {"bars": (), "cables": (), "boards": (), "net": None, "figures": ()}
    write_replay(path, make_show(**nothing, ghosts=(), events=(), odds=None, facts=()))
    return path


def test_reduced_motion_starts_still(browser, bare):
    wish = {"name": "prefers-reduced-motion", "value": "reduce"}
    browser.call("Emulation.setEmulatedMedia", features=[wish])
    browser.open(bare)
    browser.until("!!window.kaleidostage")
    assert not browser.run("kaleidostage.playing")
    browser.call("Emulation.setEmulatedMedia", features=[])


def test_show_without_rig_figure_or_odds_still_plays(browser, bare):
    browser.open(bare, "t=1&paused")
    browser.until("document.documentElement.dataset.drawn == '1.000'")
    assert browser.troubles() == []


def test_missing_webgl_is_said_and_the_odds_stay(browser, page):
    script = "HTMLCanvasElement.prototype.getContext = () => null"
    added = browser.call("Page.addScriptToEvaluateOnNewDocument", source=script)
    browser.open(page)
    browser.until("document.getElementById('message').textContent.includes('WebGL')")
    assert "87%" in browser.run("document.getElementById('score').innerText")
    shown = """((s) => [...document.querySelectorAll(s)].filter((e) => {
        const r = e.getBoundingClientRect(); return r.width > 2 && r.height > 2; })
        .map((e) => e.innerText))"""
    assert browser.run(f"{shown}('button, input')") == []
    assert "seconds in the air" in browser.run(f"{shown}('#told')")[0]
    boxes = browser.run(
        """['message', 'billing', 'score', 'told'].map((id) =>
        document.getElementById(id).getBoundingClientRect())
        .map((r) => [r.top, r.bottom])"""
    )
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(boxes))
    browser.call("Page.removeScriptToEvaluateOnNewDocument", **added)
