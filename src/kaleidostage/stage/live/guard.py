"""The door: who may come in, how much they may bring and how long they may take.

A page of another site can make a browser send requests to loopback. So the address
holds a secret, `Host` must be ours (a foreign name may point here) and `Origin` too.
"""

import asyncio
import hmac

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .address import Address
from .answers import answer

LARGEST_BODY = 1_000_000  # [bytes] As for files read; our choice.
SLOWEST_BODY = 15.0  # [s] For all of it; our choice.
READING = ("GET", "HEAD")

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", PAGE_POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
)


class _RefusedError(Exception):
    """A request that is not served: status and the reason in one line."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


class Guard:
    """Lets in what comes from our own page, and cuts the token off its path."""

    def __init__(self, app: ASGIApp, address: Address) -> None:
        """Guard `app`, which is open at `address`."""
        self.app, self.address = app, address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or one socket."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        try:
            inner = self._admitted(scope)
        except _RefusedError as refusal:
            await _refuse(scope, send, refusal)
            return
        await self._serve(inner, _Limited(scope, receive), send)

    async def _serve(self, scope: Scope, body: "_Limited", send: Send) -> None:
        """Serve what has been let in; a body beyond its limits is refused late."""

        async def told(message: Message) -> None:
            if body.refusal is None:  # What is said of it afterwards is not for users.
                await send(_dressed(message))

        try:
            await self.app(scope, body, told)
        except _RefusedError:
            pass
        if body.refusal is not None:
            await _refuse(scope, send, body.refusal)

    def _admitted(self, scope: Scope) -> Scope:
        """Return the scope without the token, or refuse."""
        headers = {name.lower(): value for name, value in scope["headers"]}
        host = headers.get(b"host", b"").decode("latin-1").lower()
        if host not in self.address.hosts:
            raise _RefusedError(403, "this stage answers to loopback names only")
        self._check_origin(scope, headers.get(b"origin"))
        root, slash, rest = scope["path"].removeprefix("/").partition("/")
        if not hmac.compare_digest(root.encode(), self.address.token.encode()):
            raise _RefusedError(
                403,
                "the address lacks its token; open the one that `kaleidostage stage` "
                "printed",
            )
        if not slash:
            raise _RefusedError(404, "the address ends with a slash; add it")
        _check_length(headers.get(b"content-length"))
        path = f"/{rest}"
        return {**scope, "path": path, "raw_path": path.encode(), "root_path": ""}

    def _check_origin(self, scope: Scope, origin: bytes | None) -> None:
        """Refuse what a page of another site sends."""
        reads = scope["type"] == "http" and scope["method"] in READING
        if origin is None and reads:
            return  # Browsers leave it out of plain reading.
        said = (origin or b"").decode("latin-1").lower()
        if said not in self.address.origins:
            raise _RefusedError(403, "requests of other pages are refused")


def _check_length(length: bytes | None) -> None:
    """Refuse what is too large before any of it is read."""
    if length is None:
        return
    if not length.isdigit() or len(length) > 18 or int(length) > LARGEST_BODY:
        raise _RefusedError(413, f"larger than {LARGEST_BODY / 1e6:g} MB")


class _Limited:
    """A request's body, limited in size and time."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.receive, self.size, self.open = receive, 0, scope["type"] == "http"
        self.refusal: _RefusedError | None = None
        self.end = asyncio.get_running_loop().time() + SLOWEST_BODY

    async def __call__(self) -> Message:
        if not self.open:  # Of a socket, or the wait for the browser to leave.
            return await self.receive()
        try:
            async with asyncio.timeout_at(self.end):
                message = await self.receive()
        except TimeoutError:
            raise self._refused(408, "the request took too long") from None
        self.size += len(message.get("body", b""))
        if self.size > LARGEST_BODY:
            raise self._refused(413, f"larger than {LARGEST_BODY / 1e6:g} MB")
        self.open = bool(message.get("more_body"))
        return message

    def _refused(self, status: int, text: str) -> _RefusedError:
        """Keep the reason: the app may make something else of it on its way."""
        self.refusal = _RefusedError(status, text)
        return self.refusal


def _dressed(message: Message) -> Message:
    """Return a message with the headers that every answer has."""
    if message["type"] != "http.response.start":
        return message
    own = {name.lower() for name, _ in message.get("headers", ())}
    added = [pair for pair in _HEADERS if pair[0] not in own]
    return {**message, "headers": [*message.get("headers", ()), *added]}


async def _refuse(scope: Scope, send: Send, refusal: _RefusedError) -> None:
    """Answer with the reason, and hang up: nothing more of the body is read."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": refusal.text})
        return
    read = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
    headers, body = answer(refusal.text, read)
    start = {"type": "http.response.start", "status": refusal.status}
    await send(_dressed({**start, "headers": [*headers, (b"connection", b"close")]}))
    await send({"type": "http.response.body", "body": body})
