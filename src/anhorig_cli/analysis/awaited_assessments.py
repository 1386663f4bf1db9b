"""Which subgoals have not been assessed for a report, and whether a plan that has ended waits for another."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.document_types import has_ended, is_asked, is_replaced_by
from anhorig_cli.analysis.facts import known, known_from
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.model.subgoal import Subgoal

_HOLDS_BY_ITSELF = frozenset({"strategy", "policy", "guideline"})
"""Types of document that are followed until others replace them, with subgoals or without."""


class AssessmentsAwaited(NamedTuple):
    """The open subgoals of a plan by the first report that they are waited for.

    `days` are the first days of reporting, in order, and `dates` the dates they are the first days of. In `by_place` a
    subgoal, with its place in the plan, stands where the first report does for which it has not been assessed; past the
    last stand those that no report waits for.
    """

    days: tuple[date, ...]
    dates: dict[date, PlanDate]
    by_place: tuple[tuple[tuple[int, Subgoal], ...], ...]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "AssessmentsAwaited":
        """Return what the reports of a plan wait for, as known on the snapshot's day."""
        dates = _dates(snapshot.plan.reports)
        days = tuple(sorted(dates))
        by_place: list[list[tuple[int, Subgoal]]] = [[] for _ in range(len(days) + 1)]
        for i, subgoal in snapshot.subgoals:
            if snapshot.is_open(subgoal):
                by_place[_first_waited_for(snapshot, subgoal, days)].append((i, subgoal))
        return cls(days, dates, tuple(map(tuple, by_place)))

    def place(self, report: ReportOccasion) -> int:
        """Return where a report stands among the days of reporting; one without a date stands first."""
        return bisect_left(self.days, report.date.first) if report.date else 0

    def before(self, place: int) -> PlanDate | None:
        """Return the date of the report before the one at a place; None for the first."""
        return self.dates[self.days[place - 1]] if place else None

    def for_report(self, report: ReportOccasion) -> list[tuple[int, Subgoal]]:
        """Return the open subgoals, with their places in the plan, that have not been assessed for a report."""
        return sorted((one for waiting in self.by_place[: self.place(report) + 1] for one in waiting), key=_place)


def _place(one: tuple[int, Subgoal]) -> int:
    return one[0]


def _dates(reports: Iterable[ReportOccasion]) -> dict[date, PlanDate]:
    """Return the dates of reports by their first days; of several of one day, the first in the plan."""
    found: dict[date, PlanDate] = {}
    for report in reports:
        if report.date:
            found.setdefault(report.date.first, report.date)
    return found


def _first_waited_for(snapshot: Snapshot, subgoal: Subgoal, days: tuple[date, ...]) -> int:
    """Return the place of the first day from which on a subgoal is not assessed for any; past the last for none."""
    added = snapshot.added(subgoal)
    exists = bisect_right(days, added) if added else 0
    assessed = [known_from(a) for a in known(subgoal.assessments, snapshot.as_of) if a.status != "not_assessed"]
    is_told_of = bisect_left(days, max(assessed)) + 1 if assessed else 0
    return min(max(exists, is_told_of), len(days))


def is_left_without_successor(snapshot: Snapshot, plans_replacing: Callable[[], Iterable[Plan]]) -> bool:
    """Return whether a plan's period has ended with work left in it, and no plan says that it replaces it.

    A strategy, policy or guideline is followed until another replaces it, with subgoals or without.

    Args:
        snapshot: the plan on a day.
        plans_replacing: gives the plans that may say so; asked only where it matters.
    """
    plan = snapshot.plan
    if not has_ended(plan, snapshot.past_until) or not is_asked("not-replaced", plan, snapshot.as_of):
        return False
    if not snapshot.going_on() and plan.document_type not in _HOLDS_BY_ITSELF:
        return False
    return not any(is_replaced_by(plan, other) for other in plans_replacing())
