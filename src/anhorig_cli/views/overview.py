"""Several plans in one document: their state together, a row for each, and what is late in any of them."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from anhorig_cli.analysis.reporting import LateSubgoal, last_report, late_activities, late_subgoals, state_counts
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.views.comparison import ComparisonView
from anhorig_cli.views.formatter import Content, Formatter, PhraseView, TableView, Tally, table_of
from anhorig_cli.views.names import PlanName, Titles, alphabetical, first_names, short_names
from anhorig_cli.views.pictures.states import StateBar
from anhorig_cli.vocabulary import SCALES, folded

MOST_LATE = 20
"""How many of the late subgoals are listed, those that are most overdue."""


class LateRow(NamedTuple):
    """A late subgoal: the deadline that was missed, and how many days ago."""

    title: str
    missed: str
    days: int
    status: str
    status_label: str
    responsible: str


class PlanInShort(NamedTuple):
    """A plan in numbers and a few texts, small enough that many plans can be kept in memory.

    `late_subgoals` is the number of late subgoals, and `late` lists the most overdue of them.
    """

    plan: PlanName
    subgoals: int
    carried_on: int
    states: tuple[StateBar, ...]
    late_subgoals: int
    late_activities: int
    late: tuple[LateRow, ...]
    last_report: str


def plan_in_short(snapshot: Snapshot, titles: Titles) -> PlanInShort:
    """Return a plan in short, as it was known on the snapshot's day."""
    word = titles.formatter
    late = late_subgoals(snapshot)
    states = state_counts(snapshot)
    subgoals = sum(one.many for one in states)
    return PlanInShort(
        plan=PlanName.of(snapshot.plan),
        subgoals=subgoals,
        carried_on=len(snapshot.subgoals) - subgoals,
        states=tuple(StateBar(one.status, word.label("assessment", one.status), one.many, one.late) for one in states),
        late_subgoals=len(late),
        late_activities=late_activities(snapshot),
        late=tuple(_late_row(one, snapshot, titles) for one in late[:MOST_LATE]),
        last_report=_last_report_date(snapshot, word),
    )


def _late_row(late: LateSubgoal, snapshot: Snapshot, titles: Titles) -> LateRow:
    word, subgoal = titles.formatter, late.subgoal
    status = snapshot.status(subgoal)
    missed = word.date(late.missed)
    return LateRow(
        title=subgoal.title,
        missed=word.text("to begin by {date}", date=missed) if late.is_in_starting else missed,
        days=late.days,
        status=status,
        status_label=word.label("assessment", status),
        responsible=titles.answerable_text(titles.responsibility.of_subgoal(subgoal)),
    )


def _last_report_date(snapshot: Snapshot, word: Formatter) -> str:
    """Return when a plan last reported; empty where it has not."""
    occasion = last_report(snapshot)
    return word.date(occasion.date) if occasion else ""


# Several plans in one document: their state together, a row for each, what is late in any of them, and what they share.


class UnreadPlan(NamedTuple):
    """A plan that could not be read completely: its file, and the number of errors."""

    file: str
    errors: int


class PlanRowView(NamedTuple):
    """A plan in a row.

    `beside` is its other names, `place` the path of its file or folder. `words` say the same as the bar of `states`,
    and `last_report` is empty for a plan that has not been reported. `problem` is set only for a plan that could not be
    read, about which nothing else is known.
    """

    name: str
    beside: str
    subgoals: int
    states: tuple[StateBar, ...]
    words: tuple[PhraseView, ...]
    late: int
    last_report: str
    problem: str = ""
    place: str = ""


class OverviewView(NamedTuple):
    """Several plans in one document.

    `sentences` are a summary for those who read nothing else. `states` are all subgoals by state, `key` the same in
    words with their shares. `late` are the most overdue subgoals of all plans, `late_more` says how many are left out.
    `shared` are the indicators that several plans have, and `shared_more` says which of those are left out.
    """

    language: str
    title: str
    date: str
    iso_date: str
    plans: int
    sentences: tuple[str, ...]
    states: tuple[StateBar, ...]
    key: tuple[PhraseView, ...]
    rows: tuple[PlanRowView, ...]
    late: TableView | None
    late_more: str
    shared: tuple[ComparisonView, ...]
    shared_more: tuple[str, ...]

    @property
    def is_reported(self) -> bool:
        """Whether any of the plans has been reported."""
        return any(one.last_report for one in self.rows)


