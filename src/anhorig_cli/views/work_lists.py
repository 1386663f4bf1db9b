"""Lists to work by: the action plan, with a row for each activity, and the list that a unit ticks off in a year.

A template gets the action plan with the filter `action_list`: `{% set actions = plan | action_list %}`, and the other
with `tick_list`: `{% set ticks = plan | tick_list %}`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.markdown_text import plain_words
from anhorig_cli.source import message
from anhorig_cli.views.activities import ActivityView, is_settled
from anhorig_cli.views.cycle.cycle_times import OccurrenceView
from anhorig_cli.views.formatter import Content, Formatter, PhraseView, TableView, Tally, alarm, table_of, uncapitalised
from anhorig_cli.views.names import without_whole_plan
from anhorig_cli.views.report.off_plan import anchor_of
from anhorig_cli.views.report.overview import done_of
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.views.subgoals import SubgoalView


class ActionView(NamedTuple):
    """An activity, or a subgoal that has none.

    `status` is the word whose symbol is printed before `status_label`, empty where no status is given, and `remark`
    adds to it. `late_label`, printed before `status_label`, says whether the activity or its subgoal is late; empty
    where neither is. `dates` are the last day and the day to begin by, the activity's or else its subgoal's. `number`
    is the subgoal's, from 1.
    """

    title: str
    status: str
    status_label: str
    remark: str
    late_label: str
    dates: tuple[str, ...]
    number: int
    subgoal: str
    responsible: str


class ActionGroupView(NamedTuple):
    """A group of rows: `name` is `late`, `coming` or `ended`, and `table` holds the rows under the `heading`."""

    name: str
    heading: str
    actions: tuple[ActionView, ...]
    table: TableView | None


class ActionListView(NamedTuple):
    """The action plan: sentences that state counts, and the groups that are not empty.

    `responsible` is who is responsible for every row, where there are several rows and it is the same in all; else
    empty.
    """

    responsible: str
    sentences: tuple[str, ...]
    groups: tuple[ActionGroupView, ...]


def action_list(plan: ReportView, formatter: Formatter) -> ActionListView:
    """Return the action plan of a report."""
    rows = [row for number, subgoal in enumerate(plan.subgoals, 1) for row in _rows(number, subgoal, formatter)]
    rows.sort(key=_sort_key)
    sentences = (*_sentences(plan, rows, formatter), *_days_sentence(plan, formatter))
    named = {row.action.responsible for row in rows}
    is_same = len(named) == 1 and len(rows) > 1
    responsible = without_whole_plan(named.pop(), formatter) if is_same else ""
    if is_same and not responsible:
        sentences = (*sentences, formatter.text("Nobody is responsible for any subgoal."))
    return ActionListView(responsible, sentences, tuple(_groups(rows, formatter, is_same=is_same)))


def _days_sentence(plan: ReportView, word: Formatter) -> Iterator[str]:
    """Yield a sentence on whose days are shown, where some activities have their subgoal's."""
    dated = [activity for subgoal in plan.subgoals if subgoal.dates for activity in subgoal.activities]
    if any(map(_follows_its_subgoal, dated)):
        yield word.text("An activity without a day of its own has its subgoal's.")


_HEADINGS = {
    "late": message("Late"),
    "coming": message("To come"),
    "ended": message("Ended"),
}


class _WorkRow(NamedTuple):
    name: str
    action: ActionView
    last_day: str
    is_unfinished: bool
    is_activity: bool
    is_late_itself: bool = False


def _sort_key(row: _WorkRow) -> tuple[bool, str, int]:
    """Return the sort key of a row: by last day, then those without one; among the ended, unfinished ones last."""
    return row.name == "ended" and row.is_unfinished, row.last_day or "9999", row.action.number


