"""A plan as it was known on a day: which subgoals there were, how each was judged, and what was late."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter

from anhorig_cli.analysis.document_types import is_asked
from anhorig_cli.analysis.facts import (
    DEVIATIONS,
    NOT_MET,
    is_explained,
    is_final,
    is_known,
    is_reasoned,
    known,
    targets_before,
    with_holding_first,
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
    """Return the deadline that held on a day: what it is now, or what it was before the first later revision."""
    later = [r for r in subgoal.revisions if r.field == field_name and r.known_from and r.known_from > day]
    first = min(later, key=lambda r: r.known_from or date.max, default=None)
    if first is None:
        return now
    return first.from_ if isinstance(first.from_, PlanDate) else None


_FIRST = attrgetter("first")


def _began(plan: Plan) -> date | None:
    """Return the first day on which a plan held and was decided; None where nothing tells."""
    decided = min((one.date.first for one in plan.decisions if one.date), default=None)
    return max((day for day in (plan.first_day, decided) if day), default=None)


Judged = Subgoal | Area | Plan
"""What a person judges: a subgoal, an area above it, and the plan as a whole."""


class Snapshot:
    """Answers questions about a plan on the day `as_of`, which is inclusive; nothing later is known.

    Where the day has not come, `today` says so: what has passed is counted until then. `subgoals` are those that
    exist on the day, with their index in the plan, and `indicators` all but those that only subgoals to come use.
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
        self._began = _began(plan)
        self._has_reported = any(one.date and one.date.last <= as_of for one in plan.reports)
        # What has been worked out already, by the identity of the plan's own subgoals and lists of measurements:
        self._assessments: dict[int, Assessment | None] = {}
        self._measurements: dict[int, list[Measurement]] = {}
        self._deadlines: dict[tuple[int, str], PlanDate | None] = {}
        self._stages: dict[int, str | None] = {}
        self._final: dict[int, bool] = {}

    def _carried_on_by(self) -> dict[int, list[Subgoal]]:
        """Return the subgoals that carry on each earlier one, by its identity."""
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
        """The day before which time has passed: the day itself, or today where that comes before it."""
        return min(self.as_of, self.today or self.as_of)

    @property
    def later(self) -> Iterator[Subgoal]:
        """The subgoals that are yet to be added."""
        existing = {i for i, _ in self.subgoals}
        return (subgoal for i, subgoal in enumerate(self.plan.subgoals) if i not in existing)

    def _existing_indicators(self) -> tuple[tuple[int, Indicator], ...]:
        if len(self.subgoals) == len(self.plan.subgoals):
            return tuple(enumerate(self.plan.indicators))
        places = Register(self.plan.indicators, self.plan.id)
        used = {place for _, subgoal in self.subgoals for place in places.places(subgoal.indicators)}
        only_later = {place for subgoal in self.later for place in places.places(subgoal.indicators)} - used
        return tuple((i, one) for i, one in enumerate(self.plan.indicators) if i not in only_later)

    def _exists(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal had been added; one added by a decision, when that was made."""
        added = self.added(subgoal)
        return added is None or added <= self.as_of

    def added(self, subgoal: Subgoal) -> date | None:
        """Return the day a subgoal was added, by a decision or as it says; None where nothing tells."""
        added = subgoal.added
        if isinstance(added, str):
            decision = self._decisions.first(added)
            added = decision.date if decision else None
        return added.first if added else None

    def carried_on_by(self, subgoal: Subgoal) -> list[Subgoal]:
        """Return the subgoals that carry this one on."""
        return self._continued.get(id(subgoal), [])

    def is_carried_on(self, subgoal: Subgoal) -> bool:
        """Return whether another carries a subgoal on; it is counted apart then."""
        return id(subgoal) in self._continued

    def current(self) -> Iterator[tuple[int, Subgoal]]:
        """Give the subgoals that no other carries on."""
        return ((i, s) for i, s in self.subgoals if not self.is_carried_on(s))

    def assessment(self, judged: Judged) -> Assessment | None:
        """Return the last assessment known."""
        key = id(judged)
        if key not in self._assessments:
            self._assessments[key] = next(iter(known(judged.assessments, self.as_of)[-1:]), None)
        return self._assessments[key]

    def status(self, judged: Judged) -> str:
        """Return the last known assessment's status, `not_assessed` where there is none."""
        assessment = self.assessment(judged)
        return assessment.status if assessment else "not_assessed"

    def due(self, subgoal: Subgoal) -> PlanDate | None:
        """Return the deadline that held on the day: `due`, or what it was before a later revision."""
        return self._before_revisions(subgoal, "due", subgoal.due)

    def start_by(self, subgoal: Subgoal) -> PlanDate | None:
        """Return the start deadline that held on the day."""
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
        """Return how far the work has come: from the activities, else as written; None where nothing tells."""
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
        """Return an activity's status; what has been held has begun, where no status is given."""
        status = activity.status_at(self.as_of)
        has_begun = any(one.count != 0 and is_known(one, self.as_of) for one in activity.held)
        return "in_progress" if status is None and has_begun else status

    def is_final(self, judged: Judged) -> bool:
        """Return whether the last assessment known ends the matter. Areas and the plan have no deadline."""
        key = id(judged)
        if key not in self._final:
            self._final[key] = self._is_final(judged)
        return self._final[key]

    def _is_final(self, judged: Judged) -> bool:
        assessment = self.assessment(judged)
        if assessment is None:
            return False
        due = then = None
        if isinstance(judged, Subgoal):
            day = assessment.date or assessment.reported
            due = self.due(judged)
            then = _deadline_on(day.last, judged, "due", judged.due) if day else due
        return is_final(assessment, then, due, self._last_day)

    @property
    def _last_day(self) -> date | None:
        """The last day of the plan's period; None where it has none."""
        ends = self.plan.ends
        return ends.last if ends and not ends.is_open else None

    def goals_above(self) -> Iterator[tuple[Route, Area | Plan]]:
        """Give what stands above the subgoals and has been judged, with its route: the plan, and its areas."""
        if self.plan.assessments:
            yield (), self.plan
        for i, area in enumerate(self.plan.areas):
            if area.assessments:
                yield ("areas", i), area

    def is_awaiting_verdict(self, goal: Area | Plan) -> bool:
        """Return whether the plan's period has ended, and a goal that has been judged is not so finally."""
        is_judged = self.assessment(goal) is not None
        return is_judged and self._last_day is not None and self._last_day < self.past_until and not self.is_final(goal)

    def lacks_reason(self, goal: Area | Plan) -> bool:
        """Return whether a goal above deviates, and neither its last assessment nor a subgoal's is to say why."""
        if not self.is_deviating(goal) or is_explained(self.assessment(goal), is_final=self.is_final(goal)):
            return False
        return not self._has_deviating_subgoal

    @cached_property
    def _has_deviating_subgoal(self) -> bool:
        return any(self.is_deviating(subgoal) for _, subgoal in self.subgoals)

    def is_open(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal is still to be met: neither carried on nor finally assessed."""
        return not self.is_carried_on(subgoal) and not self.is_final(subgoal)

    def is_not_met(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal is finally assessed as not, or only partly, met."""
        return self.status(subgoal) in NOT_MET and self.is_final(subgoal) and not self.is_carried_on(subgoal)

    def is_deviating(self, judged: Judged) -> bool:
        """Return whether a subgoal, or a goal above it, is not, or will not be, wholly met."""
        is_carried_on = isinstance(judged, Subgoal) and self.is_carried_on(judged)
        return self.status(judged) in DEVIATIONS and not is_carried_on

    def is_unexplained(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal deviates or is overdue, and its last assessment says nothing of why."""
        if not self.is_deviating(subgoal) and not self.is_overdue(subgoal):
            return False
        return not is_explained(self.assessment(subgoal), is_final=self.is_final(subgoal))

    def is_unassessed(self, subgoal: Subgoal) -> bool:
        """Return whether nobody has assessed a subgoal, nor said on a day why that could not be done."""
        if self.is_carried_on(subgoal) or self.status(subgoal) != "not_assessed":
            return False
        assessment = self.assessment(subgoal)
        return assessment is None or not is_reasoned(assessment)

    def last_assessed(self, judged: Judged) -> date | None:
        """Return the last day of what the last judgement is of; None where there is none, or none with a day."""
        assessment = self.assessment(judged)
        if assessment is None or assessment.status == "not_assessed":
            return None
        days = [one.last for one in (assessment.date, assessment.reported) if one]
        return max(days, default=None)

    def is_assessed_long_ago(self, judged: Judged, days: int) -> bool:
        """Return whether the last judgement is older than so many days, not final, and no report asks for another."""
        if self.plan.reports or self.is_final(judged) or not is_asked("assessed-long-ago", self.plan, self.as_of):
            return False
        day = self.last_assessed(judged)
        return day is not None and (self.as_of - day).days > days

    def reports_since(self, subgoal: Subgoal) -> int:
        """Return how often the plan was reported after the last judgement of an open subgoal."""
        assessed = self.last_assessed(subgoal) if self.is_open(subgoal) else None
        return len(self.reported) - bisect_right(self.reported, assessed, key=_FIRST) if assessed else 0

    @cached_property
    def reported(self) -> list[PlanDate]:
        """The dates of the report occasions that have passed, the first first."""
        dates = [report.date for report in self.plan.reports if report.date and report.date.has_ended(self.as_of)]
        return sorted(dates, key=_FIRST)

    def is_to_be_judged_anew(self, judged: Judged, days: int) -> bool:
        """Return whether the last judgement is old: the last report was given on it, or it is older than so many days.

        A plan that is reported is judged for its reports, another by the days.
        """
        is_asked_for = is_asked("not-assessed-since-report", self.plan, self.as_of)
        if is_asked_for and isinstance(judged, Subgoal) and self.reports_since(judged) > 1:
            return True
        return self.is_assessed_long_ago(judged, days)

    def is_to_be_assessed(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal is unassessed, and it is time that somebody assessed it.

        It is time from the first report occasion, or half a year after the plan began, was decided or got the subgoal;
        at once in a follow-up, and where nothing says when that was.
        """
        if not self.is_unassessed(subgoal) or not is_asked("not-assessed", self.plan, self.as_of):
            return False
        begun = self._begun(subgoal)
        is_time = begun is None or (self.as_of - begun).days > _HALF_A_YEAR
        return is_time or self._has_reported or self.plan.document_type == "follow_up"

    def _begun(self, subgoal: Subgoal) -> date | None:
        """Return the day from which a subgoal was to be worked with; None where nothing tells."""
        return max((day for day in (self._began, self.added(subgoal)) if day), default=None)

    def is_late_activity(self, subgoal: Subgoal, activity: Activity) -> bool:
        """Return whether an activity of an open subgoal should be done by now, and is neither done nor cancelled."""
        if activity.due is None or not activity.due.has_ended(self.past_until) or not self.is_open(subgoal):
            return False
        return activity.is_left(self.as_of)

    def left_after(self, subgoal: Subgoal) -> list[tuple[int, Activity]]:
        """Return the activities, with their places, that are left, and due only after their open subgoal's deadline.

        What comes after the plan's own end is not among them: that is told of every date.
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
        """Return the activities, with their places, of a subgoal that is met, that are known not to be done."""
        if self.status(subgoal) != "achieved" or self.is_carried_on(subgoal):
            return []
        activities = enumerate(subgoal.activities)
        return [(j, a) for j, a in activities if a.status_at(self.as_of) in {"not_started", "in_progress", "cancelled"}]

    def is_overdue(self, subgoal: Subgoal) -> bool:
        """Return whether the deadline has ended and the subgoal is still open."""
        due = self.due(subgoal)
        return due is not None and due.has_ended(self.past_until) and self.is_open(subgoal)

    def going_on(self) -> list[Subgoal]:
        """Return the open subgoals that are to be met on a day to come, or on none."""
        return [subgoal for _, subgoal in self.current() if self.is_open(subgoal) and not self.is_overdue(subgoal)]

    def is_late_in_starting(self, subgoal: Subgoal) -> bool:
        """Return whether the start deadline has ended with the work known not to have begun."""
        return self._should_have_begun(subgoal) and self.stage(subgoal) == "not_started"

    def may_be_late_in_starting(self, subgoal: Subgoal) -> bool:
        """Return whether the start deadline of an open subgoal has ended, and nothing says whether the work began."""
        return self._should_have_begun(subgoal) and self.stage(subgoal) is None

    def _should_have_begun(self, subgoal: Subgoal) -> bool:
        start_by = self.start_by(subgoal)
        return start_by is not None and start_by.has_ended(self.past_until) and self.is_open(subgoal)

    def is_due_soon(self, subgoal: Subgoal, days: int) -> bool:
        """Return whether the deadline's last day comes within `days` days."""
        due = self.due(subgoal)
        if due is None or due.is_open or due.has_ended(self.past_until):
            return False
        return (due.last - self.as_of).days <= days and self.is_open(subgoal)

    def indicator(self, indicator: Indicator) -> Indicator:
        """Return an indicator as it was: with the target that held first, and no baseline that was measured later."""
        baseline, targets = indicator.baseline, self._targets.get(folded(indicator.id), indicator.targets)
        if baseline and baseline.date and baseline.date.first > self.as_of:
            indicator = indicator.model_copy(update={"baseline": None})
        if len(targets) > 1 or targets is not indicator.targets:
            return with_holding_first(indicator, targets, self.as_of)
        return indicator

    def all_measurements(self, indicator: Indicator) -> Sequence[Measurement]:
        """Return our own measurements known on the day, of the whole and of its parts, oldest first.

        What is said to be missing is not among them, nor are another's values.
        """
        key = id(indicator.measurements)
        if key not in self._measurements:
            measured = (m for m in indicator.own_measurements if m.missing is None)
            self._measurements[key] = known(measured, self.as_of)
        return self._measurements[key]

    def missing(self, indicator: Indicator) -> list[Measurement]:
        """Return what is known on the day to be missing, of the whole and of its parts, oldest first."""
        return known((m for m in indicator.own_measurements if m.missing is not None), self.as_of)

    def comparisons(self, indicator: Indicator) -> list[Measurement]:
        """Return another's values to compare with; they are always known, oldest first."""
        return sorted((m for m in indicator.measurements if not m.is_ours), key=lambda m: (m.date.last, m.date.first))

    def measurements(self, indicator: Indicator) -> list[Measurement]:
        """Return the measurements of the whole known on the day, oldest first."""
        return [m for m in self.all_measurements(indicator) if not m.is_part]

    def parts(self, indicator: Indicator) -> list[Measurement]:
        """Return the measurements of one unit or target group only, known on the day, oldest first."""
        return [m for m in self.all_measurements(indicator) if m.is_part]
