"""What a run left, as the browser gets it; only names known here are served."""

import json
import re
from importlib import resources
from pathlib import Path

from fastapi.responses import FileResponse, Response

from ...errors import UnknownNameError
from .frames import unpacked
from .run import PAGE, REPLAY, SHEET, TECHNIQUE

ASSETS = {"live.css": "text/css", "live.js": "text/javascript"}
"""Files of the page, and what they are."""

RESULTS = {REPLAY: "text/html", SHEET: "text/html", TECHNIQUE: "text/plain"}
"""Files of a run that may be seen, and what they are."""

# A replay or a sheet is one file that holds all it needs; nothing else is let in.
RESULT_POLICY = {
    "content-security-policy": (
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    )
}

_DATA = re.compile(r'(<script type="application/json" id="show">).*?(</script>)', re.S)


def asset(name: str) -> str:
    """Return one of the page's own files as text."""
    return (resources.files(__package__) / "assets" / name).read_text("utf-8")


def result(home: Path, name: str) -> Response:
    """Return a file of the run in the folder `home`.

    Raises:
        UnknownNameError: If no run has such a file, or this one has none yet.
    """
    if name not in RESULTS or not (home / name).is_file():
        there = [known for known in RESULTS if (home / known).is_file()]
        raise UnknownNameError("result of this run", name, there)
    return FileResponse(
        home / name, media_type=RESULTS[name], headers=dict(RESULT_POLICY)
    )


def show_data(home: Path, number: int) -> bytes:
    """Return the packed show of a generation's best take.

    Raises:
        UnknownNameError: If there is none.
    """
    path = home / "takes" / f"{number:06d}"
    if not path.is_file():
        there = sorted(p.name for p in (home / "takes").glob("[0-9]*"))
        raise UnknownNameError("take", str(number), there[-5:])
    return path.read_bytes()


def take_page(home: Path, number: int) -> str:
    """Return the replay page of a generation's best take.

    Raises:
        UnknownNameError: If there is none.
    """
    show = unpacked(show_data(home, number))["show"]
    text = json.dumps(show, allow_nan=False)
    for char in "<>&":  # Nothing may end the element from inside it.
        text = text.replace(char, f"\\u{ord(char):04x}")
    page = (home / PAGE).read_text("utf-8")
    return _DATA.sub(lambda found: f"{found[1]}{text}{found[2]}", page, count=1)
