"""A plan in short, as one row among others: how its subgoals stand, what is late, and when it last reported."""

from typing import NamedTuple

from anhorig_cli.analysis.reporting import LateSubgoal, last_report, late_activities, late_subgoals, state_counts
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.pictures.states import StateBar
from anhorig_cli.views.plan_names import PlanName

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
