"""What the page lays over the picture, and a trampoline, in a real browser.

Drawn at the lowest quality, because there is no graphics card here; the other tests of
the page draw at the highest.
"""

import json
from dataclasses import replace

import numpy as np
import pytest

from kaleidostage.performers import figure, load
from kaleidostage.stage import write_replay
from kaleidostage.stage.page_data import page_data
from replay_browser import Browser, chromium
from replay_show import CATCH, RELEASE, make_show
from replay_trampoline import make_routine

pytestmark = pytest.mark.skipif(not chromium(), reason="no Chromium on this machine")
TEXT = "document.getElementById"


def layered():
    """A leap with everything laid over it, and a second performer's take beside it."""
    show = make_show()
    rows, rng = len(show.times), np.random.default_rng(3)
    late = replace(show, title="Late")
    hands = [g["path"][:, None] + [[0, 0.2, 0.5], [0, -0.2, 0.5]] for g in show.ghosts]
    other = {"bodies": show.bodies, "figures": show.figures, "landed": False}
    return replace(
        show,
        ghosts=[{**g, "hands": h} for g, h in zip(show.ghosts, hands, strict=True)],
        windows=[{"name": "release", "start": RELEASE - 0.03, "end": RELEASE + 0.02}],
        effort={"joints": ["knee_flexion_l"], "values": np.ones((rows, 1))},
        momentum=np.tile([0.0, 40.0, 0.0], (rows, 1)),
        loads=[
            {"name": f"Cable {k + 1}", "values": 900 * rng.random(rows), "cables": [k]}
            for k in range(4)
        ],
        others=[
            {
                "label": label,
                "times": late.times + 0.1,
                "xpos": late.xpos,
                "xquat": late.xquat,
                **other,
            }
            for label in ("another take", "a third take")
        ],
    )


@pytest.fixture(scope="module")
def browser():
    with Browser() as browser:
        browser.size(320, 200)
        yield browser


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """Open the leap once; `opened` brings it back to how it began."""
    path = tmp_path_factory.mktemp("layers") / "leap.html"
    write_replay(path, layered())
    browser.open(path, "t=2&cam=follow&paused")
    browser.until("!!window.kaleidostage")
    return browser.run("({...kaleidostage.layers.on})")


@pytest.fixture
def opened(browser, page):
    browser.run(
        f"""(() => {{ const p = kaleidostage; p.pause(); p.pace.on = true;
        p.section = [null, null]; p.layers.beside = false; p.setCamera("follow");
        for (const [name, on] of Object.entries({json.dumps(page)}))
          p.layers.set(name, on);
        if (p.quality > 0) p.setQuality(0);
        p.slow = 0; p.seek(2); p.draw(); }})()"""
    )
    return browser


def changed(one, other):
    """Share of pixels that differ clearly."""
    return (np.abs(one[:, :3].astype(int) - other[:, :3]).max(axis=1) > 12).mean()


@pytest.mark.parametrize(
    ("key", "name", "camera"),
    [
        ("t", "paths", "follow"),
        ("n", "hands", "follow"),
        ("w", "window", "side"),
        ("e", "effort", "follow"),
        ("s", "spin", "follow"),
        ("f", "loads", "follow"),
        ("g", "others", "follow"),
    ],
)
def test_every_layer_is_seen_and_can_be_switched(opened, key, name, camera):
    opened.run(f"kaleidostage.setCamera('{camera}')")
    first, before = opened.run(f"kaleidostage.layers.on.{name}"), opened.pixels(2.0)
    opened.press(key)
    assert opened.run(f"kaleidostage.layers.on.{name}") is not first
    assert changed(before, opened.pixels(2.0)) > 1e-4
    opened.press(key)
    assert np.array_equal(before, opened.pixels(2.0))


def test_two_performers_with_every_layer_need_few_draw_calls(opened):
    opened.run("for (const n in kaleidostage.layers.on) kaleidostage.layers.set(n, 1)")
    opened.run("kaleidostage.draw()")
    assert 20 < opened.run("kaleidostage.renderer.info.render.calls") <= 150
    assert opened.troubles() == []


def test_another_take_stands_beside_when_asked(opened):
    place = "kaleidostage.layers.others[0].figures[0].places.get('pelvis').y"
    opened.run("kaleidostage.draw()")
    at = opened.run(place)
    opened.press("d")
    opened.run("kaleidostage.draw()")
    assert opened.run(place) - at == pytest.approx(2.6)


