"""Frozen values as plain ones for JSON, and back, bit for bit.

A take must be enough to perform it again, whatever became of the files it was made
from: performer, rig, technique and steadiness go into it whole, number by number.
"""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

T = TypeVar("T")


class PlainError(ValueError):
    """A plain value that is not what it should be; the message names its place."""


def plain(value: Any) -> Any:  # noqa: ANN401 - JSON values are any.
    """Return `value` as what JSON holds: a float keeps every bit, NaN becomes None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def built(kind: type[T], value: Any, place: str) -> T:  # noqa: ANN401 - as above.
    """Return the value of type `kind` that `plain` made `value` from.

    Args:
        kind: A dataclass.
        value: What was read.
        place: What it is, for messages.

    Raises:
        PlainError: If keys or types are not those of `kind`.
    """
    result: T = _built(kind, value, place)
    return result


def _built(kind: Any, value: Any, place: str) -> Any:  # noqa: ANN401 - a type.
    if is_dataclass(kind):
        return _dataclass(kind, value, place)
    origin = get_origin(kind) or kind
    if origin is np.ndarray:
        return _array(value, place)
    if origin in (Union, UnionType):
        kinds = get_args(kind)
        tables = [k for k in kinds if is_dataclass(k)]
        if tables and value is not None:
            return _dataclass(tables[0], value, place)
        return _scalar(kinds, value, place)
    if origin is tuple:
        return _tuple(get_args(kind), value, place)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        inner = get_args(kind)[1]
        items = _table(value, place).items()
        return {key: _built(inner, item, f"{place}.{key}") for key, item in items}
    return _scalar((kind,), value, place)


def _dataclass(kind: Any, value: Any, place: str) -> Any:  # noqa: ANN401 - a type.
    table, hints = _table(value, place), get_type_hints(kind)
    names = [f.name for f in fields(kind)]
    if missing := sorted(set(names) - set(table)):
        raise PlainError(f"{place} lacks {missing[0]!r}")
    if unknown := sorted(set(table) - set(names)):
        raise PlainError(f"{place} has an unknown key {unknown[0]!r}")
    return kind(**{n: _built(hints[n], table[n], f"{place}.{n}") for n in names})


def _array(value: Any, place: str) -> np.ndarray[Any, Any]:  # noqa: ANN401
    try:
        array = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise PlainError(f"{place} must hold numbers") from None
    if not np.isfinite(array).all():
        raise PlainError(f"{place} must hold finite numbers")
    return array


def _tuple(kinds: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:  # noqa: ANN401
    if not isinstance(value, list):
        raise PlainError(f"{place} must be a list, got {_shown(value)}")
    inner = [kinds[0]] * len(value) if kinds[-1] is Ellipsis else list(kinds)
    if len(inner) != len(value):
        raise PlainError(f"{place} must have {len(inner)} entries, got {len(value)}")
    pairs = enumerate(zip(inner, value, strict=True))
    return tuple(_built(kind, item, f"{place}[{i}]") for i, (kind, item) in pairs)


def _scalar(kinds: tuple[Any, ...], value: Any, place: str) -> Any:  # noqa: ANN401
    for kind in kinds:
        if kind is float and type(value) in (int, float) and math.isfinite(value):
            return value if int in kinds else float(value)
        if kind is not float and type(value) is kind:
            return value
    wanted = " or ".join(getattr(kind, "__name__", str(kind)) for kind in kinds)
    raise PlainError(f"{place} must be of type {wanted}, got {_shown(value)}")


def _table(value: Any, place: str) -> dict[str, Any]:  # noqa: ANN401 - as above.
    if not isinstance(value, dict):
        raise PlainError(f"{place} must be a table, got {_shown(value)}")
    return value


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
