"""Who watches: each browser has a box that holds the latest of everything, no more.

What was not sent before something newer of the same thing comes is dropped: a browser
that reads slowly sees less, holds up nobody and costs no more memory.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from .frames import Kind, frame, packed

MOST_CLIENTS = 64  # Browsers at once; our choice.
MOST_FRAMES = 512  # Different things that wait in one box; our choice, above all runs.

Key = tuple[Kind, str]


class Box:
    """What one browser has still to be sent."""

    def __init__(self) -> None:
        """Begin empty."""
        self.dropped = 0
        self._frames: OrderedDict[Key, bytes] = OrderedDict()
        self._filled = asyncio.Event()

    def __len__(self) -> int:
        """Count what waits."""
        return len(self._frames)

    def put(self, key: Key, data: bytes) -> None:
        """Put a frame in, in place of an older one of the same thing."""
        if self._frames.pop(key, None) is not None:
            self.dropped += 1
        elif len(self._frames) >= MOST_FRAMES:
            self._frames.popitem(last=False)
            self.dropped += 1
        self._frames[key] = data
        self._filled.set()

    async def get(self) -> bytes:
        """Return the frame that waits longest; wait for one."""
        while not self._frames:
            self._filled.clear()
            await self._filled.wait()
        return self._frames.popitem(last=False)[1]


class Hub:
    """All boxes, and the numbers of the frames put into them."""

    def __init__(self) -> None:
        """Begin with nobody watching."""
        self.boxes: set[Box] = set()
        self._number = 0

    @property
    def full(self) -> bool:
        """Say whether nobody more may watch."""
        return len(self.boxes) >= MOST_CLIENTS

    @contextmanager
    def watching(self, hello: object) -> Iterator[Box]:
        """Give one more browser a box, with `hello` in it."""
        box = Box()
        box.put((Kind.HELLO, ""), self._frame(Kind.HELLO, packed(hello)))
        self.boxes.add(box)
        try:
            yield box
        finally:
            self.boxes.discard(box)

    def tell(self, kind: Kind, name: str, values: object) -> None:
        """Tell all who watch; `name` is what the frame is the latest of."""
        self.tell_packed(kind, name, packed(values))

    def tell_packed(self, kind: Kind, name: str, payload: bytes) -> None:
        """Tell all who watch something that is packed already."""
        data = self._frame(kind, payload)
        for box in self.boxes:
            box.put((kind, name), data)

    def _frame(self, kind: Kind, payload: bytes) -> bytes:
        self._number += 1
        return frame(kind, self._number, payload)
