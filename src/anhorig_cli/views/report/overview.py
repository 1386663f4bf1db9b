"""What a report's summary is based on: activities beside effects, the annual cycle, and the overview of the plan."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.occurrences import LONG_AGO, Occurrence, occurrences, settled_after
from anhorig_cli.analysis.outcomes import Effects
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.activities import ActivityView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.strategy import RecommendationView
from anhorig_cli.views.subgoals import MovedView, SubgoalView
from anhorig_cli.vocabulary import folded


class EffectView(NamedTuple):
    """A subgoal's activities beside its indicators.

    `activities` is the number of its activities, of which `done` are done, `cancelled` are cancelled, and `unknown`
    have no known status; `progress` says it in words. It `is_without_effect` if everything is done and an indicator has
    not got better.
    """

    title: str
    done: int
    activities: int
    cancelled: int
    unknown: int
    progress: str
    indicators: tuple[IndicatorView, ...]
    is_without_effect: bool


def effect_views(
    snapshot: Snapshot, indicators: tuple[IndicatorView, ...], formatter: Formatter, disclosure: Disclosure
) -> tuple[EffectView, ...]:
    """Return the current subgoals that have activities or indicators."""
    printer = _EffectPrinter(snapshot, indicators, formatter, disclosure)
    current = [subgoal for _, subgoal in snapshot.current() if subgoal.activities or subgoal.indicators]
    return tuple(map(printer.view, current))


class _EffectPrinter:
    """Makes the views of subgoals' activities beside their indicators."""

    def __init__(
        self, snapshot: Snapshot, indicators: tuple[IndicatorView, ...], formatter: Formatter, disclosure: Disclosure
    ) -> None:
        plan = snapshot.plan
        self._snapshot = snapshot
        self._wording = formatter
        self._indicators = plan.indicators
        self._places = Register(plan.indicators, plan.id)
        self._effects = Effects(snapshot, disclosure)
        self._by_id = {folded(indicator.id): indicator for indicator in indicators}

    def view(self, subgoal: Subgoal) -> EffectView:
        """Return a subgoal's activities beside its indicators."""
        statuses = [activity.status_at(self._snapshot.as_of) for activity in subgoal.activities]
        done, cancelled, unknown = statuses.count("done"), statuses.count("cancelled"), statuses.count(None)
        own_indicators = [self._indicators[i] for i in sorted(self._places.places(subgoal.indicators))]
        return EffectView(
            title=subgoal.title,
            done=done,
            activities=len(statuses),
            cancelled=cancelled,
            unknown=unknown,
            progress=_progress(done, len(statuses), cancelled, unknown, self._wording),
            indicators=tuple(self._by_id[folded(indicator.id)] for indicator in own_indicators),
            is_without_effect=any(self._effects.missing(subgoal, one) for one in own_indicators),
        )


def _progress(done: int, activities: int, cancelled: int, unknown: int, formatter: Formatter) -> str:
    """Return how many activities are done, how many were cancelled, and how many have no reported status."""
    parts: list[str] = []
    if activities > unknown:
        parts.append(done_of(done, activities, formatter))
    if cancelled:
        parts.append(cancelled_of(cancelled, formatter))
    if unknown:
        parts.append(formatter.counted(unknown, "the status of one is not given", "the status of {n} is not given"))
    return "; ".join(parts)


def cancelled_of(cancelled: int, formatter: Formatter) -> str:
    """Return how many activities were cancelled, with the project's own label for that if it has one."""
    own = formatter.own_label("activity", "cancelled")
    if own:
        return f"{own}: {formatter.number(cancelled)}"
    return formatter.counted(cancelled, "one is cancelled", "{n} are cancelled")


def done_of(done: int, activities: int, formatter: Formatter) -> str:
    """Return how many of the activities are done, with the project's own label for that if it has one."""
    own = formatter.own_label("activity", "done")
    if own:
        return f"{own}: {formatter.text('{done} of {activities}', done=done, activities=activities)}"
    if activities == 1:
        return formatter.text("{n} of 1 activity is done", n=done)
    return formatter.counted(
        done, "One of {all} activities is done", "{n} of {all} activities are done", all=activities
    )


# What each unit has done and missed in the annual cycle since the last report.


_A_YEAR = timedelta(days=365)


class CycleUnitView(NamedTuple):
    """How many tasks a unit has done, cancelled and missed in the annual cycle; `unit` is empty for those of no unit.

    `done` counts those done in time, and `late` those of the `missed` that were done later.
    """

    unit: str
    done: int
    cancelled: int
    missed: int
    late: int


class CycleRecordView(NamedTuple):
    """What was done, cancelled and missed in the annual cycle after `since` (a day, in words), and by each unit."""

    since: str
    units: tuple[CycleUnitView, ...]
    done: int
    cancelled: int
    missed: int
    late: int

    def done_later(self, word: Formatter) -> Iterator[str]:
        """Yield a sentence on how many of the `missed` occurrences were done later, if any were."""
        if self.late == self.missed:
            yield word.counted(self.late, "It was done later.", "All of them were done later.")
        elif self.late:
            yield word.counted(self.late, "One of them was done later.", "{n} of them were done later.")


