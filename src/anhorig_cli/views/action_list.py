"""The action plan as a list: a row an activity, the late first, then those to come, and last what has ended.

A template gets it with the filter `action_list`: `{% set actions = plan | action_list %}`.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from anhorig_cli.source import message
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.views.report.subgoals import ActivityView, SubgoalView
from anhorig_cli.views.tally import Tally


class ActionView(NamedTuple):
    """An activity, or a subgoal that has none.

    `status` is the word whose symbol stands before `status_label`, empty where nothing is said; `remark` says what goes
    with it. `dates` are the last day and the day to begin by, the activity's or else its subgoal's. `number` is the
    subgoal's, from 1.
    """

    title: str
    status: str
    status_label: str
    remark: str
    dates: tuple[str, ...]
    number: int
    subgoal: str
    responsible: str


class ActionGroupView(NamedTuple):
    """Some of the rows: `name` is `late`, `coming` or `ended`, and `heading` says what they are."""

    name: str
    heading: str
    actions: tuple[ActionView, ...]


class ActionListView(NamedTuple):
    """The action plan: sentences that count, and the groups that are not empty.

    `responsible` is who answers for every row, where it is the same in several; empty else.
    """

    responsible: str
    sentences: tuple[str, ...]
    groups: tuple[ActionGroupView, ...]


def action_list(plan: ReportView, formatter: Formatter) -> ActionListView:
    """Return the action plan of a report."""
    rows = [row for number, subgoal in enumerate(plan.subgoals, 1) for row in _rows(number, subgoal, formatter)]
    rows.sort(key=_order)
    sentences = tuple(_sentences(plan, rows, formatter)) if rows else (formatter.text("The plan has no subgoals."),)
    return ActionListView(_responsible_for_all(rows), sentences, tuple(_groups(rows, formatter)))


_HEADINGS = {
    "late": message("Late"),
    "coming": message("To come"),
    "ended": message("Ended"),
}


class _Row(NamedTuple):
    name: str
    action: ActionView
    last_day: str
    is_unfinished: bool
    is_activity: bool


def _order(row: _Row) -> tuple[bool, str, int]:
    """Return what the rows are sorted by: their last days, those without one last, and then the unfinished."""
    return row.name == "ended" and row.is_unfinished, row.last_day or "9999", row.action.number


def _groups(rows: list[_Row], word: Formatter) -> Iterator[ActionGroupView]:
    """Give the groups that are not empty."""
    for name, heading in _HEADINGS.items():
        found = tuple(row.action for row in rows if row.name == name)
        if found:
            yield ActionGroupView(name, word.said(heading), found)


def _responsible_for_all(rows: list[_Row]) -> str:
    """Return who answers for every row, where it is the same in several; empty else."""
    named = {row.action.responsible for row in rows}
    return named.pop() if len(named) == 1 and len(rows) > 1 else ""


def _rows(number: int, subgoal: SubgoalView, word: Formatter) -> Iterator[_Row]:
    for activity in subgoal.activities:
        yield _of_activity(number, subgoal, activity, word)
    if not subgoal.activities:
        yield _of_subgoal(number, subgoal, word)


def _of_activity(number: int, subgoal: SubgoalView, activity: ActivityView, word: Formatter) -> _Row:
    is_ended = activity.status in {"done", "cancelled"}
    is_unfinished = subgoal.is_closed and not is_ended
    name = "ended" if is_ended or is_unfinished else "late" if _is_late(subgoal, activity) else "coming"
    action = ActionView(
        title=activity.title,
        status="discontinued" if is_unfinished else activity.status,
        status_label=_status(activity, word, is_unfinished=is_unfinished),
        remark=_remark(subgoal, activity, word, is_unfinished=is_unfinished),
        dates=tuple(_dates(subgoal, activity, word)),
        number=number,
        subgoal=subgoal.title,
        responsible=activity.responsible or subgoal.responsible,
    )
    return _Row(name, action, activity.last_due or subgoal.last_due, is_unfinished, is_activity=True)


def _dates(subgoal: SubgoalView, activity: ActivityView | None, word: Formatter) -> Iterator[str]:
    """Give the day to begin by and the last day: the activity's own where it has any, else the subgoal's."""
    if activity is not None and (activity.due or activity.start_by):
        yield from _of_its_own(activity, word)
        return
    for place, one in enumerate(subgoal.dates):
        yield one.date if one.name == "due" and not place else f"{one.label} {one.date}"


def _of_its_own(activity: ActivityView, word: Formatter) -> Iterator[str]:
    if activity.due:
        yield activity.due
    if activity.start_by and activity.status not in {"done", "cancelled"}:
        yield f"{word.text('Start date')} {activity.start_by}"


def _status(activity: ActivityView, word: Formatter, *, is_unfinished: bool) -> str:
    return word.text("Not finished") if is_unfinished else activity.status_label or word.text("No status given")


def _is_late(subgoal: SubgoalView, activity: ActivityView) -> bool:
    """Return whether an activity is late: by its own days, or by its subgoal's where it has none of its own."""
    if activity.is_late or activity.due:
        return activity.is_late
    has_begun = bool(activity.start_by) or activity.status == "in_progress"
    return subgoal.is_overdue or (subgoal.is_late_in_starting and not has_begun)


def _remark(subgoal: SubgoalView, activity: ActivityView, word: Formatter, *, is_unfinished: bool) -> str:
    if is_unfinished:
        return word.text("the subgoal: {status}", status=subgoal.status_label.lower())
    return activity.done_on


def _of_subgoal(number: int, subgoal: SubgoalView, word: Formatter) -> _Row:
    is_late = subgoal.is_overdue or subgoal.is_late_in_starting
    name = "ended" if subgoal.is_closed else "late" if is_late else "coming"
    action = ActionView(
        title=subgoal.title,
        status=subgoal.status if subgoal.is_closed else "",
        status_label=subgoal.status_label if subgoal.is_closed else "",
        remark=word.text("the subgoal has no activities"),
        dates=tuple(_dates(subgoal, None, word)),
        number=number,
        subgoal=subgoal.title,
        responsible=subgoal.responsible,
    )
    return _Row(name, action, subgoal.last_due, is_unfinished=False, is_activity=False)


def _sentences(plan: ReportView, rows: list[_Row], word: Formatter) -> Iterator[str]:
    activities = [activity for subgoal in plan.subgoals for activity in subgoal.activities]
    tell = Tally(word)
    if activities:
        done, every = sum(activity.status == "done" for activity in activities), len(activities)
        yield word.counted(done, "One of {all} activities is done.", "{n} of {all} activities are done.", all=every)
    names = Counter(row.name for row in rows if row.is_activity)
    tell.counted(names["late"], "One is late.", "{n} are late.")
    tell.counted(names["coming"], "One remains, and is not late.", "{n} remain, and are not late.")
    tell.counted(
        sum(row.is_unfinished for row in rows),
        "One was not finished before its subgoal was closed.",
        "{n} were not finished before their subgoals were closed.",
    )
    cancelled = sum(activity.status == "cancelled" for activity in activities)
    tell.counted(cancelled, "One is cancelled.", "{n} are cancelled.")
    tell.counted(
        sum(not row.is_activity for row in rows),
        "One subgoal has no activities.",
        "{n} subgoals have no activities.",
    )
    yield from tell.sentences
