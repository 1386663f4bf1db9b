"""Where an indicator stands against its target, and the words about it that may be disclosed.

A word that depends on a small count is disclosed only where it would be the same for every small count, so that it
reveals no more. No word is disclosed that depends on a value suppressed because others could be derived from it.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Literal, NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.facts import is_due
from anhorig_cli.analysis.progress import (
    ComparableRun,
    Progress,
    Start,
    day_of_target,
    direction,
    has_ended,
    is_met,
    last_value,
    level_to_reach,
    meets,
    progress,
    target_of,
)
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement, Scope
from anhorig_cli.model.target import Target
from anhorig_cli.source import Message, message


def expected(indicator: Indicator, as_of: date) -> Decimal | None:
    """Return the value on the straight line from baseline to target on a day.

    The line runs from the last day of the baseline's date to the last day of the target's `by`; before it the value is
    the baseline, after it the target. None where any of the four is missing or the target's day is not
    after the baseline's.
    """
    baseline, target, goal = indicator.baseline, target_of(indicator), level_to_reach(indicator)
    if baseline is None or target is None or baseline.value is None or goal is None:
        return None
    if baseline.date is None or target.by is None or target.by.last <= baseline.date.last:
        return None
    whole = (target.by.last - baseline.date.last).days
    elapsed = min(max((as_of - baseline.date.last).days, 0), whole)
    return baseline.value + (goal - baseline.value) * elapsed / whole


def even_pace(indicator: Indicator, measurements: Sequence[Measurement], as_of: date) -> Decimal | None:
    """Return the value that an even pace from baseline to target gives on a day.

    None once the target's day has passed or the target is met, where the baseline met it, and where the method of
    measuring has changed since the baseline.
    """
    run = ComparableRun(indicator, measurements)
    baseline = indicator.baseline_value
    if baseline is None or is_met(indicator, baseline) or run.method_has_changed:
        return None
    return expected(indicator, as_of) if _is_ahead(indicator, run, as_of) else None


def _is_ahead(indicator: Indicator, run: ComparableRun, as_of: date) -> bool:
    """Return whether the target is still to be met: its day has not passed, and the latest value does not meet it."""
    by = day_of_target(indicator)
    return by is not None and not by.has_ended(as_of) and not meets(indicator, run.latest)


class Standing(NamedTuple):
    """Where an indicator's latest value stands against its target.

    `met`: the target is met. `passed`: it was met in time, but the latest value does not meet it. `missed`: its day has
    passed without its being met. Until then the value is compared with the straight line on the day it was measured:
    `behind` is more than a tenth of the whole way short of it, `on_track` is not. `expected` is the value on the line,
    None for the other states. `forecast` is the projected value on the target's day; `reaches` says whether that meets
    the target.
    """

    state: Literal["met", "passed", "missed", "behind", "on_track"]
    latest: Measurement
    expected: Decimal | None = None
    forecast: Decimal | None = None
    reaches: bool | None = None


_MARGIN = 10
"""A value may lie behind the line by one part in this many of the whole way."""


def standing(indicator: Indicator, measurements: Sequence[Measurement], as_of: date) -> Standing | None:
    """Return the standing of an indicator on a day; None where its value has nothing to be compared with.

    That needs a value and a target level and, before the target's day, a dated baseline and target with no change of
    method between. A value that should decrease, and is of a shorter time than the baseline, may be low for that alone:
    half a year's does not show that a target for a year is met.
    """
    latest = last_value(measurements)
    meets_it = meets(indicator, latest)
    if latest is None or meets_it is None or target_of(indicator) is None:
        return None
    if meets_it:
        return None if _is_low_for_a_part(indicator, measurements, as_of) else Standing("met", latest)
    if has_ended(indicator, as_of):
        was_met = meets(indicator, in_time_for_the_target(indicator, measurements))
        return Standing("passed" if was_met else "missed", latest)
    return _against_the_line(indicator, measurements, as_of)


def _is_low_for_a_part(indicator: Indicator, measurements: Sequence[Measurement], as_of: date) -> bool:
    """Return whether the latest value should decrease, and is of a shorter time than the baseline."""
    return direction(indicator) == "decrease" and ComparableRun(indicator, measurements, as_of).is_of_shorter_time


def has_no_value_when_due(indicator: Indicator, measurements: Sequence[Measurement], as_of: date) -> bool:
    """Return whether the target's day has passed, and no value shows whether it was met.

    Args:
        indicator: the indicator, as it was on the day.
        measurements: all measurements known on the day, also of parts: one is enough, since their total is not known.
        as_of: the day.
    """
    by = day_of_target(indicator)
    if by is None or not by.has_ended(as_of):
        return False
    return not any(one.amount is not None or one.has_sexes for one in measurements)


def in_time_for_the_target(indicator: Indicator, measurements: Sequence[Measurement]) -> Measurement | None:
    """Return the last value measured no later than the target's day; None without a value or such a day."""
    by = day_of_target(indicator)
    return last_value([m for m in measurements if m.date.last <= by.last]) if by else None


