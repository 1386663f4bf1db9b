"""The changes that a plan itself records: what is new since a day, and which dates and targets were moved."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import accumulate, chain
from typing import Literal, NamedTuple

from anhorig_cli.analysis.facts import Fact, is_known, known, new_from
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.activity import Activity
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, is_everyone
from anhorig_cli.model.strategy import Area, Decision, Recommendation
from anhorig_cli.model.subgoal import Subgoal


class Reassessed(NamedTuple):
    """A subgoal with a new latest assessment; `before` is the status until then, None for a new subgoal."""

    subgoal: Subgoal
    before: str | None
    assessment: Assessment


class ChangesSince(NamedTuple):
    """What became known after the day `since` (exclusive), up to and including the snapshot's day.

    Facts without a date are never new: nobody can tell when they came. `added` are the subgoals that did not exist on
    `since`, `carried_on` those that a later one continues by now and none did then, `closed` those that were
    finally assessed. `reassessed_above` are the areas, and the plan, that were assessed; `parts_measured` counts the
    values of units and target groups, `ticked` the occurrences of the annual cycle done or cancelled, and `noted` the
    notes and occasions of activities. `recommended` are the recommendations that were made, `answered` those that were
    answered.
    """

    since: date
    reassessed: tuple[Reassessed, ...]
    revised: tuple[tuple[Subgoal, Revision], ...]
    measured: tuple[tuple[Indicator, tuple[Measurement, ...]], ...]
    done: tuple[tuple[Subgoal, Activity], ...]
    added: tuple[Subgoal, ...]
    carried_on: tuple[Subgoal, ...]
    closed: tuple[Subgoal, ...]
    decided: tuple[Decision, ...]
    reassessed_above: tuple[Area | Plan, ...]
    parts_measured: int
    ticked: int
    noted: int
    recommended: tuple[Recommendation, ...]
    answered: tuple[Recommendation, ...]


def changes_since(now: Snapshot, since: date) -> ChangesSince:
    """Return what changed between an earlier day (`since`) and the snapshot's day."""
    then = Snapshot(now.plan, since)
    subgoals = [subgoal for _, subgoal in now.subgoals]
    existed = {id(subgoal) for _, subgoal in then.subgoals}
    added = tuple(subgoal for subgoal in subgoals if id(subgoal) not in existed)
    return ChangesSince(
        since,
        tuple(_reassessed_subgoals(subgoals, now, then, existed)),
        tuple(_revisions_since(subgoals, now, since)),
        tuple(_measurements_since(now, since)),
        tuple(_activities_done_since(subgoals, now, since)),
        added,
        tuple(subgoal for subgoal in subgoals if now.is_carried_on(subgoal) and not then.is_carried_on(subgoal)),
        _closed_subgoals(subgoals, now, then),
        tuple(decision for decision in now.plan.decisions if _is_new(decision, now, since)),
        _reassessed_goals(now, since),
        _count_new(chain.from_iterable(map(now.parts, now.plan.indicators)), now, since),
        _count_new(_tick_entries(now.plan), now, since),
        _count_new(chain.from_iterable(map(_facts_of_activities, subgoals)), now, since),
        *_recommended_and_answered(now, since),
    )


def _reassessed_subgoals(
    subgoals: Iterable[Subgoal], now: Snapshot, then: Snapshot, existed: Container[int]
) -> Iterator[Reassessed]:
    for subgoal in subgoals:
        found = _reassessed(subgoal, now, then, is_new=id(subgoal) not in existed)
        if found is not None:
            yield found


def _revisions_since(subgoals: Iterable[Subgoal], now: Snapshot, since: date) -> Iterator[tuple[Subgoal, Revision]]:
    for subgoal in subgoals:
        yield from ((subgoal, revision) for revision in now.revisions(subgoal) if _is_revised_since(revision, since))


def _activities_done_since(
    subgoals: Iterable[Subgoal], now: Snapshot, since: date
) -> Iterator[tuple[Subgoal, Activity]]:
    for subgoal in subgoals:
        yield from ((subgoal, activity) for activity in subgoal.activities if _is_done_since(activity, now, since))


def _measurements_since(now: Snapshot, since: date) -> Iterator[tuple[Indicator, tuple[Measurement, ...]]]:
    for indicator in now.plan.indicators:
        measured = _new_measurements(indicator, now, since)
        if measured:
            yield indicator, measured


