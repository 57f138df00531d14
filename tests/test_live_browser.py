"""The live page in a real browser: asking, watching, choosing, finding back."""

import signal

import pytest

import live_worker
from kaleidostage.errors import KaleidoError
from kaleidostage.stage.live import queue
from kaleidostage.stage.live.run import Run
from live_stage import WISH, Command, stage
from replay_browser import Browser, chromium
from test_live_server import HERE

pytestmark = pytest.mark.skipif(not chromium(), reason="no Chromium on this machine")

READY = "!!document.querySelector('[name=act]')?.value"
REPLAY = "document.getElementById('replay').contentWindow?.kaleidostage"
OWN = 'schema = 1\\n[measure]\\nsex = "female"\\nheight_m = 1.6\\nmass_kg = 55.0\\n'


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("browser"))
    browser.size(1000, 700)
    yield browser
    browser.close()


@pytest.fixture
def visitor(monkeypatch, tmp_path):
    monkeypatch.setattr(queue, "WORKER", "live_worker")
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    with stage(tmp_path / "company") as visitor:
        yield visitor


def enter(browser, url):
    """Open the page anew."""
    browser.call("Page.navigate", url="about:blank")
    browser.seen.clear()
    browser.call("Page.navigate", url=url)
    browser.until(f"location.href.startsWith({url!r}) && {READY}")


def text(browser, name):
    return browser.run(f"document.getElementById({name!r}).textContent")


def set_to(browser, name, value):
    browser.run(
        f"""(() => {{ const e = document.querySelector('[name={name}]');
        e.value = {str(value)!r}; e.dispatchEvent(new Event('change')); }})()"""
    )


def press(browser, words):
    """Press the button that says `words`."""
    browser.run(
        f"""[...document.querySelectorAll('button')]
        .find((e) => e.textContent === {words!r}).click()"""
    )


def rehearse(browser, seed):
    set_to(browser, "seed", seed)
    press(browser, "Rehearse")


def test_rehearsing_is_watched_generation_by_generation(browser, visitor):
    enter(browser, visitor.url)
    assert text(browser, "link") == "the stage is open"
    rehearse(browser, live_worker.ENDLESS)
    browser.until("document.getElementById('which').textContent.includes('of 4')")
    browser.until(f"!!{REPLAY}?.show")
    assert "4 of 8 landed" in text(browser, "told")
    assert text(browser, "figure") == "50 %"
    assert browser.run("document.querySelectorAll('#chart .band').length") == 2
    axis = "[...document.querySelectorAll('#chart .dash')].map(e => e.textContent)"
    assert browser.run(axis) == ["cost", "0.0", "0.5", "1.0"]
    assert "cost 0.25: lowest cost" in text(browser, "dashed")
    titles = "[document, document.getElementById('replay').contentDocument]"
    shown = f"{titles}.flatMap(d => [...d.querySelectorAll('h1')])"
    assert browser.run(f"{shown}.filter(e => e.getClientRects().length).length") == 1
    assert browser.troubles() == []
    own = visitor.url.rsplit("/", 2)[0]
    asked = [url for url in browser.requests() if not url.startswith("data:")]
    assert asked and all(url.startswith((own, "blob:" + own)) for url in asked)
    press(browser, "Stop")
    browser.until("document.querySelector('#runs li').className === 'stopped'")
    acts = browser.run("document.getElementById('acts').textContent")
    assert "Resume" in acts and "Odds" in acts and "Sheet" in acts


@pytest.mark.heavy
def test_any_generation_can_be_chosen_and_followed_again(browser, visitor):
    enter(browser, visitor.url)
    rehearse(browser, live_worker.GOOD)
    browser.until("document.querySelector('#runs li')?.className === 'done'")
    browser.until(f"!!{REPLAY}?.show")
    browser.run(
        """(() => { const e = document.getElementById('generation');
        e.value = 2; e.dispatchEvent(new Event('input')); })()"""
    )
    assert text(browser, "which") == "Generation 2 of 4"
    assert not browser.run(
        "document.getElementById('follow').getAttribute('aria-pressed') === 'true'"
    )
    browser.until("live.theatre.shown.endsWith(' 2')")
    browser.run("document.getElementById('follow').click()")
    assert text(browser, "which") == "Generation 4 of 4"
    assert "3 of 4 landed, 75 % (95 %: 10.0 - 90.0 %)" in text(browser, "state")
    box = browser.run("document.getElementById('chart').getBoundingClientRect().left")
    browser.run(
        f"""document.getElementById('chart').dispatchEvent(
        new PointerEvent('pointerdown', {{clientX: {box} + 45}}))"""
    )
    assert text(browser, "which") == "Generation 1 of 4"
    assert browser.troubles() == []