class _NamedPlan(NamedTuple):
    name: str
    plan: PlanInShort


def overview_view(
    plans: Sequence[PlanInShort],
    unread: Sequence[UnreadPlan],
    shared: Sequence[ComparisonView],
    shared_more: Sequence[str],
    as_of: date,
    word: Formatter,
) -> OverviewView:
    """Return the overview of several plans as known on a day, sorted by name."""
    names = short_names([one.plan for one in plans])
    named = sorted(map(_NamedPlan, names, plans), key=lambda one: alphabetical(one.name))
    states = _states_of_all(plans, word)
    whose, number = "" if unread else _common_organisation(plans), len(plans) + len(unread)
    title = word.counted(number, "Progress in one plan", "Progress in {n} plans")
    ranked = sorted(
        ((one.name, late) for one in named for late in one.plan.late), key=lambda found: found[1].days, reverse=True
    )
    return OverviewView(
        language=word.language.value,
        title=f"{title}, {whose}" if whose else title,
        date=word.day(as_of),
        iso_date=as_of.isoformat(),
        plans=number,
        sentences=tuple(_sentences(named, unread, ranked, word)),
        states=states,
        key=tuple(_key_phrases(states, word)),
        rows=(*(_plan_row(one, of_several=not whose) for one in named), *(_unread_row(one, word) for one in unread)),
        late=_late_table(ranked[:MOST_LATE], word),
        late_more=_more(sum(one.late_subgoals for one in plans) - MOST_LATE, word),
        shared=tuple(shared),
        shared_more=tuple(shared_more),
    )


def _common_organisation(plans: Sequence[PlanInShort]) -> str:
    """Return the organisation that all plans belong to; empty where there are several."""
    organisations = {folded(one.plan.organisation): one.plan.organisation for one in plans}
    return next(iter(organisations.values())) if len(organisations) == 1 else ""


def _states_of_all(plans: Sequence[PlanInShort], word: Formatter) -> tuple[StateBar, ...]:
    """Return the subgoals of all plans by state, in the order of the scale, with the plans' label if all share it."""
    found: dict[str, list[StateBar]] = {}
    for one in (one for plan in plans for one in plan.states):
        found.setdefault(one.status, []).append(one)
    names = [one.name for one in SCALES["assessment"].words if one.name in found]
    return tuple(_sum_of_states(found[name], word.label("assessment", name)) for name in names)


def _sum_of_states(alike: Sequence[StateBar], label: str) -> StateBar:
    labels = {one.label for one in alike}
    shared_label = labels.pop() if len(labels) == 1 else label
    return StateBar(alike[0].status, shared_label, sum(one.many for one in alike), sum(one.late for one in alike))


def _key_phrases(states: Sequence[StateBar], word: Formatter) -> Iterator[PhraseView]:
    every = sum(one.many for one in states)
    for one in states:
        share = word.percent(Decimal(100 * one.many) / every)
        late = word.counted(one.late, ", one late", ", {n} late") if one.late else ""
        yield PhraseView(f"{one.label} {one.many} ({share}{late})", symbol=one.status)


_RankedLate = Sequence[tuple[str, LateRow]]


