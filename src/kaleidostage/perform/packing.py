"""A take as a file: a zip of arrays (NPZ, never a pickle) and a JSON manifest."""

import io
import math
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import FileFormatError, StorageError

Array = np.ndarray[Any, Any]
ARRAYS = {"states": "<f8", "controls": "<f8", "held": "|b1", "sensors": "<f8"}
MANIFEST = "manifest.json"
# Caps, so that no file fills the memory: a take of 14 s holds 3 MB. Our choice.
LARGEST_FILE = 64_000_000  # [bytes] As stored.
LARGEST_PART = 256_000_000  # [bytes] Of one array, unpacked.
LARGEST_MANIFEST = 4_000_000  # [bytes]
_EPOCH = (1980, 1, 1, 0, 0, 0)  # The same for all: the same take, the same bytes.


def pack(manifest: bytes, arrays: Mapping[str, Array]) -> bytes:
    """Return the file's bytes, the same every time for the same content.

    Args:
        manifest: JSON text.
        arrays: By the names in ARRAYS.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        file.writestr(_entry(MANIFEST), manifest)
        for key, dtype in ARRAYS.items():
            array = np.ascontiguousarray(arrays[key], dtype=dtype)
            part = io.BytesIO()
            np.lib.format.write_array(part, array, (1, 0), allow_pickle=False)
            file.writestr(_entry(f"{key}.npy"), part.getvalue())
    return buffer.getvalue()


def unpack(path: Path | str) -> tuple[str, bytes, dict[str, Array]]:
    """Read a take file's parts.

    Returns:
        The file's name for messages, the manifest and the arrays by name.

    Raises:
        StorageError: If it cannot be opened.
        FileFormatError: If it is not a whole take file, or absurdly large.
    """
    name = f"take file {Path(path).name}"
    data = _bytes(Path(path), name)
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as file:
            warnings.simplefilter("ignore")  # The engine of zip warns of odd names.
            return name, *_parts(file, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise FileFormatError(f"{name}: {_damage(error, data)}") from None
    except (RuntimeError, ValueError, OSError, OverflowError) as error:
        if isinstance(error, FileFormatError):
            raise
        raise FileFormatError(f"{name}: damaged or not a take") from None


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, 0o644 << 16  # The same everywhere.
    return entry


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise StorageError(f"{name} {path}: is not a regular file")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise StorageError(f"{name}: no such file in {path.parent}") from None
    except StorageError:
        raise
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        raise StorageError(f"{name}: cannot be read: {why}") from None
    if len(data) > LARGEST_FILE:
        raise FileFormatError(f"{name}: larger than {LARGEST_FILE / 1e6:g} MB: no take")
    return data


def _parts(file: zipfile.ZipFile, name: str) -> tuple[bytes, dict[str, Array]]:
    wanted = [MANIFEST, *(f"{key}.npy" for key in ARRAYS)]
    if sorted(file.namelist()) != sorted(wanted):
        raise FileFormatError(f"{name}: not a take: it must hold {', '.join(wanted)}")
    manifest = _member(file, MANIFEST, LARGEST_MANIFEST, name)
    arrays = {
        key: _array(_member(file, f"{key}.npy", LARGEST_PART, name), key, name)
        for key in ARRAYS
    }
    return manifest, arrays


def _member(file: zipfile.ZipFile, member: str, largest: int, name: str) -> bytes:
    """Read one member; its own word for its size is not trusted."""
    with file.open(member) as part:
        data = part.read(largest + 1)
        if len(data) > largest:
            size = largest / 1e6
            raise FileFormatError(f"{name}: {member} unpacks to more than {size:g} MB")
        part.read(1)  # At the end the checksum is compared.
    return data


def _array(data: bytes, key: str, name: str) -> Array:
    """Return an array from the bytes of an .npy file, without any pickle."""
    stream = io.BytesIO(data)
    try:
        if np.lib.format.read_magic(stream) != (1, 0):
            raise ValueError
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream)
    except (ValueError, SyntaxError, TypeError):
        raise FileFormatError(f"{name}: {key} is not an array") from None
    body = data[stream.tell() :]
    if fortran or dtype != np.dtype(ARRAYS[key]):
        raise FileFormatError(f"{name}: {key} holds {dtype}, not {ARRAYS[key]}")
    if math.prod(shape) * dtype.itemsize != len(body):
        raise FileFormatError(
            f"{name}: {key} does not hold the {shape} numbers it says"
        )
    return np.frombuffer(body, dtype).reshape(shape).copy()


def _damage(error: Exception, data: bytes) -> str:
    if not data:
        return "empty"
    if data[:2] != b"PK":
        return "not a take: a take is a zip (NPZ) file that kaleidostage wrote"
    if "CRC" in str(error):
        return "damaged: its checksum is wrong; take a sound copy"
    return "cut off or damaged; take a sound copy"