def _groups(rows: list[_WorkRow], word: Formatter, *, is_same: bool) -> Iterator[ActionGroupView]:
    """Yield the groups that are not empty; who is responsible is left out if it `is_same` for every row."""
    for name, title in _HEADINGS.items():
        found = tuple(row.action for row in rows if row.name == name)
        if found:
            heading = word.text_of(title)
            yield ActionGroupView(name, heading, found, _table(name, heading, found, word, is_same=is_same))


_TONES = {"late": "alarm", "ended": "soft"}
"""The tone in which the dates of a group are printed."""


def _table(
    name: str, heading: str, actions: Sequence[ActionView], word: Formatter, *, is_same: bool
) -> TableView | None:
    columns = [
        (word.text("Status"), "text"),
        (word.text("Deadline"), "number"),  # so that days are aligned as numbers are
        (word.text("Activity"), "title"),
        (word.text("Subgoal"), "number"),
        (word.key("subgoal", "responsible"), "text"),
    ]
    tone, dim = _TONES.get(name, ""), "soft" if name == "ended" else ""
    rows: list[list[Content]] = [
        [
            list(_status_phrases(one, dim)),
            [PhraseView(date, tone=tone) for date in one.dates],
            PhraseView(one.title, tone=dim),
            PhraseView(str(one.number), link=anchor_of(one.number)),
            PhraseView("" if is_same else one.responsible or word.text("not stated"), tone=dim),
        ]
        for one in actions
    ]
    return table_of(heading, columns, rows)


def _status_phrases(one: ActionView, tone: str) -> Iterator[PhraseView]:
    """Yield what is late, the status of the activity, and the remark."""
    yield alarm(one.late_label)
    yield PhraseView(one.status_label, symbol="" if one.late_label else one.status, tone=tone)
    yield PhraseView(one.remark, tone="soft")


def _rows(number: int, subgoal: SubgoalView, word: Formatter) -> Iterator[_WorkRow]:
    for activity in subgoal.activities:
        yield _activity_row(number, subgoal, activity, word)
    if not subgoal.activities:
        yield _subgoal_row(number, subgoal, word)


def _activity_row(number: int, subgoal: SubgoalView, activity: ActivityView, word: Formatter) -> _WorkRow:
    is_ended = is_settled(activity)
    is_unfinished = subgoal.is_closed and not is_ended
    name = "ended" if is_ended or is_unfinished else "late" if _is_late(subgoal, activity) else "coming"
    action = ActionView(
        title=activity.title,
        status="discontinued" if is_unfinished else activity.status,
        status_label=_status(name, activity, word, is_unfinished=is_unfinished),
        remark=_remark(subgoal, activity, word, is_unfinished=is_unfinished),
        late_label=_late_label(name, word, by_subgoal=not activity.is_late),
        dates=tuple(_dates(subgoal, activity, word)),
        number=number,
        subgoal=subgoal.title,
        responsible=activity.responsible or subgoal.responsible,
    )
    last_day = activity.last_due or subgoal.last_due
    return _WorkRow(name, action, last_day, is_unfinished, is_activity=True, is_late_itself=activity.is_late)


def _late_label(name: str, word: Formatter, *, by_subgoal: bool) -> str:
    """Return whether the activity itself or its subgoal is late, as text; empty outside the group `late`."""
    if name != "late":
        return ""
    return word.text("The subgoal is late") if by_subgoal else word.text("Is late")


def _dates(subgoal: SubgoalView, activity: ActivityView | None, word: Formatter) -> Iterator[str]:
    """Yield the day to begin by and the last day: the activity's own where it has any, else the subgoal's.

    An activity that has ended has only its own.
    """
    if activity is not None and not _follows_its_subgoal(activity):
        yield from _own_dates(activity, word)
        return
    for place, one in enumerate(subgoal.dates):
        yield one.date if one.name == "due" and not place else f"{one.label} {one.date}"


def _follows_its_subgoal(activity: ActivityView) -> bool:
    """Return whether an activity has not ended and has no days of its own, so that its subgoal's apply."""
    return not (activity.due or activity.start_by or is_settled(activity))


