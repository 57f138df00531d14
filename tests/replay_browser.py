"""A browser for tests of the page: the films' own, with eyes for pixels and errors."""

import base64

import numpy as np

from kaleidostage.errors import KaleidoError
from kaleidostage.stage import film


def chromium():
    """Path of a Chromium, or None."""
    try:
        return film.find_browser()
    except KaleidoError:
        return None


class Browser(film.Browser):
    """One page in one browser."""

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
