"""Plans as tables for other programs: subgoals, areas, activities, measurements and the annual cycle.

What a report suppresses because it concerns few people is empty here, and numbers are rounded as in a report.
"""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.shared_indicators import Withheld
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import FigureOfSex, Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.model.strategy import Area
from anhorig_cli.views.activities import ActivityView
from anhorig_cli.views.cycle.cycle_times import OccurrenceView
from anhorig_cli.views.cycle.follow_up import due_within
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.compared import suppressed_times, time_of
from anhorig_cli.views.report.measurements import ShownMeasurement, unit_of
from anhorig_cli.views.subgoals import SubgoalPrinter, SubgoalView, assessment_view
from anhorig_cli.vocabulary import folded

_ONE_DECIMAL = Decimal("0.1")
_TWO_DECIMALS = Decimal("0.01")


class SubgoalRow(NamedTuple):
    """A subgoal: its dates, its last assessment, and who is responsible."""

    plan: str
    id: str
    title: str
    start_by: str
    due: str
    status: str
    assessed: str
    comment: str
    responsible: str
    units: str
    target_groups: str
    late: bool


class ExportedArea(NamedTuple):
    """An area, or (without an id) the plan itself where it has been assessed, and the last assessment."""

    plan: str
    id: str
    title: str
    part_of: str
    status: str
    assessed: str
    comment: str
    responsible: str


class ActivityRow(NamedTuple):
    """An activity of a subgoal."""

    plan: str
    subgoal: str
    title: str
    status: str
    start_by: str
    due: str
    done_on: str
    responsible: str
    units: str
    late: bool


class MeasurementRow(NamedTuple):
    """A measurement, why one is missing, or another's value; where `suppressed`, figures on few people are left out."""

    plan: str
    indicator: str
    title: str
    unit_of_measure: str
    date: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    women: Decimal | None
    women_numerator: Decimal | None
    women_denominator: Decimal | None
    men: Decimal | None
    men_numerator: Decimal | None
    men_denominator: Decimal | None
    unit: str
    target_group: str
    survey: str
    source: str
    note: str
    missing: str
    comparison: str
    suppressed: bool


class OccurrenceRow(NamedTuple):
    """An occurrence of an item of the annual cycle, for one unit."""

    plan: str
    item: str
    title: str
    unit: str
    due: str
    state: str
    done: str
    responsible: str
    note: str


class ExportView(NamedTuple):
    """One or several plans as tables."""

    subgoals: tuple[SubgoalRow, ...]
    areas: tuple[ExportedArea, ...]
    activities: tuple[ActivityRow, ...]
    measurements: tuple[MeasurementRow, ...]
    cycle: tuple[OccurrenceRow, ...]

    def with_plan_name(self, name: str) -> "ExportView":
        """Return the tables of a plan under another name, which distinguishes it from plans with the same id."""
        return ExportView._make(tuple(row._replace(plan=name) for row in rows) for rows in self)

    def without_withheld(self, withheld: Withheld) -> "ExportView":
        """Return the tables of a plan without what must not be disclosed beside other plans."""
        none = frozenset[str]()
        rows = [
            row
            for row in self.measurements
            if folded(row.comparison) not in withheld.beside.get(folded(row.indicator), none)
        ]
        return self._replace(
            measurements=tuple(_suppressed(row) if _is_withheld_whole(row, withheld) else row for row in rows)
        )


def _is_withheld_whole(row: MeasurementRow, kept: Withheld) -> bool:
    return not row.comparison and folded(row.indicator) in kept.wholes


def _suppressed(row: MeasurementRow) -> MeasurementRow:
    """Return a row without its measured values, marked as suppressed."""
    return row._replace(
        value=None,
        numerator=None,
        denominator=None,
        women=None,
        women_numerator=None,
        women_denominator=None,
        men=None,
        men_numerator=None,
        men_denominator=None,
        note="",
        suppressed=True,
    )


ROWS: dict[str, type[NamedTuple]] = {
    "subgoals": SubgoalRow,
    "areas": ExportedArea,
    "activities": ActivityRow,
    "measurements": MeasurementRow,
    "cycle": OccurrenceRow,
}
"""The type of row of each table, by the table's name."""


def export_view(titles: Titles, as_of: date, project: Project) -> ExportView:
    """Return a plan as tables, as known on a day, with the annual cycle of that day's year."""
    plan, snapshot = titles.plan, Snapshot(titles.plan, as_of)
    printer = SubgoalPrinter(snapshot, titles, project.due_soon_days)
    subgoals = [printer.view(subgoal) for _, subgoal in snapshot.current()]
    year = parse_date(str(as_of.year))
    return ExportView(
        tuple(_subgoal_row(plan.id, one) for one in subgoals),
        tuple(_area_rows(titles, snapshot)),
        tuple(_activity_row(plan.id, one.id, activity) for one in subgoals for activity in one.activities),
        tuple(_measurement_rows(titles, project.small_count, snapshot)),
        tuple(_occurrence_row(plan.id, one) for one in due_within(titles, as_of, year)),
    )


