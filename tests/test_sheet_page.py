"""The page of a sheet: whole, safe, readable in black and white; and its words."""

import html.parser
import json
import re
from pathlib import Path

import pytest

from kaleidostage.judging.tables import zones
from kaleidostage.sheet.bed_words import bed_marks
from kaleidostage.sheet.words import percent, words
from kaleidostage.stage.sheet_bed import bed_map, bed_map_words
from kaleidostage.stage.sheet_charts import nice
from kaleidostage.stage.sheet_page import sheet_html, write_sheet
from kaleidostage.stage.sheet_rig import rig_drawing

KEPT = Path(__file__).parent / "data" / "sheet.json"
TITLES = [
    "What costs most",
    "Margins",
    "Loads",
    "Loads over time",
    "Rig and timing call",
    "Steadiness, strength, fatigue",
]
VOID = {"meta", "br", "link", "img", "circle", "polyline", "polygon", "path"}


@pytest.fixture
def values():
    """A sheet of the first leap as the verb wrote it, kept as an example."""
    kept = json.loads(KEPT.read_text("utf-8"))
    return {**kept, "words": words(kept)}


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


def test_what_readers_are_told_is_on_the_page_and_nothing_twice(values):
    """Sentences that a chart or a table tells whole are for the command line."""
    text = " ".join(tree(sheet_html(values)).text).replace("\xa0", " ")
    for name, lines in values["words"].items():
        for line in lines:
            told = text.count(line)
            assert told <= 1, line
            assert told or name in ("ready", "costs", "margins", "loads"), line
    for who in ("director", "coach", "rigger"):
        assert all(line in text for line in values["words"][f"for_{who}"])


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


def views(page):
    """Return the drawings of a page by their titles."""
    found = re.findall(r'<svg [^>]*aria-label="(.*?)">(.*?)</svg>', page, re.S)
    return {title: inside for title, inside in found}


def test_margins_are_drawn_and_told_in_numbers(values):
    page = sheet_html(values)
    chart = views(page)["Margins in ms"]
    assert ">\u2212105 to +77<" in chart
    assert ">\u221287 (62 to 108), +60 (45 to 72)<" in chart
    assert ">open<" not in chart and "No edge within 160 ms: force-out" in page
    assert "a cost is of a whole pose" in page


def test_an_edge_that_cannot_be_told_is_not_drawn(values):
    """As where fewer than half land anyway."""
    none = {"at": None, "low": None, "high": None, "reason": "too few land"}
    for row in values["margins"]["moments"] + values["margins"]["joints"]:
        row["half_lost_minus"] = row["half_lost_plus"] = none
    page = sheet_html(values)
    chart = views(page)["Margins in ms"]
    assert 'class="solid"' not in chart and 'class="sure"' not in chart
    assert ">\u2212 ?, + ?<" in chart
    assert "no edge can be told: too few land." in page
    assert "Filled" not in page


def test_gear_must_bear_no_less_than_was_seen(values):
    """The same load gives the same strength in every row, rounded up."""
    page = sheet_html(values)
    gear = page[page.index("must hold, kN") :].partition("</table>")[0]
    assert "greatest load seen, times a factor" in gear
    assert "<td>1.95</td><td>9.8</td>" in gear  # Of 1943 N; 1 in 100 ends at 1576.
    for part, peak in zip(values["loads"]["parts"], (921, 929, 930, 930), strict=False):
        part.update(peak_N=peak, rare_high_N=930)
    gear = sheet_html(values).partition("must hold, kN")[2].partition("</table>")[0]
    assert "upper end of 1 in 100, or the greatest seen if that is more" in gear
    assert gear.count("<td>0.93</td><td>4.7</td><td>7.5</td><td>9.3</td>") == 4


def test_the_picture_says_how_many_it_shows_and_why_some_lie_oddly(values):
    page = sheet_html(values)
    assert (
        "The first 300 of 1000 takes: 291 landed (dots), 9 missed (crosses, 7" in page
    )
    assert "in the circle: one hand out of reach, too fast, or torn off after)" in page
    assert "A dot outside: one hand closed first." in page
    assert "The 33 misses of 1000 takes: 6 short" in page


def test_phases_are_explained_once(values):
    page = sheet_html(values)
    assert page.count("seven, legs folded up in front") == 1
    assert "tuck, knees" not in page  # Not of this act.


def test_the_rig_is_drawn_to_scale_with_its_measures(values):
    page = sheet_html(values)
    view = views(page)["The rig from the side, with the ways of the body"]
    net = re.search(r'class="ground" points="(.*?)"', view).group(1)
    ends = [float(pair.split(",")[0]) for pair in net.split()]
    ropes = [
        [tuple(map(float, pair.split(","))) for pair in points.split()]
        for points in re.findall(r'class="rope" points="(.*?)"', view)
    ]
    metre = (ends[1] - ends[0]) / (7.8 + 2 * (4.4 + 1.5))
    assert ropes[0][1][1] - ropes[0][0][1] == pytest.approx(3.65 * metre, rel=0.01)
    assert "<td>pivots apart</td><td>7.8 m</td>" in page
    rule = float(re.search(r'class="axis" d="M.*?h([0-9.]+)v', view).group(1))
    assert rule == pytest.approx(2 * metre, rel=0.01) and ">2 m<" in view
    for word in ("near bar", "far bar", "release", "catch", "net"):
        assert f">{word}<" in view


