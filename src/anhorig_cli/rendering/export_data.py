"""Plans, and indicators in several plans, as tables for other programs: CSV, JSON, and their descriptions."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import chain
from typing import Any, NamedTuple, get_type_hints

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.model.parts import PARTS
from anhorig_cli.rendering.escaping import spreadsheet_cell
from anhorig_cli.rendering.view_data import DIALECT, list_of, object_of
from anhorig_cli.source import message
from anhorig_cli.views.comparison import ComparisonView, NamedValue
from anhorig_cli.views.exported import ROWS, ExportView
from anhorig_cli.views.redaction import names_in
from anhorig_cli.vocabulary import Language, folded

_PARTS = {
    "subgoals": "subgoal",
    "areas": "area",
    "activities": "activity",
    "measurements": "measurement",
    "cycle": "cycle_item",
}
_HEADINGS = {
    "plan": ("plan", "plan"),
    "title": ("titel", "title"),
    "subgoal": ("delmål", "subgoal"),
    "indicator": ("indikator", "indicator"),
    "item": ("punkt", "item"),
    "assessed": ("bedömt", "assessed"),
    "comment": ("kommentar", "comment"),
    "status": ("läge", "status"),
    "late": ("försenat", "late"),
    "unit": ("enhet", "unit"),
    "unit_of_measure": ("måttenhet", "unit_of_measure"),
    "suppressed": ("dolt", "suppressed"),
    "due": ("senast", "due"),
    "state": ("tillfälle", "state"),
    "done": ("utfört", "done"),
    "note": ("notering", "note"),
}
_LISTS = {
    "subgoals": ("plan", "subgoals"),
    "areas": ("plan", "areas"),
    "activities": ("subgoal", "activities"),
    "measurements": ("indicator", "measurements"),
    "cycle": ("plan", "annual_cycle"),
}
"""For each table, the part and the key of a plan whose name it has."""
_SEXES = ("women_", "men_")


def name_of_table(table: str, language: Language) -> str:
    """Return the displayed name of a table: the key of a plan that it lists."""
    part, key = _LISTS[table]
    return PARTS[part].term(key).sv if language is Language.SV else table


def table_named(name: str) -> str:
    """Return the table with a name in either language.

    Raises:
        WrongUsageError: there is none.
    """
    named = {folded(name_of_table(table, language)): table for language in Language for table in ROWS}
    if folded(name) not in named:
        raise WrongUsageError(
            message("there is no table '{name}': choose subgoals, areas, activities, measurements or cycle", name=name)
        )
    return named[folded(name)]


def csv_pieces(views: Iterable[ExportView], table: str, language: Language) -> Iterator[bytes]:
    """Yield a table as CSV, plan by plan: UTF-8 with a byte order mark, semicolons, decimal commas and CRLF.

    Text is written so that no spreadsheet takes it for a formula.
    """
    yield csv_head(table, language)
    for view in views:
        yield csv_rows(view, table, language)


def csv_head(table: str, language: Language) -> bytes:
    """Return the beginning of a table's file: the byte order mark and the column headings."""
    return as_table(headings(table, language), (), language)


def csv_rows(view: ExportView, table: str, language: Language) -> bytes:
    """Return a plan's rows of a table as CSV."""
    return _lines(getattr(view, table), language)


def headings(table: str, language: Language) -> list[str]:
    """Return the column headings of a table."""
    return [_heading(table, name, language) for name in ROWS[table]._fields]


def yes_and_no(language: Language) -> tuple[str, str]:
    """Return the words for yes and no in a table."""
    return ("ja", "nej") if language is Language.SV else ("yes", "no")


def as_table(heads: Sequence[str], rows: Iterable[Sequence[object]], language: Language) -> bytes:
    """Return headings and rows as CSV that a Swedish spreadsheet program opens correctly."""
    return "\ufeff".encode() + _lines(chain([heads], rows), language)


def _lines(rows: Iterable[Sequence[object]], language: Language) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow(_cell(value, language) for value in row)
    return text.getvalue().encode()


def _heading(table: str, name: str, language: Language) -> str:
    if name in _HEADINGS:
        return _HEADINGS[name][language is not Language.SV]
    if language is not Language.SV:
        return name
    own, _, of_sex = name.partition("_") if name.startswith(_SEXES) else (name, "", "")
    heading = PARTS[_PARTS[table]].term(own).sv
    return f"{heading}_{PARTS['figure_of_sex'].term(of_sex).sv}" if of_sex else heading


def _cell(value: object, language: Language) -> str:
    if isinstance(value, bool):
        yes, no = yes_and_no(language)
        return yes if value else no
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return spreadsheet_cell(str(value)) if value is not None else ""


def json_pieces(as_of: date, rows_of: Callable[[str], Iterable[bytes]]) -> Iterator[bytes]:
    """Yield the published JSON document in pieces, in ASCII so that no reader can misread it; empty values are null.

    Joined, they are what `json.dumps` would write with an indent of two.

    Args:
        as_of: the day of the document.
        rows_of: returns the rows of the table with a name, plan by plan, as written by `json_rows`.
    """
    yield f'{{\n  "version": 1,\n  "as_of": "{as_of.isoformat()}"'.encode()
    for table in ROWS:
        yield f',\n  "{table}": ['.encode()
        separator = b"\n    "
        for rows in filter(None, rows_of(table)):
            yield separator + rows
            separator = b",\n    "
        yield b"]" if separator == b"\n    " else b"\n  ]"
    yield b"\n}\n"