_A_MONTH = 31
"""Days: a value for so short a period within the target's counts as a value for all of it."""


def predates_target(latest: Measurement, by: PlanDate) -> bool:
    """Return whether a value predates a target's period, or covers only the first part of it, say half its year."""
    covers_only_a_part = (latest.date.last - latest.date.first).days >= _A_MONTH and latest.date.last < by.last
    return covers_only_a_part or latest.date.last < by.first


def _against_the_line(indicator: Indicator, measurements: Sequence[Measurement], as_of: date) -> Standing | None:
    run = ComparableRun(indicator, measurements, as_of)
    latest, start, goal = run.latest, run.baseline, level_to_reach(indicator)
    if latest is None or latest.amount is None or start is None or goal is None:
        return None
    line = even_pace(indicator, measurements, min(latest.date.last, as_of))
    if line is None or goal == start.amount:
        return None
    shortfall = line - latest.amount if goal > start.amount else latest.amount - line
    state: Literal["behind", "on_track"] = "behind" if shortfall > abs(goal - start.amount) / _MARGIN else "on_track"
    projected = forecast(indicator, measurements, as_of)
    return Standing(state, latest, line, projected, is_met(indicator, projected) if projected is not None else None)


def forecast(
    indicator: Indicator, measurements: Sequence[Measurement], as_of: date, begins: date | None = None
) -> Decimal | None:
    """Return the projected value on the target's day, if it goes on changing as from its start to the latest value.

    The start is that of the trend: the baseline, else the first measurement since the plan `begins`. The projection is
    bounded by zero, where no value was below it, and by 100, where no value in per cent was above it. None without a
    target day or after it, once the target is met, and without two dated values on different days since the method last
    changed.
    """
    run = ComparableRun(indicator, measurements, as_of)
    by = day_of_target(indicator)
    points = _points(run, begins)
    if by is None or len(points) < 2 or not _is_ahead(indicator, run, as_of):  # noqa: PLR2004 - a line needs two points
        return None
    if indicator.is_yes_no:
        return None
    (first_day, first), (last_day, last) = points[0], points[-1]
    if last_day <= first_day:
        return None
    projected = last + (last - first) * max((by.last - last_day).days, 0) / (last_day - first_day).days
    return _within_bounds(indicator, projected, [amount for _, amount in points])


def _points(run: ComparableRun, begins: date | None) -> list[tuple[date, Decimal]]:
    """Return the comparable dated values from the start on, oldest first."""
    points = [(m.date.last, m.amount) for m in run.comparable if m.amount is not None]
    start = run.start(begins)
    if start is None or start.date is None:
        return points
    first = start.date.last
    return [(first, start.amount), *(point for point in points if point[0] > first)]


def _within_bounds(indicator: Indicator, projected: Decimal, amounts: Sequence[Decimal]) -> Decimal:
    """Return a projected value, clamped to zero and to 100 per cent where the values stayed within them."""
    if min(amounts) >= 0:
        projected = max(projected, Decimal(0))
    if indicator.is_in_percent and max(amounts) <= _WHOLE:
        projected = min(projected, Decimal(_WHOLE))
    return projected


_WHOLE = 100


# The words that compare, a trend and a standing, as far as they may be disclosed.


NOT_SHOWN = message("not shown, few people")


def disclosed_progress(disclosure: Disclosure, snapshot: Snapshot, indicator: Indicator) -> Progress:
    """Return how an indicator, as it was on the day, has moved, as far as it may be disclosed.

    A trend, or whether the target is met, is left out where it would reveal more about few people than that they are
    few; so is the share of the way where a value it is computed from is suppressed.
    """
    found = progress(indicator, snapshot.measurements(indicator), snapshot.plan.first_day, snapshot.as_of)
    of_trend = _possible_progress(disclosure, snapshot, indicator, found, (found.latest, _measurement_of(found.start)))
    of_step = _possible_progress(
        disclosure, snapshot, indicator, found, (found.latest, _measurement_of(found.previous))
    )
    of_latest = _possible_progress(disclosure, snapshot, indicator, found, (found.latest,))
    disclosed = found if len(of_latest) == 1 else found._replace(way=None)
    if not _all_equal(one.trend for one in of_trend):
        disclosed = disclosed._replace(trend="unknown", unknown_because=NOT_SHOWN)
    if not _all_equal(one.step for one in of_step):
        disclosed = disclosed._replace(step="unknown")
    if not _all_equal(_template(one.way_unknown_because) for one in of_latest):
        disclosed = disclosed._replace(way_unknown_because=NOT_SHOWN)
    return disclosed if _all_equal(one.is_met for one in of_latest) else disclosed._replace(is_met=None)


def _measurement_of(start: Start | None) -> Measurement | None:
    return start.measurement if start else None


