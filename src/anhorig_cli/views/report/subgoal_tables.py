"""Tables of subgoals: their dates, their activities, and how they stand."""

from collections.abc import Iterator, Sequence

from anhorig_cli.views.activities import ActivityView
from anhorig_cli.views.formatter import Content, Formatter, PhraseView, TableView, alarm, table_of
from anhorig_cli.views.names import without_whole_plan
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.views.subgoals import DateView, SubgoalView

_Row = Sequence[Content]
_MOST_LEFT = 3
_MOST_WITH_PURPOSE = 4


def deadlines_table(plan: ReportView, word: Formatter) -> TableView | None:
    """Return a table of the subgoals' start dates and deadlines, with earlier dates if they were moved."""
    columns = [
        (word.text("Subgoal"), "title"),
        (word.text("Start date"), "day"),
        (word.text("Earlier deadline"), "day"),
        (word.text("Deadline"), "day"),
        (word.text("Assessment"), "text"),
    ]
    rows: list[_Row] = [
        [
            one.title,
            [_date_with_earlier(day, word) for day in one.dates if day.name == "start_by"],
            [move.before for move in one.moved if move.name == "due"],
            one.due,
            list(_status_phrases(one, word)),
        ]
        for one in plan.subgoals
        if one.due or one.start_by
    ]
    return table_of(title_of_dates(plan, word), columns, rows)


def title_of_dates(plan: ReportView, word: Formatter) -> str:
    """Return the title of the subgoals' dates, which names start dates, deadlines or both."""
    has_starts = any(one.start_by for one in plan.subgoals)
    if not any(one.due for one in plan.subgoals):
        return word.text("The start dates of the subgoals")
    if has_starts:
        return word.text("The start dates and deadlines of the subgoals")
    return word.text("The deadlines of the subgoals")


def _status_phrases(one: SubgoalView, word: Formatter) -> Iterator[PhraseView]:
    """Yield the assessment of a subgoal, and alarms if it is overdue or late in starting."""
    yield PhraseView(one.status_label, symbol=one.status, tone="status")
    if one.is_overdue:
        yield alarm(word.text("Overdue"))
    if one.is_late_in_starting:
        yield alarm(word.text("Late in starting"))


def _date_with_earlier(one: DateView, word: Formatter) -> str:
    return word.text("{day} (earlier {before})", day=one.date, before=one.before) if one.before else one.date


def action_plan_table(plan: ReportView, word: Formatter) -> TableView | None:
    """Return a table of what is to be done for each subgoal, when and by whom."""
    columns = [
        (word.text("Subgoal"), "title"),
        (word.key("subgoal", "purpose"), "text"),
        (word.text("Activity"), "text"),
        (word.text("Date"), "text"),
        (word.key("subgoal", "responsible"), "text"),
    ]
    rows: list[_Row] = []
    for one in plan.action_plan:
        closed = PhraseView(one.status_label if one.is_closed else "", symbol=one.status, tone="soft")
        to_do = [_activity_phrase(activity, word) for activity in one.to_do]
        purpose = PhraseView(one.purpose, is_markdown=True)
        rows.append([[PhraseView(one.title), closed], purpose, to_do, list(_date_phrases(one, word)), one.responsible])
    return table_of(word.text("What is to be done, when and by whom"), columns, rows)


def _activity_phrase(one: ActivityView, word: Formatter) -> PhraseView:
    """Return an activity as its status, title, dates and who is responsible."""
    status = f"{one.status_label}: " if one.status else ""
    start = f"{word.key('activity', 'start_by').lower()} {one.start_by}" if one.start_by else ""
    due = word.text("by {day}", day=one.due) if one.last_due else one.due
    parts = ", ".join(filter(None, (one.title, start, due, one.responsible)))
    return PhraseView(f"{status}{parts}", symbol=one.status)


def _date_phrases(subgoal: SubgoalView, word: Formatter) -> Iterator[PhraseView]:
    """Yield the dates with the dates they were moved from; each has its label, unless a deadline comes first."""
    for place, one in enumerate(subgoal.dates):
        yield PhraseView(one.date if one.name == "due" and place == 0 else f"{one.label} {one.date}")
        if one.before:
            yield PhraseView(word.text("moved from {before}", before=one.before), tone="soft")


def standing_table(plan: ReportView, word: Formatter) -> TableView | None:
    """Return a table of how the subgoals stand; without responsible if all share the same, or all lack one."""
    columns = [
        (word.text("Subgoal"), "title"),
        (word.text("Assessment"), "text"),
        (word.text("Deadline"), "text"),
        (word.key("subgoal", "responsible"), "text"),
    ]
    is_same = bool(responsible_for_all(plan, word)) or all(one.lacks_responsible for one in plan.subgoals)
    rows: list[_Row] = []
    for one in plan.subgoals:
        responsible = "" if is_same else one.responsible or word.text("not stated")
        rows.append([one.title, list(_status_phrases(one, word)), list(_date_phrases(one, word)), responsible])
    return table_of(word.text("Subgoals by assessment"), columns, rows)


def responsible_for_all(plan: ReportView, word: Formatter) -> str:
    """Return who is responsible for every subgoal, if there are several and all share the same; else empty."""
    named = {one.responsible for one in plan.subgoals}
    return without_whole_plan(named.pop(), word) if len(named) == 1 and len(plan.subgoals) > 1 else ""


def unit_table(plan: ReportView, word: Formatter) -> TableView | None:
    """Return a table of a unit's subgoals with their remaining activities; with purposes if the subgoals are few."""
    columns = [
        (word.text("Subgoal"), "title"),
        (word.text("Assessment"), "text"),
        (word.text("Deadline"), "day"),
        (word.text("Left to do"), "text"),
    ]
    are_few = len(plan.subgoals) <= _MOST_WITH_PURPOSE
    rows: list[_Row] = []
    for one in plan.subgoals:
        purpose = one.purpose if are_few and not one.is_closed else ""
        title = [PhraseView(one.title), PhraseView(purpose, tone="soft", is_markdown=True)]
        rows.append([title, list(_status_phrases(one, word)), one.due, list(_remaining_phrases(one, word))])
    return table_of(word.text("The subgoals that the unit takes part in"), columns, rows)


def _remaining_phrases(subgoal: SubgoalView, word: Formatter) -> Iterator[PhraseView]:
    """Yield the first activities of a subgoal that remain to be done, and how many more there are."""
    remaining = [one for one in subgoal.to_do if one.status not in {"done", "cancelled"} and not subgoal.is_closed]
    for one in remaining[:_MOST_LEFT]:
        activity = f"{one.title}, {one.due}" if one.due else one.title
        if one.is_late:
            yield alarm(f"{activity} ({word.text('late')})")
        else:
            yield PhraseView(activity)
    more = len(remaining) - _MOST_LEFT
    if more > 0:
        yield PhraseView(word.counted(more, "and one more", "and {n} more"), tone="soft")
