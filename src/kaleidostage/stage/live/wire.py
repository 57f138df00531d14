"""The one socket: frames to the browser, nothing back."""

import asyncio
from typing import Any

from fastapi import WebSocket

from .hub import Box, Hub

SLOWEST = 20.0  # [s] A browser that takes no frame for so long is sent away.
FULL, TOO_SLOW = 1013, 1008


async def watch(socket: WebSocket, hub: Hub, hello: dict[str, Any]) -> None:
    """Let a browser watch until it leaves or stops reading."""
    if hub.full:
        await socket.close(FULL, "too many browsers watch already")
        return
    await socket.accept()
    with hub.watching(hello) as box:
        tasks = [
            asyncio.create_task(_send(socket, box)),
            asyncio.create_task(_listen(socket)),
        ]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _listen(socket: WebSocket) -> None:
    """Wait until the browser has left; what it says means nothing."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        continue


async def _send(socket: WebSocket, box: Box) -> None:
    """Send what is in the box for as long as the browser takes it."""
    try:
        while True:
            data = await box.get()
            async with asyncio.timeout(SLOWEST):
                await socket.send_bytes(data)
    except TimeoutError:
        async with asyncio.timeout(1.0):
            await socket.close(TOO_SLOW, "this browser reads too slowly")
