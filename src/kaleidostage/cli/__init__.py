"""The command: thin verbs that parse, call the rest of the house and print."""

from .main import main

__all__ = ["main"]
