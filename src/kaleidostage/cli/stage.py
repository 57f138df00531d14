"""The verb `stage`: acts rehearsed and watched in the browser."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import options, say

if TYPE_CHECKING:
    from ..stage.live.address import Address

PORT = 8742  # Our choice: nothing well known listens there.


@click.command()
@click.option(
    "--folder",
    type=options.FILE,
    metavar="FOLDER",
    default="company",
    show_default=True,
    help="Data folder: your acts, performers and rigs, and all runs; made if missing.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    default=PORT,
    show_default=True,
    help="Port on loopback; 0 for a free one.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, options.MOST_THREADS),
    metavar="N",
    help="Threads of a job; one a core if left out.",
)
@click.option("--no-open", is_flag=True, help="Do not open the page in the browser.")
@options.as_json
def stage(
    folder: Path, port: int, threads: int | None, no_open: bool, json_: bool
) -> None:
    """Open the live stage: pick an act, rehearse it and watch the search improve.

    A page on this machine alone, behind a secret address. Ctrl-C closes it; what was
    under way goes on from its last generation when you resume it. It needs the extra
    `stage`: pip install 'kaleidostage[stage]'.
    """
    from ..stage.live.serve import serve

    def opened(address: "Address") -> None:
        if json_:
            plain = {"address": address.url, "port": address.port}
            say.as_json({**plain, "folder": str(folder)})
        else:
            say.result(f"the stage is open: {address.url}")
            say.result(f"data folder: {folder}; Ctrl-C closes the stage")
        say.flush()
        if not no_open and not json_:
            _open(address.url)

    serve(folder, port=port, threads=threads, opened=opened)


def _open(url: str) -> None:
    """Open the page where there is a browser; the server answers a moment later."""
    import threading
    import webbrowser

    from .show import has_browser

    if has_browser():
        threading.Timer(0.5, webbrowser.open, [url]).start()
