"""A plan as it was known on a day: which subgoals existed, how each was assessed, and what was late."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter

from anhorig_cli.analysis.document_types import applies
from anhorig_cli.analysis.facts import (
    DEVIATIONS,
    NOT_MET,
    is_explained,
    is_final,
    is_known,
    is_reasoned,
    known,
    targets_before,
    with_targets_in_force_first,
)
from anhorig_cli.model.activity import Activity
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.strategy import Area
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import folded

_HALF_A_YEAR = 182
"""Days."""


def _deadline_on(day: date, subgoal: Subgoal, field_name: str, now: PlanDate | None) -> PlanDate | None:
    """Return the deadline in force on a day: today's (`now`), or the one that the first later revision replaced."""
    later = [r for r in subgoal.revisions if r.field == field_name and r.known_from and r.known_from > day]
    first = min(later, key=lambda r: r.known_from or date.max, default=None)
    if first is None:
        return now
    return first.from_ if isinstance(first.from_, PlanDate) else None


_FIRST = attrgetter("first")


def _plan_start(plan: Plan) -> date | None:
    """Return the first day on which a plan was both in force and decided; None where neither day is known."""
    decided = min((one.date.first for one in plan.decisions if one.date), default=None)
    return max((day for day in (plan.first_day, decided) if day), default=None)


Judged = Subgoal | Area | Plan
"""What a person assesses: a subgoal, an area above it, or the plan as a whole."""


