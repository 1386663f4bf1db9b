"""Targets of an indicator as shown in a report, and how the indicator stands against them."""

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
from anhorig_cli.views.report.measurements import amount_text, computed_text


class StandingView(NamedTuple):
    """An indicator's latest value compared with its target.

    `state` is `met`, `passed` (met in time, but not by the latest value), `missed` (the target's day has passed),
    `unmeasured` (its day has passed, and there is no value), `behind` or `on_track` of the straight line from baseline
    to target, and `unknown` if nothing can be compared; `label` is the same in words, with a forecast that contradicts
    it, and `reason` says why it is unknown. `expected` is the value that was on the line on `expected_date`, when the
    latest was measured. `forecast` is where the value will be on `forecast_date`, the target's day, if it goes on as
    until now. Both are empty if they cannot be computed or would disclose something about few people.
    """

    state: str
    label: str
    reason: str
    expected: str
    expected_date: str
    forecast: str
    forecast_date: str


class TargetView(NamedTuple):
    """One of several targets: the unit or group that it is for, empty for the whole, and how it stands."""

    name: str
    target: str
    standing: str


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


class TargetPrinter:
    """Makes the views of an indicator's targets as known on the day, and how the indicator stands against them."""

    def __init__(self, indicator: Indicator, snapshot: Snapshot, titles: Titles, disclosure: Disclosure) -> None:
        self._indicator, self._snapshot, self._titles, self._disclosure = indicator, snapshot, titles, disclosure
        self._word = titles.formatter
        self._states = TargetStates(disclosure, snapshot, indicator)

    def standing(self) -> StandingView:
        """Return the standing, which is `missed` also if an earlier target or a part's target was not met in time.

        If the latest value is behind its target, the standing stays `behind`.
        """
        current = self._current_standing()
        earlier = [one for one in self._states.missed() if one is not self._indicator.target]
        if not earlier or current.state == "missed":
            return current
        missed_texts = map(self._missed_text, earlier)
        state = current.state if current.state == "behind" else "missed"
        return current._replace(state=state, label=". ".join(filter(None, (*missed_texts, current.label))), reason="")

    def _current_standing(self) -> StandingView:
        target, word = self._indicator.target, self._word
        if target is not None and self._indicator.least_share_of_yes(target) is not None:
            state = self._states.state(target)
            return self._unknown_standing() if state == "unknown" else _standing_of_answers(state, word)
        standing = disclosed_standing(self._disclosure, self._snapshot, self._indicator)
        if standing is None:
            return self._unknown_standing()
        by = target.by if target else None
        known = self._snapshot.measurements(self._indicator)
        label = _AGAINST_THE_FORECAST.get((standing.state, standing.reaches))
        return StandingView(
            state=standing.state,
            label=word.heading(label or LABELS[self._state_name(standing, target)]),
            reason="",
            expected=computed_text(self._indicator, standing.expected, known, word, self._fallen_short(standing)),
            expected_date=word.date(standing.latest.date) if standing.expected is not None else "",
            forecast=computed_text(self._indicator, standing.forecast, known, word, self._not_reached(standing)),
            forecast_date=word.date(by) if standing.forecast is not None else "",
        )

    def _fallen_short(self, standing: Standing) -> Decimal | None:
        """Return the shown value that is behind the expected one, which must not read the same; else None."""
        is_shown = not self._disclosure.is_suppressed(self._indicator, standing.latest)
        return standing.latest.amount if is_shown and standing.state == "behind" else None

    def _not_reached(self, standing: Standing) -> Decimal | None:
        """Return the level that the forecast does not reach, and must not read the same as; else None."""
        target = self._indicator.target
        return target.level if target is not None and standing.reaches is False else None

    def _state_name(self, standing: Standing, target: Target | None) -> str:
        """Return the key in `LABELS` of a state, which tells apart targets met late or missed by an older value."""
        if target is None:
            return standing.state
        if standing.state == "met":
            return "late" if self._states.state(target) == "late" else "met"
        return (
            "missed_before"
            if standing.state == "missed" and self._states.is_last_known_before(target)
            else standing.state
        )

    def _unknown_standing(self) -> StandingView:
        """Return an unknown or suppressed standing with its reason; it is `unmeasured` if a value is due."""
        indicator, snapshot, word = self._indicator, self._snapshot, self._word
        is_suppressed = standing_is_suppressed(self._disclosure, snapshot, indicator)
        reason = word.text_of(NOT_SHOWN) if is_suppressed else self._missing_for_comparison()
        is_due = has_no_value_when_due(indicator, snapshot.all_measurements(indicator), snapshot.past_until)
        due_label = word.text("The target's day has passed, and there is no value") if is_due else ""
        return StandingView("unmeasured" if is_due else "unknown", due_label, reason, "", "", "", "")

    def _missing_for_comparison(self) -> str:
        """Return what is missing for a comparison; empty without a value, since the trend says so."""
        progress = disclosed_progress(self._disclosure, self._snapshot, self._indicator)
        if progress.latest is None:
            return ""
        if progress.way_unknown_because is not None:
            return self._word.text_of(progress.way_unknown_because)
        return self._word.text(_missing_date(self._indicator).template)

    def _missed_text(self, target: Target) -> str:
        name, word = part_name(target, self._titles), self._word
        if self._states.is_last_known_before(target):
            dated_part = word.text("{date} for {name}", date=target.by, name=name) if name else word.date(target.by)
            return word.text(
                "The day of the target of {of} has passed, and when last measured it was not met", of=dated_part
            )
        if name:
            return word.text("The target of {date} for {name} was not met in time", date=target.by, name=name)
        return word.text("The target of {date} was not met in time", date=target.by)

    def in_short(self) -> str:
        """Return the current target of the whole as text, or else the current targets of the parts."""
        target_of_whole = self._indicator.target
        if target_of_whole is not None:
            return one_target_text(self._indicator, target_of_whole, self._word, self._disclosure)
        targets_by_scope = {one.scope: one for one in reversed(self._indicator.targets)}
        return "; ".join(map(self._text_with_part, reversed(targets_by_scope.values())))

    def _text_with_part(self, target: Target) -> str:
        name, text = part_name(target, self._titles), one_target_text(self._indicator, target, self._word)
        return f"{name}: {text}" if name else text

    def views(self) -> tuple[TargetView, ...]:
        """Return the targets, earliest first; empty for a single target of the whole, which the table shows."""
        targets = self._in_order()
        if len(targets) < 2 and not any(one.is_part for one in targets):  # noqa: PLR2004 - the table shows a single one
            return ()
        return tuple(map(self._view, targets))

    def _view(self, target: Target) -> TargetView:
        level = one_target_text(self._indicator, target, self._word, self._disclosure)
        return TargetView(part_name(target, self._titles), level, self._verdict(target))

    def _in_order(self) -> list[Target]:
        return sorted(self._indicator.targets, key=lambda one: one.by.last if one.by else date.max)

    def _verdict(self, target: Target) -> str:
        """Return how a target was or is being met, after the latest value if it is a part's; empty if unknown."""
        states, word = self._states, self._word
        state: str = states.state(target)
        if state == "missed" and states.is_last_known_before(target):
            state = "missed_before"
        label = _AGAINST_THE_FORECAST.get((state, states.reaches(target))) or LABELS.get(state)
        latest = states.parts.met(target)[1] if target.is_part else None
        value = amount_text(self._indicator, latest.amount, word) if latest and latest.amount is not None else ""
        return ". ".join(filter(None, (value, word.heading(label or ""))))

    def dated(self) -> Iterator[tuple[str, int, str]]:
        """Yield the part's name, the year and the level of each target that has a day."""
        for one in self._in_order():
            if one.by is not None:
                undated = one.model_copy(update={"by": None})
                level = one_target_text(self._indicator, undated, self._word, self._disclosure)
                yield part_name(one, self._titles), one.by.last.year, level


