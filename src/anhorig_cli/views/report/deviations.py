"""Deviations: what is not as the plan says, with cause, action and new date."""

from collections.abc import Iterator
from typing import NamedTuple

from anhorig_cli.views.formatter import Wording
from anhorig_cli.views.report.cycle_record import CycleRecordView
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.overview import Overview
from anhorig_cli.views.report.subgoals import SubgoalView


class DeviationView(NamedTuple):
    """Something that is not as the plan says, and what is said of it.

    `kind` is `subgoal`, `indicator` or `cycle`, and `kind_label` the same for people; `what` are short texts, the
    gravest first. `cause`, `action` and `new_date` are those of the subgoal's last assessment; where it is final, its
    comment stands for a cause that is not given.
    """

    kind: str
    kind_label: str
    title: str
    what: tuple[str, ...]
    cause: str
    action: str
    new_date: str
    responsible: str


def deviation_views(overview: Overview, wording: Wording) -> tuple[DeviationView, ...]:
    """Return the deviations: subgoals, the overdue first, then indicators, then the annual cycle."""
    overdue_first = sorted(overview.current, key=lambda subgoal: not subgoal.is_overdue)
    found = (_of_subgoal(subgoal, wording) for subgoal in overdue_first)
    behind = (_of_indicator(indicator, wording) for indicator in overview.indicators if indicator.is_deviating)
    return (*(one for one in found if one), *behind, *_of_cycle(overview.cycle, wording))


def _of_subgoal(subgoal: SubgoalView, wording: Wording) -> DeviationView | None:
    what = tuple(_flaws(subgoal, wording))
    if not what:
        return None
    last = subgoal.assessment
    return DeviationView(
        "subgoal",
        wording.text("Subgoal"),
        subgoal.title,
        what,
        _cause(subgoal),
        last.action if last else "",
        last.new_date if last else "",
        subgoal.responsible,
    )


def _cause(subgoal: SubgoalView) -> str:
    last = subgoal.assessment
    if last is None:
        return ""
    return last.cause or (last.comment if subgoal.is_not_met else "")


def _flaws(subgoal: SubgoalView, wording: Wording) -> Iterator[str]:
    if subgoal.is_overdue:
        yield wording.text("Overdue: was to be done by {due}", due=subgoal.due)
    if subgoal.is_late_in_starting:
        yield wording.text("Late in starting: was to begin by {start_by}", start_by=subgoal.start_by)
    if subgoal.is_not_met:
        yield wording.text("Not met: {status}, and that is final", status=subgoal.status_label.lower())
    elif subgoal.is_failing:
        yield subgoal.status_label
    late = sum(activity.is_late for activity in subgoal.activities)
    if late:
        yield wording.counted(late, "One activity is late", "{n} activities are late")
    if subgoal.left_undone:
        left = wording.listed(subgoal.left_undone)
        yield wording.text("Met, though not everything is done: {activities}", activities=left)


def _of_indicator(indicator: IndicatorView, wording: Wording) -> DeviationView:
    found = indicator.standing
    told = [found.label]
    if found.expected:
        told.append(wording.text("expected {date}: {value}", value=found.expected, date=found.expected_date))
    if indicator.latest:
        told.append(wording.text("latest value: {value}", value=indicator.latest))
    if found.forecast:
        told.append(wording.text("forecast {date}: {value}", value=found.forecast, date=found.forecast_date))
    return DeviationView(
        "indicator", wording.text("Indicator"), indicator.title, tuple(told), "", "", "", indicator.responsible
    )


def _of_cycle(cycle: CycleRecordView | None, wording: Wording) -> tuple[DeviationView, ...]:
    if cycle is None or not cycle.missed:
        return ()
    told = wording.counted(cycle.missed, "One occasion was missed", "{n} occasions were missed")
    when = wording.text("after {day}", day=cycle.since)
    return (DeviationView("cycle", wording.key("plan", "annual_cycle"), when, (told,), "", "", "", ""),)