def _own_dates(activity: ActivityView, word: Formatter) -> Iterator[str]:
    if activity.due:
        yield activity.due
    if activity.start_by and not is_settled(activity):
        yield f"{word.text('Start date')} {activity.start_by}"


def _status(name: str, activity: ActivityView, word: Formatter, *, is_unfinished: bool) -> str:
    """Return the status of an activity; in lower case in the group `late`, where it follows another label."""
    if is_unfinished:
        return word.text("Not finished")
    label = activity.status_label or word.text("No status given")
    return uncapitalised(label) if name == "late" else label


def _is_late(subgoal: SubgoalView, activity: ActivityView) -> bool:
    """Return whether an activity is late: by its own days, or by its subgoal's where it has no deadline."""
    if activity.is_late or activity.due:
        return activity.is_late
    has_begun = bool(activity.start_by) or activity.status == "in_progress"
    return subgoal.is_overdue or (subgoal.is_late_in_starting and not has_begun)


def _remark(subgoal: SubgoalView, activity: ActivityView, word: Formatter, *, is_unfinished: bool) -> str:
    if is_unfinished:
        return word.text("the subgoal: {status}", status=uncapitalised(subgoal.status_label))
    return activity.done_on


def _subgoal_row(number: int, subgoal: SubgoalView, word: Formatter) -> _WorkRow:
    name = "ended" if subgoal.is_closed else "late" if subgoal.is_late else "coming"
    action = ActionView(
        title=subgoal.title,
        status=subgoal.status if subgoal.is_closed else "",
        status_label=subgoal.status_label if subgoal.is_closed else "",
        remark=word.text("the subgoal has no activities"),
        late_label=_late_label(name, word, by_subgoal=True),
        dates=tuple(_dates(subgoal, None, word)),
        number=number,
        subgoal=subgoal.title,
        responsible=subgoal.responsible,
    )
    return _WorkRow(name, action, subgoal.last_due, is_unfinished=False, is_activity=False)


def _sentences(plan: ReportView, rows: list[_WorkRow], word: Formatter) -> Iterator[str]:
    activities = [activity for subgoal in plan.subgoals for activity in subgoal.activities]
    statuses, every = Counter(activity.status for activity in activities), len(activities)
    tally, unknown, done = Tally(word), _count_without_status(rows), statuses["done"]
    if not rows:
        yield word.text("The plan has no subgoals.")
    if every > unknown:
        yield f"{done_of(done, every, word)}."
    names = Counter(row.name for row in rows if row.is_activity)
    _count_late(rows, names["late"], tally)
    tally.counted(names["coming"] - unknown, "One remains, and is not late.", "{n} remain, and are not late.")
    tally.counted(
        unknown,
        "One remains, and its status is not known.",
        "{n} remain, and their status is not known.",
    )
    tally.counted(
        sum(row.is_unfinished for row in rows),
        "One was not finished before its subgoal was closed.",
        "{n} were not finished before their subgoals were closed.",
    )
    tally.counted(statuses["cancelled"], "One is cancelled.", "{n} are cancelled.")
    tally.counted(
        sum(not row.is_activity for row in rows),
        "One subgoal has no activities.",
        "{n} subgoals have no activities.",
    )
    yield from tally.sentences


def _count_late(rows: list[_WorkRow], late: int, tally: Tally) -> None:
    """Add how many of the late activities are late themselves, and how many only belong to a late subgoal."""
    themselves = sum(row.is_late_itself for row in rows)
    tally.counted(themselves, "One is late.", "{n} are late.")
    tally.counted(late - themselves, "One belongs to a subgoal that is late.", "{n} belong to subgoals that are late.")


def _count_without_status(rows: list[_WorkRow]) -> int:
    """Return how many of the activities to come have no known status."""
    return sum(row.is_activity and row.name == "coming" and not row.action.status for row in rows)


