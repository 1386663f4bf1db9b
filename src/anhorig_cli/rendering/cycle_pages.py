"""The follow-up of the annual cycle as Markdown, and as JSON and CSV for other programs."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from typing import Any

from anhorig_cli.catalog import translated
from anhorig_cli.model.parts import PARTS
from anhorig_cli.rendering.escaping import escape, escape_cell, escape_heading, spreadsheet_cell
from anhorig_cli.rendering.view_data import list_pieces
from anhorig_cli.views.cycle.cycle_times import MatrixView, MonthView, OccurrenceView, TimeView
from anhorig_cli.views.cycle.follow_up import FollowUpView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.vocabulary import SCALES, SYMBOLS, Language

_Columns = tuple[tuple[str, Callable[[TimeView], str]], ...]


def markdown_pieces(views: Iterable[FollowUpView], without: Sequence[str], language: Language) -> Iterator[str]:
    """Yield the follow-up of each plan: what was missed, what comes next, what is done, and what has no fixed time.

    `without` are the titles of the plans without an annual cycle, listed last under a heading in `language`.
    """
    is_first = True
    for view in views:
        yield ("" if is_first else "\n") + "\n".join(_lines(view)) + "\n"
        is_first = False
    if without:
        heading = f"# {translated('Without an annual cycle', language)}"
        yield ("" if is_first else "\n") + "\n".join([heading, "", *(f"- {escape(title)}" for title in without)]) + "\n"


def matrix_lines(matrix: MatrixView, language: Language) -> Iterator[str]:
    """Yield the lines of a table of units and months, with the legend of its marks."""
    words, sums = matrix_words(matrix, language), matrix.sums
    months = [f"**{month.name}**" if month.is_now else month.name for month in matrix.months]
    heads = (words["unit"], *months, *(words[one.state] for one in sums))
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' :-: |' * len(months)}{' --: |' * len(sums)}"
    for place, row in enumerate(matrix.rows):
        amounts = (str(one.amounts[place]) for one in sums)
        cells = (escape_cell(row.title), *map(plain_marks, row.months), *amounts)
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield (
        ", ".join(f"{SYMBOLS[mark.state]} {escape(mark.label.lower())} {mark.times}" for mark in matrix.legend) + "  "
    )
    yield words["note"]


def plain_marks(month: MonthView) -> str:
    """Return the marks of a cell, each with its count."""
    return " ".join(f"{SYMBOLS[mark.state]}{mark.times}" for mark in month.marks)


def matrix_words(matrix: MatrixView, language: Language, *, of_plans: bool = False) -> dict[str, str]:
    """Return the words around a table of units and months: its headings, its caption, and a note on its numbers.

    With `of_plans`, the rows are plans.
    """
    word, year = Formatter.of(language), str(matrix.year)
    note = word.text("The number is how many tasks. They are shown in the month by which they must be done.")
    current = next((word.month_name(n) for n, month in enumerate(matrix.months, 1) if month.is_now), "")
    by_unit = word.text("The annual cycle {year}, unit by unit", year=year)
    return {
        "caption": word.text("The annual cycle {year}, plan by plan", year=year) if of_plans else by_unit,
        "unit": word.text("Plan") if of_plans else PARTS["measurement"].term("unit").label(language),
        "done": word.text("done"),
        "missed": word.text("not in time"),
        "note": f"{note} {word.text('The month of the report, {month}, is marked.', month=current)}"
        if current
        else note,
    }


def _lines(view: FollowUpView) -> Iterator[str]:
    language = Language(view.language)
    label = PARTS["cycle_item"].term
    who: _Columns = (
        (label("units").label(language), lambda time: time.units),
        (label("responsible").label(language), lambda time: time.responsible),
    )
    report_to: _Columns = ((label("report_to").label(language), lambda time: time.report_to),)
    done: _Columns = ((PARTS["done_occurrence"].term("date").label(language), lambda time: time.done_on),)
    note: _Columns = ((PARTS["done_occurrence"].term("note").label(language), lambda time: time.note),)
    upcoming = view.upcoming or view.nearest
    yield from (f"# {escape_heading(view.title)}", "")
    yield f"**{PARTS['plan'].term('annual_cycle').label(language)}, {escape(view.date)}**"
    if not view.has_cycle:
        yield from ("", translated("the plan has no annual cycle", language).capitalize() + ".")
    yield from _times(SCALES["occurrence"].label("missed", language), view.missed, who, language)
    yield from _times(SCALES["occurrence"].label("next", language), upcoming, (*who, *report_to), language)
    yield from _times(SCALES["occurrence"].label("done", language), view.done, (*who, *done, *note), language)
    yield from _times(SCALES["occurrence"].label("cancelled", language), view.cancelled, (*who, *note), language)
    yield from _timeless(view, language)
    if view.passed:
        yield from ("", str(escape(view.passed)))


def _times(heading: str, times: Sequence[TimeView], columns: _Columns, language: Language) -> Iterator[str]:
    if not times:
        return
    heads = (translated("When", language), translated("What", language), *(head for head, _ in columns))
    yield from _table(
        heading,
        heads,
        (
            (f"{SYMBOLS[time.state]} {_when(time, heading)}", time.title, *(text(time) for _, text in columns))
            for time in times
        ),
    )


def _when(time: TimeView, heading: str) -> str:
    """Return when something is to be done, preceded by its state unless that is the heading."""
    return time.when if time.state_label == heading else f"{time.state_label}: {time.when}"


def _timeless(view: FollowUpView, language: Language) -> Iterator[str]:
    if view.timeless:
        heads = (
            translated("What", language),
            *(PARTS["cycle_item"].term(name).label(language) for name in ("units", "responsible")),
        )
        rows = ((item.title, item.units, item.responsible) for item in view.timeless)
        yield from _table(translated("No fixed time", language), heads, rows)


def _table(heading: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"## {heading}", "")
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(escape_cell(cell) or '–' for cell in row)} |"


# The occurrences of the annual cycle as JSON and CSV, with the same columns, for other programs.


COLUMNS = ("plan", "item", "title", "unit", "from", "due", "state", "done", "note", "responsible", "organisation")
"""The columns of an occurrence in JSON and CSV."""
_MAY_BE_NULL = ("unit", "done", "note", "organisation")


def json_pieces(views: Iterable[FollowUpView], as_of: date, year: int) -> Iterator[str]:
    """Yield the published JSON document, plan by plan, in ASCII so that no reader can misread it."""
    head = {"version": 1, "as_of": as_of.isoformat(), "year": year, "occurrences": list[object]()}
    yield from list_pieces(head, (_published(row) for row in _rows(views)), indent=2)


def _published(row: dict[str, Any]) -> dict[str, Any]:
    """Return an occurrence for the JSON document; empty values are null in the columns that may be null."""
    known = dict.fromkeys(_MAY_BE_NULL) | {name: value for name, value in row.items() if value != ""}
    return {column: known[column] for column in COLUMNS}


def csv_pieces(views: Iterable[FollowUpView]) -> Iterator[str]:
    """Yield CSV as in RFC 4180, row by row, in which no text is taken for a formula."""
    yield _csv_row(COLUMNS)
    for row in _rows(views):
        cells = row | {"responsible": "; ".join(row["responsible"])}
        yield _csv_row([spreadsheet_cell(str(cells[column])) for column in COLUMNS])


def _csv_row(cells: Sequence[str]) -> str:
    text = StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _rows(views: Iterable[FollowUpView]) -> Iterable[dict[str, Any]]:
    return (_row(view, one) for view in views for one in view.occurrences)


def _row(view: FollowUpView, one: OccurrenceView) -> dict[str, Any]:
    return {
        "plan": view.plan,
        "item": one.item,
        "title": one.title,
        "unit": one.unit,
        "from": one.first,
        "due": one.due,
        "state": one.state,
        "done": one.done,
        "note": one.note,
        "responsible": list(one.who),
        "organisation": view.organisation,
    }