def _closed_subgoals(subgoals: Iterable[Subgoal], now: Snapshot, then: Snapshot) -> tuple[Subgoal, ...]:
    """Return the subgoals whose latest assessment is final now, and was not then."""
    was_closed = {id(subgoal) for _, subgoal in then.subgoals if then.is_final(subgoal)}
    return tuple(subgoal for subgoal in subgoals if now.is_final(subgoal) and id(subgoal) not in was_closed)


def _is_new(fact: Fact, now: Snapshot, since: date) -> bool:
    return fact.date is not None and is_known(fact, now.as_of) and new_from(fact) > since


def _reassessed_goals(now: Snapshot, since: date) -> tuple[Area | Plan, ...]:
    """Return the areas, and the plan, whose latest assessment is new."""
    last = [(goal, now.assessment(goal)) for _, goal in now.goals_above()]
    return tuple(goal for goal, assessment in last if assessment and _is_new(assessment, now, since))


def _tick_entries(plan: Plan) -> Iterator[Fact]:
    """Yield the entries that tick off occurrences; in a unit's extract only those of that unit or of all."""
    units = Register(plan.units)
    for item in plan.annual_cycle:
        own = {units.key(name) for name in item.units if not is_everyone(name)}
        yield from (tick for tick in item.done if not (own and tick.units) or own & set(map(units.key, tick.units)))


def _count_new(facts: Iterable[Fact], now: Snapshot, since: date) -> int:
    return sum(_is_new(fact, now, since) for fact in facts)


def _recommended_and_answered(
    now: Snapshot, since: date
) -> tuple[tuple[Recommendation, ...], tuple[Recommendation, ...]]:
    """Return the recommendations that were made since a day, and those that were answered."""
    every = now.plan.recommendations
    answered = (one for one in every if one.answered and one.answered.first <= now.as_of and one.answered.last > since)
    return tuple(one for one in every if _is_new(one, now, since)), tuple(answered)


def _facts_of_activities(subgoal: Subgoal) -> Iterator[Fact]:
    """Yield the notes on a subgoal's activities, and the occasions they held."""
    for activity in subgoal.activities:
        yield from activity.notes
        yield from activity.held


def _reassessed(subgoal: Subgoal, now: Snapshot, then: Snapshot, *, is_new: bool) -> Reassessed | None:
    assessment = now.assessment(subgoal)
    if assessment is None or new_from(assessment) <= then.as_of:
        return None
    return Reassessed(subgoal, None if is_new else _status_before(subgoal, assessment, then), assessment)


def _status_before(subgoal: Subgoal, assessment: Assessment, then: Snapshot) -> str:
    """Return a subgoal's status before an assessment, which may itself have been known by then."""
    earlier = [one for one in known(subgoal.assessments, then.as_of) if one is not assessment]
    return earlier[-1].status if earlier else "not_assessed"


def _new_measurements(indicator: Indicator, now: Snapshot, since: date) -> tuple[Measurement, ...]:
    missing = (m for m in now.missing_measurements(indicator) if not m.is_part)
    return tuple(m for m in (*now.measurements(indicator), *missing) if new_from(m) > since)


def _is_revised_since(revision: Revision, since: date) -> bool:
    """Return whether a revision was decided, or reported, after a day."""
    known_on = revision.reported or revision.decided
    return known_on is not None and known_on.last > since


def _is_done_since(activity: Activity, now: Snapshot, since: date) -> bool:
    if activity.done_on is None or activity.status_at(now.as_of) != "done":
        return False
    return (activity.reported or activity.done_on).last > since


# Changed dates and targets of subgoals, as known on a day, and the reasons that the plan records.


Lack = Literal["reason", "decision", "both"]
"""What a change is missing: the reason for it, who decided it, or both."""
_DateName = Literal["due", "start_by"]
_DATES: tuple[_DateName, ...] = ("due", "start_by")


class ChangeOfSubgoal(NamedTuple):
    """A date or target that was changed.

    Attributes:
        name: `due`, `start_by` or `target`.
        before: the value before.
        after: the value after.
        revision: the revision that records it; None where the subgoal from the start had another date than the one it
            continues.
        place: the revision's index among the subgoal's.
        is_repeated: whether the same date was also moved from that of another continued subgoal.
    """

    name: str
    before: PlanDate | Decimal | str | None
    after: PlanDate | Decimal | str | None
    revision: Revision | None = None
    place: int | None = None
    is_repeated: bool = False


