"""One rule of an inspection: what was measured, and what is allowed at most."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule, what was measured and what is allowed at most."""

    rule: str
    value: float
    limit: float
    unit: str

    @property
    def ok(self) -> bool:
        """Whether the rule is kept; a value that is not a number keeps none."""
        return self.value <= self.limit

    def __str__(self) -> str:
        """Return it in one line."""
        mark = "ok  " if self.ok else "FAIL"
        unit = f" {self.unit}" if self.unit else ""
        return f"{mark} {self.rule}: {self.value:.3g}{unit} (at most {self.limit:g})"


def finding(rule: str, value: float, limit: float, unit: str = "") -> Finding:
    """Return a finding of plain numbers."""
    return Finding(rule=rule, value=float(value), limit=float(limit), unit=unit)
