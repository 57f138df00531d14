"""The live stage's parts: frames, boxes, the door, the library, what is kept."""

import asyncio
import json
import os
import stat
import sys

import httpx
import pytest

from kaleidostage import performers
from kaleidostage.cli import main
from kaleidostage.errors import (
    FileFormatError,
    KaleidoError,
    StorageError,
    UnknownNameError,
)
from kaleidostage.stage.live import frames, guard, hub, serve
from kaleidostage.stage.live.address import Address
from kaleidostage.stage.live.app import make_app
from kaleidostage.stage.live.frames import Kind
from kaleidostage.stage.live.library import Library
from kaleidostage.stage.live.run import MOST_RUNS, Run, Runs

ADDRESS = Address(port=8000, token="secret")
OWN = 'schema = 1\n[measure]\nsex = "female"\nheight_m = 1.6\nmass_kg = 55.0\n'
WISH = {
    "kind": "rehearse",
    "act": "first-leap",
    "performer": "layla",
    "rig": "reference",
}


def ask(app, method, path, **options):
    """Send one request through the door, as our page does where nothing is said."""
    usual = {"host": "127.0.0.1:8000", "origin": "http" + "://127.0.0.1:8000"}
    given = options.pop("headers", {})
    merged = {k: v for k, v in {**usual, **given}.items() if v is not None}

    async def send():
        transport = httpx.ASGITransport(guard.Guard(app, ADDRESS))
        base = "http" + "://127.0.0.1:8000"
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await client.request(method, path, headers=merged, **options)

    return asyncio.run(send())


@pytest.fixture
def app(tmp_path):
    return make_app(tmp_path)


# Frames and boxes.


def test_frame_reads_back():
    values = {"run": "a", "points": [1.5, None]}
    data = frames.frame(Kind.POINT, 2**32 + 7, frames.packed(values))
    read = frames.read(data)
    assert (read.kind, read.number, read.values) == (Kind.POINT, 7, values)


@pytest.mark.parametrize("head", [b"XX\x01\x01", b"KS\x02\x01", b"KS\x01\x63"])
def test_frame_of_another_format_is_refused(head):
    data = frames.frame(Kind.RUN, 1, frames.packed({}))
    with pytest.raises(ValueError):
        frames.read(head + data[4:])


def test_box_holds_the_latest_of_each_thing_in_order():
    async def go():
        box = hub.Box()
        for data in (b"1", b"2", b"3"):
            box.put((Kind.POINT, "a"), data)
        box.put((Kind.RUN, "a"), b"4")
        assert len(box) == 2 and box.dropped == 2
        return [await box.get(), await box.get()]

    assert asyncio.run(go()) == [b"3", b"4"]


def test_box_never_grows_beyond_its_limit():
    box = hub.Box()
    for number in range(3 * hub.MOST_FRAMES):
        box.put((Kind.RUN, str(number)), b"")
    assert len(box) == hub.MOST_FRAMES
    assert box.dropped == 2 * hub.MOST_FRAMES


def test_box_waits_until_something_comes():
    async def go():
        box = hub.Box()
        waiting = asyncio.create_task(box.get())
        await asyncio.sleep(0.01)
        assert not waiting.done()
        box.put((Kind.RUN, "a"), b"now")
        return await waiting

    assert asyncio.run(go()) == b"now"


def test_who_leaves_is_told_nothing_more():
    watched = hub.Hub()
    with watched.watching({}) as box:
        watched.tell(Kind.RUN, "a", {})
        assert len(box) == 2
    watched.tell(Kind.RUN, "b", {})
    assert len(box) == 2 and not watched.boxes


# The door.


def test_our_own_page_comes_in(app):
    answer = ask(app, "GET", "/secret/", headers={"origin": None})
    assert answer.status_code == 200
    assert "Kaleido Stage" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert "access-control-allow-origin" not in answer.headers


FOREIGN = [
    ("/", {}, "lacks its token"),
    ("/api/runs", {}, "lacks its token"),
    ("/Secret/api/runs", {}, "lacks its token"),
    ("/secretx/api/runs", {}, "lacks its token"),
    ("//secret/api/runs", {}, "lacks its token"),
    ("/secret/api/runs", {"host": "stage.example:8000"}, "loopback names only"),
    ("/secret/api/runs", {"host": "127.0.0.1:8001"}, "loopback names only"),
    ("/secret/api/runs", {"host": "127.0.0.1"}, "loopback names only"),
    ("/secret/api/runs", {"origin": "http" + "://evil.example"}, "other pages"),
    ("/secret/api/runs", {"origin": "null"}, "other pages"),
    ("/secret/api/runs", {"origin": "https" + "://127.0.0.1:8000"}, "other pages"),
    ("/secret/api/runs", {"origin": "http" + "://127.0.0.1:9999"}, "other pages"),
]


