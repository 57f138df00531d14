"""The table of eighty skills, with their values in both editions."""

import csv
from pathlib import Path

with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
    TABLE = tuple(csv.DictReader(file))
"""Rows of `skill_table.csv`: all values are texts."""
