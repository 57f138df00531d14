"""A browser for tests of the page: Chromium over its debugging pipe."""

import base64
import json
import os
import select
import shutil
import subprocess
import time

import numpy as np

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless=new --no-sandbox --use-gl=angle --use-angle=swiftshader"
    " --enable-unsafe-swiftshader --hide-scrollbars --no-first-run"
    " --disable-background-networking --remote-debugging-pipe"
)


def chromium():
    """Path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One page in one browser; `seen` holds every event it sent."""

    def __init__(self, folder):
        """Start the browser with its own profile in `folder`."""
        read, self.to_browser = os.pipe()
        self.from_browser, write = os.pipe()
        command = f'exec "$0" {FLAGS} "--user-data-dir=$1" 3<&{read} 4>&{write}'
        self.process = subprocess.Popen(
            ["bash", "-c", command, chromium(), str(folder)],
            pass_fds=(read, write),
            stderr=subprocess.DEVNULL,
        )
        os.close(read), os.close(write)
        self.count, self.buffer, self.seen, self.session = 0, b"", [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method, **params):
        """Send one command and wait for its answer."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to_browser, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self.count:
                assert "error" not in answer, answer
                return answer["result"]
            self.seen.append(answer)

    def _next(self):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.from_browser], [], [], 60)
            chunk = os.read(self.from_browser, 1 << 16) if ready else b""
            assert chunk, "the browser fell silent"
            self.buffer += chunk
        line, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(line)

    def run(self, script):
        """Value of a piece of JavaScript."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def until(self, script, seconds=30):
        """Wait until a piece of JavaScript is true."""
        end = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < end, f"never true: {script}"
            time.sleep(0.05)

    def open(self, path, state=""):
        """Load a file anew, with `state` after the hash."""
        self.call("Page.navigate", url="about:blank")
        self.seen.clear()
        self.call("Page.navigate", url=f"{path.as_uri()}#{state}")
        self.until("location.protocol == 'file:' && document.readyState == 'complete'")

    def size(self, width, height):
        """Set the size of the window, in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 700,
        )

    def press(self, key):
        """Press a key and let it go."""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key)

    def pixels(self, seconds):
        """Draw the moment `seconds` and return its pixels, shape (N, 4)."""
        data = self.run(
            f"""(() => {{ const p = kaleidostage; p.seek({seconds}); p.draw();
            const gl = p.renderer.getContext();
            const w = gl.drawingBufferWidth, h = gl.drawingBufferHeight;
            const data = new Uint8Array(4 * w * h); let text = "";
            gl.readPixels(0, 0, w, h, gl.RGBA, gl.UNSIGNED_BYTE, data);
            for (const x of data) text += String.fromCharCode(x);
            return btoa(text); }})()"""
        )
        return np.frombuffer(base64.b64decode(data), np.uint8).reshape(-1, 4)

    def troubles(self):
        """Errors and warnings on the console, and exceptions nobody caught."""
        found = []
        for event in self.seen:
            params, method = event.get("params", {}), event.get("method")
            if method == "Runtime.exceptionThrown":
                found.append(params["exceptionDetails"])
            if method == "Runtime.consoleAPICalled" and params["type"] != "log":
                found.append([arg.get("value") for arg in params["args"]])
            if method == "Log.entryAdded" and params["entry"]["level"] == "error":
                found.append(params["entry"]["text"])
        return found

    def requests(self):
        """Addresses the page asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self.seen
            if event.get("method") == "Network.requestWillBeSent"
        ]

    def close(self):
        """End the browser."""
        self.process.terminate()
        self.process.wait(20)
        os.close(self.to_browser), os.close(self.from_browser)
