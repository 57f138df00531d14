"""Acts: what is to be done, in a few readable lines; text and values, no physics."""

from .act import APPARATUS, TRICKS, Act
from .reading import load, names

__all__ = ["APPARATUS", "TRICKS", "Act", "load", "names"]