def cycle_record_view(
    titles: Titles, as_of: date, since: date | None, today: date | None = None
) -> CycleRecordView | None:
    """Return what was done, cancelled and missed since a day, or else in the last year; None if nothing was.

    What is more than five years old is left out. If `today` is before `as_of`, nothing after `today` is missed.
    """
    plan = titles.plan
    start = max(since or as_of - _A_YEAR, as_of - LONG_AGO)
    settled = _settled_occurrences(titles, start, as_of, today) if plan.annual_cycle else []
    if not settled:
        return None
    units = _counts_by_unit(settled, titles)
    return CycleRecordView(
        since=titles.formatter.day(start),
        units=units,
        done=sum(unit.done for unit in units),
        cancelled=sum(unit.cancelled for unit in units),
        missed=sum(unit.missed for unit in units),
        late=sum(unit.late for unit in units),
    )


def _counts_by_unit(settled: Iterable[Occurrence], titles: Titles) -> tuple[CycleUnitView, ...]:
    """Return how many of the occurrences each unit has done, cancelled and missed."""
    counts = Counter((one.unit, "late" if one.is_late else one.state) for one in settled)
    return tuple(
        CycleUnitView(
            unit="".join(titles.of([unit], "units")) if unit else "",
            done=counts[unit, "done"],
            cancelled=counts[unit, "cancelled"],
            missed=counts[unit, "missed"] + counts[unit, "late"],
            late=counts[unit, "late"],
        )
        for unit in _ordered_units(titles.plan, {unit for unit, _ in counts})
    )


def _settled_occurrences(titles: Titles, start: date, as_of: date, today: date | None) -> list[Occurrence]:
    """Return what was missed, done or cancelled after `start`.

    Occurrences from the year before `start` to the year after `as_of` are included: they may be done early or late.
    """
    years = range(start.year - 1, as_of.year + 2)
    known = occurrences(titles.plan, years, as_of, whole=titles.whole, today=today)
    return settled_after(known, start, as_of)


def _ordered_units(plan: Plan, units: Iterable[str | None]) -> list[str | None]:
    """Return units in the plan's order, then those that the plan does not list, then None."""
    order = {unit.id: i for i, unit in enumerate(plan.units)}
    return sorted(units, key=lambda unit: (unit is None, order.get(unit or "", len(order)), unit or ""))


# The overview of a plan on the day, from which the summary is made.


class Overview(NamedTuple):
    """What is known of a plan on the day, on which the summary is based.

    `run_out` is the last day of a plan that ended with work left and has no successor, else empty. `awaiting_verdict`
    names the plan and those of its areas that still need a final assessment although the period has ended,
    `failing_goals` those that deviate; `goals_lacking_reason` counts the goals whose deviation has no stated reason.
    `judged_long_ago` counts the assessments, of goals and subgoals, so old that they are to be made again, and
    `unmeasured` the indicators to be measured that have no value.
    """

    current: tuple[SubgoalView, ...]
    carried_on: tuple[SubgoalView, ...]
    indicators: tuple[IndicatorView, ...]
    effects: tuple[EffectView, ...]
    cycle: CycleRecordView | None
    recommendations: tuple[RecommendationView, ...]
    run_out: str = ""
    awaiting_verdict: tuple[str, ...] = ()
    failing_goals: tuple[str, ...] = ()
    goals_lacking_reason: int = 0
    judged_long_ago: int = 0
    unmeasured: int = 0

    @property
    def overdue(self) -> tuple[SubgoalView, ...]:
        """The subgoals whose deadline has passed."""
        return tuple(subgoal for subgoal in self.current if subgoal.is_overdue)

    @property
    def not_met(self) -> tuple[SubgoalView, ...]:
        """The subgoals that were finally assessed as not, or only partly, met."""
        return tuple(subgoal for subgoal in self.current if subgoal.is_not_met)

    @property
    def late_in_starting(self) -> tuple[SubgoalView, ...]:
        """The subgoals that have not begun in time."""
        return tuple(subgoal for subgoal in self.current if subgoal.is_late_in_starting)

    @property
    def moved(self) -> tuple[MovedView, ...]:
        """The deadlines and targets that have been changed."""
        return tuple(move for subgoal in self.current for move in subgoal.moved)

    @property
    def late_activities(self) -> list[ActivityView]:
        """The activities that are late."""
        return [activity for subgoal in self.current for activity in subgoal.activities if activity.is_late]

    @property
    def standings(self) -> Counter[str]:
        """How many indicators deviate, by how they stand against their targets."""
        return Counter(indicator.standing.state for indicator in self.indicators if indicator.is_deviating)
