"""Imports point downwards only, and files stay short."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "kaleidostage"
LONGEST = 300
LAYERS = (
    "errors",
    "files",
    "performers",
    "rigs",
    "acts",
    "scene",
    "technique",
    "perform",
    "judging",
    "odds",
    "rehearsal",
    "sheet",
    "company",
    "stage",
    "envs",
    "cli",
)
READERS = ("files", "acts", "judging", "odds", "company", "stage")
"""Layers that read texts and records, and never touch the engine."""

FILES = sorted(SRC.rglob("*.py"))
INSIDE = [path for path in FILES if path != SRC / "__init__.py"]


def name(path):
    return str(path.relative_to(SRC))


def layer(path):
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imported(path):
    """Return (level, dotted module, names) of each import, those in functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.level, node.module or "", [alias.name for alias in node.names]


def layers_used(path):
    """Return the layers that relative imports in `path` lead to."""
    for level, module, names in imported(path):
        if level:
            target = path.parents[level - 1].joinpath(*module.split("."))
            parts = target.relative_to(SRC).parts
            yield from parts[:1] or names


@pytest.mark.parametrize("path", INSIDE, ids=name)
def test_imports_point_downwards(path):
    rank = LAYERS.index(layer(path))
    above = {used for used in layers_used(path) if LAYERS.index(used) > rank}
    assert not above, f"{name(path)} imports from above: {above}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_own_modules_are_imported_relatively(path):
    absolute = [m for level, m, _ in imported(path) if not level]
    assert not [m for m in absolute if m.split(".")[0] == "kaleidostage"]


@pytest.mark.parametrize(
    "path", [path for path in INSIDE if layer(path) in READERS], ids=name
)
def test_readers_never_touch_the_engine(path):
    assert "mujoco" not in {m.split(".")[0] for _, m, _ in imported(path)}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_file_is_long(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST
