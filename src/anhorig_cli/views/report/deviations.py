"""Deviations: what is not as the plan says, with cause, action and new date."""

from collections.abc import Iterator
from typing import NamedTuple

from anhorig_cli.markdown_text import plain_words
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.report.cycle_record import CycleRecordView
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.overview import Overview
from anhorig_cli.views.subgoals import SubgoalView


class DeviationView(NamedTuple):
    """Something that is not as the plan says, and what is said of it.

    `kind` is `subgoal`, `indicator` or `cycle`, and `kind_label` the same for people; `what` are short texts, the
    the worst first. `cause`, `action` and `new_date` are those of the subgoal's last assessment; where it is final, its
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


def deviation_views(overview: Overview, formatter: Formatter) -> tuple[DeviationView, ...]:
    """Return the deviations: subgoals, the overdue first, then indicators, then the annual cycle."""
    overdue_first = sorted(overview.current, key=lambda subgoal: not subgoal.is_overdue)
    found = (_of_subgoal(subgoal, formatter) for subgoal in overdue_first)
    behind = (_of_indicator(indicator, formatter) for indicator in overview.indicators if indicator.is_deviating)
    return (*(one for one in found if one), *behind, *_of_cycle(overview.cycle, formatter))


def _of_subgoal(subgoal: SubgoalView, formatter: Formatter) -> DeviationView | None:
    what = (*_lateness(subgoal, formatter), *_shortfall(subgoal, formatter), *undone(subgoal, formatter))
    if not what:
        return None
    last = subgoal.assessment
    return DeviationView(
        "subgoal",
        formatter.text("Subgoal"),
        subgoal.title,
        what,
        given_cause(subgoal),
        last.action if last else "",
        last.new_date if last else "",
        subgoal.responsible,
    )


def given_cause(subgoal: SubgoalView) -> str:
    """Return the cause of the last assessment; the comment of one that is final stands for a cause."""
    last = subgoal.assessment
    if last is None:
        return ""
    return last.cause or (plain_words(last.comment) if subgoal.is_not_met else "")


def _lateness(subgoal: SubgoalView, formatter: Formatter) -> Iterator[str]:
    if subgoal.is_overdue:
        yield formatter.text("Overdue: was to be done by {due}", due=subgoal.due)
    if subgoal.is_late_in_starting:
        yield formatter.text("Late in starting: was to begin by {start_by}", start_by=subgoal.start_by)


def _shortfall(subgoal: SubgoalView, formatter: Formatter) -> Iterator[str]:
    if subgoal.is_not_met:
        yield formatter.text("Final assessment: {status}", status=uncapitalised(subgoal.status_label))
    elif subgoal.is_failing:
        yield subgoal.status_label


def undone(subgoal: SubgoalView, formatter: Formatter) -> Iterator[str]:
    """Give what is late, or was left undone, of a subgoal's activities."""
    late = sum(activity.is_late for activity in subgoal.activities)
    if late:
        yield formatter.counted(late, "One activity is late", "{n} activities are late")
    if subgoal.left_undone:
        left = formatter.listed(subgoal.left_undone)
        yield formatter.text("Met, though not everything is done: {activities}", activities=left)


def _of_indicator(indicator: IndicatorView, formatter: Formatter) -> DeviationView:
    found = indicator.standing
    parts = [found.label]
    if found.state == "unmeasured" and indicator.reason:
        parts.append(indicator.reason)
    if found.expected:
        parts.append(
            formatter.text(
                "at an even pace it would have been {value} on {date}", value=found.expected, date=found.expected_date
            )
        )
    if indicator.latest:
        parts.append(formatter.text("latest value: {value}", value=indicator.latest))
    if found.forecast:
        parts.append(formatter.text("forecast {date}: {value}", value=found.forecast, date=found.forecast_date))
    return DeviationView(
        "indicator", formatter.text("Indicator"), indicator.title, tuple(parts), "", "", "", indicator.responsible
    )


def _of_cycle(cycle: CycleRecordView | None, formatter: Formatter) -> tuple[DeviationView, ...]:
    if cycle is None or not cycle.missed:
        return ()
    sentence = formatter.counted(cycle.missed, "One task was not done in time", "{n} tasks were not done in time")
    when = formatter.text("after {day}", day=cycle.since)
    return (DeviationView("cycle", formatter.key("plan", "annual_cycle"), when, (sentence,), "", "", "", ""),)