@pytest.mark.heavy
def test_a_new_take_comes_on_when_the_old_one_has_ended(browser, visitor):
    enter(browser, visitor.url)
    rehearse(browser, live_worker.ENDLESS)
    browser.until(f"!!{REPLAY}?.poses")
    browser.run(f"{REPLAY}.pause(); {REPLAY}.seek(1.0)")
    run = next(iter(visitor.house.runs))
    visitor.until(run.id, lambda r: r["points"] == 4)
    browser.run(f"{REPLAY}.seek({REPLAY}.poses.end)")
    browser.until("live.theatre.shown.endsWith(' 4')")
    browser.until("document.getElementById('which').textContent.includes('4 of 4')")
    visitor.http.post(f"api/runs/{run.id}/stop")


def test_what_is_refused_is_said(browser, visitor):
    enter(browser, visitor.url)
    browser.run("document.getElementById('wish').noValidate = true")
    set_to(browser, "takes", 0)
    press(browser, "Odds")
    browser.until("document.getElementById('trouble').textContent.length > 0")
    assert "takes" in text(browser, "trouble")
    assert not list(visitor.house.runs)


def test_a_run_pressed_again_opens_again(browser, visitor):
    enter(browser, visitor.url)
    set_to(browser, "seed", live_worker.GOOD)
    press(browser, "Odds")
    frame = "document.getElementById('replay')"
    at = f"{frame}.contentWindow?.location.pathname.endsWith('/replay.html')"
    browser.until(f"{at} && {frame}.contentDocument.readyState === 'complete'")
    browser.run(f"{frame}.contentWindow.old = true")
    browser.run("document.querySelector('#runs button').click()")
    browser.until(f"!{frame}.contentWindow.old && {at}")


def test_where_nothing_plays_it_says_why(browser, visitor):
    enter(browser, visitor.url)
    assert "press Rehearse" in text(browser, "empty")
    rehearse(browser, live_worker.COMPLAINS)
    browser.until("document.querySelector('#runs li')?.className === 'failed'")
    browser.until("document.getElementById('empty').textContent.startsWith('It fai')")
    assert text(browser, "empty") == "It failed: something is wrong with this act."


def test_a_file_of_ones_own_can_be_brought_and_picked(browser, visitor):
    enter(browser, visitor.url)
    give = """(() => { const held = new DataTransfer();
        held.items.add(new File(["%s"], 'Ana Maria.toml'));
        const file = document.getElementById('file'); file.files = held.files;
        file.dispatchEvent(new Event('change')); })()"""
    browser.run(give % OWN.replace('"', '\\"'))
    browser.until("document.getElementById('brought').textContent.includes('ana-mar')")
    names = "[...document.querySelector('[name=performer]').options].map(e => e.value)"
    assert "own/ana-maria" in browser.run(names)
    browser.run(give % "schema = 99")
    browser.until("document.getElementById('trouble').textContent.includes('schema')")


def test_rigs_offered_are_those_of_the_act(browser, visitor):
    enter(browser, visitor.url)
    rigs = "[...document.querySelector('[name=rig]').options].map(e => e.value)"
    assert "reference" in browser.run(rigs)
    set_to(browser, "act", "straight-jumps")
    assert "reference" not in browser.run(rigs)
    assert browser.run("document.querySelector('[name=rig]').value") == "competition"


def test_what_is_learned_on_the_bed_has_an_axis_of_its_own(browser, visitor):
    run = Run(**{**WISH, "act": "back-tuck", "rig": "competition"}, state="stopped")
    common = {"landed": 3, "takes": 9, "low": 0.1, "high": 0.7, "seconds": 9.0}
    run.points = [
        {
            "generation": n,
            "stage": f"learning at {n}% of the noise",
            **common,
            "earned": e,
        }
        for n, e in ((1, -31.0), (2, 4.0), (3, 22.5))
    ]
    visitor.house.runs.add(run)
    enter(browser, visitor.url)
    browser.until("document.getElementById('told').textContent.length > 0")
    axis = "[...document.querySelectorAll('#chart .dash')].map(e => e.textContent)"
    assert browser.run(axis) == ["earned/s", "−40", "−20", "0", "20", "40"]
    assert "3 of 9 attempts lasted to their end" in text(browser, "told")
    assert "earned/s 22.50: earned in a second" in text(browser, "dashed")
    assert browser.run("document.querySelectorAll('#chart .band').length") == 1