def test_few_takes_show_what_is_missing(values):
    parts = [{**part, "rare_high_N": None} for part in values["loads"]["parts"]]
    values["loads"] = {**values["loads"], "parts": parts, "takes": 100}
    page = sheet_html(values)
    assert "100 takes cannot bound what 1 in 100 exceeds; it takes 368." in page


def test_a_perfect_or_hopeless_sheet_is_still_a_page(values):
    costs = {**values["costs"], "missed": 0, "tried_again": 0, "slips": []}
    none = {"low": None, "high": None, "width": None}
    margins = [{**row, **none} for row in values["margins"]["moments"]]
    values["costs"] = costs
    values["margins"] = {**values["margins"], "moments": margins, "joints": []}
    values["picture"] = {**values["picture"], "points": []}
    values["words"] = words(values)
    page = sheet_html(values)
    tree(page)
    assert "performed again" not in page  # There are no bars to explain.
    assert "nothing costs" in values["words"]["costs"][0]
    assert "no margin" in values["words"]["margins"][0]


def test_the_page_is_written_whole(values, tmp_path):
    write_sheet(tmp_path / "a.html", values)
    assert (tmp_path / "a.html").read_text("utf-8") == sheet_html(values)
    assert len(list(tmp_path.iterdir())) == 1


# On the trampoline.


@pytest.fixture
def jumped(values):
    """What the pictures of jumps are drawn from: two takes, one lost off the bed."""
    spots = [[20.0, -10.0, True], [400.0, 30.0, False]]
    return {
        **values,
        "apparatus": "trampoline",
        "odds": {"takes": 2, "landed": 1, "failures": {"off the bed": 1}},
        "picture": {"title": "The landings", "across": "along", "up": "to the left",
                    "takes": 2, "points": spots},
        "drawing": {
            "measures": [["bed, long", 4.28], ["bed, wide", 2.14]],
            "ways": [{"landed": n, "points": [[0, 4], [0, 1], [0, 3]]} for n in (1, 0)],
        },
    }  # fmt: skip


def test_the_map_of_the_bed_has_its_zones_and_what_they_cost(jumped):
    view = bed_map(jumped)
    assert view.count('class="zone"') == 2 + 4  # Lanes, and ends of zones both ways.
    costs = re.findall(r'class="zoned mid".*?>(.*?)<', view)
    assert len(costs) == 1 + 2 * 2 * 2
    assert f"\u2212{zones().side[-1] / 10:g}" in costs
    width = float(re.search(r'viewBox="0 0 (\S+)', view).group(1))
    assert all(float(x) <= width for x in re.findall(r'd="M(\S+)', view))
    assert "landings of 2 of 2 takes; crosses: 1 of takes that" in bed_map_words(jumped)


def test_one_flight_is_dark_and_the_others_pale(jumped):
    heights = views(rig_drawing(jumped))["How high the body was over time"]
    assert heights.count('class="way"') == 1
    assert heights.count('class="way pale"') == 1
    assert heights.count('class="way pale lost"') == 1


def test_a_flight_shorter_than_aimed_at_is_explained():
    totals = [{"below_of_hundred": n, "total": 27.0} for n in (5, 25, 50, 75, 95)]
    marks = {"totals": totals, "means": dict.fromkeys("DEHT", 1.0), "box_cm": 108,
             "in_box": 0.9, "elements": 20, "flight_mean_s": 1.37}  # fmt: skip
    *_, line = bed_marks(marks, {"rig": {"call": {"rehearsed": 1600.0}}})
    assert line.startswith("Mean flight 1.37 s, less than the 1.60 s aimed at: ")
    *_, line = bed_marks(marks, {"rig": {"call": {"rehearsed": 1370.0}}})
    assert line == "Mean flight 1.37 s."


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
    easier = {**values["ready"]["fallback"][0], "difficulty": 0.0, "title": "Swing"}
    ready = {**easier, "verdict": "go"}
    lines = told(values, verdict="no-go", fallback=[ready])
    assert lines[-1].startswith("Instead: Swing on the rig long, ")
    lines = told(values, verdict="go", fallback=[ready])
    assert lines[-1].startswith("Easier: Swing on the rig long, ")


def test_what_is_not_ready_itself_is_not_shown_instead(values):
    easier = {**values["ready"]["fallback"][0], "difficulty": 0.0, "title": "Swing"}
    *_, line, last = told(values, verdict="not yet", fallback=[easier])
    assert line.startswith("Easier: Swing")
    assert last == "Nothing easier that this performer knows passes the gate."


def test_the_ladder_of_acts_holds_tonights_own(values):
    """Hardest first, so that one reads down it to what can be shown."""
    harder = values["ready"]["fallback"][0]
    easier = {**harder, "difficulty": -1.0, "title": "A mere swing"}
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