def test_those_beside_have_their_own_place_and_colours(opened):
    figures = "kaleidostage.layers.others.map((o) => o.figures[0])"
    star = opened.run("kaleidostage.stage.figures[0].look")
    looks = opened.run(f"{figures}.map((f) => f.look)")
    assert len({star, *looks}) == 3
    opened.run("kaleidostage.layers.beside = true; kaleidostage.draw()")
    one, two = opened.run(f"{figures}.map((f) => f.offset.toArray())")
    assert np.hypot(one[0] - two[0], one[1] - two[1]) > 2
    labels = "[...document.querySelectorAll('#also span')].map((e) => e.textContent)"
    assert opened.run(labels) == ["another take", "a third take"]


@pytest.mark.parametrize("size", [(390, 844), (1280, 720)], ids=str)
def test_cameras_keep_all_who_stand_beside_in_the_picture(opened, size):
    opened.size(*size)
    opened.run("kaleidostage.resize(); kaleidostage.layers.beside = true")
    for camera in ("show", "side", "follow", "house"):
        opened.run(f"kaleidostage.setCamera('{camera}'); kaleidostage.draw()")
        places = opened.run(
            """[kaleidostage.stage.figures[0],
            ...kaleidostage.layers.others.map((o) => o.figures[0])]
            .map((f) => f.places.get('chest').clone()
            .project(kaleidostage.cameras.camera).toArray().slice(0, 2))"""
        )
        assert np.abs(places).max() < 0.9, camera
        if size[0] > 900:
            card = opened.run(f"{TEXT}('score').getBoundingClientRect().left")
            assert (np.array(places)[:, 0] + 1).max() / 2 * size[0] < card, camera
    opened.size(320, 200)
    opened.run("kaleidostage.resize()")


def test_loads_stand_in_newtons(opened):
    opened.press("f")
    opened.run("kaleidostage.draw()")
    text = opened.run("document.getElementById('meters').innerText")
    assert "Cable 1" in text
    assert " N" in text


def test_slow_motion_is_where_it_is_decided_and_can_be_off(opened):
    at = "kaleidostage.pace.at"
    assert opened.run(f"{at}(0.5)") == 1
    assert opened.run(f"{at}({(RELEASE + CATCH) / 2})") < 0.4
    opened.press("m")
    assert opened.run(f"{at}({(RELEASE + CATCH) / 2})") == 1


def test_a_section_loops(opened):
    opened.run("kaleidostage.seek(1.5)")
    opened.press("[")
    opened.run("kaleidostage.seek(1.7)")
    opened.press("]")
    assert opened.run("kaleidostage.section") == [1.5, pytest.approx(1.7)]
    opened.run("kaleidostage.seek(1.69); kaleidostage.advance(0.2)")
    assert opened.run("kaleidostage.time") == pytest.approx(1.5)
    opened.press("\\")
    assert opened.run("kaleidostage.section") == [None, None]


def test_captions_tell_the_flight_in_numbers(opened):
    opened.run(f"kaleidostage.seek({CATCH + 0.1}); kaleidostage.draw()")
    text = opened.run("document.getElementById('numbers').textContent")
    assert text.startswith("0.90 s in the air")
    assert "seconds in the air" in opened.run(f"{TEXT}('told').textContent")


def test_one_flight_turns_as_far_in_caption_card_and_text(opened):
    show = make_show()
    chest = show.bodies.index("flyer/chest")
    half = np.unwrap(np.arctan2(*show.xquat[:, chest, [2, 0]].T), period=np.pi)
    release, catch = np.interp([RELEASE, CATCH], show.times, half)
    turned = round(abs(np.degrees(2 * (catch - release))))
    opened.run(f"kaleidostage.seek({CATCH + 0.1}); kaleidostage.draw()")
    caption = opened.run(f"{TEXT}('numbers').textContent")
    assert caption.endswith(f"trunk {turned}° backward")
    card = opened.run(f"{TEXT}('details').textContent")
    assert f"Trunk turned{turned}° backward" in card
    told = opened.run(f"{TEXT}('told').textContent")
    assert f"the trunk turned {turned} degrees backward" in told
    assert f"Trunk turned: {turned} degrees backward" in told


def test_the_end_shows_the_odds_large(opened):
    end = opened.run("kaleidostage.poses.end")
    opened.run(f"kaleidostage.seek({end + 2}); kaleidostage.draw()")
    assert opened.run("+document.getElementById('final').style.opacity") == 1
    final = opened.run("document.getElementById('final').textContent")
    assert "87%" in final
    assert "95 % sure: 84.8 to 89.0" in final


def test_performer_sees_other_things_than_the_house(opened):
    opened.run("kaleidostage.setCamera('eyes')")
    seen = opened.pixels(2.0)
    opened.run("kaleidostage.setCamera('house')")
    assert changed(seen, opened.pixels(2.0)) > 0.2