@pytest.mark.parametrize(("path", "headers", "said"), FOREIGN)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_stranger_is_refused(app, method, path, headers, said):
    answer = ask(app, method, path, headers=headers)
    assert answer.status_code == 403
    assert said in answer.json()["error"]
    assert not list(app.state.house.runs)


def test_changing_something_needs_an_origin(app):
    answer = ask(app, "POST", "/secret/api/runs", json=WISH, headers={"origin": None})
    assert answer.status_code == 403


def test_a_large_body_is_refused_before_it_is_read(app):
    async def never():
        raise AssertionError("the body was read")
        yield b""

    length = {"content-length": str(2**30)}
    path = "/secret/api/files/performers/big"
    answer = ask(app, "PUT", path, content=never(), headers=length)
    assert answer.status_code == 413
    assert answer.json() == {"error": "larger than 1 MB"}
    assert answer.headers["connection"] == "close"


def test_a_large_body_of_unknown_length_is_refused(app):
    async def much():
        for _ in range(100):
            yield b"#" * 100_000

    answer = ask(app, "PUT", "/secret/api/files/performers/big", content=much())
    assert answer.status_code == 413


def test_a_body_that_takes_too_long_is_refused(app, monkeypatch):
    monkeypatch.setattr(guard, "SLOWEST_BODY", 0.05)

    async def slow():
        yield b"#"
        await asyncio.sleep(5)
        yield b"#"

    answer = ask(app, "PUT", "/secret/api/files/performers/slow", content=slow())
    assert answer.status_code == 408


