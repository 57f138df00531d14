"""Films and stills of the replay page, drawn by a headless browser."""

from .browser import Browser, find_browser
from .encode import find_ffmpeg
from .shoot import KINDS, Shot, film, still

__all__ = [
    "KINDS",
    "Browser",
    "Shot",
    "film",
    "find_browser",
    "find_ffmpeg",
    "still",
]
