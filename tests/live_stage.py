"""A live stage for tests: the whole server, in this process or in its own."""

import contextlib
import json
import socket
import subprocess
import sys
import threading
import time

import httpx
import uvicorn
from websockets.sync.client import connect

from kaleidostage.stage.live.address import Address
from kaleidostage.stage.live.app import make_app
from kaleidostage.stage.live.guard import Guard
from kaleidostage.stage.live.serve import taken, token

COMMAND = "import sys; from kaleidostage.cli import main; sys.exit(main(sys.argv[1:]))"
BUFFER = 16384  # [bytes] Small, so that who does not read is felt soon.
WISH = {
    "kind": "rehearse",
    "act": "first-leap",
    "performer": "layla",
    "rig": "reference",
}


class Visitor:
    """Somebody at an address who behaves as our page does."""

    def __init__(self, url):
        """Come in at `url`."""
        self.url, self.origin = url, url.rsplit("/", 2)[0]
        self.http = httpx.Client(
            base_url=url, headers={"origin": self.origin}, timeout=30, trust_env=False
        )

    def watch(self, **options):
        """Open the socket."""
        address = self.url.replace("http", "ws", 1) + "ws"
        usual = {"origin": self.origin, "proxy": None, "compression": None}
        return connect(address, **{**usual, **options})

    def wish(self, **options):
        """Ask for a run; return what it is."""
        answer = self.http.post("api/runs", json={**WISH, **options})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def run(self, name):
        """Return a run as it is now."""
        runs = self.http.get("api/runs").json()["runs"]
        return next(run for run in runs if run["id"] == name)

    def until(self, name, done, seconds=30):
        """Wait until a run is as wanted; return it."""
        end = time.monotonic() + seconds
        while not done(run := self.run(name)):
            assert time.monotonic() < end, run
            time.sleep(0.05)
        return run


@contextlib.contextmanager
def stage(folder, port=0):
    """Open a stage in a thread of this process."""
    folder.mkdir(exist_ok=True)
    app = make_app(folder)
    with taken(port) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        address = Address(port=door.getsockname()[1], token=token(folder))
        config = uvicorn.Config(
            Guard(app, address),
            log_level="error",
            access_log=False,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=5,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        visitor = Visitor(address.url)
        visitor.house = app.state.house
        try:
            yield visitor
        finally:
            visitor.http.close()
            server.should_exit = True
            thread.join()


class Command:
    """The command `kaleidostage stage` in a process of its own."""

    def __init__(self, folder, port=0):
        """Open it; wait until it says where it is."""
        words = ["stage", "--json", "--folder", str(folder), "--port", str(port)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *words], stdout=subprocess.PIPE, text=True
        )
        said = ""
        while "}" not in said:
            line = self.process.stdout.readline()
            assert line, "the stage did not open"
            said += line
        self.told = json.loads(said)
        self.visitor = Visitor(self.told["address"])

    def kill(self):
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def close(self, signal):
        """End it by a signal; return its exit code."""
        self.process.send_signal(signal)
        return self.process.wait(30)
