"""Plans as tables for other programs: subgoals, activities, measurements and the annual cycle.

What a report does not disclose of few people is empty here, and numbers are no more exact than a report prints them.
"""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import FigureOfSex, Measurement
from anhorig_cli.views.cycle.follow_up import FollowUpView
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.measurements import Shown, unit_of
from anhorig_cli.views.report.report import ReportView

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
    """Plans as tables, as of a day (ISO)."""

    as_of: str
    subgoals: tuple[SubgoalRow, ...]
    activities: tuple[ActivityRow, ...]
    measurements: tuple[MeasurementRow, ...]
    cycle: tuple[OccurrenceRow, ...]


ROWS: dict[str, type[NamedTuple]] = {
    "subgoals": SubgoalRow,
    "activities": ActivityRow,
    "measurements": MeasurementRow,
    "cycle": OccurrenceRow,
}
"""The tables, with what a row of each holds."""


def export_view(
    as_of: date,
    reports: Sequence[ReportView],
    plans: Sequence[tuple[Titles, int]],
    cycles: Sequence[FollowUpView],
) -> ExportView:
    """Return plans as tables.

    Args:
        as_of: the day.
        reports: the plans' reports, which say what is disclosed of subgoals and activities.
        plans: the plans, with the least count of people that is disclosed.
        cycles: the follow-up of their annual cycles.
    """
    return ExportView(
        as_of.isoformat(),
        tuple(row for view in reports for row in _subgoals(view)),
        tuple(row for view in reports for row in _activities(view)),
        tuple(row for titles, least in plans for row in _measurements(titles, least, as_of)),
        tuple(row for view in cycles for row in _occurrences(view)),
    )


def _subgoals(view: ReportView) -> Iterator[SubgoalRow]:
    for one in view.subgoals:
        judged = one.assessment
        yield SubgoalRow(
            view.id,
            one.id,
            one.title,
            one.start_by,
            one.due,
            one.status_label,
            judged.date if judged else "",
            judged.comment if judged else "",
            one.responsible,
            one.units,
            one.target_groups,
            one.is_overdue or one.is_late_in_starting,
        )


def _activities(view: ReportView) -> Iterator[ActivityRow]:
    for subgoal in view.subgoals:
        for one in subgoal.activities:
            yield ActivityRow(
                view.id,
                subgoal.id,
                one.title,
                one.status_label,
                one.start_by,
                one.due,
                one.done_on,
                one.responsible,
                one.units,
                one.is_late,
            )


def _measurements(titles: Titles, least: int, as_of: date) -> Iterator[MeasurementRow]:
    snapshot, disclosure = Snapshot(titles.plan, as_of), Disclosure(titles.plan, least)
    for _, indicator in snapshot.indicators:
        hidden = _hidden_times(indicator, snapshot, disclosure)
        others = (*snapshot.missing(indicator), *snapshot.comparisons(indicator))
        for one in (*snapshot.all_measurements(indicator), *others):
            shown = Shown(indicator, one, titles.formatter, disclosure)
            is_hidden = one.is_part and one.is_ours and _time(one) in hidden
            yield _measurement(titles, indicator, shown, is_hidden=is_hidden)


def _hidden_times(indicator: Indicator, snapshot: Snapshot, disclosure: Disclosure) -> set[Hashable]:
    """Return the times of which no part is disclosed: from the others, one that is left out could be worked out."""
    of_time: dict[Hashable, list[Measurement]] = {}
    for one in snapshot.parts(indicator):
        of_time.setdefault(_time(one), []).append(one)
    return {time for time, parts in of_time.items() if disclosure.parts_are_suppressed(indicator, parts)}


def _time(part: Measurement) -> Hashable:
    return part.date.first, part.date.last


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


def _occurrences(view: FollowUpView) -> Iterator[OccurrenceRow]:
    for one in view.occurrences:
        who = "; ".join(one.who)
        yield OccurrenceRow(view.plan, one.item, one.title, one.unit, one.due, one.state, one.done, who, one.note)