class Snapshot:
    """Answers questions about a plan on the day `as_of`, inclusive; facts that became known later are left out.

    For an `as_of` in the future, `today` limits what counts as passed. `subgoals` are those that exist on the day, with
    their index in the plan; `indicators` are all but those that only subgoals added later use.
    """

    def __init__(self, plan: Plan, as_of: date, today: date | None = None) -> None:
        self.plan = plan
        self.as_of = as_of
        self.today = today
        self._decisions = Register(plan.decisions)
        self.subgoals = tuple((i, s) for i, s in enumerate(plan.subgoals) if self._exists(s))
        self._continued = self._carried_on_by()
        self.indicators = self._existing_indicators()
        self._targets = targets_before(plan, as_of)
        self._plan_start = _plan_start(plan)
        self._has_reported = any(one.date and one.date.last <= as_of for one in plan.reports)
        # Computed answers, keyed by the identity of the plan's own subgoals and lists of measurements:
        self._assessments: dict[int, Assessment | None] = {}
        self._measurements: dict[int, list[Measurement]] = {}
        self._deadlines: dict[tuple[int, str], PlanDate | None] = {}
        self._stages: dict[int, str | None] = {}
        self._final: dict[int, bool] = {}

    def _carried_on_by(self) -> dict[int, list[Subgoal]]:
        """Return the subgoals that continue each earlier one, keyed by the identity of the earlier one."""
        named = Register(self.plan.subgoals)
        found: dict[int, list[Subgoal]] = {}
        for _, subgoal in self.subgoals:
            for name in subgoal.continues:
                earlier = named.get(name)
                if earlier is not None and earlier is not subgoal:
                    found.setdefault(id(earlier), []).append(subgoal)
        return found

    @property
    def past_until(self) -> date:
        """The day before which a period counts as ended: `as_of`, or `today` where that is earlier."""
        return min(self.as_of, self.today or self.as_of)

    @property
    def added_later(self) -> Iterator[Subgoal]:
        """The subgoals that are added after the day."""
        existing = {i for i, _ in self.subgoals}
        return (subgoal for i, subgoal in enumerate(self.plan.subgoals) if i not in existing)

    def _existing_indicators(self) -> tuple[tuple[int, Indicator], ...]:
        if len(self.subgoals) == len(self.plan.subgoals):
            return tuple(enumerate(self.plan.indicators))
        places = Register(self.plan.indicators, self.plan.id)
        used = {place for _, subgoal in self.subgoals for place in places.places(subgoal.indicators)}
        only_later = {place for subgoal in self.added_later for place in places.places(subgoal.indicators)} - used
        return tuple((i, one) for i, one in enumerate(self.plan.indicators) if i not in only_later)

    def _exists(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal had been added by the day; by a decision, from the day of the decision."""
        added = self.added(subgoal)
        return added is None or added <= self.as_of

    def added(self, subgoal: Subgoal) -> date | None:
        """Return the day a subgoal was added, from its decision or its own date; None where it is not known."""
        added = subgoal.added
        if isinstance(added, str):
            decision = self._decisions.first(added)
            added = decision.date if decision else None
        return added.first if added else None

    def carried_on_by(self, subgoal: Subgoal) -> list[Subgoal]:
        """Return the subgoals that continue this one."""
        return self._continued.get(id(subgoal), [])

    def is_carried_on(self, subgoal: Subgoal) -> bool:
        """Return whether another subgoal continues this one, which is then counted apart."""
        return id(subgoal) in self._continued

    def current(self) -> Iterator[tuple[int, Subgoal]]:
        """Yield the subgoals that no other continues, with their indexes in the plan."""
        return ((i, s) for i, s in self.subgoals if not self.is_carried_on(s))

    def assessment(self, judged: Judged) -> Assessment | None:
        """Return the latest assessment known on the day; None without one."""
        key = id(judged)
        if key not in self._assessments:
            self._assessments[key] = next(iter(known(judged.assessments, self.as_of)[-1:]), None)
        return self._assessments[key]

    def status(self, judged: Judged) -> str:
        """Return the status of the latest known assessment; `not_assessed` without one."""
        assessment = self.assessment(judged)
        return assessment.status if assessment else "not_assessed"

    def due(self, subgoal: Subgoal) -> PlanDate | None:
        """Return the deadline in force on the day: `due`, or its value before a later revision."""
        return self._before_revisions(subgoal, "due", subgoal.due)

    def start_by(self, subgoal: Subgoal) -> PlanDate | None:
        """Return the start deadline in force on the day."""
        return self._before_revisions(subgoal, "start_by", subgoal.start_by)

    def _before_revisions(self, subgoal: Subgoal, field_name: str, now: PlanDate | None) -> PlanDate | None:
        if not subgoal.revisions:
            return now
        key = id(subgoal), field_name
        if key not in self._deadlines:
            self._deadlines[key] = _deadline_on(self.as_of, subgoal, field_name, now)
        return self._deadlines[key]

    def revisions(self, subgoal: Subgoal) -> list[Revision]:
        """Return the revisions known on the day, oldest first; one without a date of decision is always known."""
        known_then = [r for r in subgoal.revisions if r.known_from is None or r.known_from <= self.as_of]
        return sorted(known_then, key=lambda r: r.known_from or date.min)

    def stage(self, subgoal: Subgoal) -> str | None:
        """Return how far the work has come, from the activities, else the subgoal's own `stage`; None if unknown."""
        if not subgoal.activities:
            return subgoal.stage
        if id(subgoal) not in self._stages:
            self._stages[id(subgoal)] = self._stage(subgoal)
        return self._stages[id(subgoal)]

    def _stage(self, subgoal: Subgoal) -> str | None:
        statuses = set(map(self._stage_of, subgoal.activities)) - {"cancelled"}
        if not statuses:
            return "cancelled"
        if statuses in ({"done"}, {"not_started"}):
            return statuses.pop()
        return "in_progress" if statuses & {"done", "in_progress"} else None

    def _stage_of(self, activity: Activity) -> str | None:
        """Return an activity's status; one without a status that has held an occasion is in progress."""
        status = activity.status_at(self.as_of)
        has_begun = any(one.count != 0 and is_known(one, self.as_of) for one in activity.held)
        return "in_progress" if status is None and has_begun else status

    def is_final(self, judged: Judged) -> bool:
        """Return whether the latest known assessment is final. Areas and the plan have no deadline of their own."""
        key = id(judged)
        if key not in self._final:
            self._final[key] = self._is_final(judged)
        return self._final[key]

    def _is_final(self, judged: Judged) -> bool:
        assessment = self.assessment(judged)
        if assessment is None:
            return False
        due = due_then = None
        if isinstance(judged, Subgoal):
            day = assessment.date or assessment.reported
            due = self.due(judged)
            due_then = _deadline_on(day.last, judged, "due", judged.due) if day else due
        return is_final(assessment, due_then, due, self._last_day)

    @property
    def _last_day(self) -> date | None:
        """The last day of the plan's period; None for a period without an end."""
        ends = self.plan.ends
        return ends.last if ends and not ends.is_open else None

    def goals_above(self) -> Iterator[tuple[Route, Area | Plan]]:
        """Yield the goals above the subgoals that have assessments, with their routes: the plan, then its areas."""
        if self.plan.assessments:
            yield (), self.plan
        for i, area in enumerate(self.plan.areas):
            if area.assessments:
                yield ("areas", i), area

    def is_awaiting_verdict(self, goal: Area | Plan) -> bool:
        """Return whether the plan's period has ended, and an assessed area or plan still has no final assessment."""
        is_judged = self.assessment(goal) is not None
        return is_judged and self._last_day is not None and self._last_day < self.past_until and not self.is_final(goal)

    def lacks_reason(self, goal: Area | Plan) -> bool:
        """Return whether an area or plan deviates unexplained, and no subgoal deviates, which would have to say why."""
        if not self.is_deviating(goal) or is_explained(self.assessment(goal), is_final=self.is_final(goal)):
            return False
        return not self._has_deviating_subgoal

    @cached_property
    def _has_deviating_subgoal(self) -> bool:
        return any(self.is_deviating(subgoal) for _, subgoal in self.subgoals)

    def is_open(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal is still to be met: neither continued by another nor finally assessed."""
        return not self.is_carried_on(subgoal) and not self.is_final(subgoal)

    def is_not_met(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal is finally assessed as not, or only partly, met."""
        return self.status(subgoal) in NOT_MET and self.is_final(subgoal) and not self.is_carried_on(subgoal)

    def is_deviating(self, judged: Judged) -> bool:
        """Return whether a subgoal, area or plan is, or is expected to be, met only in part or not at all."""
        is_carried_on = isinstance(judged, Subgoal) and self.is_carried_on(judged)
        return self.status(judged) in DEVIATIONS and not is_carried_on

    def is_unexplained(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal deviates or is overdue, and its latest assessment does not explain why."""
        if not self.is_deviating(subgoal) and not self.is_overdue(subgoal):
            return False
        return not is_explained(self.assessment(subgoal), is_final=self.is_final(subgoal))

    def is_explained_since(self, subgoals: Iterable[Subgoal], since: date) -> bool:
        """Return whether any subgoal's latest assessment, if dated `since` or later, gives a cause or an action.

        In a final assessment a comment is enough, unless the status is "achieved".
        """
        return any(self._explains_since(subgoal, since) for subgoal in subgoals)

    def _explains_since(self, subgoal: Subgoal, since: date) -> bool:
        found = self.assessment(subgoal)
        if found is None or found.date is None or found.date.last < since:
            return False
        comment_is_enough = self.is_final(subgoal) and found.status != "achieved"
        return bool(found.cause or found.action or (comment_is_enough and found.comment))

    def is_unassessed(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal has no assessment, nor a dated reason why it could not be assessed."""
        if self.is_carried_on(subgoal) or self.status(subgoal) != "not_assessed":
            return False
        assessment = self.assessment(subgoal)
        return assessment is None or not is_reasoned(assessment)

    def last_assessed(self, judged: Judged) -> date | None:
        """Return the last day of the latest assessment's date or report date; None without an assessment or a date."""
        assessment = self.assessment(judged)
        if assessment is None or assessment.status == "not_assessed":
            return None
        days = [one.last for one in (assessment.date, assessment.reported) if one]
        return max(days, default=None)

    def is_assessed_long_ago(self, judged: Judged, days: int) -> bool:
        """Return whether, without report occasions, the latest assessment is not final and is over `days` days old."""
        if self.plan.reports or self.is_final(judged) or not applies("assessed-long-ago", self.plan, self.as_of):
            return False
        day = self.last_assessed(judged)
        return day is not None and (self.as_of - day).days > days

    def reports_since(self, subgoal: Subgoal) -> int:
        """Return how many report occasions have passed since an open subgoal's latest assessment; else 0."""
        assessed = self.last_assessed(subgoal) if self.is_open(subgoal) else None
        return len(self.reported) - bisect_right(self.reported, assessed, key=_FIRST) if assessed else 0

    @cached_property
    def reported(self) -> list[PlanDate]:
        """The dates of the report occasions that have passed, earliest first."""
        dates = [report.date for report in self.plan.reports if report.date and report.date.has_ended(self.as_of)]
        return sorted(dates, key=_FIRST)

    def needs_reassessment(self, judged: Judged, days: int) -> bool:
        """Return whether the latest assessment is outdated: two reports have passed since, or more than `days` days.

        Reports decide for a plan that has report occasions, the number of days for any other.
        """
        reports_are_required = applies("not-assessed-since-report", self.plan, self.as_of)
        if reports_are_required and isinstance(judged, Subgoal) and self.reports_since(judged) > 1:
            return True
        return self.is_assessed_long_ago(judged, days)

    def is_to_be_assessed(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal is unassessed and its first assessment is due.

        It is due from the first report occasion, or half a year after the plan began, was decided or got the subgoal;
        at once in a follow-up, and where none of those days is known.
        """
        if not self.is_unassessed(subgoal) or not applies("not-assessed", self.plan, self.as_of):
            return False
        work_start = self._work_start(subgoal)
        is_time_to_assess = work_start is None or (self.as_of - work_start).days > _HALF_A_YEAR
        return is_time_to_assess or self._has_reported or self.plan.document_type == "follow_up"

    def _work_start(self, subgoal: Subgoal) -> date | None:
        """Return the day from which work on a subgoal was to begin; None where it is not known."""
        return max((day for day in (self._plan_start, self.added(subgoal)) if day), default=None)

    def is_late_activity(self, subgoal: Subgoal, activity: Activity) -> bool:
        """Return whether an activity of an open subgoal is past its deadline, and is neither done nor cancelled."""
        if activity.due is None or not activity.due.has_ended(self.past_until) or not self.is_open(subgoal):
            return False
        return activity.is_left(self.as_of)

    def activities_due_after(self, subgoal: Subgoal) -> list[tuple[int, Activity]]:
        """Return the remaining activities, with their indexes, that are due only after their open subgoal's deadline.

        Activities due after the end of the plan are left out: another rule reports every date after it.
        """
        deadline = self.due(subgoal)
        if deadline is None or deadline.is_open or not self.is_open(subgoal):
            return []
        return [(j, a) for j, a in enumerate(subgoal.activities) if self._is_left_after(a, deadline)]

    def _is_left_after(self, activity: Activity, deadline: PlanDate) -> bool:
        due = activity.due
        if due is None or due.is_open or (self._last_day is not None and due.first > self._last_day):
            return False
        return due.first > deadline.last and activity.is_left(self.as_of)

    def left_undone(self, subgoal: Subgoal) -> list[tuple[int, Activity]]:
        """Return the activities, with their indexes, that are known not to be done though their subgoal is achieved."""
        if self.status(subgoal) != "achieved" or self.is_carried_on(subgoal):
            return []
        activities = enumerate(subgoal.activities)
        return [(j, a) for j, a in activities if a.status_at(self.as_of) in {"not_started", "in_progress", "cancelled"}]

    def is_overdue(self, subgoal: Subgoal) -> bool:
        """Return whether the deadline has ended and the subgoal is still open."""
        due = self.due(subgoal)
        return due is not None and due.has_ended(self.past_until) and self.is_open(subgoal)

    def ongoing(self) -> list[Subgoal]:
        """Return the open subgoals that are not overdue."""
        return [subgoal for _, subgoal in self.current() if self.is_open(subgoal) and not self.is_overdue(subgoal)]

    def is_late_in_starting(self, subgoal: Subgoal) -> bool:
        """Return whether the start deadline has passed and the work is known not to have begun."""
        return self._should_have_begun(subgoal) and self.stage(subgoal) == "not_started"

    def may_be_late_in_starting(self, subgoal: Subgoal) -> bool:
        """Return whether the start deadline of an open subgoal has passed, and nothing tells whether work has begun."""
        return self._should_have_begun(subgoal) and self.stage(subgoal) is None

    def _should_have_begun(self, subgoal: Subgoal) -> bool:
        start_by = self.start_by(subgoal)
        return start_by is not None and start_by.has_ended(self.past_until) and self.is_open(subgoal)

    def is_due_soon(self, subgoal: Subgoal, days: int) -> bool:
        """Return whether the deadline of an open subgoal is at most `days` days ahead."""
        due = self.due(subgoal)
        if due is None or due.is_open or due.has_ended(self.past_until):
            return False
        return (due.last - self.as_of).days <= days and self.is_open(subgoal)

    def indicator(self, indicator: Indicator) -> Indicator:
        """Return an indicator as it was on the day: the target in force first, and no baseline measured later."""
        baseline, targets = indicator.baseline, self._targets.get(folded(indicator.id), indicator.targets)
        if baseline and baseline.date and baseline.date.first > self.as_of:
            indicator = indicator.model_copy(update={"baseline": None})
        if len(targets) > 1 or targets is not indicator.targets:
            return with_targets_in_force_first(indicator, targets, self.as_of)
        return indicator

    def all_measurements(self, indicator: Indicator) -> Sequence[Measurement]:
        """Return the organisation's own measurements known on the day, of the whole and of its parts, oldest first.

        Values declared missing, and comparison values of others, are left out.
        """
        key = id(indicator.measurements)
        if key not in self._measurements:
            measured = (m for m in indicator.own_measurements if m.missing is None)
            self._measurements[key] = known(measured, self.as_of)
        return self._measurements[key]

    def missing_measurements(self, indicator: Indicator) -> list[Measurement]:
        """Return the measurements known on the day to be missing, of the whole and of its parts, oldest first."""
        return known((m for m in indicator.own_measurements if m.missing is not None), self.as_of)

    def comparison_values(self, indicator: Indicator) -> list[Measurement]:
        """Return the comparison values of others, oldest first; they count as always known."""
        return sorted((m for m in indicator.measurements if not m.is_ours), key=lambda m: (m.date.last, m.date.first))

    def measurements(self, indicator: Indicator) -> list[Measurement]:
        """Return the measurements of the whole known on the day, oldest first."""
        return [m for m in self.all_measurements(indicator) if not m.is_part]

    def parts(self, indicator: Indicator) -> list[Measurement]:
        """Return the measurements of single units or target groups known on the day, oldest first."""
        return [m for m in self.all_measurements(indicator) if m.is_part]
