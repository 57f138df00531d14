"""The stage: where one watches; it reads recorded poses, never the engine."""

from .replay import replay_html, write_replay
from .show_data import Show

__all__ = ["Show", "replay_html", "write_replay"]
