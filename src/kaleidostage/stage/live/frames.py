"""Binary frames of the live show: a small header, then JSON packed with zlib.

The header has 16 bytes, little-endian: the letters KS, the format, the kind, the
frame's number and the server's clock.
"""

import json
import struct
import time
import zlib
from enum import IntEnum
from typing import Any, NamedTuple

FORMAT = 1  # The page refuses frames of another format and asks to be reloaded.
HEADER = struct.Struct("<2sBBId")
MAGIC = b"KS"
LEVEL = 1  # Of packing; our choice: a show of 140 kB takes about a millisecond.


class Kind(IntEnum):
    """What a frame tells."""

    HELLO = 1  # All runs, to one who has just come.
    RUN = 2  # A run has changed.
    POINT = 3  # A generation was tried.
    TAKE = 4  # Its best take, as a show.
    GONE = 5  # A run was removed.


class Frame(NamedTuple):
    """A frame read back."""

    kind: Kind
    number: int
    clock: float
    values: Any


def packed(values: object) -> bytes:
    """Return plain values as a frame's payload."""
    text = json.dumps(values, allow_nan=False, separators=(",", ":"))
    return zlib.compress(text.encode(), LEVEL)


def unpacked(payload: bytes) -> Any:  # noqa: ANN401 - JSON values are any.
    """Return the values of a payload."""
    return json.loads(zlib.decompress(payload))


def frame(kind: Kind, number: int, payload: bytes) -> bytes:
    """Return a frame of a payload that is packed already."""
    head = HEADER.pack(MAGIC, FORMAT, kind, number % 2**32, time.time())
    return head + payload


def read(data: bytes) -> Frame:
    """Read a frame back.

    Raises:
        ValueError: If it is none, or of another format.
    """
    magic, version, kind, number, clock = HEADER.unpack_from(data)
    if (magic, version) != (MAGIC, FORMAT):
        raise ValueError(f"no frame of format {FORMAT}: {data[:4]!r}")
    return Frame(Kind(kind), number, clock, unpacked(data[HEADER.size :]))
