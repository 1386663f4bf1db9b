"""Several plans on one paper: how they stand together, each in a row, and what is late anywhere."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from anhorig_cli.analysis.reporting import LateSubgoal, last_report, late_activities, late_subgoals, state_counts
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.views.comparison import ComparisonView
from anhorig_cli.views.formatter import Content, Formatter, PhraseView, TableView, Tally, table_of
from anhorig_cli.views.names import PlanName, Titles, alphabetical, short_names, some_of
from anhorig_cli.views.pictures.states import StateBar
from anhorig_cli.vocabulary import SCALES, folded

MOST_LATE = 20
"""So many of the late subgoals are reported one by one, the latest."""


class LateRow(NamedTuple):
    """A subgoal that is late: the deadline that was missed, and so many days ago."""

    title: str
    missed: str
    days: int
    status: str
    status_label: str
    responsible: str


class PlanInShort(NamedTuple):
    """A plan in numbers and a few texts, small enough that those of many plans can be kept.

    `late` are the latest of the `late_subgoals` in number.
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
        late=tuple(_late(one, snapshot, titles) for one in late[:MOST_LATE]),
        last_report=_reported(snapshot, word),
    )


def _late(late: LateSubgoal, snapshot: Snapshot, titles: Titles) -> LateRow:
    word, subgoal = titles.formatter, late.subgoal
    status = snapshot.status(subgoal)
    missed = word.date(late.missed)
    return LateRow(
        title=subgoal.title,
        missed=word.text("to begin by {date}", date=missed) if late.is_in_starting else missed,
        days=late.days,
        status=status,
        status_label=word.label("assessment", status),
        responsible=titles.answerable(titles.responsibility.of_subgoal(subgoal)),
    )


def _reported(snapshot: Snapshot, word: Formatter) -> str:
    """Return when a plan last reported; empty where it has not."""
    occasion = last_report(snapshot)
    return word.date(occasion.date) if occasion else ""


# Several plans on one paper: how they stand together, each in a row, what is late anywhere, and what they share.


class UnreadPlan(NamedTuple):
    """A plan that could not be read whole: its file, and how many errors there are."""

    file: str
    errors: int


class PlanRowView(NamedTuple):
    """A plan in a row.

    `beside` is what else it is called, `place` the path of its file or folder. `words` say the same as the bar of
    `states`, and `last_report` is empty of one that has not been reported. Of one that could not be read `problem` says
    so, and nothing else is known.
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
    """Several plans on one paper.

    `sentences` answer for those who read nothing else. `states` are all subgoals by state, `key` the same in words with
    their shares. `late` are the latest subgoals of all plans, `late_more` says how many are left out. `shared` are the
    indicators that several plans have, and `shared_more` says which of those are left out.
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


class _Named(NamedTuple):
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
    """Return several plans as they were known on a day, in the order of their names."""
    names = short_names([one.plan for one in plans])
    named = sorted(map(_Named, names, plans), key=lambda one: alphabetical(one.name))
    states = _states_of_all(plans, word)
    whose, number = "" if unread else _whose(plans), len(plans) + len(unread)
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
        key=tuple(_key(states, word)),
        rows=(*(_row(one, of_several=not whose) for one in named), *(_unread(one, word) for one in unread)),
        late=_late_table(ranked[:MOST_LATE], word),
        late_more=_more(sum(one.late_subgoals for one in plans) - MOST_LATE, word),
        shared=tuple(shared),
        shared_more=tuple(shared_more),
    )


def _whose(plans: Sequence[PlanInShort]) -> str:
    """Return the organisation that all plans are of; empty where they are of several."""
    organisations = {folded(one.plan.organisation): one.plan.organisation for one in plans}
    return next(iter(organisations.values())) if len(organisations) == 1 else ""


def _states_of_all(plans: Sequence[PlanInShort], word: Formatter) -> tuple[StateBar, ...]:
    """Return the subgoals of all plans by state, in the order of the scale; called as the plans all call it, if so."""
    found: dict[str, list[StateBar]] = {}
    for one in (one for plan in plans for one in plan.states):
        found.setdefault(one.status, []).append(one)
    names = [one.name for one in SCALES["assessment"].words if one.name in found]
    return tuple(_together(found[name], word.label("assessment", name)) for name in names)


