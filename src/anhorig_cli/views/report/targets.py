"""Targets of an indicator as a report shows them, and how it stands against them."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
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
from anhorig_cli.model.values import Change
from anhorig_cli.source import Message, message
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.compared import part_name
from anhorig_cli.views.report.measurements import amount_text, worked_out_text


class StandingView(NamedTuple):
    """An indicator's latest value held against its target.

    `state` is `met`, `passed` (met in time, but not by the latest value), `missed` (the target's day has passed),
    `unmeasured` (so it has, and there is no value), `behind` or `on_track` of the straight line from baseline to
    target, and `unknown` where nothing can be compared;
    `label` is the same in words, with what the forecast says against it, and `reason` says why it is unknown.
    `expected` is the value that was on the line on `expected_date`, when the latest was measured. `forecast` is where
    the value will be on `forecast_date`, the target's day, if it goes on as until now. Both are empty where they cannot
    be computed or would disclose something about few people.
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
_AGAINST_THE_FORECAST: Mapping[tuple[str, bool | None], str] = {
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
    label = _AGAINST_THE_FORECAST.get((found.state, found.reaches))
    return StandingView(
        state=found.state,
        label=formatter.heading(label or LABELS[_state_name(found, states, target)]),
        reason="",
        expected=worked_out_text(indicator, found.expected, known, formatter),
        expected_date=formatter.date(found.latest.date) if found.expected is not None else "",
        forecast=worked_out_text(indicator, found.forecast, known, formatter),
        forecast_date=formatter.date(by) if found.forecast is not None else "",
    )


def _state_name(found: Standing, states: TargetStates, target: Target | None) -> str:
    """Return what a state is called: a target that was met late, or missed by an old value, is told as such."""
    if target is None:
        return found.state
    if found.state == "met":
        return "late" if states.state(target) == "late" else "met"
    return "missed_before" if found.state == "missed" and states.is_last_known_before(target) else found.state


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


# Targets of an indicator as a report shows them: the one that holds, several, and how each was met.


class TargetView(NamedTuple):
    """One of several targets: the unit or group that it is of, empty for the whole, and how it stands."""

    name: str
    target: str
    standing: str


def target_in_short(indicator: Indicator, titles: Titles, formatter: Formatter, disclosure: Disclosure) -> str:
    """Return the target of the whole that holds; without any, those of the parts."""
    whole = indicator.target
    if whole is not None:
        return one_target_text(indicator, whole, formatter, disclosure)
    held = {one.scope: one for one in reversed(indicator.targets)}
    return "; ".join(_named(indicator, one, titles, formatter) for one in reversed(held.values()))


def _named(indicator: Indicator, target: Target, titles: Titles, formatter: Formatter) -> str:
    name, text = part_name(target, titles), one_target_text(indicator, target, formatter)
    return f"{name}: {text}" if name else text


def target_views(
    indicator: Indicator, snapshot: Snapshot, titles: Titles, formatter: Formatter, disclosure: Disclosure
) -> tuple[TargetView, ...]:
    """Return the targets of an indicator that has several, or has them for its parts, the earliest first."""
    targets = sorted(indicator.targets, key=lambda one: one.by.last if one.by else date.max)
    if len(targets) < 2 and not any(one.is_part for one in targets):  # noqa: PLR2004 - one alone is in the table
        return ()
    states = TargetStates(disclosure, snapshot, indicator)
    return tuple(
        TargetView(
            part_name(one, titles),
            one_target_text(indicator, one, formatter, disclosure),
            _verdict(indicator, one, states, formatter),
        )
        for one in targets
    )


def _verdict(indicator: Indicator, target: Target, states: TargetStates, formatter: Formatter) -> str:
    """Return how a target was met, or is so far, after the latest value of a part; empty where that is not known."""
    state: str = states.state(target)
    if state == "missed" and states.is_last_known_before(target):
        state = "missed_before"
    label = _AGAINST_THE_FORECAST.get((state, states.reaches(target))) or LABELS.get(state)
    latest = states.parts.met(target)[1] if target.is_part else None
    value = amount_text(indicator, latest.amount, formatter) if latest and latest.amount is not None else ""
    return ". ".join(part for part in (value, formatter.heading(label or "")) if part)


def with_missed(
    stands: StandingView, states: TargetStates, indicator: Indicator, titles: Titles, formatter: Formatter
) -> StandingView:
    """Return how an indicator stands, as missed where an earlier target, or that of a part, was not met in time."""
    earlier = [one for one in states.missed() if one is not indicator.target]
    if not earlier or stands.state == "missed":
        return stands
    missed = [_missed(one, states, titles, formatter) for one in earlier]
    state = stands.state if stands.state == "behind" else "missed"
    return stands._replace(state=state, label=". ".join(part for part in (*missed, stands.label) if part), reason="")


def _missed(target: Target, states: TargetStates, titles: Titles, formatter: Formatter) -> str:
    name = part_name(target, titles)
    if states.is_last_known_before(target):
        of = formatter.text("{date} for {name}", date=target.by, name=name) if name else formatter.date(target.by)
        return formatter.text("The day of the target of {of} has passed, and when last measured it was not met", of=of)
    if name:
        return formatter.text("The target of {date} for {name} was not met in time", date=target.by, name=name)
    return formatter.text("The target of {date} was not met in time", date=target.by)


def dated_targets(
    indicator: Indicator, titles: Titles, formatter: Formatter, disclosure: Disclosure
) -> Iterator[tuple[str, int, str]]:
    """Give the targets that have a day: of which part, in which year, and the level."""
    for one in sorted(indicator.targets, key=lambda one: one.by.last if one.by else date.max):
        if one.by is not None:
            undated = one.model_copy(update={"by": None})
            yield part_name(one, titles), one.by.last.year, one_target_text(indicator, undated, formatter, disclosure)


def one_target_text(
    indicator: Indicator, target: Target, formatter: Formatter, disclosure: Disclosure | None = None
) -> str:
    """Return a target of an indicator as text, with its day.

    With what may be disclosed, a change from the baseline is told with the value that it leads to, as a picture has it.
    """
    said = [
        amount_text(indicator, target.value, formatter) if target.value is not None else "",
        _at_least(indicator, target, formatter),
        formatter.text("at most {value}", value=amount_text(indicator, target.at_most, formatter))
        if target.at_most is not None
        else "",
        _change_text(indicator, target, formatter, disclosure),
        formatter.label("direction", target.direction) if target.direction else "",
    ]
    level = ", ".join(word for word in said if word)
    return formatter.text("{level} by {date}", level=level, date=target.by) if target.by and level else level


def _at_least(indicator: Indicator, target: Target, formatter: Formatter) -> str:
    least = target.at_least
    if least is None:
        return ""
    if indicator.least_share_of_yes(target) is not None:
        return formatter.text("yes at no less than {share} of the units", share=formatter.percent(least))
    return formatter.text("at least {value}", value=amount_text(indicator, least, formatter))


def _change_text(indicator: Indicator, target: Target, formatter: Formatter, disclosure: Disclosure | None) -> str:
    """Return the change from the baseline that is the target: what it leads to, and how far that is from there."""
    if target.change is None:
        return ""
    change = _from_baseline(indicator, target.change, formatter)
    start = indicator.baseline.value if indicator.baseline else None
    if start is None or target.is_part or disclosure is None or disclosure.baseline_is_suppressed(indicator):
        return change
    return f"{amount_text(indicator, target.change.of(start), formatter)} ({change})"


def _from_baseline(indicator: Indicator, change: Change, formatter: Formatter) -> str:
    """Return how far from the baseline a change leads."""
    amount = abs(change.amount)
    text = formatter.percent(amount) if change.is_in_percent else _points(indicator, amount, formatter)
    if change.amount < 0:
        return formatter.text("{amount} less than the baseline", amount=text)
    return formatter.text("{amount} more than the baseline", amount=text)


def _points(indicator: Indicator, amount: Decimal, formatter: Formatter) -> str:
    if indicator.is_in_percent:
        return formatter.text("{n} percentage points", n=formatter.number(amount))
    return amount_text(indicator, amount, formatter)
