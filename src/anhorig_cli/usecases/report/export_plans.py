"""Export plans: read them one at a time, and make tables of them, under the rules of disclosure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.shared_indicators import Withheld
from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.rendering.export_data import json_rows
from anhorig_cli.usecases.report.beside_others import MeasuredPlan, withheld_by_index
from anhorig_cli.views.exported import ExportView, export_view
from anhorig_cli.views.names import ids_apart
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import WholePlan, map_whole_plans
from anhorig_cli.workspace.workspace import Workspace


class ExportedPlan(NamedTuple):
    """What is known of a plan among others, and its tables (packed)."""

    measured: MeasuredPlan
    tables: bytes


class ExportedTables:
    """The tables of plans, one plan at a time; plans that share an id get ids that tell them apart.

    What would let a small count of another plan be derived is withheld. The tables can be iterated over any number of
    times.
    """

    def __init__(self, plans: Sequence[ExportedPlan]) -> None:
        self._packed: Packed[ExportView] = Packed([one.tables for one in plans])
        names = [one.measured.name for one in plans]
        self._ids = [
            "" if name == one.id else redacted(name) for one, name in zip(names, ids_apart(names), strict=True)
        ]
        self._kept_back = withheld_by_index([one.measured for one in plans])

    def __iter__(self) -> Iterator[ExportView]:
        for place, (view, other_id) in enumerate(zip(self._packed, self._ids, strict=True)):
            yield view_without_withheld(view, self._kept_back.get(place), other_id)


def view_without_withheld(view: ExportView, withheld: Withheld | None, other_id: str) -> ExportView:
    """Return the tables of a plan without what it must withhold beside others, under another id if one is given."""
    published = view if withheld is None else view.without_withheld(withheld)
    return published.with_plan_name(other_id) if other_id else published


@dataclass(frozen=True, slots=True)
class ExportedPlans:
    """The tables of the plans that could be read, and the errors of those that could not."""

    views: ExportedTables
    errors: tuple[Diagnostic, ...]

    def json_rows(self, table: str) -> Iterator[bytes]:
        """Return the rows of a table as in the JSON document, one plan at a time."""
        return (json_rows(view, table) for view in self.views)


def export_plans(workspace: Workspace, as_of: date, language: Language) -> ExportedPlans:
    """Return plans as tables, as known on a day, with the annual cycle of that day's year."""

    def exported(one: WholePlan) -> ExportedPlan:
        return ExportedPlan(MeasuredPlan.of(one, as_of), pack(export_view_of(one, as_of, language)))

    plans, errors = map_whole_plans(workspace, exported, lambda _: as_of)
    return ExportedPlans(ExportedTables(plans), errors)


def export_view_of(one: WholePlan, as_of: date, language: Language) -> ExportView:
    """Return the tables of a plan that has been read, under the rules of disclosure."""
    return redacted(export_view(one.titles(language, iso=True), as_of, one.selected.settings.project))
