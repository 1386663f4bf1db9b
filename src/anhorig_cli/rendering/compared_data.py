"""An indicator in several plans as CSV and JSON for other programs."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from anhorig_cli.model.parts import PARTS
from anhorig_cli.rendering.export_data import as_table, plain
from anhorig_cli.views.comparison import ComparisonView, NamedValue
from anhorig_cli.views.redaction import names_in
from anhorig_cli.vocabulary import Language


class ComparedRow(NamedTuple):
    """An indicator in a plan. Only rows of the same `group` are measured alike, and may be compared."""

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
_PARTS = {"organisation": "plan", "method": "survey", "method_changed": "measurement"} | dict.fromkeys(
    ("date", "value", "comparison"), "measurement"
)


def as_csv(view: ComparisonView, language: Language) -> bytes:
    """Return a row a plan, as a Swedish spreadsheet opens it."""
    headings = [_heading(name, language) for name in ComparedRow._fields]
    return as_table(headings, list(_rows(view)), language)


def _heading(name: str, language: Language) -> str:
    if name in _OWN_HEADINGS:
        return _OWN_HEADINGS[name][language is not Language.SV]
    return PARTS[_PARTS.get(name, "indicator")].term(name).spelled(language)


def as_json(view: ComparisonView, as_of: date) -> str:
    """Return the published document, plain ASCII so that no reader can misread it; what is empty is null."""
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
