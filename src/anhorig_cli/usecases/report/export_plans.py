"""Export plans: read them one at a time, and put them into tables, under the rules of disclosure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.rendering.export_data import json_rows
from anhorig_cli.views.exported import ExportView, export_view
from anhorig_cli.views.plan_names import PlanName, ids_apart
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import WholePlan, of_whole_plans
from anhorig_cli.workspace.workspace import Workspace


class ExportedPlan(NamedTuple):
    """What a plan is known by, and its tables, packed."""

    name: PlanName
    tables: bytes


class ExportedTables:
    """The tables of plans, a plan at a time; those that share an id are called so that they are told apart.

    One can go through them as often as one likes.
    """

    def __init__(self, plans: Sequence[ExportedPlan]) -> None:
        self._packed: Packed[ExportView] = Packed([one.tables for one in plans])
        names = [one.name for one in plans]
        self._ids = [
            "" if name == one.id else redacted(name) for one, name in zip(names, ids_apart(names), strict=True)
        ]

    def __iter__(self) -> Iterator[ExportView]:
        for view, other_id in zip(self._packed, self._ids, strict=True):
            yield view.called(other_id) if other_id else view


@dataclass(frozen=True, slots=True)
class Exported:
    """The tables of the plans that could be read, and the errors of those that could not."""

    views: ExportedTables
    errors: tuple[Diagnostic, ...]

    def json_rows(self, table: str) -> Iterator[bytes]:
        """Give the rows of a table as they stand in the JSON document, a plan at a time."""
        return (json_rows(view, table) for view in self.views)


def export_plans(workspace: Workspace, as_of: date, language: Language) -> Exported:
    """Return plans as tables, as known on a day; the annual cycle is that of the day's year."""
    plans, errors = of_whole_plans(workspace, lambda one: export_plan(one, as_of, language), lambda _: as_of)
    return Exported(ExportedTables(plans), errors)


def export_plan(one: WholePlan, as_of: date, language: Language) -> ExportedPlan:
    """Return the tables of a plan that is read already."""
    return ExportedPlan(one.name, pack(export_view_of(one, as_of, language)))


def export_view_of(one: WholePlan, as_of: date, language: Language) -> ExportView:
    """Return a plan that is read already as tables, under the rules of disclosure."""
    return redacted(export_view(one.titles(language, iso=True), as_of, one.selected.settings.project))
