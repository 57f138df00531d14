"""The page of a sheet: whole, safe, readable in black and white; and its words."""

import html.parser
import json
import re
from pathlib import Path

import pytest

from kaleidostage.sheet.words import percent, words
from kaleidostage.stage.sheet_charts import nice
from kaleidostage.stage.sheet_page import sheet_html, write_sheet

KEPT = Path(__file__).parent / "data" / "sheet.json"
TITLES = [
    "Ready or not",
    "What costs most",
    "Loads",
    "Rig and timing call",
    "Margins",
    "Steadiness, strength, fatigue",
]
VOID = {"meta", "br", "link", "img", "circle", "polyline", "polygon", "path"}


@pytest.fixture
def values():
    """A sheet of the first leap as the verb wrote it, kept as an example."""
    return json.loads(KEPT.read_text("utf-8"))


class Tree(html.parser.HTMLParser):
    """Checks that elements close in order, and collects text and classes."""

    def __init__(self):
        """Begin outside of all elements."""
        super().__init__()
        self.open, self.text, self.seen = [], [], []

    def handle_starttag(self, tag, attrs):
        """Open an element."""
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note an element without content."""
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        """Close the element opened last."""
        assert self.open and self.open[-1] == tag, (tag, self.open[-3:])
        self.open.pop()

    def handle_data(self, data):
        """Keep text."""
        self.text.append(data)


def tree(page):
    parser = Tree()
    parser.feed(page)
    assert not parser.open
    return parser


def test_the_page_is_whole_and_needs_nothing_else(values):
    page = sheet_html(values)
    found = tree(page)
    assert "{{" not in page and "nan" not in page.lower().split("<style>")[0]
    assert not [
        t for t, a in found.seen if t in ("script", "link", "img") or "src" in a
    ]
    assert re.findall(r"<h2>(.*?)</h2>", page) == TITLES


def test_all_words_of_the_sheet_are_on_the_page(values):
    text = " ".join(tree(sheet_html(values)).text)
    for name, lines in values["words"].items():
        for line in lines:
            assert line in text, name


def test_no_number_is_drawn_outside_its_picture(values):
    for view in re.findall(r"<svg .*?</svg>", sheet_html(values), re.S):
        width, height = map(
            float, re.search(r'viewBox="0 0 (\S+) (\S+)"', view).groups()
        )
        for run in re.findall(r'points="(.*?)"', view):
            for pair in run.split():
                x, y = map(float, pair.split(","))
                assert -1 <= x <= width + 1 and -1 <= y <= height + 1, view[:90]


def test_colour_is_never_the_only_difference(values):
    """Landed and missed have other shapes, verdicts other frames, lines dashes."""
    page = sheet_html(values)
    picture = page[page.index('class="reach"') :].partition("</svg>")[0]
    landed = sum(point[2] for point in values["picture"]["points"])
    missed = len(values["picture"]["points"]) - landed
    assert picture.count('<circle class="landed"') == landed > 0
    assert picture.count('<path class="missed"') == missed > 0
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert ".line1 { stroke-dasharray" in style
    assert ".verdict.no-go { border-style: double" in style
    assert "@media print" in style and "size: A4" in style


def test_names_cannot_break_the_page(values):
    bad = "<script>alert(1)</script>{{style}}"
    told = {**values, "title": bad, "performer": bad, "rig_name": bad}
    told["ready"] = {**values["ready"], "fallback": [
        {**values["ready"]["fallback"][0], "title": bad, "rig": bad}]}  # fmt: skip
    told["words"] = words(told)
    page = sheet_html(told)
    assert "<script" not in page
    assert page.count("<style>") == 1 and page.count("@page") == 1
    tree(page)


def test_every_error_shows_what_it_explains_of_the_variance(values):
    page = sheet_html(values)
    chart = page[page.index(">variance<") - 4000 :].partition("</svg>")[0]
    for slip in values["costs"]["slips"][:8]:
        share = f"{100 * slip['variance_share']:.0f} %"
        assert share in chart or slip["variance_share"] < 0.005


def test_the_rig_is_drawn_to_scale_with_its_measures(values):
    page = sheet_html(values)
    view = page[: page.index("the rig as rehearsed")].rpartition("<svg")[2]
    net = re.search(r'class="ground" points="(.*?)"', view).group(1)
    ends = [float(pair.split(",")[0]) for pair in net.split()]
    ropes = [
        [tuple(map(float, pair.split(","))) for pair in points.split()]
        for points in re.findall(r'class="rope" points="(.*?)"', view)
    ]
    metre = (ends[1] - ends[0]) / (7.8 + 2 * (4.4 + 1.5))
    assert ropes[0][1][1] - ropes[0][0][1] == pytest.approx(3.65 * metre, rel=0.01)
    assert "<td>pivots apart</td><td>7.8 m</td>" in page


def test_few_takes_show_what_is_missing(values):
    parts = [{**part, "rare_high_N": None} for part in values["loads"]["parts"]]
    values["loads"] = {**values["loads"], "parts": parts, "takes": 100}
    page = sheet_html(values)
    assert "100 takes cannot bound what 1 in 100 exceeds; it takes 368." in page


def test_a_perfect_or_hopeless_sheet_is_still_a_page(values):
    costs = {"missed": 0, "tried_again": 0, "slips": []}
    none = {"low": None, "high": None, "width": None}
    margins = [{**row, **none} for row in values["margins"]["moments"]]
    values["costs"] = costs
    values["margins"] = {**values["margins"], "moments": margins, "joints": []}
    values["picture"] = {**values["picture"], "points": []}
    values["words"] = words(values)
    tree(sheet_html(values))
    assert "nothing costs" in values["words"]["costs"][0]
    assert "no margin" in values["words"]["margins"][0]


def test_the_page_is_written_whole(values, tmp_path):
    write_sheet(tmp_path / "a.html", values)
    assert (tmp_path / "a.html").read_text("utf-8") == sheet_html(values)
    assert len(list(tmp_path.iterdir())) == 1


# Words.


def told(values, **ready):
    values["ready"] = {**values["ready"], **ready}
    return words(values)["ready"]


def test_verdicts_say_why(values):
    assert told(values, verdict="go")[0].startswith("Go: ")
    undecided = told(values, verdict="not yet", more_takes=700)
    assert undecided[0].startswith("Not yet: the interval")
    assert "700 fresh takes, a number decided before" in undecided[1]
    assert "would not settle it" in told(values, verdict="not yet", more_takes=None)[1]
    assert told(values, verdict="no-go")[0].startswith("No-go: even the upper end")


def test_a_fallback_is_named_when_it_is_needed(values):
    easier = {**values["ready"]["fallback"][0], "somersaults": 0, "title": "Swing"}
    ready = {**easier, "verdict": "go"}
    lines = told(values, verdict="no-go", fallback=[ready])
    assert lines[-1].startswith("Instead: Swing on the rig long, ")
    lines = told(values, verdict="go", fallback=[ready])
    assert lines[-1].startswith("Easier: Swing on the rig long, ")


def test_what_is_not_ready_itself_is_not_shown_instead(values):
    easier = {**values["ready"]["fallback"][0], "somersaults": 0, "title": "Swing"}
    *_, line, last = told(values, verdict="not yet", fallback=[easier])
    assert line.startswith("Easier: Swing")
    assert last == "Nothing easier that this performer knows passes the gate."


def test_the_ladder_of_acts_holds_tonights_own(values):
    """Hardest first, so that one reads down it to what can be shown."""
    harder = values["ready"]["fallback"][0]
    easier = {**harder, "somersaults": -1, "title": "A mere swing"}
    values["ready"] = {**values["ready"], "fallback": [harder, easier]}
    page = sheet_html(values)
    ladder = page[page.index("hardest first") :].partition("</table>")[0]
    assert "<td>95.3 to 97.8 %</td>" in ladder  # As in the sentence: not narrower.
    places = [ladder.index(t) for t in (harder["title"], "▸ First leap", "A mere")]
    assert places == sorted(places)
    assert "No technique" in told(values, fallback=[])[-1]


def test_needed_steadiness_says_how_much_less_error(values):
    need = {"odds": 0.95, "errors_times": 0.8, "low": 0.4, "high": 1.0}
    values["steadiness"] = {**values["steadiness"], "needed": [need]}
    (line,) = words(values)["steadiness"]
    assert line == (
        "95 % needs errors 0.80 times the present ones (10 ms and 1.8 degrees; 95 % "
        "sure: 0.4 to 1 times): 20 % less."
    )
    need |= {"errors_times": 1.2, "low": None, "high": 1.5}
    (line,) = words(values)["steadiness"]
    assert line.endswith("2.8 degrees; 95 % sure: no more than 1.5 times).")


@pytest.mark.parametrize(
    ("verdict", "start"),
    [
        ("this", "This is better than rig wide, by 4.0 of 100 takes"),
        ("other", "Rig wide is better, by 4.0 of 100 takes"),
        ("undecided", "Undecided between this and rig wide: 960 of 1000 against"),
    ],
)
def test_comparisons_say_who_is_better_and_how_sure(values, verdict, start):
    values["versus"] = {"other": "rig wide", "takes": 1000, "landed": [960, 920],
                        "only_this": 60, "only_other": 20, "difference": 0.04,
                        "low": 0.02, "high": 0.06, "chance": 1e-5,
                        "verdict": verdict}  # fmt: skip
    values["words"] = words(values)
    assert values["words"]["versus"][0].startswith(start)
    assert "<h2>Compared</h2>" in sheet_html(values)


def test_percents_are_short():
    assert [percent(x) for x in (0.9, 0.953, 1.0, 0.0)] == ["90 %", "95.3 %", "100 %",
                                                            "0 %"]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (-0.16, 0.16), (0, 7.3), (-160, 160)]
)
def test_axes_have_a_few_round_values_within(low, high):
    ticks = nice(low, high)
    assert 3 <= len(ticks) <= 11
    assert low <= ticks[0] and ticks[-1] <= high
