"""A take in a notebook: the last value of a cell plays in it."""

import html
from typing import TYPE_CHECKING

from ..errors import KaleidoError
from .replay import inline_html
from .staging import stage_take

if TYPE_CHECKING:
    from ..perform import Take


def take_html(take: "Take") -> str:
    """Return a take as an element of a notebook's page; it asks for nothing outside.

    A take that was made with another version and does not fit this one's bodies is
    told in one line instead.
    """
    from ..perform import poses, scene_of

    try:
        scene = scene_of(take)
        title = str(take.act.get("title") or take.act_name)
        show = stage_take(take, poses(scene, take.states), title=title, scene=scene)
    except KaleidoError as error:
        return f"<p>{html.escape(str(error))}</p>"
    return inline_html(show)
