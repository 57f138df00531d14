"""A take shows itself in a notebook, in a frame that asks for nothing."""

import html
import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from kaleidostage.perform import save_take
from kaleidostage.stage.notebook import take_html
from leap import landed_take
from replay_browser import Browser, chromium
from replay_show import make_show

# What a cell does: the shell is there first, then the package, then a value.
CELL = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_cell("import sys, kaleidostage as ks").raise_error()
early = "mujoco" in sys.modules
take = shell.run_cell(f"ks.load_take({path!r})").raise_error() or shell.user_ns["_"]
data, _ = shell.display_formatter.format(take)
print(json.dumps({"early": early, "kinds": sorted(data), "html": data["text/html"]}))
"""


def framed(text):
    """Return the page inside a frame, and the frame's attributes."""
    found = re.fullmatch(r'<iframe srcdoc="([^"]*)"([^>]*)></iframe>', text)
    assert found, text[:200]
    return html.unescape(found[1]), found[2]


@pytest.fixture(scope="module")
def cell():
    """What the cell of a take holds."""
    return take_html(landed_take())


def test_last_value_of_a_cell_plays_in_it(tmp_path, cell):
    path = save_take(tmp_path, landed_take())
    code = f"import json, sys\npath = {str(path)!r}\n{CELL}"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["kinds"] == ["text/html", "text/plain"]
    assert told["html"] == cell
    assert not told["early"]  # Importing the package starts no engine.


def test_frame_is_shut_in_and_asks_for_nothing(cell):
    page, attributes = framed(cell)
    assert 'sandbox="allow-scripts"' in attributes  # Never with allow-same-origin.
    assert "http" not in page
    assert not re.search(r"<link|<img|<iframe|@import|url\(|src=|import\(", page)
    assert "<h1>First Leap</h1>" in page
    assert page.rstrip().endswith("</html>")


def test_take_brings_its_effort_loads_and_momentum(cell):
    page, _ = framed(cell)
    data = re.search(r'id="show">(.*?)</script>', page, re.S)[1]
    show = json.loads(data)
    assert {load["name"] for load in show["loads"]} >= {"left hand", "right hand"}
    assert show["effort"]["width"] == len(show["effort"]["joints"]) == 19
    assert show["momentum"]["width"] == 3


def test_show_of_ones_own_displays_itself_too():
    page, _ = framed(make_show(title="Mine")._repr_html_())
    assert "<title>Mine" in page


def test_take_that_does_not_fit_is_one_line():
    take = landed_take()
    text = take_html(replace(take, sensors=take.sensors[:, :-1]))
    assert text.startswith("<p>take: sensors have")
    assert text.count("\n") == 0


@pytest.mark.heavy
@pytest.mark.skipif(not chromium(), reason="no Chromium on this machine")
def test_page_plays_inside_its_frame(tmp_path, cell):
    (tmp_path / "cell.html").write_text(f"<!DOCTYPE html><body>{cell}</body>")
    sizes = []
    with Browser() as browser:
        browser.size(400, 320)
        browser.open(tmp_path / "cell.html")
        for _ in range(40):
            taken = browser.call("Page.captureScreenshot", format="png")["data"]
            sizes.append(len(taken))
            if sizes[-1] > 40_000:
                break
        troubles = browser.troubles()
        asked = browser.requests()
    assert max(sizes) > 40_000  # The picture, not the empty frame.
    assert troubles == []
    assert all(url.startswith(("file:", "data:", "about:")) for url in asked)