def _possible_progress(
    disclosure: Disclosure,
    snapshot: Snapshot,
    indicator: Indicator,
    found: Progress,
    of: Sequence[Measurement | None],
) -> list[Progress]:
    """Return the progress for every value that the suppressed ones of `of`, and the baseline, can have.

    Empty where those values are not known. For the actual values it is `found`.
    """
    known = list(snapshot.measurements(indicator))
    readings = _readings(disclosure, indicator, known, of) or ()
    return [
        found if reading == (indicator, known) else progress(*reading, snapshot.plan.first_day, snapshot.as_of)
        for reading in readings
    ]


def _all_equal(words: Iterable[Hashable]) -> bool:
    """Return whether there are words, and all are the same."""
    return len(set(words)) == 1


def _template(text: Message | None) -> str:
    return text.template if text else ""


def disclosed_standing(disclosure: Disclosure, snapshot: Snapshot, indicator: Indicator) -> Standing | None:
    """Return how an indicator stands against its target; None where that is not known, or not disclosed.

    The forecast is left out where a value it is computed from is suppressed.
    """
    known = snapshot.measurements(indicator)
    found = standing(indicator, known, snapshot.past_until)
    if found is None or standing_is_suppressed(disclosure, snapshot, indicator):
        return None
    if disclosure.baseline_is_suppressed(indicator):
        return found._replace(expected=None, forecast=None, reaches=None)
    if any(disclosure.is_suppressed(indicator, one) for one in known):
        return found._replace(forecast=None, reaches=None)
    return found


def standing_is_suppressed(disclosure: Disclosure, snapshot: Snapshot, indicator: Indicator) -> bool:
    """Return whether the standing is suppressed: on which side of its target, or of the line to it, a value lies."""
    known = snapshot.measurements(indicator)
    of = last_value(known), in_time_for_the_target(indicator, known)
    readings = _readings(disclosure, indicator, known, of)
    if readings is None:
        target = target_of(indicator)
        return target is not None and (target.level is not None or target.change is not None)
    return len(readings) > 1 and not _all_equal(
        _state_of(standing(*reading, snapshot.past_until)) for reading in readings
    )


class DisclosedParts:
    """Whether the units and target groups of an indicator meet their targets, as far as that is disclosed."""

    def __init__(self, disclosure: Disclosure, snapshot: Snapshot, indicator: Indicator) -> None:
        self._as_of = snapshot.past_until
        self._indicator = indicator
        parts = snapshot.parts(indicator)
        self._of_scope: dict[Scope, list[Measurement]] = {}
        if not disclosure.parts_are_suppressed(indicator, parts):  # of parts all are disclosed, or none
            for one in parts:
                self._of_scope.setdefault(one.scope, []).append(one)

    def met(self, target: Target) -> tuple[bool | None, Measurement | None]:
        """Return whether the last value of a unit or target group meets its target, and that value.

        A target whose day has passed is compared with the last value until then. None where nothing was measured, or it
        is not disclosed.
        """
        ends = target.by.last if target.by and is_due(target, self._as_of) else self._as_of
        latest = last_value([one for one in self._of_scope.get(target.scope, ()) if one.date.last <= ends])
        if latest is None or latest.amount is None:
            return None, None
        alone = target.model_copy(update={"unit": None, "target_group": None})
        judged = self._indicator.model_copy(update={"targets": (alone,), "baseline": None})
        return is_met(judged, latest.amount), latest


def _state_of(found: Standing | None) -> str:
    return found.state if found else ""


_Reading = tuple[Indicator, Sequence[Measurement]]


def _readings(
    disclosure: Disclosure, indicator: Indicator, known: Sequence[Measurement], of: Sequence[Measurement | None]
) -> list[_Reading] | None:
    """Return each possible version of the indicator and its measurements, given what is disclosed.

    None where the possible values are not known. Only the measurements in `of` and the baseline vary: the words depend
    on nothing else.
    """
    hidden = [
        place for place, one in enumerate(known) if _contains(of, one) and disclosure.is_suppressed(indicator, one)
    ]
    choices = [disclosure.small_values(indicator, known[place]) for place in hidden]
    if disclosure.baseline_is_suppressed(indicator):
        choices.append(disclosure.small_counts)
    tried = [values for values in choices if values is not None]
    if len(tried) < len(choices):
        return None
    return [_reading(indicator, known, hidden, values) for values in product(*tried)]


def _contains(measurements: Sequence[Measurement | None], one: Measurement) -> bool:
    return any(measurement is one for measurement in measurements)


def _reading(
    indicator: Indicator, known: Sequence[Measurement], hidden: Sequence[int], values: Sequence[Decimal]
) -> _Reading:
    """Return the indicator with other values: one for each of the `hidden` measurements, then one for the baseline."""
    measurements = list(known)
    for place, value in zip(hidden, values, strict=False):
        changed = {"value": value, "numerator": None, "denominator": None}
        measurements[place] = known[place].model_copy(update=changed)
    if len(values) > len(hidden) and indicator.baseline:
        baseline = indicator.baseline.model_copy(update={"value": values[-1]})
        indicator = indicator.model_copy(update={"baseline": baseline})
    return indicator, measurements
