"""The order of the house: what is public, what an import does, what files may say."""

import ast
import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kaleidostage import errors

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "kaleidostage"
DOORS = sorted(
    path for path in SRC.rglob("__init__.py") if "__all__" in path.read_text()
)
HEAVY = ("scipy.stats", "yeadon", "click", "cma", "mujoco.viewer", "matplotlib")


def listed(*arguments):
    """Return the files git knows or would take, or all files where there is no git."""
    try:
        git = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"]
        run = subprocess.run(git, capture_output=True, check=True, text=True)
        files = [ROOT / line for line in run.stdout.split("\0") if line]
    except (OSError, subprocess.CalledProcessError):
        folders = ("src", "tests", "docs", "benchmarks")
        files = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    return [
        path for path in files if path.is_file() and "__pycache__" not in path.parts
    ]


def texts():
    """Return path and text of every file that is text."""
    for path in listed():
        try:
            yield path.relative_to(ROOT), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def fresh(code):
    """Run `code` in a new interpreter and return the JSON it prints."""
    run = subprocess.run(
        [sys.executable, "-c", f"import json, sys\n{code}"],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(run.stdout)


def module_of(path):
    return ".".join(("kaleidostage", *path.parent.relative_to(SRC).parts))


# What is public.


@pytest.mark.parametrize("path", DOORS, ids=module_of)
def test_public_names_exist_and_are_named_once(path):
    module = importlib.import_module(module_of(path))
    assert len(set(module.__all__)) == len(module.__all__)
    for name in module.__all__:
        assert getattr(module, name) is not None


@pytest.mark.parametrize("path", DOORS, ids=module_of)
def test_what_a_door_imports_it_makes_public(path):
    """A name brought in and left out of `__all__` was forgotten."""
    tree = ast.parse(path.read_text("utf-8"))
    brought = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
    }
    assert brought <= set(importlib.import_module(module_of(path)).__all__)


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda p: p.stem)
def test_everything_public_says_what_it_is(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), f"{path} opens without a line that says what it is"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_":
            inner = getattr(node, "name", "")
            assert ast.get_docstring(node) or is_nested(tree, node), (path.name, inner)


def is_nested(tree, function):
    """Return whether `function` is defined inside another function."""
    outer = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    return any(function in ast.walk(n) for n in outer if n is not function)


# What an import does.


def test_importing_loads_nothing_heavy():
    loaded = fresh("import kaleidostage\nprint(json.dumps(sorted(sys.modules)))")
    assert "kaleidostage" in loaded
    assert not set(HEAVY) & set(loaded)


def test_importing_any_part_changes_nothing_around_it():
    """Environment, global random numbers, threads and warning filters stay."""
    code = """
import importlib, os, pkgutil, random, threading
import numpy, mujoco
def world():
    state = numpy.random.get_state()
    return [sorted(os.environ.items()), repr(random.getstate()),
            state[1].tolist(), state[2], threading.active_count(), os.getcwd()]
before = world()
import kaleidostage
for part in pkgutil.walk_packages(kaleidostage.__path__, "kaleidostage."):
    if ".envs" not in part.name and not part.name.endswith("__main__"):
        importlib.import_module(part.name)
print(json.dumps([before == world(), len(sys.modules)]))
"""
    unchanged, modules = fresh(code)
    assert unchanged
    assert modules > 100


# What files may say.


def test_no_file_names_an_address():
    """Everything works with the network off; sources are cited by title and year.

    The licence is quoted whole, and the picture format wants its name space.
    """
    address = re.compile(r"\bhttps?:" + "//(?!www.w3.org/)")
    quoted = {Path("LICENSE")}
    found = {str(path) for path, text in texts() if address.search(text)}
    assert found <= {str(path) for path in quoted}


def test_no_file_names_a_place_on_somebodys_machine():
    place = re.compile(r"(?<![\w.:/$~<*-])/(?:home|root|Users|tmp|mnt|work|workspace)/")
    assert not [str(path) for path, text in texts() if place.search(text)]


def test_exit_codes_are_documented():
    """`docs/exit_codes.md` holds a row for each error class, made from its words."""
    kinds = [k for k in vars(errors).values() if isinstance(k, type)]
    kinds = [k for k in kinds if issubclass(k, errors.KaleidoError)]
    written = (ROOT / "docs" / "exit_codes.md").read_text("utf-8")
    for kind in sorted(kinds, key=lambda kind: kind.exit_code):
        first = kind.__doc__.splitlines()[0].rstrip(".")
        row = f"| {kind.exit_code} | `{kind.__name__}` | {first} |"
        assert row in written, f"docs/exit_codes.md should hold: {row}"
    codes = [kind.exit_code for kind in kinds]
    assert len(set(codes)) == len(codes)
    assert len(re.findall(r"^\| \d", written, re.M)) == len(codes) + len((0, 2, 130))


def test_every_source_key_in_the_code_is_listed():
    """A key is an author's or a product's name in capitals and a year: CAMP06."""
    listed_keys = (ROOT / "docs" / "sources.md").read_text("utf-8")
    shape = re.compile(r"\b[A-Z]{4,}(?:[0-9]{2}[A-Z]?\b|-[A-Z]{2}\b)")
    used = {
        (key, path.name)
        for path in [*SRC.rglob("*.py"), *SRC.rglob("*.toml")]
        # Packed numbers, at the end of a technique, can look like a key.
        for key in shape.findall(path.read_text("utf-8").split('weights = """')[0])
    }
    assert not {(key, at) for key, at in used if f"- {key} -" not in listed_keys}


def test_a_reader_of_the_readme_is_told_the_limits():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "not a safety certificate" in readme
    assert "make show" in readme
    assert "make test" in readme