HOSTILE = """(async () => {
  const out = [], at = %r;
  const wish = JSON.stringify({kind: "rehearse", act: "first-leap",
    performer: "layla", rig: "reference"});
  for (const how of [{}, {mode: "no-cors"}])
    for (const method of ["GET", "POST"])
      out.push(await fetch(at + "api/runs", {...how, method,
        ...(method === "POST" ? {body: wish} : {})})
        .then((a) => (a.type === "opaque" ? "unread" : a.status), () => "refused"));
  out.push(await new Promise((done) => {
    const line = new WebSocket(at.replace("http", "ws") + "ws");
    line.onopen = () => done("open");
    line.onerror = () => done("refused");
  }));
  return out;
})()"""


def test_a_hostile_page_that_knows_the_address_gets_nothing(browser, visitor, tmp_path):
    (tmp_path / "hostile.html").write_text("<p>You have won a prize.</p>")
    browser.open(tmp_path / "hostile.html")
    told = browser.run(HOSTILE % visitor.url)
    assert told == 5 * ["refused"]
    assert not list(visitor.house.runs)
    framed = f"<iframe src={visitor.url!r}></iframe>"
    (tmp_path / "hostile.html").write_text(framed)
    browser.open(tmp_path / "hostile.html")
    assert browser.run("frames[0].length") == 0
    with pytest.raises(KaleidoError, match="cross-origin"):
        browser.run("frames[0].document.title")


@pytest.mark.heavy
def test_two_browsers_see_the_same(browser, visitor, tmp_path):
    other = Browser(tmp_path / "other")
    try:
        enter(browser, visitor.url)
        enter(other, visitor.url)
        rehearse(browser, live_worker.GOOD)
        for one in (browser, other):
            one.until("document.querySelector('#runs li')?.className === 'done'")
        press(browser, "Remove")
        other.until("!document.querySelector('#runs li')")
        assert other.troubles() == []
    finally:
        other.close()


def test_it_finds_back_when_the_stage_is_killed_and_opened_again(browser, tmp_path):
    first = Command(tmp_path / "company")
    enter(browser, first.told["address"])
    first.visitor.http.put("api/files/performers/ana", content=OWN.replace("\\n", "\n"))
    first.kill()
    browser.until("document.getElementById('link').className === 'lost'")
    assert "finds back" in text(browser, "link")
    again = Command(tmp_path / "company", port=first.told["port"])
    browser.until("document.getElementById('link').className === ''")
    assert text(browser, "link") == "the stage is open"
    names = "[...document.querySelector('[name=performer]').options].map(e => e.value)"
    browser.until(f"{names}.includes('own/ana')")
    assert again.close(signal.SIGINT) == 0


@pytest.mark.heavy
def test_on_a_phone_everything_fits_the_width(browser, visitor):
    browser.size(390, 844)
    enter(browser, visitor.url)
    rehearse(browser, live_worker.GOOD)
    browser.until("document.querySelector('#runs li')?.className === 'done'")
    outside = browser.run(
        """[...document.querySelectorAll('button, select, input, h1, #chart, iframe')]
        .map((e) => [e.id || e.name || e.textContent, e.getBoundingClientRect()])
        .filter(([, r]) => r.width && (r.left < 0 || r.right > 390))
        .map(([name]) => name)"""
    )
    assert outside == []
    assert browser.run("document.documentElement.scrollWidth") <= 390
    browser.size(1000, 700)


def test_everything_can_be_reached_by_keyboard_and_has_a_name(browser, visitor):
    enter(browser, visitor.url)
    nameless = browser.run(
        """[...document.querySelectorAll('button, select, input, iframe')]
        .filter((e) => !(e.labels?.length || e.textContent.trim() || e.title))
        .map((e) => e.outerHTML)"""
    )
    assert nameless == []
    skipped = "document.querySelectorAll('[tabindex=\"-1\"]').length"
    assert browser.run(skipped) == 0
