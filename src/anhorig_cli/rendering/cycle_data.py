"""The occurrences of the annual cycle for other programs: JSON and CSV with the same columns."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Any

from anhorig_cli.rendering.escaping import spreadsheet_cell
from anhorig_cli.views.cycle.cycle_times import OccurrenceView
from anhorig_cli.views.cycle.follow_up import FollowUpView

COLUMNS = ("plan", "item", "title", "unit", "from", "due", "state", "done", "note", "responsible", "organisation")
"""What other programs are told of each occurrence."""
_MAY_BE_NULL = ("unit", "done", "note", "organisation")


def as_json(views: Sequence[FollowUpView], as_of: date, year: int) -> str:
    """Return the published document, plain ASCII so that no reader can misread it."""
    rows = [dict.fromkeys(_MAY_BE_NULL) | {k: v for k, v in row.items() if v != ""} for row in _rows(views)]
    document = {
        "version": 1,
        "as_of": as_of.isoformat(),
        "year": year,
        "occurrences": [{column: row[column] for column in COLUMNS} for row in rows],
    }
    return json.dumps(document, indent=2) + "\n"


def as_csv(views: Sequence[FollowUpView]) -> str:
    """Return a table in the form of RFC 4180, in which no text is taken for a formula."""
    table = StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in _rows(views):
        cells = row | {"responsible": "; ".join(row["responsible"])}
        writer.writerow(spreadsheet_cell(str(cells[column])) for column in COLUMNS)
    return table.getvalue()


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