def _sentences(
    named: Sequence[_NamedPlan], unread: Sequence[UnreadPlan], ranked: _RankedLate, word: Formatter
) -> Iterator[str]:
    """Yield the summary for a reader with one minute."""
    tally = Tally(word)
    plans = [one.plan for one in named]
    if unread:
        files = first_names((one.file for one in unread), word)
        tally.add_text("Could not be read, and not counted here: {files}.", files=files)
    if not named:
        yield from tally.sentences
        return
    subgoals = sum(one.subgoals for one in plans)
    if not subgoals:
        tally.counted(len(plans), "The plan has no subgoals.", "None of the plans has any subgoals.")
        yield from tally.sentences
        return
    tally.counted(subgoals, "There is one subgoal in all.", "There are {n} subgoals in all.")
    _count_late(named, ranked, tally)
    activities = sum(one.late_activities for one in plans)
    tally.counted(activities, "One activity is late.", "{n} activities are late.")
    _count_unassessed(named, tally)
    carried_on = sum(one.carried_on for one in plans)
    tally.counted(
        carried_on,
        "One earlier subgoal continues in a new one and is not counted.",
        "{n} earlier subgoals continue in new ones and are not counted.",
    )
    yield from tally.sentences


def _count_late(named: Sequence[_NamedPlan], ranked: _RankedLate, tally: Tally) -> None:
    late = sum(one.plan.late_subgoals for one in named)
    if not late:
        tally.add_text("No subgoal is late.")
        return
    with_late = [one.name for one in named if one.plan.late_subgoals]
    tally.counted(
        late,
        "One subgoal is late, in {plans}.",
        "{n} subgoals are late, in {plans}.",
        plans=first_names(with_late, tally.formatter),
    )
    plan, latest = ranked[0]
    days = tally.formatter.counted(latest.days, "one day", "{n} days")
    tally.add_text("Most overdue: {title} ({plan}, {days}).", title=latest.title, plan=plan, days=days)


def _count_unassessed(named: Sequence[_NamedPlan], tally: Tally) -> None:
    with_subgoals = [one for one in named if one.plan.states]
    unassessed = [one.name for one in with_subgoals if _is_unassessed(one.plan)]
    if unassessed and len(unassessed) == len(with_subgoals):
        tally.add_text("No subgoal has been assessed.")
    elif unassessed:
        tally.add_text("Nothing has been assessed in {plans}.", plans=first_names(unassessed, tally.formatter))


def _is_unassessed(plan: PlanInShort) -> bool:
    """Return whether a plan has subgoals, and none of them has been assessed."""
    return bool(plan.states) and all(one.status == "not_assessed" for one in plan.states)


def _plan_row(one: _NamedPlan, *, of_several: bool) -> PlanRowView:
    """Return the row of a plan; its organisation is left out unless the plans are `of_several`."""
    plan = one.plan
    texts = (plan.plan.title, plan.plan.organisation if of_several else "")
    others = dict.fromkeys(text for text in texts if text and text not in one.name)
    return PlanRowView(
        name=one.name,
        beside=", ".join(others),
        subgoals=plan.subgoals,
        states=plan.states,
        words=tuple(PhraseView(f"{state.label} {state.many}", symbol=state.status) for state in plan.states),
        late=plan.late_subgoals,
        last_report=plan.last_report,
        place=plan.plan.place,
    )


def _unread_row(one: UnreadPlan, word: Formatter) -> PlanRowView:
    problem = word.counted(
        one.errors,
        "Could not be read: one error. See anhorig check.",
        "Could not be read: {n} errors. See anhorig check.",
    )
    return PlanRowView(one.file, "", 0, (), (), 0, "", problem)


def _late_table(ranked: _RankedLate, word: Formatter) -> TableView | None:
    columns = [
        (word.text("Subgoal"), "title"),
        (word.text("Plan"), "text"),
        (word.text("Days late"), "number"),
        (word.text("Deadline"), "day"),
        (word.text("Assessment"), "text"),
        (word.key("subgoal", "responsible"), "text"),
    ]
    rows: list[list[Content]] = [
        [
            late.title,
            plan,
            PhraseView(word.number(late.days), tone="alarm"),
            late.missed,
            PhraseView(late.status_label, symbol=late.status),
            late.responsible,
        ]
        for plan, late in ranked
    ]
    return table_of(word.text("What is late, the most overdue first"), columns, rows) if rows else None


def _more(number: int, word: Formatter) -> str:
    return word.counted(number, "and one more", "and {n} more") if number > 0 else ""
