"""The occurrences of the annual cycle for other programs: JSON and CSV with the same columns."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from typing import Any

from anhorig_cli.rendering.escaping import spreadsheet_cell
from anhorig_cli.rendering.json_pieces import list_pieces
from anhorig_cli.views.cycle.cycle_times import OccurrenceView
from anhorig_cli.views.cycle.follow_up import FollowUpView

COLUMNS = ("plan", "item", "title", "unit", "from", "due", "state", "done", "note", "responsible", "organisation")
"""What other programs are told of each occurrence."""
_MAY_BE_NULL = ("unit", "done", "note", "organisation")


def json_pieces(views: Iterable[FollowUpView], as_of: date, year: int) -> Iterator[str]:
    """Give the published document a plan at a time, plain ASCII so that no reader can misread it."""
    head = {"version": 1, "as_of": as_of.isoformat(), "year": year, "occurrences": list[object]()}
    yield from list_pieces(head, (_published(row) for row in _rows(views)), indent=2)


def _published(row: dict[str, Any]) -> dict[str, Any]:
    """Return an occurrence as other programs are told of it; what is empty is null where it may be."""
    known = dict.fromkeys(_MAY_BE_NULL) | {name: value for name, value in row.items() if value != ""}
    return {column: known[column] for column in COLUMNS}


def csv_pieces(views: Iterable[FollowUpView]) -> Iterator[str]:
    """Give a table in the form of RFC 4180, in which no text is taken for a formula, a row at a time."""
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
