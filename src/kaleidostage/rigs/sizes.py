"""Dimensions of a rig in its file: their keys, their bounds, and one read back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Generic, NamedTuple, TypeVar

from ..files import Table
from .fly_bars import FlyBars
from .trampoline import Trampoline

R = TypeVar("R", FlyBars, Trampoline)


class Size(NamedTuple):
    """One dimension: its key in the file and the least and largest value."""

    key: str
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Form(Generic[R]):
    """What the file of one apparatus holds.

    Attributes:
        kind: What a file is read to.
        table: Name of the table with the dimensions.
        sizes: Every dimension by the name of its field, in the file's order.
        check: Refuses dimensions that are sound one by one but not together.
    """

    kind: type[R]
    table: str
    sizes: Mapping[str, Size]
    check: "Callable[[Refuse, R], None]"

    def read(self, table: Table, name: str) -> R:
        """Return the rig that stands in `table`.

        Dimensions left out are those of the apparatus as it usually is.

        Raises:
            FileFormatError: If a value is no number or out of bounds.
        """
        usual = {field.name: field.default for field in fields(self.kind)}
        found = {
            field: table.number(
                size.key, low=size.low, high=size.high, default=float(str(usual[field]))
            )
            for field, size in self.sizes.items()
        }
        return self.kind(name=name, **found)

    def verify(self, table: Table, rig: R) -> None:
        """Refuse a rig that cannot be built or used.

        Raises:
            FileFormatError: With the dimension that does not go with the others.
        """
        self.check(Refuse(table, self), rig)

    def plain(self, rig: R) -> dict[str, float]:
        """Return every dimension by its key."""
        return {size.key: getattr(rig, name) for name, size in self.sizes.items()}


class Refuse:
    """Raises the error for a dimension that is wrong, wherever it stands."""

    def __init__(self, table: Table, form: Form[R]) -> None:
        """Remember the `table` that is read and the `form` it is of."""
        self._table, self._sizes = table, form.sizes
        self._usual = form.kind.name

    def __call__(self, name: str, wrong: bool, text: str) -> None:
        """Refuse the dimension `name` if it is `wrong`, with `text` for the reason.

        One left out is fine by itself; the error then points at the table.
        """
        if not wrong:
            return
        key = self._sizes[name].key
        value = self._table.number(key, default=float("nan"))
        usual = f"{key}, as on the {self._usual} rig,"
        shown = f"{key} {value:g}" if self._table.has(key) else usual
        raise self._table.fault(key, f"{shown} {text}")


__all__ = ["Form", "Refuse", "Size"]