def json_rows(view: ExportView, table: str) -> bytes:
    """Return a plan's rows of a table as in the document, separated by commas; empty if there are none."""
    names = ROWS[table]._fields
    rows: Iterable[tuple[object, ...]] = getattr(view, table)
    return b",\n    ".join(_json_row(names, row) for row in rows)


def _json_row(names: Sequence[str], row: Sequence[object]) -> bytes:
    named = zip(names, row, strict=True)
    fields = ",\n".join(f'      "{name}": {json.dumps(plain(value))}' for name, value in named)
    return f"{{\n{fields}\n    }}".encode()


def plain(value: object) -> object:
    """Return a value of a row for JSON: decimals as numbers, and an empty text as None."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if value == "" else value


def schema() -> str:
    """Return the JSON Schema of the document."""
    tables = {
        table: list_of(object_of({name: {"type": _type(hint)} for name, hint in get_type_hints(row).items()}))
        for table, row in ROWS.items()
    }
    head = {"version": {"const": 1}, "as_of": {"type": "string", "format": "date"}}
    document = {"$schema": DIALECT, "$id": "urn:anhorig:export", **object_of({**head, **tables})}
    return json.dumps(document, indent=2) + "\n"


def _type(hint: object) -> str | list[str]:
    if hint is bool:
        return "boolean"
    return ["string", "null"] if hint is str else ["number", "null"]


# The description of data files for programs: a descriptor in the Data Package format.


NAME = "datapackage.json"
"""The file name by which programs find the descriptor."""


def data_package(texts: Mapping[str, str], title: str, as_of: date, language: Language) -> bytes:
    """Return the descriptor of the files in its folder; `texts` are their descriptions, by file name."""
    document = {
        "profile": "data-package",
        "name": "anhorig",
        "title": title,
        "as_of": as_of.isoformat(),
        "resources": [_resource(name, text, language) for name, text in texts.items()],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, text: str, language: Language) -> dict[str, Any]:
    table, _, ending = name.rpartition(".")
    resource = {"name": table, "path": name, "description": text, "format": ending, "encoding": "utf-8"}
    if table not in ROWS:
        return {**resource, "mediatype": "application/json"}
    fields = zip(headings(table, language), get_type_hints(ROWS[table]).values(), strict=True)
    return {
        **resource,
        "mediatype": "text/csv",
        "profile": "tabular-data-resource",
        "dialect": {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(heading, hint, language) for heading, hint in fields], "missingValues": [""]},
    }


def _field(heading: str, hint: object, language: Language) -> dict[str, Any]:
    if hint is bool:
        yes, no = yes_and_no(language)
        return {"name": heading, "type": "boolean", "trueValues": [yes], "falseValues": [no]}
    if hint == Decimal | None:
        return {"name": heading, "type": "number", "decimalChar": ","}
    return {"name": heading, "type": "string"}


# An indicator in several plans, as CSV and JSON for other programs.


class ComparedRow(NamedTuple):
    """An indicator in a plan; only rows with the same `group` are measured in the same way, and comparable."""

    plan: str
    name: str
    organisation: str
    indicator: str
    title: str
    group: int
    unit_of_measure: str
    method: str
    method_changed: str
    date: str
    value: Decimal | None
    of_how_many: str
    target: str
    trend: str
    comparison: str
    suppressed: bool


_OWN_HEADINGS = {
    "plan": ("plan", "plan"),
    "name": ("namn", "name"),
    "indicator": ("indikator", "indicator"),
    "group": ("grupp", "group"),
    "of_how_many": ("av_hur_många", "of_how_many"),
    "trend": ("trend", "trend"),
    "suppressed": ("dolt", "suppressed"),
}
_COMPARED_PARTS = {"organisation": "plan", "method": "survey", "method_changed": "measurement"} | dict.fromkeys(
    ("date", "value", "comparison"), "measurement"
)


def as_csv(view: ComparisonView, language: Language) -> bytes:
    """Return a comparison as CSV, one row per plan in words, that a Swedish spreadsheet program opens correctly."""
    headings = [_compared_heading(name, language) for name in ComparedRow._fields]
    labels = (one.value.indicator.trend_label for group in view.alike for one in group.values)
    rows = [row._replace(trend=label) for row, label in zip(_rows(view), labels, strict=True)]
    return as_table(headings, rows, language)


def _compared_heading(name: str, language: Language) -> str:
    if name in _OWN_HEADINGS:
        return _OWN_HEADINGS[name][language is not Language.SV]
    return PARTS[_COMPARED_PARTS.get(name, "indicator")].term(name).spelled(language)


def as_json(view: ComparisonView, as_of: date) -> str:
    """Return a comparison as a JSON document, in ASCII so that no reader can misread it; empty values are null."""
    rows = [{name: plain(getattr(row, name)) for name in names_in(row)} for row in _rows(view)]
    document = {
        "version": 1,
        "as_of": as_of.isoformat(),
        "title": view.title,
        "not_compared": list(view.apart),
        "notes": list(view.notes),
        "values": rows,
    }
    return json.dumps(document, indent=2) + "\n"


def _rows(view: ComparisonView) -> Iterator[ComparedRow]:
    for number, group in enumerate(view.alike, 1):
        for one in group.values:
            yield _row(one, number)


def _row(one: NamedValue, group: int) -> ComparedRow:
    value, indicator = one.value, one.value.indicator
    return ComparedRow(
        value.plan.id,
        one.name,
        value.plan.organisation,
        indicator.id,
        indicator.title,
        group,
        indicator.unit,
        value.method,
        value.changed,
        value.day,
        value.number,
        value.rests_on,
        indicator.target,
        indicator.trend,
        indicator.comparison,
        value.is_hidden,
    )
