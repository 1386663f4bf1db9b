"""What is to be done about a plan now: what is late, what is near, and who is to do it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from anhorig_cli.analysis.coverage import (
    IndicatorUse,
    RecommendationAnswer,
    answers,
    awaited_until,
    fresh_until,
    indicator_uses,
    measured_since,
)
from anhorig_cli.analysis.document_types import is_asked
from anhorig_cli.analysis.occurrences import LATELY, Occurrence, occurrences
from anhorig_cli.analysis.reporting import AssessmentsAwaited, is_report_near, judgement_stands, report_waits
from anhorig_cli.analysis.responsibility import Duties, Responsibility, is_gone
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.upcoming import is_over, is_running, units_of
from anhorig_cli.model.activity import Activity
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.model.register import Register, is_everyone
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.model.strategy import Area
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.vocabulary import folded

DutyKind = Literal["late", "now", "measure", "assess", "reassess", "explain", "unassigned"]
"""Why something is to be done.

It is late; it is near; a value is awaited; a report is near; it was judged long ago; nothing says why it deviates;
nobody is responsible.
"""
Asked = Literal["plan", "area", "subgoal", "start", "activity", "cycle_item", "indicator", "recommendation"]
"""What is to be judged, met, begun, done, measured or answered."""

_A_MONTH = 31
"""Days: what lasts longer is told of twice as early."""


class OpenDuty(NamedTuple):
    """Something that is to be done.

    Attributes:
        kind: why.
        asked: what.
        name: what a command knows it by: an id, else a title; an activity's may follow its subgoal's (`a/b`).
        title: its title.
        day: the last day it is to be done; of a measurement the day on which its time came; None where there is none.
        period: that day as it is written; of a measurement None.
        units: those it is for, of an item of the annual cycle: by their ids where the plan lists them.
        of_all_units: whether those are all that are to do it.
        report: the report that a subgoal is to be assessed for; None where it never was assessed, and should have been.
        judged: the day on which it was judged last, of a subgoal that is to be judged anew.
        time: the time of that day, of an item of the annual cycle, as it is written; empty where none is said.
        responsible: who is to do it, by the names in the plan; nobody where nobody is there to.
    """

    kind: DutyKind
    asked: Asked
    name: str
    title: str
    day: date | None
    period: PlanDate | None
    responsible: tuple[str, ...]
    units: tuple[str, ...] = ()
    of_all_units: bool = True
    report: ReportOccasion | None = None
    judged: date | None = None
    time: str = ""


def open_duties(plan: Plan, as_of: date, days: int, project: Project) -> list[OpenDuty]:
    """Return everything that is to be done about a plan, as known on a day, each once, the earliest first.

    What no time is set for, and what nothing tells to be late, is not asked for.

    Args:
        plan: the plan.
        as_of: the day.
        days: how far ahead to look; twice as far for what lasts longer than a month, as a quarter.
        project: says how long a report waits for assessments, and how long a judgement stands.
    """
    found = _OpenDuties(plan, as_of, days, project)
    return sorted(found.of_plan(), key=lambda duty: duty.day or date.max)


class _OpenDuties:
    def __init__(self, plan: Plan, as_of: date, days: int, project: Project) -> None:
        self.plan = plan
        self.as_of = as_of
        self.days = days
        self.report_waits = report_waits(project)
        self.judgement_stands = judgement_stands(project)
        self.snapshot = Snapshot(plan, as_of)
        self.chains = _Chains(plan, as_of)

    def of_plan(self) -> Iterator[OpenDuty]:
        reports = self._awaiting_reports()
        for i, subgoal in self.snapshot.subgoals:
            if self.snapshot.is_open(subgoal):
                yield from self._of_subgoal(subgoal, reports.get(i))
                yield from self._of_activities(subgoal)
            elif self.snapshot.is_unexplained(subgoal):
                responsible = self.chains.of_subgoal(subgoal)
                yield OpenDuty("explain", "subgoal", subgoal.id, subgoal.title, None, None, responsible)
        yield from self._of_goals_above()
        yield from self._of_cycle()
        yield from self._of_recommendations()
        yield from self._of_indicators()
        if not is_over(self.plan, self.as_of):
            yield from self._without_responsible()

    def _is_near(self, period: PlanDate, day: date) -> bool:
        """Return whether a day, on which something of a period falls due, is near; never without such a day."""
        if period.is_open:
            return False
        is_long = (period.last - period.first).days >= _A_MONTH
        ahead = (day - self.as_of).days
        return 0 <= ahead <= (2 * self.days if is_long else self.days)

    def _awaiting_reports(self) -> dict[int, ReportOccasion]:
        """Return the nearest report, of those that are near, that each subgoal has not been assessed for."""
        if not is_asked("report-near", self.plan, self.as_of):
            return {}
        near = [
            one
            for one in self.plan.reports
            if one.date and is_report_near(one.date, self.as_of, self.days, self.report_waits)
        ]
        near.sort(key=lambda one: one.date.first if one.date else date.max)
        awaited = AssessmentsAwaited(self.snapshot) if near else None
        found: dict[int, ReportOccasion] = {}
        for report in near:
            for i, _ in awaited.for_report(report) if awaited else ():
                found.setdefault(i, report)
        return found

    def _of_subgoal(self, subgoal: Subgoal, report: ReportOccasion | None) -> Iterator[OpenDuty]:
        responsible = self.chains.of_subgoal(subgoal)
        due, start_by = self.snapshot.due(subgoal), self.snapshot.start_by(subgoal)
        judged = self._judged(subgoal, due, report) or self._judged_badly(subgoal)
        if judged is not None:
            kind, period = judged
            yield OpenDuty(
                kind,
                "subgoal",
                subgoal.id,
                subgoal.title,
                _last_day(period),
                period,
                responsible,
                report=report if kind == "assess" else None,
                judged=self.snapshot.last_assessed(subgoal) if kind == "reassess" else None,
            )
        is_overdue = judged is not None and judged[0] == "late"
        kind_of_start = None if is_overdue or start_by is None else self._kind_of_start(subgoal, start_by)
        if kind_of_start and start_by:
            yield OpenDuty(kind_of_start, "start", subgoal.id, subgoal.title, start_by.last, start_by, responsible)

    def _judged(
        self, subgoal: Subgoal, due: PlanDate | None, report: ReportOccasion | None
    ) -> tuple[DutyKind, PlanDate] | None:
        """Return why an open subgoal is to be judged, and when: it is late, or what comes first of deadline and report.

        It is asked for once, since one assessment answers both.
        """
        if due is not None and self.snapshot.is_overdue(subgoal):
            return "late", due
        near = due if due is not None and self._is_near(due, due.last) else None
        for_report = report.date if report else None
        if for_report is not None and (near is None or for_report.first <= near.last):
            return "assess", for_report
        return ("now", near) if near is not None else None

    def _judged_badly(self, subgoal: Subgoal) -> tuple[DutyKind, None] | None:
        """Return why a subgoal is to be judged though no day asks for it: it never was, or long ago, or unexplained."""
        if self.snapshot.is_to_be_assessed(subgoal):
            return "assess", None
        if self.snapshot.is_to_be_judged_anew(subgoal, self.judgement_stands):
            return "reassess", None
        return ("explain", None) if self.snapshot.is_unexplained(subgoal) else None

    def _of_goals_above(self) -> Iterator[OpenDuty]:
        """Give the areas, and the plan itself, that are to be judged finally, or anew, or that deviate unexplained."""
        for _, goal in self.snapshot.goals_above():
            kind = self._kind_of_goal(goal)
            if kind is None:
                continue
            judged = self.snapshot.last_assessed(goal) if kind == "reassess" else None
            ended = self.plan.ends if kind == "late" else None
            yield OpenDuty(
                kind,
                "area" if isinstance(goal, Area) else "plan",
                goal.id,
                goal.title,
                ended.last if ended else None,
                ended,
                self.chains.first(goal.responsible),
                judged=judged,
            )

    def _kind_of_goal(self, goal: Area | Plan) -> DutyKind | None:
        if self.snapshot.is_awaiting_verdict(goal):
            return "late"
        if self.snapshot.is_assessed_long_ago(goal, self.judgement_stands):
            return "reassess"
        return "explain" if self.snapshot.lacks_reason(goal) else None

    def _kind_of_start(self, subgoal: Subgoal, start_by: PlanDate) -> DutyKind | None:
        if self.snapshot.is_late_in_starting(subgoal):
            return "late"
        is_to_begin = self.snapshot.stage(subgoal) == "not_started"
        return "now" if is_to_begin and self._is_near(start_by, start_by.last) else None

    def _of_activities(self, subgoal: Subgoal) -> Iterator[OpenDuty]:
        for activity in subgoal.activities:
            due = activity.due
            kind = self._kind_of_activity(subgoal, activity)
            if due is not None and kind is not None:
                responsible = self.chains.of_activity(subgoal, activity)
                name = self.chains.names.of_activity(subgoal, activity)
                yield OpenDuty(kind, "activity", name, activity.title, due.last, due, responsible)

    def _kind_of_activity(self, subgoal: Subgoal, activity: Activity) -> DutyKind | None:
        if self.snapshot.is_late_activity(subgoal, activity):
            return "late"
        due = activity.due
        is_near = due is not None and activity.is_left(self.as_of) and self._is_near(due, due.last)
        return "now" if is_near else None

    def _of_cycle(self) -> Iterator[OpenDuty]:
        """Give the times of the annual cycle that were missed within a year, or are near, by who is to do them."""
        last = self.as_of + timedelta(days=2 * self.days)
        years = range((self.as_of - LATELY).year, last.year + 1)
        times: dict[tuple[int, PlanDate, DutyKind], list[Occurrence]] = {}
        for one in occurrences(self.plan, years, self.as_of):
            kind = self._kind_of_time(one)
            if kind is not None:
                times.setdefault((one.place, one.period, kind), []).append(one)
        for (_, period, kind), found in times.items():
            yield from self._of_time(period, kind, found)

    def _of_time(self, period: PlanDate, kind: DutyKind, found: Sequence[Occurrence]) -> Iterator[OpenDuty]:
        """Give a time of an item for each who is to do it: the occurrences of their units together."""
        item = found[0].item
        theirs: dict[tuple[str, ...], list[str]] = {}
        for one in found:
            units = theirs.setdefault(self.chains.of_cycle(item, one.unit), [])
            if one.unit is not None and not is_everyone(one.unit):
                units.append(one.unit)
        every = len(units_of(self.plan, item))
        name = item.id or item.title
        for responsible, units in theirs.items():
            is_all = not units or len(units) == every
            yield OpenDuty(
                kind,
                "cycle_item",
                name,
                item.title,
                period.last,
                period,
                responsible,
                tuple(units),
                is_all,
                time=str(item.time or ""),
            )

    def _kind_of_time(self, one: Occurrence) -> DutyKind | None:
        if one.state == "missed":
            return "late" if one.period.last >= self.as_of - LATELY else None
        is_left = one.state in {"next", "coming"}
        return "now" if is_left and self._is_near(one.period, one.period.last) else None

    def _of_indicators(self) -> Iterator[OpenDuty]:
        """Give the indicators whose time has come: a whole interval has passed since the last value, or the start."""
        until = awaited_until(self.snapshot)
        for use in indicator_uses(self.snapshot):
            indicator = use.indicator
            since = measured_since(self.snapshot, use) if use.is_followed and indicator.frequency else None
            day = fresh_until(since, indicator.frequency) if since and indicator.frequency else None
            if day is not None and day <= until:
                responsible = self.chains.of_indicator(use)
                yield OpenDuty("measure", "indicator", indicator.id, indicator.title, day, None, responsible)

    def _of_recommendations(self) -> Iterator[OpenDuty]:
        """Give the recommendations that are to be answered by a day, and are not; whom they were given to answers."""
        for answer in answers(self.snapshot):
            one, kind = answer.recommendation, self._kind_of_answer(answer)
            if one.due is not None and kind is not None:
                title = one.title or one.text or one.id or ""
                responsible = self.chains.first(one.to)
                yield OpenDuty(kind, "recommendation", one.id or title, title, one.due.last, one.due, responsible)

    def _kind_of_answer(self, answer: RecommendationAnswer) -> DutyKind | None:
        due = answer.recommendation.due
        if due is None or answer.is_answered:
            return None
        if answer.is_late:
            return "late"
        return "now" if self._is_near(due, due.last) else None

    def _without_responsible(self) -> Iterator[OpenDuty]:
        """Give what nobody is responsible for; whoever is for the whole plan is to say who is."""
        responsible = self.chains.first()
        found = self.chains.responsibility
        for _, subgoal in self.snapshot.subgoals:
            is_silent = found.lacks(self.snapshot, subgoal) or found.inherits(self.snapshot, subgoal)
            if is_silent and found.of_subgoal(subgoal).origin == "plan":
                yield OpenDuty("unassigned", "subgoal", subgoal.id, subgoal.title, None, None, responsible)
        if not is_asked("item-without-responsible", self.plan, self.as_of):
            return
        for item in self.plan.annual_cycle:
            if is_running(item, self.as_of) and self._lacks_responsible(item):
                name = item.id or item.title
                yield OpenDuty("unassigned", "cycle_item", name, item.title, None, None, responsible)

    def _lacks_responsible(self, item: CycleItem) -> bool:
        """Return whether nobody, or nobody but who is for the whole plan, does an item at one of its units."""
        duties = self.chains.duties
        return any(not names or duties.is_of_plan(item, unit) for unit, names in duties.of_item(item).items())


def _last_day(period: PlanDate | None) -> date | None:
    return period.last if period else None


class _Chains:
    """Who is responsible for a thing of a plan: itself it says so, or what it belongs to, and at last the plan.

    Where all who are named are roles that nobody holds any more, the next in the chain is.
    """

    def __init__(self, plan: Plan, as_of: date) -> None:
        self.plan = plan
        self.responsibility = Responsibility(plan)
        self.duties = Duties(plan)
        self.roles = Register(plan.roles, plan.id)
        self.gone = frozenset(folded(role.id) for role in plan.roles if is_gone(role, as_of))
        self.names = TaskNames(plan)

    def first(self, *chain: Sequence[str]) -> tuple[str, ...]:
        """Return the first of a chain that are there, each once; else the plan's own, else nobody."""
        for level in (*chain, self.plan.responsible):
            there = [name for name in level if not self._is_gone(name)]
            if there:
                return tuple(dict.fromkeys(there))
        return ()

    def of_subgoal(self, subgoal: Subgoal) -> tuple[str, ...]:
        """Return who is responsible for a subgoal, or for the areas it contributes to."""
        areas = self.responsibility.of_subgoal(subgoal.model_copy(update={"responsible": ()}))
        return self.first(subgoal.responsible, areas.names)

    def of_activity(self, subgoal: Subgoal, activity: Activity) -> tuple[str, ...]:
        """Return who is responsible for an activity, or for its subgoal."""
        return self.first(activity.responsible, self.of_subgoal(subgoal))

    def of_indicator(self, use: IndicatorUse) -> tuple[str, ...]:
        """Return who is responsible for an indicator, or for the subgoals it belongs to."""
        of_subgoals = dict.fromkeys(name for one in use.open_subgoals for name in self.of_subgoal(one))
        return self.first(use.indicator.responsible, tuple(of_subgoals))

    def of_cycle(self, item: CycleItem, unit: str | None) -> tuple[str, ...]:
        """Return who does an item at a unit: at last, where nobody is responsible for either, the unit itself."""
        found = self.first(self.duties.said_by(item, unit), *self._at_unit(unit))
        itself = () if unit is None or is_everyone(unit) else (unit,)
        return found or itself

    def _is_gone(self, name: str) -> bool:
        role = self.roles.get(name)
        return role is not None and folded(role.id) in self.gone

    def _at_unit(self, name: str | None) -> Iterator[Sequence[str]]:
        """Give who is responsible at a unit, then at what it is part of; a circle is gone round once."""
        seen: set[str] = set()
        unit = self.duties.units.get(name) if name else None
        while unit is not None and unit.id not in seen:
            seen.add(unit.id)
            yield unit.responsible
            unit = self.duties.units.get(unit.part_of) if unit.part_of else None


class TaskNames:
    """How many of the activities, and of the items of the annual cycle, each name means."""

    def __init__(self, plan: Plan) -> None:
        activities = (activity for subgoal in plan.subgoals for activity in subgoal.activities)
        tasks: Iterable[Activity | CycleItem] = (*activities, *plan.annual_cycle)
        self._counted = Counter(
            name for task in tasks for name in {folded(text) for text in (task.id, task.title) if text}
        )

    def has_one(self, name: str) -> bool:
        """Return whether a name means only one thing."""
        return self._counted[folded(name)] <= 1

    def of_activity(self, subgoal: Subgoal, activity: Activity) -> str:
        """Return what a command knows an activity by: with its subgoal, where others are called the same."""
        name = activity.id or activity.title
        return name if self.has_one(name) else f"{subgoal.id}/{name}"
