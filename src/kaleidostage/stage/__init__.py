"""The stage: where one watches; it reads recorded poses, never the engine."""

from .companions import companion
from .readings import flight
from .replay import inline_html, replay_html, write_replay
from .show_data import Show
from .staging import shown_odds, stage_take, take_facts

__all__ = [
    "Show",
    "companion",
    "flight",
    "inline_html",
    "replay_html",
    "shown_odds",
    "stage_take",
    "take_facts",
    "write_replay",
]