def test_weak_machines_get_a_plainer_picture(opened):
    assert opened.run("kaleidostage.quality") == 0  # As the hash says.
    assert opened.run("kaleidostage.renderer.shadowMap.enabled")
    assert opened.pixels(2.0)[:, :3].std() > 4
    assert eased(opened, "q => 100 * (1 + q)") == 0


def test_slow_screens_keep_their_picture(opened):
    assert eased(opened, "q => 33.4") == 3
    assert eased(opened, "q => 16.7") == 3
    assert eased(opened, "q => (q > 1 ? 40 : 16.7)") == 1


def eased(browser, frame):
    """Return the quality after 400 frames that take `frame` [ms] of the quality."""
    return browser.run(
        f"""(() => {{ const p = kaleidostage, ms = {frame};
        Object.assign(p, {{ settled: false, before: null, mean: null, slow: 0 }});
        p.setQuality(3);
        for (let i = 0; i < 400; i++) p.ease(ms(p.quality));
        return p.quality; }})()"""
    )


def test_damaged_show_is_refused_and_the_old_one_plays_on(opened):
    said = opened.run(
        "(() => { try { kaleidostage.load('{') } catch (e) { return e.message } })()"
    )
    assert "damaged" in said
    assert opened.pixels(2.0)[:, :3].std() > 4


@pytest.fixture(scope="module")
def worn():
    """Costumes seen so far."""
    return set()


@pytest.fixture(scope="module")
def routine(browser, page):
    """The same page, now with another show; its tests come last."""
    data = json.dumps(page_data(make_routine()))
    browser.run(f"void kaleidostage.load({json.dumps(data)})")
    browser.run("kaleidostage.setCamera('follow'); kaleidostage.draw()")
    return browser


def test_another_show_is_loaded_in_place(routine):
    assert routine.run("document.querySelector('h1').textContent") == "A short routine"
    assert routine.run("kaleidostage.time") == 0
    assert changed(routine.pixels(0.1), routine.pixels(1.0)) > 0.02
    assert routine.troubles() == []


def test_the_bed_dips_under_the_feet(routine):
    show = make_routine()
    row = int(np.argmax(show.bed[:, 2]))
    routine.run(f"kaleidostage.seek({show.times[row]}); kaleidostage.draw()")
    load = routine.run("kaleidostage.stage.bed.uniforms.load.value.toArray()")
    assert load == pytest.approx(show.bed[row].tolist(), abs=0.01)
    dipped = routine.pixels(show.times[row])
    routine.run("kaleidostage.stage.bed.track = null")
    routine.run("kaleidostage.stage.bed.uniforms.load.value.z = 0")
    assert changed(dipped, routine.pixels(show.times[row])) > 0.02


def test_the_bed_gives_under_all_that_lies_on_it(routine):
    show = make_routine()
    wide = np.tile([0.9, 0.4], (len(show.times), 1))
    lying = replace(show, bed=np.concatenate([show.bed, wide], axis=1))
    routine.run(f"void kaleidostage.load({json.dumps(page_data(lying))})")
    row = int(np.argmax(show.bed[:, 2]))
    routine.run(f"kaleidostage.seek({show.times[row]}); kaleidostage.draw()")
    under = routine.run("kaleidostage.stage.bed.uniforms.under.value.toArray()")
    assert under == pytest.approx([0.9, 0.4], abs=0.01)
    dipped = routine.pixels(show.times[row])
    routine.run(f"void kaleidostage.load({json.dumps(page_data(show))})")
    assert changed(dipped, routine.pixels(show.times[row])) > 0.01


def test_contacts_go_without_saying_on_a_trampoline(routine):
    show = make_routine()
    landing = next(t for t, name in show.events if name == "landing")
    ticks = "[...document.querySelectorAll('#ticks button')]"
    assert routine.run(f"{ticks}.length") == len(show.events)
    assert routine.run(f"{ticks}.every((b) => !b.textContent)")
    routine.run(f"kaleidostage.seek({landing + 0.05}); kaleidostage.draw()")
    caption = "document.getElementById('caption').classList.contains('on')"
    assert not routine.run(caption)
    named = replace(show, events=[*show.events, (landing + 0.01, "fall")])
    routine.run(f"void kaleidostage.load({json.dumps(page_data(named))})")
    routine.run(f"kaleidostage.seek({landing + 0.05}); kaleidostage.draw()")
    assert routine.run(caption)
    routine.run(f"void kaleidostage.load({json.dumps(page_data(show))})")


