"""The assessments awaited for a report, whether a plan needs a successor, and its status in numbers."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter, itemgetter
from typing import NamedTuple

from anhorig_cli.analysis.document_types import applies, is_replaced_by
from anhorig_cli.analysis.facts import known, known_from, new_from
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.upcoming import is_over
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.model.reporting import ReportOccasion, occasion_before
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.vocabulary import SCALES

_HOLDS_BY_ITSELF = frozenset({"strategy", "policy", "guideline"})
"""The types of document that stay in force until replaced, with subgoals or without."""


class AssessmentsAwaited:
    """The open subgoals of a plan by the first report they have not been assessed for, as known on the snapshot's day.

    Overdue subgoals are left out: they are to be assessed anyway. `by_place` has, for each report date in order, the
    subgoals (with their index in the plan) first awaited for it, and last those that no report awaits.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._dates = _dates_of_reports(snapshot.plan.reports)
        self.by_place: list[list[tuple[int, Subgoal]]] = [[] for _ in range(len(self._dates) + 1)]
        for i, subgoal in snapshot.subgoals:
            if snapshot.is_open(subgoal) and not snapshot.is_overdue(subgoal):
                self.by_place[_first_waited_for(snapshot, subgoal, self._dates)].append((i, subgoal))

    def place(self, report: ReportOccasion) -> int:
        """Return the index of a report among the report dates; 0 for one without a date."""
        return bisect_left(self._dates, report.date.first, key=_FIRST) if report.date else 0

    def before(self, place: int) -> PlanDate | None:
        """Return the date of the report before the one at an index; None for the first."""
        return self._dates[place - 1] if place else None

    def for_report(self, report: ReportOccasion) -> list[tuple[int, Subgoal]]:
        """Return the open subgoals, with their indexes in the plan, that have not been assessed for a report."""
        return sorted(
            (one for waiting in self.by_place[: self.place(report) + 1] for one in waiting), key=itemgetter(0)
        )


LATE_REPORT = 60
"""Days after a report during which missing assessments are reported, unless a project sets another number."""
LONG_AGO = 365
"""Days after which an assessment is outdated where no report asks for it, unless a project sets another number."""


def report_waits(project: Project) -> int:
    """Return the number of days after a report that it waits for assessments in a project."""
    return project.threshold("report-near", "ANH701", LATE_REPORT)


def judgement_stands(project: Project) -> int:
    """Return the number of days an assessment stays valid in a project where no report asks for another."""
    return project.threshold("assessed-long-ago", "ANH318", LONG_AGO)


def is_report_near(day: PlanDate, as_of: date, ahead: int, after: int = LATE_REPORT) -> bool:
    """Return whether a report is at most `ahead` days away, or passed at most `after` days ago and still waits."""
    return (day.first - as_of).days <= ahead and (as_of - day.last).days <= after


def _dates_of_reports(reports: Iterable[ReportOccasion]) -> list[PlanDate]:
    """Return the dates of reports by first day; of several on the same day, the first in the plan."""
    found: dict[date, PlanDate] = {}
    for report in reports:
        if report.date:
            found.setdefault(report.date.first, report.date)
    return sorted(found.values(), key=_FIRST)


_FIRST = attrgetter("first")
_LAST = attrgetter("last")


def _first_waited_for(snapshot: Snapshot, subgoal: Subgoal, dates: Sequence[PlanDate]) -> int:
    """Return the index of the first report that a subgoal is not assessed for; past the last where there is none.

    An assessment holds for the first report since it was known, and where its period ended after that report, for the
    next one, where it is new.
    """
    added = snapshot.added(subgoal)
    exists = bisect_right(dates, added, key=_FIRST) if added else 0
    assessed = [a for a in known(subgoal.assessments, snapshot.as_of) if a.status != "not_assessed"]
    if not assessed:
        return exists
    since_known = bisect_left(dates, max(map(known_from, assessed)), key=_FIRST)
    since_ended = bisect_left(dates, max(map(new_from, assessed)), key=_LAST)
    return min(max(exists, since_known + 1, since_ended + 1), len(dates))


def is_left_without_successor(snapshot: Snapshot, plans_replacing: Callable[[], Iterable[Plan]]) -> bool:
    """Return whether a plan's period has ended with work left, and no plan says that it replaces it.

    A strategy, policy or guideline stays in force until replaced, with subgoals or without.

    Args:
        snapshot: the plan on a day.
        plans_replacing: returns the plans that may say so; called only where it matters.
    """
    plan = snapshot.plan
    if not is_over(plan, snapshot.past_until) or not applies("not-replaced", plan, snapshot.as_of):
        return False
    if not snapshot.ongoing() and plan.document_type not in _HOLDS_BY_ITSELF:
        return False
    return not any(is_replaced_by(plan, other) for other in plans_replacing())


# The status of a plan in numbers: its subgoals by status, what is late and by how much, and when it reported.


class StateCount(NamedTuple):
    """The number of subgoals with a status, and of those that are late."""

    status: str
    many: int
    late: int


class LateSubgoal(NamedTuple):
    """A subgoal that is overdue or late in starting; its deadline `missed` passed `days` days ago."""

    subgoal: Subgoal
    missed: PlanDate
    days: int
    is_in_starting: bool


def state_counts(snapshot: Snapshot) -> list[StateCount]:
    """Return the number of subgoals by status, without those that another continues, in the order of the scale."""
    current = [subgoal for _, subgoal in snapshot.current()]
    many = Counter(map(snapshot.status, current))
    late = Counter(snapshot.status(one.subgoal) for one in late_subgoals(snapshot))
    names = (word.name for word in SCALES["assessment"].words)
    return [StateCount(name, many[name], late[name]) for name in names if many[name]]


_DAYS = attrgetter("days")


def late_subgoals(snapshot: Snapshot) -> list[LateSubgoal]:
    """Return the late subgoals, most days late first; one late in both ways is listed once, by the longer delay."""
    found = (max(_missed_deadlines(snapshot, one), key=_DAYS, default=None) for _, one in snapshot.current())
    return sorted((one for one in found if one is not None), key=_DAYS, reverse=True)


def _missed_deadlines(snapshot: Snapshot, subgoal: Subgoal) -> Iterator[LateSubgoal]:
    due, start = snapshot.due(subgoal), snapshot.start_by(subgoal)
    if due is not None and snapshot.is_overdue(subgoal):
        yield LateSubgoal(subgoal, due, (snapshot.as_of - due.last).days, is_in_starting=False)
    if start is not None and snapshot.is_late_in_starting(subgoal):
        yield LateSubgoal(subgoal, start, (snapshot.as_of - start.last).days, is_in_starting=True)


def late_activities(snapshot: Snapshot) -> int:
    """Return the number of late activities."""
    subgoals = (subgoal for _, subgoal in snapshot.current())
    return sum(snapshot.is_late_activity(subgoal, one) for subgoal in subgoals for one in subgoal.activities)


def last_report(snapshot: Snapshot) -> ReportOccasion | None:
    """Return the last report occasion up to and including the day; None without one."""
    return occasion_before(snapshot.plan.reports, snapshot.as_of + timedelta(days=1))
