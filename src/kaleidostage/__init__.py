"""Write an act, cast it, rehearse it in physics, and know the odds.

The names below are loaded when they are first asked for: importing this package
costs next to nothing and starts no engine.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .acts import load as load_act
    from .judging import outcome_names as judge
    from .odds import count
    from .perform import load_take
    from .perform import perform as perform_takes
    from .performers import load as load_performer
    from .performers import steadiness
    from .rehearsal import rehearse
    from .rigs import load as load_rig
    from .scene import compose
    from .technique import load as load_technique
    from .technique import write as write_technique

__all__ = [
    "compose",
    "count",
    "judge",
    "load_act",
    "load_performer",
    "load_rig",
    "load_take",
    "load_technique",
    "perform_takes",
    "rehearse",
    "steadiness",
    "write_technique",
]

_HOMES = {
    "compose": ("scene", "compose"),
    "count": ("odds", "count"),
    "judge": ("judging", "outcome_names"),
    "load_act": ("acts", "load"),
    "load_performer": ("performers", "load"),
    "load_rig": ("rigs", "load"),
    "load_take": ("perform", "load_take"),
    "load_technique": ("technique", "load"),
    "perform_takes": ("perform", "perform"),
    "rehearse": ("rehearsal", "rehearse"),
    "steadiness": ("performers", "steadiness"),
    "write_technique": ("technique", "write"),
}
"""Where each public name lives, and what it is called there."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - Whatever the name stands for.
    """Load a public name; from then on it is here."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, inner = _HOMES[name]
    value = getattr(import_module(f".{home}", __name__), inner)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return sorted({*globals(), *__all__})


def _in_notebook() -> None:
    """Where a notebook runs, takes are shown by the stage once one is displayed."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        formatter = shell.display_formatter.formatters["text/html"]
        formatter.for_type_by_name(f"{__name__}.perform.take", "Take", _take_html)


def _take_html(take: Any) -> str:  # noqa: ANN401 - A `Take`; nothing is loaded yet.
    text: str = import_module(".stage.notebook", __name__).take_html(take)
    return text


_in_notebook()
