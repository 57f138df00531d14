"""The routes of the live stage: facts over HTTP, the show over one socket."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, WebSocket
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from ... import performers
from ...errors import (
    FileFormatError,
    KaleidoError,
    MismatchError,
    StorageError,
    UnknownNameError,
)
from .answers import answer, home_of, unknown
from .frames import Kind
from .hub import Hub
from .library import KINDS, Library
from .queue import Queue
from .results import ASSETS, RESULT_POLICY, asset, result, show_data, take_page
from .run import OPEN, Run, Runs
from .wire import watch
from .wishes import LONGEST, More, Wish

_STATUS = {
    UnknownNameError: 404,
    FileFormatError: 422,
    MismatchError: 409,
    StorageError: 507,
    KaleidoError: 409,
}


class House:
    """What the routes work on."""

    def __init__(self, folder: Path, threads: int | None) -> None:
        """Open a data folder."""
        folder = folder.resolve()
        self.library = Library(folder)
        self.runs = Runs(folder / "runs")
        self.hub = Hub()
        self.queue = Queue(self.runs, self.library, self.hub, threads)

    def hello(self) -> dict[str, Any]:
        """Return what one who has just come is told."""
        return {"runs": [run.plain() for run in self.runs]}


def make_app(folder: Path, *, threads: int | None = None) -> FastAPI:
    """Return the server's routes over a data folder; `Guard` stands before them.

    Raises:
        StorageError: If the folder cannot be used.
    """
    house = House(folder, threads)

    @contextlib.asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        work = asyncio.create_task(house.queue.serve())
        yield
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work

    app = FastAPI(
        lifespan=life,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,  # It would leave the token out.
    )
    app.state.house = house
    for add in (_add_errors, _add_facts, _add_runs, _add_results):
        add(app, house)

    @app.websocket("/ws")
    async def show(socket: WebSocket) -> None:
        await watch(socket, house.hub, house.hello())

    return app


def _add_errors(app: FastAPI, house: House) -> None:
    """Answer what is wrong with one readable line."""

    @app.exception_handler(KaleidoError)
    async def ours(request: Request, error: KaleidoError) -> Response:
        status = next(_STATUS[kind] for kind in _STATUS if isinstance(error, kind))
        return _refusal(request, str(error), status)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "request"
        return _refusal(request, f"{where}: {first['msg']}", 422)

    @app.exception_handler(HTTPException)
    async def nothing(request: Request, error: HTTPException) -> Response:
        status, path = error.status_code, request.url.path
        return _refusal(request, unknown(request.method, path, status), status)


def _refusal(request: Request, text: str, status: int) -> Response:
    """Return a refusal; a browser that opens an address reads it as a page."""
    path = request.url.path
    read = "" if path.startswith("/api/") else request.headers.get("accept", "")
    headers, body = answer(text, read, home_of(path))
    plain = {name.decode(): value.decode() for name, value in headers}
    return Response(body, status, plain)


def _add_facts(app: FastAPI, house: House) -> None:
    """Add the page, what there is, and files of the user's own."""

    @app.get("/")
    def page() -> Response:
        return HTMLResponse(asset("live.html"))

    @app.get("/assets/{name}")
    def assets(name: str) -> Response:
        if name not in ASSETS:
            raise UnknownNameError("asset", name, ASSETS)
        return Response(asset(name), media_type=ASSETS[name])

    @app.get("/api/catalogue")
    def catalogue() -> dict[str, Any]:
        levels = [*performers.STEADINESS_NAMES, "own"]
        return {**house.library.catalogue(), "steadiness": levels}

    @app.put("/api/files/{kind}/{name}")
    async def keep(kind: str, name: str, request: Request) -> dict[str, Any]:
        if kind not in KINDS:
            raise UnknownNameError("kind of file", kind, KINDS)
        data = await request.body()
        return await asyncio.to_thread(house.library.keep, kind, name, data)


def _add_runs(app: FastAPI, house: House) -> None:
    """Add asking for runs, stopping, resuming and removing them."""

    @app.get("/api/runs")
    async def every() -> dict[str, Any]:
        return house.hello()

    @app.post("/api/runs", status_code=201)
    async def begin(wish: Wish) -> dict[str, Any]:
        if wish.steadiness != "own":
            performers.steadiness(wish.steadiness)
        run = Run(**wish.model_dump())
        house.queue.check(run)
        house.runs.add(run)
        house.queue.add(run)
        return run.plain()

    @app.post("/api/runs/{name}/stop")
    async def stop(name: str) -> dict[str, Any]:
        run = house.runs.get(name)
        await house.queue.stop(run)
        return run.plain()

    @app.post("/api/runs/{name}/resume")
    async def resume(name: str, more: More) -> dict[str, Any]:
        run = _closed(house, name)
        house.queue.check(run)
        run.budget = min(run.budget + more.seconds, LONGEST)
        house.queue.add(run)
        return run.plain()

    @app.delete("/api/runs/{name}")
    async def remove(name: str) -> dict[str, Any]:
        run = _closed(house, name)
        house.runs.remove(run)
        house.hub.tell(Kind.GONE, run.id, {"run": run.id})
        return {"removed": name}


def _closed(house: House, name: str) -> Run:
    """Return a run that neither waits nor is under way."""
    run = house.runs.get(name)
    if run.state in OPEN:
        raise MismatchError(f"run {run.id} is {run.state}; stop it first")
    return run


def _add_results(app: FastAPI, house: House) -> None:
    """Add what came of a run: its generations, takes, replay, technique, sheet."""

    def home(name: str) -> Path:
        return house.runs.home(house.runs.get(name))

    @app.get("/api/runs/{name}/points")
    async def points(name: str) -> dict[str, Any]:
        run = house.runs.get(name)
        return {"run": run.id, "points": run.points}

    @app.get("/runs/{name}/takes/{number}")
    def take(name: str, number: int) -> Response:
        return HTMLResponse(take_page(home(name), number), headers=RESULT_POLICY)

    @app.get("/runs/{name}/shows/{number}")
    def show(name: str, number: int) -> Response:
        data = show_data(home(name), number)
        return Response(data, media_type="application/octet-stream")

    @app.get("/runs/{name}/{file}")
    def other(name: str, file: str) -> Response:
        return result(home(name), file)
