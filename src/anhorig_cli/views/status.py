"""A plan at a glance: what is late, what is to be done, how the work stands, and what comes next."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.open_duties import DutyKind, OpenDuty
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.upcoming import UpcomingOccurrence, upcoming_occurrences
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.cycle.annual_cycle import CycleItemView, coming_view
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.indicators import IndicatorGlanceView, indicator_glance_views
from anhorig_cli.views.report.summary import StateView, state_views
from anhorig_cli.views.todo import PlanDuties, TodoLine, todo_line

_TO_DO: tuple[DutyKind, ...] = ("now", "measure", "assess", "reassess", "explain")


class StatusSubgoalView(NamedTuple):
    """A subgoal that was finally assessed as not, or only partly, met."""

    id: str
    title: str
    status: str
    status_label: str


class StatusView(NamedTuple):
    """A plan at a glance, as of a day.

    `late` is what should have been done, `to_do` what is to be done, measured, assessed or explained now or soon, and
    `unassigned` what nobody is responsible for: the same as `anhorig todo` lists, each once.
    `to_assess` counts the subgoals that it lists as never assessed.
    `subgoals` says how many there are, `carried_on` how many earlier ones continue in them, and `states` how they are
    assessed. `cycle` is what the annual cycle asks for after that.
    """

    id: str
    language: str
    title: str
    date: str
    iso_date: str
    late: tuple[TodoLine, ...]
    to_do: tuple[TodoLine, ...]
    unassigned: tuple[TodoLine, ...]
    to_assess: int
    subgoals: int
    carried_on: int
    states: tuple[StateView, ...]
    not_met: tuple[StatusSubgoalView, ...]
    indicators: tuple[IndicatorGlanceView, ...]
    cycle: tuple[CycleItemView, ...]


def status_view(found: PlanDuties, as_of: date, kept_back: frozenset[str] = frozenset()) -> StatusView:
    """Return a plan at a glance, with what is to be done about it.

    Of the indicators whose folded ids are `kept_back`, nothing measured is disclosed.
    """
    titles, plan = found.titles, found.titles.plan
    word, snapshot = titles.formatter, Snapshot(plan, as_of)
    duties = _duty_lines(found, as_of)
    current = [subgoal for _, subgoal in snapshot.current()]
    return StatusView(
        id=plan.id,
        language=word.language.value,
        title=plan.title,
        date=word.day(as_of),
        iso_date=as_of.isoformat(),
        late=_lines_of_kinds(duties, ("late",)),
        to_do=_lines_of_kinds(duties, _TO_DO),
        unassigned=_lines_of_kinds(duties, ("unassigned",)),
        to_assess=sum(map(_is_never_assessed, found.duties)),
        subgoals=len(current),
        carried_on=sum(snapshot.is_carried_on(subgoal) for _, subgoal in snapshot.subgoals),
        states=state_views(Counter(map(snapshot.status, current)), word),
        not_met=tuple(_not_met(subgoal, snapshot, word) for subgoal in current if snapshot.is_not_met(subgoal)),
        indicators=indicator_glance_views(snapshot, titles, Disclosure(plan, word.small_count, kept_back=kept_back)),
        cycle=_coming_items(found, duties, as_of),
    )


def _not_met(subgoal: Subgoal, snapshot: Snapshot, word: Formatter) -> StatusSubgoalView:
    status = snapshot.status(subgoal)
    return StatusSubgoalView(subgoal.id, subgoal.title, status, word.label("assessment", status))


def _duty_lines(found: PlanDuties, as_of: date) -> list[TodoLine]:
    """Return what there is to do, except for subgoals that were never assessed, which are counted separately."""
    inherited = {(duty.asked, duty.name) for duty in found.duties if duty.kind == "unassigned"}
    duties = (duty for duty in found.duties if not _is_never_assessed(duty))
    return [_duty_line(found, duty, as_of, is_inherited=(duty.asked, duty.name) in inherited) for duty in duties]


def _is_never_assessed(duty: OpenDuty) -> bool:
    return duty.kind == "assess" and duty.day is None


def _lines_of_kinds(duties: Sequence[TodoLine], kinds: Sequence[DutyKind]) -> tuple[TodoLine, ...]:
    """Return the lines of the given kinds."""
    return tuple(one for one in duties if one.kind in kinds)


def _duty_line(found: PlanDuties, duty: OpenDuty, as_of: date, *, is_inherited: bool) -> TodoLine:
    """Return a line; an inherited one says that those responsible are so for the whole plan."""
    line = todo_line(found, duty, as_of)
    if not is_inherited or not set(duty.responsible) <= set(found.titles.plan.responsible):
        return line
    return line._replace(responsible=found.titles.responsible(dict.fromkeys(duty.responsible), of_plan=True))


def _coming_items(found: PlanDuties, duties: Sequence[TodoLine], as_of: date) -> tuple[CycleItemView, ...]:
    """Return what comes next in the annual cycle, except for what is already among the `duties`."""
    listed = {(one.name, one.due) for one in duties if one.asked == "cycle_item"}
    upcoming = upcoming_occurrences(found.titles.plan, as_of)
    return tuple(coming_view(one, found.titles) for one in upcoming if _name_and_due(one) not in listed)


def _name_and_due(one: UpcomingOccurrence) -> tuple[str, str]:
    due = one.period.last.isoformat() if one.period else ""
    return one.item.id or one.item.title, due
