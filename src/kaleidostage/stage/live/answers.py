"""What is refused, in one line: as a small page to who reads pages, else as JSON."""

import json
from html import escape

LONGEST_PATH = 80  # Letters of an unknown address that are said back; our choice.

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark">
<title>Kaleido Stage</title>
<style>
body {{ margin: 20vh auto; width: min(34em, 86vw); background: #06040b; color: #f6ecdc;
  font: 17px/1.5 Georgia, serif; overflow-wrap: anywhere; }}
small, a {{ color: #f3c877; }} small {{ letter-spacing: .3em; }}
</style>
<small>KALEIDO STAGE</small>
<p>{text}.</p>
{way}
</html>
"""

Headers = list[tuple[bytes, bytes]]


def answer(text: str, accept: str, home: str = "") -> tuple[Headers, bytes]:
    """Return headers and body of a refusal.

    Args:
        text: Why, in one line.
        accept: What the asker says it reads.
        home: The way back to the stage's own page; empty for none.
    """
    if "text/html" not in accept:
        body = json.dumps({"error": text}).encode()
        return _headers(b"application/json", body), body
    link = f'<p><a href="{escape(home)}" target="_top">To the stage</a></p>'
    way = link if home else ""  # Out of the frame, where it is in one.
    page = _PAGE.format(text=escape(text.rstrip(".")), way=way).encode()
    own = [(b"content-security-policy", _POLICY.encode())]
    return [*_headers(b"text/html; charset=utf-8", page), *own], page


def _headers(kind: bytes, body: bytes) -> Headers:
    return [(b"content-type", kind), (b"content-length", str(len(body)).encode())]


def home_of(path: str) -> str:
    """Return the way from a path of the stage to its own page."""
    return "../" * (path.count("/") - 1) or "./"


def unknown(method: str, path: str, status: int) -> str:
    """Return why a path that leads to nothing, or not by this method, is refused."""
    said = path.removeprefix("/")
    said = said if len(said) <= LONGEST_PATH else f"{said[:LONGEST_PATH]}…"
    if status == 405:
        return f"{said!r} is not there for {method}"
    return (
        f"the stage has nothing at {said!r}; its page is at the address that "
        "`kaleidostage stage` printed"
    )