class MovedDates:
    """The changed dates and targets of a plan's subgoals, by the day of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._earlier = Register(tuple(subgoal for _, subgoal in snapshot.subgoals))
        self._decided = _DaysOfDecisions(snapshot)

    def of(self, subgoal: Subgoal) -> list[ChangeOfSubgoal]:
        """Return the changes of a subgoal: from those it continues, then by its revisions, oldest first."""
        return [*self.when_added(subgoal), *(self.revised(subgoal, r) for r in self.snapshot.revisions(subgoal))]

    def when_added(self, subgoal: Subgoal) -> list[ChangeOfSubgoal]:
        """Return the dates that a subgoal, as it was added, moved from those of the subgoals it continues."""
        found = (self._earlier.get(name) for name in subgoal.continues)
        earlier = [one for one in found if one is not None and one is not subgoal]
        changes = [
            change for one in earlier for name in _DATES if (change := self._change_when_added(subgoal, one, name))
        ]
        first = {change.name: place for place, change in reversed(list(enumerate(changes)))}
        return [change._replace(is_repeated=first[change.name] != n) for n, change in enumerate(changes)]

    def _change_when_added(self, subgoal: Subgoal, earlier: Subgoal, name: _DateName) -> ChangeOfSubgoal | None:
        """Return the change of a date from an earlier subgoal's; None where either lacks it, or they agree."""
        before, after = self._date(earlier, name), _as_added(subgoal, name)
        if before is None or after is None or before == after:
            return None
        return ChangeOfSubgoal(name, before, after)

    def revised(self, subgoal: Subgoal, revision: Revision) -> ChangeOfSubgoal:
        """Return the change that a revision made."""
        name = revision.field
        now = None if name == "target" else self._date(subgoal, name)
        place = next((j for j, one in enumerate(subgoal.revisions) if one is revision), None)
        return ChangeOfSubgoal(name, revision.from_, revision.to or now, revision, place)

    def lack(self, subgoal: Subgoal, change: ChangeOfSubgoal) -> Lack | None:
        """Return what a change is missing, once for each date; None where nothing is, or the subgoal is not open."""
        if change.is_repeated or not self.snapshot.is_open(subgoal):
            return None
        has_reason = change.revision is not None and bool(change.revision.reason)
        is_decided = self._is_decided(subgoal, change.revision)
        if has_reason:
            return None if is_decided else "decision"
        return "reason" if is_decided else "both"

    def lacks(self) -> dict[int, list[tuple[ChangeOfSubgoal, Lack]]]:
        """Return the changes that are missing something, and what, by the indexes of their subgoals."""
        found: dict[int, list[tuple[ChangeOfSubgoal, Lack]]] = {}
        for i, subgoal in self.snapshot.subgoals:
            for change in self.of(subgoal):
                lack = self.lack(subgoal, change)
                if lack is not None:
                    found.setdefault(i, []).append((change, lack))
        return found

    def _is_decided(self, subgoal: Subgoal, revision: Revision | None) -> bool:
        """Return whether a decision is named, or the plan lists one dated on the day of the change."""
        named = revision.decision if revision else subgoal.added
        if isinstance(named, str):
            return bool(named)
        day = revision.decided if revision else named
        return isinstance(day, PlanDate) and self._decided.has(day)

    def _date(self, subgoal: Subgoal, name: str) -> PlanDate | None:
        return self.snapshot.due(subgoal) if name == "due" else self.snapshot.start_by(subgoal)


def _as_added(subgoal: Subgoal, name: str) -> PlanDate | None:
    """Return a subgoal's date before its first revision."""
    revisions = [one for one in subgoal.revisions if one.field == name]
    first = min(
        revisions,
        key=lambda one: (one.decided is None, one.decided.first.toordinal() if one.decided else 0),
        default=None,
    )
    now = subgoal.due if name == "due" else subgoal.start_by
    return first.from_ if first is not None and isinstance(first.from_, PlanDate) else now


class _DaysOfDecisions:
    """The days of the plan's decisions: their first days in order, and the latest last day up to each."""

    def __init__(self, snapshot: Snapshot) -> None:
        days = sorted((one.date for one in snapshot.plan.decisions if one.date), key=lambda day: day.first)
        self._first = [day.first.toordinal() for day in days]
        self._last_so_far = list(accumulate((day.last.toordinal() for day in days), max))

    def has(self, day: PlanDate) -> bool:
        """Return whether a decision's date shares a day with `day`."""
        begun = bisect_right(self._first, day.last.toordinal())
        return begun > 0 and self._last_so_far[begun - 1] >= day.first.toordinal()