@pytest.mark.parametrize("name", ["bruno", "layla", "nilo", "sora"])
def test_necks_are_slimmer_than_heads_and_costumes_differ(routine, name, worn):
    shape = [{"prefix": "gymnast/", **figure(load(name))}]
    other = make_routine(figures=shape)
    routine.run(f"void kaleidostage.load({json.dumps(page_data(other))})")
    wide, look = routine.run(
        """(() => { const f = kaleidostage.stage.figures[0], { centre, radii } = f.head,
        { position, zone } = f.meshes[0].geometry.attributes,
        chin = centre.z - 0.8 * radii[2]; let most = 0;
        for (let i = 0; i < zone.count; i++)
          if (!zone.getX(i) && Math.abs(position.getZ(i) - chin) < 0.008)
            most = Math.max(most, Math.abs(position.getY(i)));
        return [most / radii[1], f.look]; })()"""
    )
    assert 0.4 < wide < 0.7
    assert look not in worn
    worn.add(look)
    routine.run(f"void kaleidostage.load({json.dumps(page_data(make_routine()))})")


def test_marks_fall_as_the_judges_can_tell(routine):
    count = "document.querySelectorAll('#marks li.on').length"
    seen = []
    for time in (1.0, 4.0, 9.0):
        routine.run(f"kaleidostage.seek({time}); kaleidostage.draw()")
        seen.append(routine.run(count))
    assert seen == [0, 2, 5]
    assert "late opening −0.1" in routine.run(
        "document.querySelectorAll('#marks li.on')[1].textContent"
    )
    end = routine.run("kaleidostage.poses.end")
    routine.run(f"kaleidostage.seek({end + 2}); kaleidostage.draw()")
    final = routine.run(f"{TEXT}('final').textContent")
    for words in ("13.215", "unofficial", "Horizontal displacement", "Execution"):
        assert words in final


# Boxes of the words that are shown, and where the performer is in the picture.
BOXES = """((...ids) => ids.map((id) => document.getElementById(id))
    .map((e) => e.getBoundingClientRect()).filter((r) => r.width && r.height)
    .map((r) => [r.left, r.top, r.right, r.bottom]))"""
CHEST = """(() => { const p = kaleidostage, at = p.stage.figures[0].places.get('chest')
    .clone().project(p.cameras.camera), { clientWidth: w, clientHeight: h } = p.canvas;
    return [(at.x + 1) / 2 * w, (1 - at.y) / 2 * h]; })()"""


def meet(one, other):
    return all(one[k] < other[k + 2] and other[k] < one[k + 2] for k in (0, 1))


@pytest.mark.parametrize("size", [(390, 844), (1280, 720)], ids=str)
def test_words_keep_clear_of_words_and_of_the_performer(routine, size):
    show = make_routine()
    named = replace(
        show, events=[*show.events, (2.5, "a skill")], facts=[("Bed", "0 N")]
    )
    routine.size(*size)
    routine.run(f"void kaleidostage.load({json.dumps(page_data(named))})")
    routine.run("kaleidostage.resize(); kaleidostage.setCamera('show')")
    for layer in ("loads", "spin", "odds"):
        routine.run(f"kaleidostage.layers.set('{layer}', true)")
    routine.run("kaleidostage.seek(2.55); kaleidostage.draw()")
    if size[0] < 900:
        routine.run(f"{TEXT}('score').classList.remove('folded')")
        card, flight = routine.run(f"{BOXES}('score', 'numbers')")
        assert not meet(card, flight)
        routine.run(f"{TEXT}('score').classList.add('folded')")
    boxes = routine.run(f"{BOXES}('score', 'marks', 'meters', 'said', 'numbers')")
    boxes += routine.run(f"{BOXES}('spin', 'timeline')")
    assert len(boxes) == 7
    for k, one in enumerate(boxes):
        assert not any(meet(one, other) for other in boxes[k + 1 :])
    routine.run("kaleidostage.seek(kaleidostage.poses.end + 2); kaleidostage.draw()")
    (final,), (x, y) = routine.run(f"{BOXES}('final')"), routine.run(CHEST)
    assert not meet(final, (x - 25, y - 25, x + 25, y + 25))
    routine.run(f"void kaleidostage.load({json.dumps(page_data(show))})")
    routine.size(320, 200)
    routine.run("kaleidostage.resize()")


def test_somersaults_and_twists_are_counted(routine):
    show = make_routine()
    landings = [t for t, name in show.events if name == "landing"]
    told = []
    for time in landings[1:4]:
        routine.run(f"kaleidostage.seek({time + 0.05}); kaleidostage.draw()")
        told.append(routine.run("document.getElementById('numbers').textContent"))
    assert told[0].endswith("trunk 360° backward")
    assert told[1].endswith("trunk 360° backward, 360° twist")
    assert told[2].endswith("trunk 720° backward")
