"""The live stage as a whole: jobs, many browsers, slow ones, kills and restarts."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

import live_worker
from kaleidostage.stage.live import frames, hub, queue, wire
from kaleidostage.stage.live.frames import Kind
from live_stage import WISH, Command, stage

HERE = Path(__file__).parent


@pytest.fixture
def acted(monkeypatch):
    """Jobs are acted by `live_worker`, by seed."""
    monkeypatch.setattr(queue, "WORKER", "live_worker")
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    return monkeypatch


@pytest.fixture
def visitor(acted, tmp_path):
    with stage(tmp_path / "company") as visitor:
        yield visitor


def ended(run):
    return run["state"] not in ("queued", "running")


def frames_of(watching, done, seconds=20):
    """Read frames until one is as wanted; return all."""
    read, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        read.append(frames.read(watching.recv(timeout=seconds)))
        if done(read[-1]):
            return read
    raise AssertionError([(frame.kind, frame.values) for frame in read[-3:]])


def is_done(frame):
    return frame.kind is Kind.RUN and frame.values["state"] == "done"


# Jobs.


def test_who_watches_is_told_every_generation_and_its_best_take(visitor):
    with visitor.watch() as watching:
        run = visitor.wish(seed=live_worker.GOOD)
        told = frames_of(watching, is_done)
    assert told[0].kind is Kind.HELLO and told[0].values == {"runs": []}
    points = [f.values for f in told if f.kind is Kind.POINT]
    assert [p["index"] for p in points] == [0, 1, 2, 3]
    takes = [f.values for f in told if f.kind is Kind.TAKE]
    assert takes and all(take["run"] == run["id"] for take in takes)
    assert takes[-1]["show"]["frames"] > 100
    numbers = [f.number for f in told[1:]]
    assert numbers == sorted(set(numbers))
    assert visitor.run(run["id"])["result"]["landed"] == 3


def test_every_take_can_be_had_afterwards(visitor):
    run = visitor.until(visitor.wish(seed=live_worker.GOOD)["id"], ended)
    page = visitor.http.get(f"runs/{run['id']}/takes/2")
    assert page.status_code == 200
    assert "connect-src" not in page.headers["content-security-policy"]
    assert page.text.count('id="show"') == 1 and page.text.endswith("</html>\n")
    packed = visitor.http.get(f"runs/{run['id']}/shows/2").content
    assert frames.unpacked(packed)["generation"] == 2
    assert visitor.http.get(f"runs/{run['id']}/takes/9").status_code == 404
    points = visitor.http.get(f"api/runs/{run['id']}/points").json()["points"]
    assert [p["generation"] for p in points] == [1, 2, 3, 4]
    technique = visitor.http.get(f"runs/{run['id']}/technique.toml")
    assert technique.text == "schema = 1\n"
    assert visitor.http.get(f"runs/{run['id']}/replay.html").status_code == 404


def test_one_job_at_a_time_and_the_queue_is_seen(visitor):
    first = visitor.wish(seed=live_worker.ENDLESS)["id"]
    visitor.until(first, lambda run: run["points"] == 4)
    second = visitor.wish(seed=live_worker.GOOD)["id"]
    third = visitor.wish(seed=live_worker.GOOD)["id"]
    assert [visitor.run(n)["state"] for n in (first, second)] == ["running", "queued"]
    assert visitor.http.delete(f"api/runs/{first}").status_code == 409
    assert visitor.http.post(f"api/runs/{third}/stop").json()["state"] == "stopped"
    visitor.http.post(f"api/runs/{first}/stop")
    assert visitor.until(first, ended)["state"] == "stopped"
    assert visitor.until(second, ended)["state"] == "done"
    assert visitor.run(third)["state"] == "stopped"
    visitor.http.post(f"api/runs/{third}/resume", json={})
    assert visitor.until(third, ended)["state"] == "done"
    assert visitor.http.delete(f"api/runs/{third}").status_code == 200
    assert visitor.http.get(f"runs/{third}/technique.toml").status_code == 404


@pytest.mark.parametrize(
    ("seed", "said"),
    [
        (live_worker.CRASHES, "ended unexpectedly (-9)"),
        (live_worker.BABBLES, "something unreadable"),
        (live_worker.GARBLES, "something unreadable"),
        (live_worker.COMPLAINS, "something is wrong with this act"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def test_a_worker_that_fails_takes_nobody_along(visitor, seed, said):
    run = visitor.until(visitor.wish(seed=seed)["id"], ended)
    assert run["state"] == "failed" and said in run["message"]
    after = visitor.until(visitor.wish(seed=live_worker.GOOD)["id"], ended)
    assert after["state"] == "done"


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def test_a_deaf_worker_is_made_to_end(acted, visitor):
    acted.setattr(queue, "GRACE", 0.3)
    name = visitor.wish(seed=live_worker.DEAF)["id"]
    visitor.until(name, lambda run: run["state"] == "running")
    began = time.monotonic()
    visitor.http.post(f"api/runs/{name}/stop")
    visitor.until(name, ended)
    assert time.monotonic() - began < 5


def test_a_worker_that_takes_too_long_is_ended(acted, visitor):
    acted.setattr(queue, "limit", lambda run: 0.5)
    run = visitor.until(visitor.wish(seed=live_worker.ENDLESS)["id"], ended)
    assert run["state"] == "failed" and "took too long" in run["message"]


# Many browsers, and hostile ones.


def test_twenty_browsers_are_told_the_same(visitor):
    with ExitStack() as stack, ThreadPoolExecutor(20) as pool:
        watchers = [stack.enter_context(visitor.watch()) for _ in range(20)]
        visitor.wish(seed=live_worker.GOOD)
        told = list(pool.map(lambda w: frames_of(w, is_done), watchers))
    assert all(
        [f.values["index"] for f in each if f.kind is Kind.POINT][-1] == 3
        for each in told
    )


def deaf_browser(visitor):
    """Watch with a small buffer and read nothing of it."""
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect(("127.0.0.1", visitor.http.base_url.port))
    deaf.sendall(
        f"GET {visitor.http.base_url.path}ws HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{visitor.http.base_url.port}\r\nOrigin: {visitor.origin}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
    )
    assert deaf.recv(12) == b"HTTP/1.1 101"
    while not visitor.house.hub.boxes:
        time.sleep(0.01)
    return deaf


def test_a_browser_that_stops_reading_holds_up_nobody(visitor):
    deaf = deaf_browser(visitor)
    with visitor.watch() as watching:
        visitor.wish(seed=live_worker.FLOODS)
        told = frames_of(watching, is_done, seconds=60)
    last = [f.values["index"] for f in told if f.kind is Kind.POINT][-1]
    assert last == live_worker.MANY - 1
    boxes = sorted(visitor.house.hub.boxes, key=lambda box: box.dropped)
    assert boxes[-1].dropped > live_worker.MANY // 2
    assert all(len(box) <= hub.MOST_FRAMES for box in boxes)
    deaf.close()


def test_a_browser_that_stops_reading_is_sent_away(acted, visitor):
    acted.setattr(wire, "SLOWEST", 0.5)
    deaf = deaf_browser(visitor)
    visitor.until(visitor.wish(seed=live_worker.FLOODS)["id"], ended)
    end = time.monotonic() + 10
    while visitor.house.hub.boxes:
        assert time.monotonic() < end, "it is still sent to"
        time.sleep(0.05)
    deaf.close()


def turned_away(visitor, **options):
    """Try to watch."""
    with visitor.watch(**options) as watching:
        watching.recv(timeout=5)


def test_more_browsers_than_allowed_are_sent_away(acted, visitor):
    acted.setattr(hub, "MOST_CLIENTS", 2)
    with visitor.watch(), visitor.watch(), pytest.raises(InvalidStatus) as refused:
        turned_away(visitor)
    assert refused.value.response.status_code == 403
    with visitor.watch() as watching:
        assert frames.read(watching.recv()).kind is Kind.HELLO


def test_what_a_browser_says_means_nothing(visitor):
    with visitor.watch() as watching:
        watching.recv()
        for said in ("{}", b"\0" * 500, ""):
            watching.send(said)
        visitor.wish(seed=live_worker.GOOD)
        assert frames_of(watching, is_done)


@pytest.mark.parametrize(
    "options",
    [
        {"origin": None},
        {"origin": "http" + "://evil.example"},
        {"additional_headers": {"Host": "evil.example"}},
    ],
)
def test_the_socket_refuses_strangers(visitor, options):
    with pytest.raises((InvalidStatus, ConnectionClosed)) as refused:
        turned_away(visitor, **options)
    assert refused.value.response.status_code in (400, 403)
    visitor.url = visitor.url.rsplit("/", 2)[0] + "/"
    with pytest.raises(InvalidStatus):
        turned_away(visitor)


def test_a_gigabyte_is_refused_before_it_is_sent(visitor):
    base = visitor.http.base_url
    with socket.create_connection(("127.0.0.1", base.port), timeout=10) as line:
        line.sendall(
            f"PUT {base.path}api/files/performers/big HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{base.port}\r\nOrigin: {visitor.origin}\r\n"
            f"Content-Length: {2**30}\r\n\r\n".encode()
            + b"#" * 1000
        )
        answer = b""
        while chunk := line.recv(4096):
            answer += chunk
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"larger than 1 MB" in answer
    assert visitor.http.get("api/runs").status_code == 200


# Kills and restarts.


def children(pid):
    """Return the processes a process has started, where the system tells."""
    tasks = Path(f"/proc/{pid}/task")
    lists = [path.read_text() for path in tasks.glob("*/children")]
    return [int(word) for text in lists for word in text.split()]


def alive(pid):
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_killed_and_restarted_it_goes_on(tmp_path):
    """With real jobs: the worker goes with its server, and resumes where it was."""
    folder = tmp_path / "company"
    first = Command(folder)
    name = first.visitor.wish(budget=3600)["id"]
    first.visitor.until(name, lambda run: run["points"] >= 1, seconds=90)
    (worker,) = children(first.process.pid)
    first.kill()
    end = time.monotonic() + 20
    while alive(worker):
        assert time.monotonic() < end, "the worker outlived its server"
        time.sleep(0.1)
    again = Command(folder, port=first.told["port"])
    assert again.told == first.told
    run = again.visitor.run(name)
    assert run["state"] == "stopped" and "resume" in run["message"]
    points = run["points"]
    again.visitor.http.post(f"api/runs/{name}/resume", json={})
    run = again.visitor.until(name, lambda r: r["points"] > points, seconds=90)
    answer = again.visitor.http.get(f"api/runs/{name}/points").json()["points"]
    numbers = [point["generation"] for point in answer]
    assert numbers == sorted(set(numbers)) and len(numbers) > points
    assert again.visitor.http.get(f"runs/{name}/takes/{numbers[0]}").text
    text = again.visitor.http.get(f"runs/{name}/technique.toml").text
    assert "stopped while" in text and 'performer = "layla"' in text
    assert again.close(signal.SIGINT) == 0


def test_odds_and_replay_of_the_shipped_technique(tmp_path):
    with stage(tmp_path / "company") as visitor:
        name = visitor.wish(kind="show", takes=3)["id"]
        run = visitor.until(name, ended, seconds=90)
        assert run["state"] == "done", run["message"]
        assert run["result"]["takes"] == 3 and "loads" in run["result"]
        assert visitor.http.get(f"runs/{name}/replay.html").status_code == 200
        other = {**WISH, "performer": "bruno", "rig": "long", "kind": "show"}
        run = visitor.until(visitor.wish(**other)["id"], ended, seconds=60)
        assert run["state"] == "failed" and "rehearse first" in run["message"]


def test_a_worker_without_a_server_ends_at_once():
    command = [sys.executable, "-m", queue.WORKER]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
    assert run.returncode == 130
