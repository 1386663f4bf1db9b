"""Plans as tables for other programs: subgoals, areas, activities, measurements and the annual cycle.

What a report does not disclose of few people is empty here, and numbers are no more exact than a report prints them.
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
from anhorig_cli.views.report.measurements import Shown, unit_of
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
    """An area, or the plan itself where it has been judged (without an id), and its last assessment."""

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
    """A measurement, why it is missing, or another's value; where `suppressed`, what is of few people is left out."""

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
    """A time of an item of the annual cycle, for one unit."""

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
    """A plan, or several, as tables."""

    subgoals: tuple[SubgoalRow, ...]
    areas: tuple[ExportedArea, ...]
    activities: tuple[ActivityRow, ...]
    measurements: tuple[MeasurementRow, ...]
    cycle: tuple[OccurrenceRow, ...]

    def called(self, name: str) -> "ExportView":
        """Return the tables of a plan under another name, which tells it from those that share its id."""
        return ExportView._make(tuple(row._replace(plan=name) for row in rows) for rows in self)

    def keeping_back(self, kept: Withheld) -> "ExportView":
        """Return the tables of a plan without what it may not tell beside other plans."""
        none = frozenset[str]()
        told = [
            row
            for row in self.measurements
            if folded(row.comparison) not in kept.beside.get(folded(row.indicator), none)
        ]
        return self._replace(measurements=tuple(_kept_back(row) if _is_whole(row, kept) else row for row in told))


def _is_whole(row: MeasurementRow, kept: Withheld) -> bool:
    return not row.comparison and folded(row.indicator) in kept.wholes


def _kept_back(row: MeasurementRow) -> MeasurementRow:
    """Return a row without what was measured."""
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
"""The tables, with what a row of each holds."""


def export_view(titles: Titles, as_of: date, project: Project) -> ExportView:
    """Return a plan as tables, as known on a day; the annual cycle is that of the day's year."""
    plan, snapshot = titles.plan, Snapshot(titles.plan, as_of)
    printer = SubgoalPrinter(snapshot, titles, project.due_soon_days)
    subgoals = [printer.view(subgoal) for _, subgoal in snapshot.current()]
    year = parse_date(str(as_of.year))
    return ExportView(
        tuple(_subgoal(plan.id, one) for one in subgoals),
        tuple(_areas(titles, snapshot)),
        tuple(_activity(plan.id, one.id, activity) for one in subgoals for activity in one.activities),
        tuple(_measurements(titles, project.small_count, snapshot)),
        tuple(_occurrence(plan.id, one) for one in due_within(titles, as_of, year)),
    )


def _subgoal(plan: str, one: SubgoalView) -> SubgoalRow:
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


def _areas(titles: Titles, snapshot: Snapshot) -> Iterator[ExportedArea]:
    plan = titles.plan
    if snapshot.assessment(plan) is not None:
        yield ExportedArea(
            plan.id, "", plan.title, "", *_judged(titles, snapshot, plan), titles.responsible(plan.responsible)
        )
    for area in plan.areas:
        judged = _judged(titles, snapshot, area)
        yield ExportedArea(
            plan.id, area.id, area.title, area.part_of or "", *judged, titles.responsible(area.responsible)
        )


def _judged(titles: Titles, snapshot: Snapshot, goal: Area | Plan) -> tuple[str, str, str]:
    """Return what was judged of an area or the plan last, the day and why; nothing where nobody has."""
    last = snapshot.assessment(goal)
    if last is None:
        return "", "", ""
    shown = assessment_view(last, snapshot.as_of, titles.formatter)
    return shown.status_label, shown.date, shown.comment


def _activity(plan: str, subgoal: str, one: ActivityView) -> ActivityRow:
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


def _measurements(titles: Titles, least: int, snapshot: Snapshot) -> Iterator[MeasurementRow]:
    disclosure = Disclosure(titles.plan, least)
    for _, indicator in snapshot.indicators:
        hidden = suppressed_times(indicator, snapshot, disclosure)
        others = (*snapshot.missing(indicator), *snapshot.comparisons(indicator))
        for one in (*snapshot.all_measurements(indicator), *others):
            shown = Shown(indicator, one, titles.formatter, disclosure)
            is_hidden = one.is_part and one.is_ours and time_of(one) in hidden
            yield _measurement(titles, indicator, shown, is_hidden=is_hidden)


def _measurement(titles: Titles, indicator: Indicator, shown: Shown, *, is_hidden: bool) -> MeasurementRow:
    one = shown.measurement
    value, numerator, denominator = _figures(indicator, shown, is_hidden=is_hidden)
    women, men = map(partial(_of_sex, indicator, shown, is_hidden=is_hidden), (one.women, one.men))
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


def _figures(indicator: Indicator, shown: Shown, *, is_hidden: bool) -> tuple[_Figure, _Figure, _Figure]:
    """Return value, numerator and denominator, as far as they are disclosed."""
    one = shown.measurement
    if is_hidden or shown.is_suppressed:
        return None, None, None
    value = rounded(indicator, one.amount)
    return (value, None, None) if one.numerator is None or one.denominator is None else (value, *_parts(one))


def _of_sex(
    indicator: Indicator, shown: Shown, figure: FigureOfSex | None, *, is_hidden: bool
) -> tuple[_Figure, _Figure, _Figure]:
    """Return value, numerator and denominator of women or of men, as far as they are disclosed."""
    if figure is None or is_hidden or shown.is_suppressed or shown.hides_sexes:
        return None, None, None
    return rounded(indicator, figure.amount), *_parts(figure)


def _parts(one: Measurement | FigureOfSex) -> tuple[_Figure, _Figure]:
    return one.numerator, one.denominator


def rounded(indicator: Indicator, number: Decimal | None) -> Decimal | None:
    """Return a number of an indicator as exactly as a report prints it, without zeros at its end."""
    if number is None:
        return None
    exact = number.quantize(_ONE_DECIMAL if indicator.is_in_percent else _TWO_DECIMALS, ROUND_HALF_UP).normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def _occurrence(plan: str, one: OccurrenceView) -> OccurrenceRow:
    return OccurrenceRow(
        plan, one.item, one.title, one.unit, one.due, one.state_label, one.done, "; ".join(one.who), one.note
    )
