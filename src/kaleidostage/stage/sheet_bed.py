"""What only a trampoline sheet's page has: marks, lost elements, load of contacts."""

from . import sheet_charts as charts
from .sheet_parts import Values, pair, section, table

SHOWN = 8
"""Errors in the chart of costs. Our choice: the rest cost next to nothing."""
EXCEEDED = ("1 in 2 exceeds", "1 in 20", "1 in 100")


def marks_section(sheet: Values) -> str:
    """Return the spread of the total and the mean of every mark."""
    marks = sheet["marks"]
    if not marks["totals"]:
        return section("Marks", "marks", sheet, "")
    totals = [[f"{row['total']:.1f}" for row in marks["totals"]]]
    head = [f"{row['below_of_hundred']} %" for row in marks["totals"]]
    names = {"D": "difficulty D", "E": "execution E", "H": "displacement H",
             "T": "time of flight T", "total": "total"}  # fmt: skip
    means = [[f"{marks['means'][n]:.2f}" for n in names]]
    inside = pair(
        "<h3>Total that so many takes stay below</h3>" + table(head, totals),
        "<h3>Means</h3>" + table(list(names.values()), means),
    )
    return section("Marks", "marks", sheet, inside)


def bed_costs(sheet: Values) -> str:
    """Return what errors cost, and at which element takes are lost."""
    costs = sheet["costs"]
    rows = [
        (_slip(slip), *slip["costs_of_hundred"], None)
        for slip in costs["slips"][:SHOWN]
        if slip["mended"]
    ]
    chart = charts.bars(rows, "takes lost of every 100") if rows else ""
    note = (
        f"{costs['tried_again']} misses were performed again, exactly as they were but "
        "for one error taken away from every jump. A miss mostly needs several errors "
        "at once, so the bars add up to more than all misses."
    )
    return f'{chart}<p class="note">{note}</p>'


def elements_chart(sheet: Values) -> str:
    """Return at which element takes are lost."""
    found = sheet["costs"]["elements"]
    if not any(element["lost"] for element in found):
        return ""
    rows = [
        (_element(element, len(found)), *element["of_hundred"], None)
        for element in found
    ]
    chart = charts.bars(rows, "takes lost there of every 100")
    return f"<h3>Where takes are lost</h3>{chart}"


def _element(element: Values, last: int) -> str:
    number = element["number"]
    return "landing" if number == last else f"{number}: {_short(element['name'])}"


def _short(name: str) -> str:
    return name if len(name) <= 18 else name[:17] + "\u2026"


def _slip(slip: Values) -> str:
    short = {
        "all moment": "all timing",
        "all pose": "all poses",
        "all felt": "what is felt",
        "all start": "the start",
    }
    if slip["key"] in short:
        return short[slip["key"]]
    return f"{'moment' if slip['kind'] == 'moment' else 'pose'} of {slip['name']}"


def contacts_table(sheet: Values) -> str:
    """Return the load of the bed after each element."""
    weight = sheet["loads"]["weight_N"]
    rows = [
        [
            each["name"].replace("after ", "after element "),
            str(each["takes"]),
            *(
                f"{each[n]}  ({each[n] / weight:.1f})"
                for n in ("half_N", "most_N", "rare_N")
            ),
        ]
        for each in sheet["contacts"]
    ]
    takes = str(sheet["loads"]["takes"])
    for part in sheet["loads"]["parts"]:
        if part["kind"] == "bed":
            loads = _exceeded(part, weight)
            rows.append(["the greatest of each take", takes, *loads])
    head = ["contact with the bed: greatest force, N (body weights)", "takes",
            *EXCEEDED]  # fmt: skip
    return "<h3>In each contact</h3>" + table(head, rows) if rows else ""


def _exceeded(part: Values, weight: float) -> list[str]:
    """Return what so many takes exceed, the rarest with its interval."""
    loads = [f"{part[n]}  ({part[n] / weight:.1f})" for n in ("half_N", "most_N")]
    low, high = (part[f"rare_{end}_N"] or "?" for end in ("low", "high"))
    rare = f"{part['rare_N']}  ({part['rare_N'] / weight:.1f}), "
    return [*loads, rare + f"95 % sure {low} to {high}"]


def borne_table(loads: Values) -> str:
    """Return what feet and joints bear."""
    weight = loads["weight_N"]
    rows = [
        [part["name"], *_exceeded(part, weight), f"{part['peak_N']}"]
        for part in loads["parts"]
        if part["kind"] == "body"
    ]
    head = ["on one side, greatest force in a take, N (body weights)", *EXCEEDED,
            f"greatest of {loads['takes']}"]  # fmt: skip
    note = (
        "One body weight on the whole body is 1 g. Muscles that pull across a joint "
        "press it together besides; that is not in here."
    )
    return (
        "<h3>What feet and joints bear</h3>"
        + table(head, rows)
        + f'<p class="note">{note}</p>'
    )
