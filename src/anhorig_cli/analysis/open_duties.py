"""The open duties of a plan on a day: what is late, what is due soon, and who is responsible."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
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
from anhorig_cli.analysis.document_types import applies
from anhorig_cli.analysis.occurrences import LATELY, Occurrence, occurrences_around
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
"""Why a duty is open.

It is late; it is due soon; a measurement is due; an assessment is due; the assessment is outdated; a deviation is
unexplained; nobody is responsible.
"""
Asked = Literal["plan", "area", "subgoal", "start", "activity", "cycle_item", "indicator", "recommendation"]
"""What the duty concerns: something to assess, meet, begin, do, measure or answer."""

_A_MONTH = 31
"""Days: a period that is longer is reported twice as far ahead."""


class OpenDuty(NamedTuple):
    """A duty that is open.

    Attributes:
        kind: why it is open.
        asked: what it concerns.
        name: the name that commands accept: an id, else a title; an activity's may follow its subgoal's (`a/b`).
        title: its title.
        day: the last day to do it; for a measurement the day it fell due; None without a day.
        period: that day as the plan writes it; None for a measurement.
        units: the units an item of the annual cycle concerns, by id where the plan lists them.
        of_all_units: whether those are all the units that are to do it.
        report: the report a subgoal is to be assessed for; None where it was never assessed and should have been.
        judged: the day of the latest assessment, for a subgoal that is to be assessed again.
        time: the time of day of an item of the annual cycle, as written; empty without one.
        responsible: the names in the plan of those responsible; empty where there is nobody.
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
    """Return the open duties of a plan as known on a day, each once, earliest first.

    Activities and recommendations without a deadline are left out.

    Args:
        plan: the plan.
        as_of: the day.
        days: how many days ahead to look; doubled for periods longer than a month, such as a quarter.
        project: gives how long a report waits for assessments, and how long an assessment stays valid.
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
        self.chains = _ResponsibilityChains(plan, as_of)

    def of_plan(self) -> Iterator[OpenDuty]:
        reports = self._awaiting_reports()
        for i, subgoal in self.snapshot.subgoals:
            if self.snapshot.is_open(subgoal):
                yield from self._duties_of_subgoal(subgoal, reports.get(i))
                yield from self._duties_of_activities(subgoal)
            elif self.snapshot.is_unexplained(subgoal):
                responsible = self.chains.of_subgoal(subgoal)
                yield OpenDuty("explain", "subgoal", subgoal.id, subgoal.title, None, None, responsible)
        yield from self._duties_of_goals_above()
        yield from self._duties_of_cycle()
        yield from self._duties_of_recommendations()
        yield from self._duties_of_indicators()
        if not is_over(self.plan, self.as_of):
            yield from self._unassigned_duties()

    def _is_near(self, period: PlanDate, day: date) -> bool:
        """Return whether a day, on which something for a period falls due, is near; never for an open-ended period."""
        if period.is_open:
            return False
        is_long = (period.last - period.first).days >= _A_MONTH
        ahead = (day - self.as_of).days
        return 0 <= ahead <= (2 * self.days if is_long else self.days)

    def _awaiting_reports(self) -> dict[int, ReportOccasion]:
        """Return, by subgoal index, the earliest near report for which the subgoal has not been assessed."""
        if not applies("report-near", self.plan, self.as_of):
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

    def _duties_of_subgoal(self, subgoal: Subgoal, report: ReportOccasion | None) -> Iterator[OpenDuty]:
        responsible = self.chains.of_subgoal(subgoal)
        due, start_by = self.snapshot.due(subgoal), self.snapshot.start_by(subgoal)
        judged = self._why_to_assess(subgoal, due, report) or self._why_to_assess_without_deadline(subgoal)
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

    def _why_to_assess(
        self, subgoal: Subgoal, due: PlanDate | None, report: ReportOccasion | None
    ) -> tuple[DutyKind, PlanDate] | None:
        """Return why an open subgoal is to be assessed and when: overdue, else for its deadline or an earlier report.

        Only one of them is returned, since one assessment answers both.
        """
        if due is not None and self.snapshot.is_overdue(subgoal):
            return "late", due
        near = due if due is not None and self._is_near(due, due.last) else None
        for_report = report.date if report else None
        if for_report is not None and (near is None or for_report.first <= near.last):
            return "assess", for_report
        return ("now", near) if near is not None else None

    def _why_to_assess_without_deadline(self, subgoal: Subgoal) -> tuple[DutyKind, None] | None:
        """Return why a subgoal needs an assessment that has no deadline: never assessed, outdated, or unexplained."""
        if self.snapshot.is_to_be_assessed(subgoal):
            return "assess", None
        if self.snapshot.needs_reassessment(subgoal, self.judgement_stands):
            return "reassess", None
        return ("explain", None) if self.snapshot.is_unexplained(subgoal) else None

    def _duties_of_goals_above(self) -> Iterator[OpenDuty]:
        """Yield duties for the areas and the plan that need a final or newer assessment, or deviate unexplained."""
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

    def _duties_of_activities(self, subgoal: Subgoal) -> Iterator[OpenDuty]:
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

    def _duties_of_cycle(self) -> Iterator[OpenDuty]:
        """Yield duties for occurrences of the annual cycle missed within a year or due soon, by those responsible."""
        alike: dict[tuple[int, PlanDate, DutyKind], list[Occurrence]] = {}
        for one in occurrences_around(self.plan, self.as_of, 2 * self.days):
            kind = self._kind_of_occurrence(one)
            if kind is not None:
                alike.setdefault((one.place, one.period, kind), []).append(one)
        for (_, period, kind), found in alike.items():
            yield from self._duties_of_occurrences(period, kind, found)

    def _duties_of_occurrences(
        self, period: PlanDate, kind: DutyKind, found: Sequence[Occurrence]
    ) -> Iterator[OpenDuty]:
        """Yield a duty for each group of responsible people, with the units they are responsible for."""
        item = found[0].item
        units_by_responsible: dict[tuple[str, ...], list[str]] = {}
        for one in found:
            units = units_by_responsible.setdefault(self.chains.of_cycle(item, one.unit), [])
            if one.unit is not None and not is_everyone(one.unit):
                units.append(one.unit)
        every = len(units_of(self.plan, item))
        name = item.id or item.title
        for responsible, units in units_by_responsible.items():
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

    def _kind_of_occurrence(self, one: Occurrence) -> DutyKind | None:
        if one.state == "missed":
            return "late" if one.period.last >= self.as_of - LATELY else None
        is_left = one.state in {"next", "coming"}
        return "now" if is_left and self._is_near(one.period, one.period.last) else None

    def _duties_of_indicators(self) -> Iterator[OpenDuty]:
        """Yield duties for the indicators a whole interval past their latest value, or past the start of measuring."""
        until = awaited_until(self.snapshot)
        for use in indicator_uses(self.snapshot):
            indicator = use.indicator
            since = measured_since(self.snapshot, use) if use.is_followed and indicator.frequency else None
            day = fresh_until(since, indicator.frequency) if since and indicator.frequency else None
            if day is not None and day <= until:
                responsible = self.chains.of_indicator(use)
                yield OpenDuty("measure", "indicator", indicator.id, indicator.title, day, None, responsible)

    def _duties_of_recommendations(self) -> Iterator[OpenDuty]:
        """Yield duties for unanswered recommendations late or due soon; those they were given to are responsible."""
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

    def _unassigned_duties(self) -> Iterator[OpenDuty]:
        """Yield duties for what has nobody but those of the whole plan responsible; they are to assign someone."""
        responsible = self.chains.first()
        found = self.chains.responsibility
        for _, subgoal in self.snapshot.subgoals:
            is_silent = found.lacks(self.snapshot, subgoal) or found.inherits(self.snapshot, subgoal)
            if is_silent and found.of_subgoal(subgoal).origin == "plan":
                yield OpenDuty("unassigned", "subgoal", subgoal.id, subgoal.title, None, None, responsible)
        if not applies("item-without-responsible", self.plan, self.as_of):
            return
        for item in self.plan.annual_cycle:
            if is_running(item, self.as_of) and self._lacks_responsible(item):
                name = item.id or item.title
                yield OpenDuty("unassigned", "cycle_item", name, item.title, None, None, responsible)

    def _lacks_responsible(self, item: CycleItem) -> bool:
        """Return whether an item lacks someone responsible at one of its units, other than those of the whole plan."""
        duties = self.chains.duties
        return any(not names or duties.is_of_plan(item, unit) for unit, names in duties.of_item(item).items())


def _last_day(period: PlanDate | None) -> date | None:
    return period.last if period else None


class _ResponsibilityChains:
    """The chain of responsibility for a part of a plan: the part itself, then what it belongs to, finally the plan.

    A level where every name is a role that nobody holds any more is skipped.
    """

    def __init__(self, plan: Plan, as_of: date) -> None:
        self.plan = plan
        self.responsibility = Responsibility(plan)
        self.duties = Duties(plan)
        self.roles = Register(plan.roles, plan.id)
        self.gone = frozenset(folded(role.id) for role in plan.roles if is_gone(role, as_of))
        self.names = TaskNames(plan)

    def first(self, *chain: Sequence[str]) -> tuple[str, ...]:
        """Return the first level with someone present, each name once; else the plan's own responsible, else nobody."""
        for level in (*chain, self.plan.responsible):
            present = [name for name in level if not self._has_left(name)]
            if present:
                return tuple(dict.fromkeys(present))
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
        """Return who does an item at a unit; the unit itself where nobody is responsible for either."""
        found = self.first(self.duties.named_by_item(item, unit), *self._at_unit(unit))
        itself = () if unit is None or is_everyone(unit) else (unit,)
        return found or itself

    def _has_left(self, name: str) -> bool:
        role = self.roles.get(name)
        return role is not None and folded(role.id) in self.gone

    def _at_unit(self, name: str | None) -> Iterator[Sequence[str]]:
        """Yield those responsible at a unit, then at each unit it is part of; a cycle is followed once."""
        seen: set[str] = set()
        unit = self.duties.units.get(name) if name else None
        while unit is not None and unit.id not in seen:
            seen.add(unit.id)
            yield unit.responsible
            unit = self.duties.units.get(unit.part_of) if unit.part_of else None


class TaskNames:
    """Counts how many activities and annual-cycle items share each name."""

    def __init__(self, plan: Plan) -> None:
        activities = (activity for subgoal in plan.subgoals for activity in subgoal.activities)
        tasks: Iterable[Activity | CycleItem] = (*activities, *plan.annual_cycle)
        self._counted = Counter(
            name for task in tasks for name in {folded(text) for text in (task.id, task.title) if text}
        )

    def has_one(self, name: str) -> bool:
        """Return whether a name means at most one activity or item."""
        return self._counted[folded(name)] <= 1

    def of_activity(self, subgoal: Subgoal, activity: Activity) -> str:
        """Return the name of an activity that commands accept, with its subgoal's before it where it is not unique."""
        name = activity.id or activity.title
        return name if self.has_one(name) else f"{subgoal.id}/{name}"