OUTSIDE = [
    "/secret/assets/..%2f..%2f..%2frun.py",
    "/secret/assets/../app.py",
    "/secret/assets/%2e%2e%2fapp.py",
    "/secret/runs/..%2f..%2fetc/passwd",
    "/secret/runs/../../.token",
    "/secret/runs/..%5c..%5c.token/replay.html",
    "/secret/runs/%2e%2e/run.json",
    "/secret/runs/{id}/..%2f..%2f..%2f.token",
    "/secret/runs/{id}/run.json",
    "/secret/runs/{id}/checkpoint",
    "/secret/runs/{id}/takes/..%2frun.json",
    "/secret/runs/{id}/shows/-1",
    "/secret/.token",
    "/secret//etc/passwd",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out(app, tmp_path, path):
    serve.token(tmp_path)
    run = Run(**WISH)
    app.state.house.runs.add(run)
    answer = ask(app, "GET", path.format(id=run.id))
    assert answer.status_code in (403, 404, 422)
    assert serve.token(tmp_path) not in answer.text
    assert "root:" not in answer.text and "import" not in answer.text


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"act": "frist-leap"}, 404, "Did you mean 'first-leap'?"),
        ({"performer": "../layla"}, 404, "no performer is called"),
        ({"performer": "/etc/passwd"}, 404, "no performer is called"),
        ({"rig": "own/../../x"}, 404, "no rig is called"),
        ({"steadiness": "elit"}, 404, "Did you mean 'elite'?"),
        ({"budget": 1e9}, 422, "budget"),
        ({"budget": "NaN"}, 422, "budget"),
        ({"takes": 10**9}, 422, "takes"),
        ({"seed": -1}, 422, "seed"),
        ({"kind": "rm"}, 422, "kind"),
        ({"of": "000000000000"}, 404, "no run is called"),
        ({"extra": 1}, 422, "extra"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_in_one_line(app, change, status, said):
    answer = ask(app, "POST", "/secret/api/runs", json={**WISH, **change})
    assert answer.status_code == status
    assert said in answer.json()["error"]
    assert "\n" not in answer.json()["error"]
    assert not list(app.state.house.runs)


def test_a_technique_of_another_cast_is_refused(app):
    run = Run(**{**WISH, "performer": "bruno"})
    app.state.house.runs.add(run)
    wish = {**WISH, "kind": "show", "of": run.id}
    answer = ask(app, "POST", "/secret/api/runs", json=wish)
    assert answer.status_code == 409 and "another" in answer.json()["error"]


def test_a_broken_request_is_refused_in_one_line(app):
    answer = ask(app, "POST", "/secret/api/runs", content=b"{half")
    assert answer.status_code == 422
    assert "error" in answer.json()


PAGE = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NOWHERE = [
    ("GET", "/secret/nothing", 404, "the stage has nothing at 'nothing'"),
    ("GET", "/secret/api/runs/", 404, "the stage has nothing at 'api/runs/'"),
    ("GET", "/secret/runs/%2e%2e/.token", 404, "no run is called '..'"),
    ("GET", "/secret/runs/..%2f.token", 404, "no run is called '..'"),
    ("PATCH", "/secret/api/runs", 405, "'api/runs' is not there for PATCH"),
    ("GET", "/secret", 404, "the address ends with a slash"),
    ("GET", "/other/", 403, "the address lacks its token"),
]


@pytest.mark.parametrize(("method", "path", "status", "said"), NOWHERE)
def test_what_is_not_there_is_said_in_one_line(app, method, path, status, said):
    answer = ask(app, method, path)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert said in answer.json()["error"] and "\n" not in answer.json()["error"]
    page = ask(app, method, path, headers=PAGE)
    assert page.status_code == status
    if "/api/" in path:
        assert page.json() == answer.json()
        return
    assert "<p>" in page.text and said.split("'")[0] in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "script" not in page.headers["content-security-policy"]


def test_a_page_of_what_is_not_there_leads_back(app):
    page = ask(app, "GET", "/secret/runs/a/b/c", headers=PAGE).text
    assert 'href="../../../"' in page
    assert 'href="./"' in ask(app, "GET", "/secret/nothing", headers=PAGE).text
    assert "href" not in ask(app, "GET", "/other/", headers=PAGE).text


def test_an_address_is_said_back_harmless_and_not_at_length(app):
    page = ask(app, "GET", "/secret/<script>alert(1)", headers=PAGE).text
    assert "<script" not in page and "&lt;script" in page
    long = ask(app, "GET", f"/secret/{'a' * 500}").json()["error"]
    assert len(long) < 200


# The library.


def test_catalogue_holds_the_shipped_and_ones_own(tmp_path):
    library = Library(tmp_path)
    library.keep("performers", "ana", OWN.encode())
    found = library.catalogue()
    keys = [entry["key"] for entry in found["performers"]]
    assert keys == [*performers.names(), "own/ana"]
    assert library.argument("performers", "own/ana").endswith("performers/ana.toml")
    assert library.argument("performers", "layla") == "layla"
    act = next(a for a in found["acts"] if a["key"] == "first-leap")
    rig = next(r for r in found["rigs"] if r["key"] == act["rig"])
    assert act["apparatus"] == rig["apparatus"]


def test_a_file_that_changes_is_read_anew(tmp_path):
    library = Library(tmp_path)
    path = tmp_path / "performers" / "ana.toml"
    path.write_text(OWN)
    assert library.catalogue()["performers"][-1]["height_m"] == 1.6
    path.write_text(OWN.replace("1.6", "1.7"))
    os.utime(path, (1, 1))
    assert library.catalogue()["performers"][-1]["height_m"] == 1.7
    path.write_text("schema = 1\n")
    os.utime(path, (2, 2))
    fault = library.catalogue()["performers"][-1]["fault"]
    assert "ana.toml" in fault and str(tmp_path) not in fault


def test_a_faulty_file_is_not_kept(tmp_path):
    library = Library(tmp_path)
    with pytest.raises(FileFormatError, match=r"performer file ana.toml") as caught:
        library.keep("performers", "ana", b"schema = 99\n")
    assert str(tmp_path) not in str(caught.value)
    assert not list((tmp_path / "performers").iterdir())


@pytest.mark.parametrize("name", ["../ana", "a/b", "", "Ana", ".ana", "a" * 61, "a\0"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    library = Library(tmp_path)
    with pytest.raises(FileFormatError, match="small letters"):
        library.keep("performers", name, OWN.encode())
    with pytest.raises(UnknownNameError):
        library.argument("performers", f"own/{name}")


def test_a_link_that_leads_out_is_not_followed(tmp_path):
    outside = tmp_path / "outside.toml"
    outside.write_text(OWN)
    library = Library(tmp_path / "data")
    (tmp_path / "data" / "performers" / "ana.toml").symlink_to(outside)
    with pytest.raises(UnknownNameError):
        library.argument("performers", "own/ana")
    keys = [entry["key"] for entry in library.catalogue()["performers"]]
    assert "own/ana" not in keys


def test_an_upload_is_kept_and_a_faulty_one_is_said(app):
    path = "/secret/api/files/performers/ana"
    assert ask(app, "PUT", path, content=OWN).json()["key"] == "own/ana"
    answer = ask(app, "PUT", path, content=OWN.replace("1.6", "16"))
    assert answer.status_code == 422 and "1.2 and 2.2" in answer.json()["error"]
    assert ask(app, "PUT", "/secret/api/files/secrets/a", content="").status_code == 404


# What is kept.


def test_what_was_open_is_stopped_after_a_restart(tmp_path):
    runs = Runs(tmp_path)
    for state in ("queued", "running", "done"):
        runs.add(Run(**WISH, state=state))
    assert [run.state for run in Runs(tmp_path)] == ["stopped", "stopped", "done"]


def test_a_damaged_run_is_left_alone(tmp_path):
    runs = Runs(tmp_path)
    good, bad = Run(**WISH), Run(**WISH)
    runs.add(good), runs.add(bad)
    (tmp_path / bad.id / "run.json").write_text('{"id": 3')
    assert [run.id for run in Runs(tmp_path)] == [good.id]
    assert (tmp_path / bad.id / "run.json").exists()


def test_runs_do_not_grow_beyond_their_limit(tmp_path, monkeypatch):
    monkeypatch.setattr("kaleidostage.stage.live.run.MOST_RUNS", 2)
    assert MOST_RUNS > 2
    runs = Runs(tmp_path)
    runs.add(Run(**WISH)), runs.add(Run(**WISH))
    with pytest.raises(StorageError, match="remove some"):
        runs.add(Run(**WISH))


def test_the_secret_stays_and_is_nobody_elses(tmp_path):
    first = serve.token(tmp_path)
    assert len(first) == 43 and serve.token(tmp_path) == first
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / ".token").stat().st_mode) == 0o600
    (tmp_path / ".token").write_text("short")
    assert serve.token(tmp_path) not in (first, "short")


# Opening.


def refused(capfd, *words):
    """Return the exit code and the one line of a stage that cannot open."""
    code = main(["stage", "--no-open", *words])
    out, err = capfd.readouterr()
    assert out == "" and err.count("\n") == 1 and err.startswith("kaleidostage: ")
    return code, err


def test_a_port_in_use_is_said_in_one_line(tmp_path, capfd):
    folder = tmp_path / "company2"
    with serve.taken(0) as door:
        port = str(door.getsockname()[1])
        code, err = refused(capfd, "--port", port, "--folder", str(folder))
    assert code == 1 and f"port {port} is in use" in err and "--port" in err
    assert not folder.exists(), "a folder was left behind"


def test_a_folder_in_use_is_said_in_one_line(tmp_path, capfd):
    with serve.locked(tmp_path):
        code, err = refused(capfd, "--port", "0", "--folder", str(tmp_path))
    assert code == 6 and "in use by another stage" in err
    with serve.locked(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path, capfd):
    (tmp_path / "file").write_text("")
    code, err = refused(capfd, "--port", "0", "--folder", str(tmp_path / "file" / "x"))
    assert code == 6 and "cannot be made" in err


@pytest.mark.parametrize("part", ["uvicorn", "websockets"])
def test_a_missing_extra_is_said_in_one_line(tmp_path, capfd, monkeypatch, part):
    monkeypatch.setitem(sys.modules, part, None)
    code, err = refused(capfd, "--port", "0", "--folder", str(tmp_path / "company"))
    assert code == 1 and f"needs {part}" in err
    assert f"{sys.executable} -m pip install" in err and "[stage]" in err
    assert not (tmp_path / "company").exists()


def test_errors_have_their_status(app):
    answer = ask(app, "GET", "/secret/api/runs/none/points")
    assert answer.status_code == 404
    assert isinstance(UnknownNameError("run", "none", []), KaleidoError)
    assert json.loads(answer.text)["error"].startswith("no run is called 'none'")
