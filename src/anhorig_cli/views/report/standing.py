"""How an indicator stands against its target: met, on track, behind or missed, and what is expected and foreseen."""

from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.outcomes import TargetState, TargetStates
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.standing import (
    NOT_SHOWN,
    Standing,
    disclosed_progress,
    disclosed_standing,
    has_no_value_when_due,
    standing_is_suppressed,
)
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.target import Target
from anhorig_cli.source import Message, message
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.measurements import worked_out_text


class StandingView(NamedTuple):
    """An indicator's latest value held against its target.

    `state` is `met`, `passed` (met in time, but not by the latest value), `missed` (the target's day has passed),
    `unmeasured` (so it has, and there is no value), `behind` or `on_track` of the straight line from baseline to
    target, and `unknown` where nothing can be compared;
    `label` is the same in words, with what the forecast says against it, and `reason` says why it is unknown.
    `expected` is the value that was on the line on `expected_date`, when the latest was measured. `forecast` is where
    the value will be on `forecast_date`, the target's day, if it goes on as until now. Both are empty where they cannot
    be computed or would tell of few people.
    """

    state: str
    label: str
    reason: str
    expected: str
    expected_date: str
    forecast: str
    forecast_date: str


LABELS = {
    "met": message("The target is met").template,
    "late": message("The target was met, but after its day").template,
    "passed": message("The target was met in time, but the latest value does not meet it").template,
    "missed": message("The target was not met in time").template,
    "missed_before": message("The target's day has passed, and when last measured it was not met").template,
    "behind": message("Behind target").template,
    "on_track": message("On track").template,
}
_AGAINST_THE_FORECAST = {
    ("on_track", False): message("On track, but the forecast does not reach the target").template,
    ("behind", True): message("Behind target, but the forecast reaches it").template,
}


def standing_view(
    indicator: Indicator, snapshot: Snapshot, formatter: Formatter, disclosure: Disclosure, states: TargetStates
) -> StandingView:
    """Return how an indicator, as it was on the day, stands."""
    target = indicator.target
    if target is not None and indicator.least_share_of_yes(target) is not None:
        state = states.state(target)
        return (
            _unknown(indicator, snapshot, formatter, disclosure)
            if state == "unknown"
            else _of_answers(state, formatter)
        )
    found = disclosed_standing(disclosure, snapshot, indicator)
    if found is None:
        return _unknown(indicator, snapshot, formatter, disclosure)
    by = target.by if target else None
    known = snapshot.measurements(indicator)
    label = _AGAINST_THE_FORECAST.get((found.state, bool(found.reaches))) if found.reaches is not None else None
    return StandingView(
        state=found.state,
        label=formatter.heading(label or LABELS[_named(found, states, target)]),
        reason="",
        expected=worked_out_text(indicator, found.expected, known, formatter),
        expected_date=formatter.date(found.latest.date) if found.expected is not None else "",
        forecast=worked_out_text(indicator, found.forecast, known, formatter),
        forecast_date=formatter.date(by) if found.forecast is not None else "",
    )


def _named(found: Standing, states: TargetStates, target: Target | None) -> str:
    """Return what a state is called: a target that was met late, or missed by an old value, is told as such."""
    if target is None:
        return found.state
    if found.state == "met":
        return "late" if states.state(target) == "late" else "met"
    is_old = found.state == "missed" and target.by is not None and found.latest.date.last < target.by.first
    return "missed_before" if is_old else found.state


def _unknown(indicator: Indicator, snapshot: Snapshot, formatter: Formatter, disclosure: Disclosure) -> StandingView:
    """Return that it is not known how an indicator stands, or not told, and why."""
    is_suppressed = standing_is_suppressed(disclosure, snapshot, indicator)
    reason = formatter.said(NOT_SHOWN) if is_suppressed else _why_not(indicator, snapshot, formatter, disclosure)
    is_due = has_no_value_when_due(indicator, snapshot.all_measurements(indicator), snapshot.past_until)
    due_label = formatter.text("The target's day has passed, and there is no value") if is_due else ""
    return StandingView("unmeasured" if is_due else "unknown", due_label, reason, "", "", "", "")


def _of_answers(state: TargetState, formatter: Formatter) -> StandingView:
    """Return how the units that answer yes stand against the least share of them."""
    return StandingView("met" if state == "late" else state, formatter.heading(LABELS[state]), "", "", "", "", "")


def _why_not(indicator: Indicator, snapshot: Snapshot, formatter: Formatter, disclosure: Disclosure) -> str:
    """Say what is missing; a value that is missing is said with the trend."""
    moved = disclosed_progress(disclosure, snapshot, indicator)
    if moved.latest is None:
        return ""
    if moved.way_unknown_because is not None:
        return formatter.said(moved.way_unknown_because)
    return formatter.text(_missing(indicator).template)


def _missing(indicator: Indicator) -> Message:
    if indicator.target is None or indicator.target.by is None:
        return message("the target has no day")
    if indicator.baseline is None or indicator.baseline.date is None:
        return message("the baseline has no date")
    return message("the target's day is not after the baseline's")
