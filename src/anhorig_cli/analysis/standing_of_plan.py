"""How a plan stands on a day, in numbers: its subgoals by state, what is late and by how much, and when it reported."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.vocabulary import SCALES


class StateCount(NamedTuple):
    """How many subgoals have a status, and how many of those are late."""

    status: str
    many: int
    late: int


class LateSubgoal(NamedTuple):
    """A subgoal that is late: overdue, or in starting. `missed` is the deadline, which passed so many days ago."""

    subgoal: Subgoal
    missed: PlanDate
    days: int
    is_in_starting: bool


def state_counts(snapshot: Snapshot) -> list[StateCount]:
    """Return the subgoals that no other carries on, counted by status, in the order of the scale."""
    current = [subgoal for _, subgoal in snapshot.current()]
    many = Counter(map(snapshot.status, current))
    late = Counter(snapshot.status(one.subgoal) for one in late_subgoals(snapshot))
    names = (word.name for word in SCALES["assessment"].words)
    return [StateCount(name, many[name], late[name]) for name in names if many[name]]


def late_subgoals(snapshot: Snapshot) -> list[LateSubgoal]:
    """Return the subgoals that are late, the latest first; one that is late in both ways, by the longer."""
    found = (max(_late(snapshot, one), key=_days, default=None) for _, one in snapshot.current())
    return sorted((one for one in found if one is not None), key=_days, reverse=True)


def _late(snapshot: Snapshot, subgoal: Subgoal) -> Iterator[LateSubgoal]:
    due, start = snapshot.due(subgoal), snapshot.start_by(subgoal)
    if due is not None and snapshot.is_overdue(subgoal):
        yield LateSubgoal(subgoal, due, (snapshot.as_of - due.last).days, is_in_starting=False)
    if start is not None and snapshot.is_late_in_starting(subgoal):
        yield LateSubgoal(subgoal, start, (snapshot.as_of - start.last).days, is_in_starting=True)


def _days(late: LateSubgoal) -> int:
    return late.days


def late_activities(snapshot: Snapshot) -> int:
    """Return how many activities are late."""
    subgoals = (subgoal for _, subgoal in snapshot.current())
    return sum(snapshot.is_late_activity(subgoal, one) for subgoal in subgoals for one in subgoal.activities)


def last_report(snapshot: Snapshot) -> ReportOccasion | None:
    """Return the last report occasion that had come by the day; None where there was none."""
    dated = [(one.date.last, one) for one in snapshot.plan.reports if one.date and _day(one) <= snapshot.as_of]
    return max(dated, key=lambda found: found[0])[1] if dated else None


def _day(occasion: ReportOccasion) -> date:
    return occasion.date.last if occasion.date else date.max