def _standing_of_answers(state: TargetState, formatter: Formatter) -> StandingView:
    """Return how the share of units that answer yes stands against the least share that is the target."""
    return StandingView("met" if state == "late" else state, formatter.heading(LABELS[state]), "", "", "", "", "")


def _missing_date(indicator: Indicator) -> Message:
    if indicator.target is None or indicator.target.by is None:
        return message("the target has no day")
    if indicator.baseline is None or indicator.baseline.date is None:
        return message("the baseline has no date")
    return message("the target's day is not after the baseline's")


def one_target_text(
    indicator: Indicator, target: Target, formatter: Formatter, disclosure: Disclosure | None = None
) -> str:
    """Return a target of an indicator as text, with its day.

    With a `disclosure` that allows it, a change from the baseline is shown with the value that it leads to, as in a
    picture.
    """
    wordings = [
        amount_text(indicator, target.value, formatter) if target.value is not None else "",
        _at_least_text(indicator, target, formatter),
        formatter.text("at most {value}", value=amount_text(indicator, target.at_most, formatter))
        if target.at_most is not None
        else "",
        _change_text(indicator, target, formatter, disclosure),
        formatter.label("direction", target.direction) if target.direction else "",
    ]
    level = ", ".join(word for word in wordings if word)
    return formatter.text("{level} by {date}", level=level, date=target.by) if target.by and level else level


def _at_least_text(indicator: Indicator, target: Target, formatter: Formatter) -> str:
    least = target.at_least
    if least is None:
        return ""
    if indicator.least_share_of_yes(target) is not None:
        return formatter.text("yes at no less than {share} of the units", share=formatter.percent(least))
    return formatter.text("at least {value}", value=amount_text(indicator, least, formatter))


def _change_text(indicator: Indicator, target: Target, formatter: Formatter, disclosure: Disclosure | None) -> str:
    """Return a target that is a change from the baseline: the value it leads to, if disclosed, and the change."""
    if target.change is None:
        return ""
    change = _size_of_change(indicator, target.change, formatter)
    start = indicator.baseline_value
    if start is None or target.is_part or disclosure is None or disclosure.baseline_is_suppressed(indicator):
        return change
    return f"{amount_text(indicator, target.change.of(start), formatter)} ({change})"


def _size_of_change(indicator: Indicator, change: Change, formatter: Formatter) -> str:
    """Return the size of a change from the baseline."""
    amount = abs(change.amount)
    text = formatter.percent(amount) if change.is_in_percent else _points(indicator, amount, formatter)
    if change.amount < 0:
        return formatter.text("{amount} less than the baseline", amount=text)
    return formatter.text("{amount} more than the baseline", amount=text)


def _points(indicator: Indicator, amount: Decimal, formatter: Formatter) -> str:
    if indicator.is_in_percent:
        return formatter.text("{n} percentage points", n=formatter.number(amount))
    return amount_text(indicator, amount, formatter)