def _together(alike: Sequence[StateBar], label: str) -> StateBar:
    labels = {one.label for one in alike}
    called = labels.pop() if len(labels) == 1 else label
    return StateBar(alike[0].status, called, sum(one.many for one in alike), sum(one.late for one in alike))


def _key(states: Sequence[StateBar], word: Formatter) -> Iterator[PhraseView]:
    every = sum(one.many for one in states)
    for one in states:
        share = word.percent(Decimal(100 * one.many) / every)
        late = word.counted(one.late, ", one late", ", {n} late") if one.late else ""
        yield PhraseView(f"{one.label} {one.many} ({share}{late})", symbol=one.status)


_Ranked = Sequence[tuple[str, LateRow]]


def _sentences(
    named: Sequence[_Named], unread: Sequence[UnreadPlan], ranked: _Ranked, word: Formatter
) -> Iterator[str]:
    """Give what someone with a minute needs to know."""
    tell = Tally(word)
    plans = [one.plan for one in named]
    if unread:
        files = some_of((one.file for one in unread), word)
        tell.say("Could not be read, and not counted here: {files}.", files=files)
    if not named:
        yield from tell.sentences
        return
    subgoals = sum(one.subgoals for one in plans)
    if not subgoals:
        tell.counted(len(plans), "The plan has no subgoals.", "None of the plans has any subgoals.")
        yield from tell.sentences
        return
    tell.counted(subgoals, "There is one subgoal in all.", "There are {n} subgoals in all.")
    _count_late(named, ranked, tell)
    activities = sum(one.late_activities for one in plans)
    tell.counted(activities, "One activity is late.", "{n} activities are late.")
    _count_unassessed(named, tell)
    carried_on = sum(one.carried_on for one in plans)
    tell.counted(
        carried_on,
        "One earlier subgoal continues in a new one and is not counted.",
        "{n} earlier subgoals continue in new ones and are not counted.",
    )
    yield from tell.sentences


def _count_late(named: Sequence[_Named], ranked: _Ranked, tell: Tally) -> None:
    late = sum(one.plan.late_subgoals for one in named)
    if not late:
        tell.say("No subgoal is late.")
        return
    having = [one.name for one in named if one.plan.late_subgoals]
    tell.counted(
        late,
        "One subgoal is late, in {plans}.",
        "{n} subgoals are late, in {plans}.",
        plans=some_of(having, tell.formatter),
    )
    plan, latest = ranked[0]
    days = tell.formatter.counted(latest.days, "one day", "{n} days")
    tell.say("Most overdue: {title} ({plan}, {days}).", title=latest.title, plan=plan, days=days)


def _count_unassessed(named: Sequence[_Named], tell: Tally) -> None:
    having = [one for one in named if one.plan.states]
    unassessed = [one.name for one in having if _is_unassessed(one.plan)]
    if unassessed and len(unassessed) == len(having):
        tell.say("No subgoal has been assessed.")
    elif unassessed:
        tell.say("Nothing has been assessed in {plans}.", plans=some_of(unassessed, tell.formatter))


def _is_unassessed(plan: PlanInShort) -> bool:
    """Return whether a plan has subgoals, and none of them has been assessed."""
    return bool(plan.states) and all(one.status == "not_assessed" for one in plan.states)


def _row(one: _Named, *, of_several: bool) -> PlanRowView:
    """Return a plan in a row; where all are of one organisation, that stands in the title of the paper."""
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


def _unread(one: UnreadPlan, word: Formatter) -> PlanRowView:
    problem = word.counted(
        one.errors,
        "Could not be read: one error. See anhorig check.",
        "Could not be read: {n} errors. See anhorig check.",
    )
    return PlanRowView(one.file, "", 0, (), (), 0, "", problem)


def _late_table(ranked: _Ranked, word: Formatter) -> TableView | None:
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