# What a unit is to tick off in a year: for each occurrence a row with a box, when it is due, and room to sign.


_MOST_WITH_BIG_BOXES = 12


class TickListView(NamedTuple):
    """A list to tick off: `shared` says what applies to every row, and `table` holds the rows, None for none."""

    shared: str
    table: TableView | None


class _Shared(NamedTuple):
    """Who is responsible and who receives the result, where it is the same for every row; else empty."""

    responsible: str
    report_to: str


def tick_list(plan: ReportView, word: Formatter) -> TickListView:
    """Return what the unit of a report is to tick off in the year."""
    found = plan.annual_cycle.occurrences
    shared = _shared_by_all(found)
    columns = [
        (word.text("Done"), "text"),
        (word.text("When"), "text"),
        (word.text("What"), "title"),
        (word.key("cycle_item", "responsible"), "text"),
        (word.text("Done on, by (role)"), "sign"),
    ]
    is_all_alike = len({one.responsible for one in found}) == 1
    box = PhraseView(word.text("not ticked off"), tone="big-box" if len(found) <= _MOST_WITH_BIG_BOXES else "box")
    rows: list[list[Content]] = [
        [
            _final_state(one) or box,
            list(_time_phrases(one, word)),
            list(_title_phrases(one, plan, shared, word)),
            "" if is_all_alike else one.responsible or word.text("not stated"),
            one.done_on,
        ]
        for one in found
    ]
    caption = word.text("To tick off: what is to be done, when and by whom")
    return TickListView(" ".join(_tick_sentences(shared, word)), table_of(caption, columns, rows) if rows else None)


def _shared_by_all(found: Sequence[OccurrenceView]) -> _Shared:
    responsible = {one.responsible for one in found}
    receivers = {one.report_to for one in found}
    return _Shared(
        responsible.pop() if len(responsible) == 1 else "",
        receivers.pop() if len(receivers) == 1 and len(found) > 1 else "",
    )


def _tick_sentences(shared: _Shared, word: Formatter) -> Iterator[str]:
    if shared.responsible:
        yield f"{word.text('Responsible for all of it')}: {without_whole_plan(shared.responsible, word)}."
    if shared.report_to:
        yield f"{word.key('cycle_item', 'report_to')}: {shared.report_to}."
    yield word.text("What is ticked off here is written in the plan, under “done”.")


def _final_state(one: OccurrenceView) -> PhraseView | None:
    """Return the state of an occurrence that is done or cancelled; None where it is still to be ticked off."""
    tones = {"done": "good", "cancelled": "soft"}
    tone = tones.get(one.state)
    return PhraseView(one.state_label, symbol=one.state, tone=tone) if tone else None


def _time_phrases(one: OccurrenceView, word: Formatter) -> Iterator[PhraseView]:
    """Yield when an occurrence is due, and whether it is missed or next."""
    yield PhraseView(one.when, tone="strong")
    if one.state == "missed":
        yield alarm(word.text("Not done in time"))
    elif one.state == "next":
        yield PhraseView(one.state_label, symbol="next", tone="status")
    elif one.state not in {"coming", "done", "cancelled"}:
        yield PhraseView(one.state_label, tone="soft")


def _title_phrases(one: OccurrenceView, plan: ReportView, shared: _Shared, word: Formatter) -> Iterator[PhraseView]:
    """Yield the title of an occurrence, with the unit where it is not the report's own, and its details."""
    is_of_others = one.unit_title and (plan.unit is None or one.unit_title != plan.unit.title)
    yield PhraseView(f"{one.title} ({one.unit_title})" if is_of_others else one.title)
    text = f"{word.key('cycle_item', 'report_to')}: {one.report_to}" if one.report_to and not shared.report_to else ""
    beside = filter(None, (plain_words(one.description), text, plain_words(one.note)))
    yield PhraseView(" · ".join(beside), tone="soft")
