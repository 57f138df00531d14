"""The score sheet: marks as text for people and as plain values for programs."""

from collections.abc import Iterator

from .edition import edition
from .execution import Deduction, Execution
from .interruption import Interruption
from .marks import Element, Marks

Plain = dict[str, object]


def lines(marks: Marks) -> Iterator[str]:
    """Yield the sheet: a line for each skill, and below it one for each reason.

    Left of a reason stands what each judge takes off for it.
    """
    wide = max([20, *(len(element.skill.name()) for element in marks.elements)])
    broad = max([8, *(len(e.skill.notation()) for e in marks.elements)])
    gap = " " * (wide + broad + 2)
    head = f" #  {'skill':{wide}}  {'notation':{broad}}"
    yield f"{head}    D   E judges      E    H      T"
    for element in marks.elements:
        yield _row(element, wide, broad)
        yield from _reasons(element)
    if marks.landing:
        yield f"    {'landing':{len(gap)}}       {_tenths(marks.landing.judges)}"
        yield from (_reason(fault) for fault in marks.landing.deductions)
    yield (
        f"    {'marks':{len(gap)}} {marks.difficulty:4.1f}  {'':11} "
        f"{marks.execution:4.1f} {marks.displacement:4.1f} {marks.flight:6.3f}"
    )
    yield from _rest(marks)


def plain(marks: Marks) -> Plain:
    """Return all marks as plain values, for JSON."""
    return {
        "edition": marks.edition,
        "official": False,
        "D": marks.difficulty,
        "E": marks.execution,
        "H": marks.displacement,
        "T": marks.flight,
        "penalty": marks.penalty,
        "total": marks.total,
        "as_declared": marks.as_declared,
        "declared": [skill.notation() for skill in marks.declared],
        "elements": [_plain_element(element) for element in marks.elements],
        "landing": _plain_execution(marks.landing) if marks.landing else None,
        "interrupted": _plain_end(marks.interrupted) if marks.interrupted else None,
        "penalties": [
            {"for": said, "value": tenths / 10} for said, tenths in marks.penalties
        ],
    }


def _row(element: Element, wide: int, broad: int) -> str:
    skill = element.skill
    return (
        f"{element.number:2}  {skill.name():{wide}}  {skill.notation():{broad}}"
        f"  {element.difficulty:3.1f}  {_tenths(element.faults.judges)}"
        f"  {element.execution:3.1f}  {element.displacement:3.1f}"
        f"  {element.seconds:5.3f}"
    )


def _tenths(judges: tuple[int, ...]) -> str:
    """Return what each judge takes off, in marks."""
    return " ".join("1." if tenths == 10 else f".{tenths}" for tenths in judges)


def _reasons(element: Element) -> Iterator[str]:
    """Yield why a skill earns less than it might."""
    if not element.as_declared:
        yield f"      the card says {element.declared.name()}"
    if element.row.note:
        yield f"      D 0.0        {element.row.note}"
    yield from (_reason(fault) for fault in element.faults.deductions)
    place = element.place
    if place.tenths:
        along, across = 100 * abs(place.x), 100 * abs(place.y)
        yield (
            f"      H {place.tenths / 10:.1f}        worst point of the landing "
            f"{along:.0f} cm along, {across:.0f} cm across from the middle"
        )


def _reason(fault: Deduction) -> str:
    free = f" ({fault.allowed:g} is free)" if fault.unit else ""
    return f"      {_tenths(fault.judges)}  {fault.said}{free}"


def _rest(marks: Marks) -> Iterator[str]:
    """Yield what stands below the sums."""
    for said, tenths in marks.penalties:
        yield f"    penalty {tenths / 10:.1f}  {said}"
    yield f"    total {marks.total:.3f}"
    ended = marks.interrupted
    if ended:
        yield (
            f"interrupted at skill {ended.number} of {len(marks.declared)}, "
            f"{ended.seconds:.2f} s: {ended.said}"
        )
    if marks.elements:
        yield "judges see with errors of their own; the middle two of each skill count"
    yield f"{edition(marks.edition).title}; unofficial marks (docs/marks.md)"


def _plain_element(element: Element) -> Plain:
    place = element.place
    return {
        "number": element.number,
        "notation": element.skill.notation(),
        "name": element.skill.name(),
        "declared": element.declared.notation(),
        "as_declared": element.as_declared,
        "D": element.difficulty,
        "note": element.row.note,
        "E": element.execution,
        **_plain_execution(element.faults),
        "H": element.displacement,
        "place_m": [round(place.x, 3), round(place.y, 3)],
        "T": round(element.seconds, 3),
    }


def _plain_execution(faults: Execution) -> Plain:
    return {
        "judges": [tenths / 10 for tenths in faults.judges],
        "deductions": [
            {
                "for": fault.head,
                "said": fault.said,
                "measured": round(fault.measured, 3),
                "unit": fault.unit,
                "allowed": fault.allowed,
                "value": fault.tenths / 10,
                "judges": [tenths / 10 for tenths in fault.judges],
            }
            for fault in faults.deductions
        ],
    }


def _plain_end(ended: Interruption) -> Plain:
    return {
        "at": ended.number,
        "why": ended.why,
        "said": ended.said,
        "time_s": round(ended.seconds, 3),
        "done": ended.skill.notation() if ended.skill else None,
    }
