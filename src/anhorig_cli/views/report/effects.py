"""Activity beside effect: what has been done for each subgoal, and how its indicators have moved."""

from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.outcomes import Effects
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.register import Register
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.vocabulary import folded


class EffectView(NamedTuple):
    """A subgoal's activities beside its indicators.

    `done` of all its `activities` have been done. `cancelled` says how many of the others were cancelled, `unknown` of
    how many nothing says how far they have come; `progress` says it in words. It `is_without_effect` where everything
    is done and an indicator has not got better.
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
    printer = _Printer(snapshot, indicators, formatter, disclosure)
    current = [subgoal for _, subgoal in snapshot.current() if subgoal.activities or subgoal.indicators]
    return tuple(map(printer.view, current))


class _Printer:
    """Prints what has been done for subgoals beside how their indicators have moved."""

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
        served = [self._indicators[i] for i in sorted(self._places.places(subgoal.indicators))]
        return EffectView(
            title=subgoal.title,
            done=done,
            activities=len(statuses),
            cancelled=cancelled,
            unknown=unknown,
            progress=_progress(done, len(statuses), cancelled, unknown, self._wording),
            indicators=tuple(self._by_id[folded(indicator.id)] for indicator in served),
            is_without_effect=any(self._effects.missing(subgoal, one) for one in served),
        )


def _progress(done: int, activities: int, cancelled: int, unknown: int, formatter: Formatter) -> str:
    """Return how many activities are done, how many were cancelled, and of how many nothing is reported."""
    parts: list[str] = []
    if activities > unknown:
        parts.append(done_of(done, activities, formatter))
    if cancelled:
        parts.append(cancelled_of(cancelled, formatter))
    if unknown:
        parts.append(formatter.counted(unknown, "the status of one is not given", "the status of {n} is not given"))
    return "; ".join(parts)


def cancelled_of(cancelled: int, formatter: Formatter) -> str:
    """Return how many activities were cancelled; with the project's own word for it, if it has one."""
    own = formatter.own_label("activity", "cancelled")
    if own:
        return f"{own}: {formatter.number(cancelled)}"
    return formatter.counted(cancelled, "one is cancelled", "{n} are cancelled")


def done_of(done: int, activities: int, formatter: Formatter) -> str:
    """Return how many of some activities are done; with the project's own word for it, if it has one."""
    own = formatter.own_label("activity", "done")
    if own:
        return f"{own}: {formatter.text('{done} of {activities}', done=done, activities=activities)}"
    return formatter.counted(
        done, "One of {all} activities is done", "{n} of {all} activities are done", all=activities
    )
