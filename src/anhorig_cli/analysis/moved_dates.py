"""Dates and targets of subgoals that were changed, as known on a day, and what the plan says of why."""

from bisect import bisect_right
from decimal import Decimal
from itertools import accumulate
from typing import Literal, NamedTuple

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.register import Register
from anhorig_cli.model.subgoal import Subgoal

Lack = Literal["reason", "decision", "both"]
"""What nothing says of a change: why it was made, who decided it, or neither."""
_DateName = Literal["due", "start_by"]
_DATES: tuple[_DateName, ...] = ("due", "start_by")


class ChangeOfSubgoal(NamedTuple):
    """A date or target that was changed.

    Attributes:
        name: `due`, `start_by` or `target`.
        before: what it was.
        after: what it became.
        revision: the revision that says so; None where the subgoal has had another date than the one it carries on
            since it was added.
        place: the revision's place among the subgoal's.
        is_repeated: whether the same date was moved from that of another subgoal, too, that is carried on.
    """

    name: str
    before: PlanDate | Decimal | str | None
    after: PlanDate | Decimal | str | None
    revision: Revision | None = None
    place: int | None = None
    is_repeated: bool = False


class MovedDates:
    """What was changed of the subgoals of a plan, by the day of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._earlier = Register(tuple(subgoal for _, subgoal in snapshot.subgoals))
        self._decided = _DaysOfDecisions.of(snapshot)

    def of(self, subgoal: Subgoal) -> list[ChangeOfSubgoal]:
        """Return what was changed of a subgoal: against those it carries on, then by its revisions, oldest first."""
        return [*self.when_added(subgoal), *(self.revised(subgoal, r) for r in self.snapshot.revisions(subgoal))]

    def when_added(self, subgoal: Subgoal) -> list[ChangeOfSubgoal]:
        """Return the dates that a subgoal, as it was added, moved from those of the subgoals it carries on."""
        found = (self._earlier.get(name) for name in subgoal.continues)
        earlier = [one for one in found if one is not None and one is not subgoal]
        changes = [change for one in earlier for name in _DATES if (change := self._when_added(subgoal, one, name))]
        first = {change.name: place for place, change in reversed(list(enumerate(changes)))}
        return [change._replace(is_repeated=first[change.name] != n) for n, change in enumerate(changes)]

    def _when_added(self, subgoal: Subgoal, earlier: Subgoal, name: _DateName) -> ChangeOfSubgoal | None:
        """Return the change of a date from that of an earlier subgoal; None where either lacks it, or they agree."""
        before, after = self._date(earlier, name), _as_added(subgoal, name)
        if before is None or after is None or before == after:
            return None
        return ChangeOfSubgoal(name, before, after)

    def revised(self, subgoal: Subgoal, revision: Revision) -> ChangeOfSubgoal:
        """Return what a revision changed."""
        name = revision.field
        now = None if name == "target" else self._date(subgoal, name)
        place = next((j for j, one in enumerate(subgoal.revisions) if one is revision), None)
        return ChangeOfSubgoal(name, revision.from_, revision.to or now, revision, place)

    def lack(self, subgoal: Subgoal, change: ChangeOfSubgoal) -> Lack | None:
        """Return what must still be said of a change, once of each date; None where it is explained or has ended."""
        if change.is_repeated or not self.snapshot.is_open(subgoal):
            return None
        has_reason = change.revision is not None and bool(change.revision.reason)
        is_decided = self._is_decided(subgoal, change.revision)
        if has_reason:
            return None if is_decided else "decision"
        return "reason" if is_decided else "both"

    def _is_decided(self, subgoal: Subgoal, revision: Revision | None) -> bool:
        """Return whether a decision is named, or the plan lists one of the day of the change."""
        named = revision.decision if revision else subgoal.added
        if isinstance(named, str):
            return bool(named)
        day = revision.decided if revision else named
        return isinstance(day, PlanDate) and self._decided.has(day)

    def _date(self, subgoal: Subgoal, name: str) -> PlanDate | None:
        return self.snapshot.due(subgoal) if name == "due" else self.snapshot.start_by(subgoal)


def _as_added(subgoal: Subgoal, name: str) -> PlanDate | None:
    """Return a date as it was before its first revision."""
    revisions = [one for one in subgoal.revisions if one.field == name]
    first = min(
        revisions,
        key=lambda one: (one.decided is None, one.decided.first.toordinal() if one.decided else 0),
        default=None,
    )
    now = subgoal.due if name == "due" else subgoal.start_by
    return first.from_ if first is not None and isinstance(first.from_, PlanDate) else now


class _DaysOfDecisions(NamedTuple):
    """The days of the plan's decisions: the first ones in order, and the latest last day up to each."""

    first: list[int]
    last_so_far: list[int]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "_DaysOfDecisions":
        days = sorted((one.date for one in snapshot.plan.decisions if one.date), key=lambda day: day.first)
        last = accumulate((day.last.toordinal() for day in days), max)
        return cls([day.first.toordinal() for day in days], list(last))

    def has(self, day: PlanDate) -> bool:
        """Return whether a decision is of a day, or of a longer period that has a day in common with it."""
        begun = bisect_right(self.first, day.last.toordinal())
        return begun > 0 and self.last_so_far[begun - 1] >= day.first.toordinal()
