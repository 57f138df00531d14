"""Acts: what is to be done, in a few readable lines; text and values, no physics."""

from .act import APPARATUS, FLY_BARS, TRAMPOLINE, TRICKS, Act
from .card import Card, Fault, parse_card, read_card
from .notation import read_skill
from .reading import load, names
from .skill import Skill

__all__ = [
    "APPARATUS",
    "FLY_BARS",
    "TRAMPOLINE",
    "TRICKS",
    "Act",
    "Card",
    "Fault",
    "Skill",
    "load",
    "names",
    "parse_card",
    "read_card",
    "read_skill",
]