def _subgoal_row(plan: str, one: SubgoalView) -> SubgoalRow:
    return SubgoalRow(
        plan,
        one.id,
        one.title,
        one.start_by,
        one.due,
        one.status_label,
        one.last.date,
        one.last.comment,
        one.responsible,
        one.units,
        one.target_groups,
        one.is_late,
    )


def _area_rows(titles: Titles, snapshot: Snapshot) -> Iterator[ExportedArea]:
    plan = titles.plan
    if snapshot.assessment(plan) is not None:
        yield ExportedArea(
            plan.id, "", plan.title, "", *_last_assessment(titles, snapshot, plan), titles.responsible(plan.responsible)
        )
    for area in plan.areas:
        assessed = _last_assessment(titles, snapshot, area)
        yield ExportedArea(
            plan.id, area.id, area.title, area.part_of or "", *assessed, titles.responsible(area.responsible)
        )


def _last_assessment(titles: Titles, snapshot: Snapshot, goal: Area | Plan) -> tuple[str, str, str]:
    """Return the status, day and comment of the last assessment of an area or the plan; empty texts for none."""
    last = snapshot.assessment(goal)
    if last is None:
        return "", "", ""
    shown = assessment_view(last, snapshot.as_of, titles.formatter)
    return shown.status_label, shown.date, shown.comment


def _activity_row(plan: str, subgoal: str, one: ActivityView) -> ActivityRow:
    return ActivityRow(
        plan,
        subgoal,
        one.title,
        one.status_label,
        one.start_by,
        one.due,
        one.done_on,
        one.responsible,
        one.units,
        one.is_late,
    )


def _measurement_rows(titles: Titles, least: int, snapshot: Snapshot) -> Iterator[MeasurementRow]:
    disclosure = Disclosure(titles.plan, least)
    for _, indicator in snapshot.indicators:
        hidden = suppressed_times(indicator, snapshot, disclosure)
        others = (*snapshot.missing_measurements(indicator), *snapshot.comparison_values(indicator))
        for one in (*snapshot.all_measurements(indicator), *others):
            shown = ShownMeasurement(indicator, one, titles.formatter, disclosure)
            is_hidden = one.is_part and one.is_ours and time_of(one) in hidden
            yield _measurement_row(titles, indicator, shown, is_hidden=is_hidden)


def _measurement_row(
    titles: Titles, indicator: Indicator, shown: ShownMeasurement, *, is_hidden: bool
) -> MeasurementRow:
    one = shown.measurement
    value, numerator, denominator = _figures(indicator, shown, is_hidden=is_hidden)
    women, men = map(partial(_figures_of_sex, indicator, shown, is_hidden=is_hidden), (one.women, one.men))
    return MeasurementRow(
        titles.plan.id,
        indicator.id,
        indicator.title,
        unit_of(indicator),
        one.date.spelled(titles.formatter.language),
        value,
        numerator,
        denominator,
        *women,
        *men,
        one.unit or "",
        one.target_group or "",
        one.survey or "",
        one.source or indicator.source or "",
        one.note or "",
        one.missing or "",
        one.comparison or "",
        is_hidden or shown.lacks_something,
    )


_Figure = Decimal | None


def _figures(indicator: Indicator, shown: ShownMeasurement, *, is_hidden: bool) -> tuple[_Figure, _Figure, _Figure]:
    """Return value, numerator and denominator, each None where it is missing or not disclosed."""
    one = shown.measurement
    if is_hidden or shown.is_suppressed:
        return None, None, None
    value = rounded(indicator, one.amount)
    return (value, None, None) if one.numerator is None or one.denominator is None else (value, *_fraction(one))


def _figures_of_sex(
    indicator: Indicator, shown: ShownMeasurement, figure: FigureOfSex | None, *, is_hidden: bool
) -> tuple[_Figure, _Figure, _Figure]:
    """Return value, numerator and denominator for women or for men, each None where missing or not disclosed."""
    if figure is None or is_hidden or shown.is_suppressed or shown.hides_sexes:
        return None, None, None
    return rounded(indicator, figure.amount), *_fraction(figure)


def _fraction(one: Measurement | FigureOfSex) -> tuple[_Figure, _Figure]:
    return one.numerator, one.denominator


def rounded(indicator: Indicator, number: Decimal | None) -> Decimal | None:
    """Return an indicator's number rounded as in a report, without trailing zeros."""
    if number is None:
        return None
    exact = number.quantize(_ONE_DECIMAL if indicator.is_in_percent else _TWO_DECIMALS, ROUND_HALF_UP).normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def _occurrence_row(plan: str, one: OccurrenceView) -> OccurrenceRow:
    return OccurrenceRow(
        plan, one.item, one.title, one.unit, one.due, one.state_label, one.done, one.responsible, one.note
    )
