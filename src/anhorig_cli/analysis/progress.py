"""Progress of an indicator: direction, trend and share of the way to target, or why one cannot be computed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.target import Target
from anhorig_cli.model.values import Trend
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import folded


class Start(NamedTuple):
    """The value that the latest is compared with, and its date.

    `kind` is the plan's `baseline`, the `first` comparable measurement, the first since the method `changed`, or the
    one `before` the latest. `measurement` is None for the baseline.
    """

    kind: Literal["baseline", "first", "changed", "before"]
    amount: Decimal
    date: PlanDate | None
    measurement: Measurement | None = None


class Progress(NamedTuple):
    """The progress that the measurements known on a day show for an indicator.

    `trend` compares the latest value with `start`: the baseline, else the first measurement in the plan's period; never
    with one from before a change of method. `step` compares it with `previous`, the measurement before, where that is
    not the start. `way` is how far the value has come from baseline to target, in per cent.
    `unknown_because` and `way_unknown_because` say why trend or way is missing.
    """

    latest: Measurement | None
    start: Start | None
    trend: Trend
    unknown_because: Message | None
    previous: Start | None
    step: Trend
    way: Decimal | None
    way_unknown_because: Message | None
    is_met: bool | None


def progress(
    indicator: Indicator, measurements: Sequence[Measurement], begins: date | None = None, as_of: date = date.max
) -> Progress:
    """Return the progress that the known measurements show.

    Args:
        indicator: the indicator, as it was on the day.
        measurements: the measurements known on the day, oldest first.
        begins: the first day of the plan's period.
        as_of: the day; a value for a period that ends later does not cover all of it.
    """
    run = ComparableRun(indicator, measurements, as_of)
    start = run.start(begins)
    previous = run.previous(start)
    trend, reason = _trend(indicator, run, start)
    step = _trend_from(indicator, run.amount, previous) or "unknown"
    way, way_reason = _share_of_way(indicator, run)
    return Progress(run.latest, start, trend, reason, previous, step, way, way_reason, meets(indicator, run.latest))


class ComparableRun:
    """The measurements that the latest value can be compared with, and the baseline where it is comparable.

    They come from the same survey and method: none from before its last change. Unless they are shares, their
    periods are alike (`_is_comparable`). `baseline` is None where its method differs or its period is not alike, or
    where it is not earlier than the latest value.
    """

    def __init__(self, indicator: Indicator, measurements: Sequence[Measurement], as_of: date = date.max) -> None:
        self.all = measurements
        self.latest = last_value(measurements)
        since = _since_the_method_changed(measurements)
        self.changed = next((one for one in since[:1] if one.method_changed), None)
        of_one_survey = _of_the_same_survey(since, self.latest) if self.latest else []
        self.comparable = [one for one in of_one_survey if self._is_comparable(indicator, one.date, as_of)]
        same_method_baseline = self._baseline(indicator)
        is_comparable = same_method_baseline is None or self._is_comparable(indicator, same_method_baseline.date, as_of)
        self.baseline = same_method_baseline if is_comparable else None
        self.method_has_changed = self.changed is not None and same_method_baseline is None
        """Whether a baseline or an earlier value was measured by another method than the latest."""
        self.has_unlike_times = not is_comparable or len(self.comparable) < len(of_one_survey)
        self._same_method_baseline = same_method_baseline

    @property
    def amount(self) -> Decimal | None:
        """The latest value."""
        return self.latest.amount if self.latest else None

    @property
    def is_of_shorter_time(self) -> bool:
        """Whether the latest value is of a shorter time than the baseline, and cannot be compared with it."""
        start = self._same_method_baseline
        if self.baseline is not None or start is None or start.date is None or self.latest is None:
            return False
        latest = self.latest.date
        return latest.last - latest.first < start.date.last - start.date.first

    def _is_comparable(self, indicator: Indicator, day: PlanDate | None, as_of: date) -> bool:
        """Return whether a value is comparable with the latest: a share, or for a period alike (`are_alike_in_time`).

        Where either is dated on a single day it always is: how long that one was counted is not known.
        """
        if indicator.is_in_percent or self.latest is None or day is None:
            return True
        are_days = any(one.first == one.last for one in (day, self.latest.date))
        return are_days or day == self.latest.date or are_alike_in_time(day, self.latest.date, as_of)

    def _baseline(self, indicator: Indicator) -> Start | None:
        baseline = indicator.baseline
        if baseline is None or baseline.value is None or self.latest is None:
            return None
        day = baseline.date
        if day is not None and day.last >= self.latest.date.last:
            return None
        if self.changed is not None and (day is None or day.last < self.changed.date.last):
            return None
        return Start("baseline", baseline.value, day)

    def start(self, begins: date | None) -> Start | None:
        """Return the value to compare the latest with; of measurements before the plan's period, only the last."""
        earlier = self._earlier()
        if self.baseline is not None or not earlier:
            return self.baseline
        if self.changed is not None:
            return _as_start("changed", earlier[0])
        in_period = [m for m in earlier if begins is None or m.date.last >= begins]
        return _as_start("first", in_period[0]) if in_period else _as_start("before", earlier[-1])

    def previous(self, start: Start | None) -> Start | None:
        """Return the measurement before the latest; None where it is the start, or is no later than it."""
        earlier = self._earlier()
        last = earlier[-1] if earlier else None
        if last is None or start is None or last is start.measurement:
            return None
        if start.date is not None and last.date.last <= start.date.last:
            return None
        return _as_start("before", last)

    def _earlier(self) -> list[Measurement]:
        """Return the comparable measurements that are dated before the latest."""
        return [m for m in self.comparable if self.latest and m.date.last < self.latest.date.last]


def _since_the_method_changed(measurements: Sequence[Measurement]) -> Sequence[Measurement]:
    """Return the measurements from the last change of method on; all where the method never changed."""
    changed = [place for place, one in enumerate(measurements) if one.method_changed]
    return measurements[changed[-1] :] if changed else measurements


def last_value(measurements: Sequence[Measurement]) -> Measurement | None:
    """Return the last measurement that has a value; None without one."""
    return next((one for one in reversed(measurements) if one.amount is not None), None)


def _of_the_same_survey(measurements: Sequence[Measurement], latest: Measurement) -> list[Measurement]:
    """Return the measurements that have a value and the same survey as the latest, or like it none."""
    survey = folded(latest.survey or "")
    return [one for one in measurements if one.amount is not None and folded(one.survey or "") == survey]


def _as_start(kind: Literal["first", "changed", "before"], measurement: Measurement) -> Start:
    assert measurement.amount is not None  # noqa: S101 - only those with a value are compared
    return Start(kind, measurement.amount, measurement.date, measurement)


def are_alike_in_time(before: PlanDate, now: PlanDate, as_of: date) -> bool:
    """Return whether two values are for points in time, or for periods of equal length that have both ended."""
    lengths = sorted((one.last - one.first).days for one in (before, now))
    is_over = max(before.last, now.last) <= as_of  # a value is known from the last day of its period
    return lengths[-1] <= _LONGEST_POINT or (is_over and lengths[-1] - lengths[0] < _ALIKE)


_LONGEST_POINT, _ALIKE = 31, 3
"""A period of at most 31 days counts as a point; longer ones are equal where they differ by fewer than 3 days."""


def target_of(indicator: Indicator) -> Target | None:
    """Return the target of the whole; one given as a change gets the value it leads to, where the baseline is known."""
    target = indicator.target
    if target is None or target.change is None or target.level is not None:
        return target
    start = indicator.baseline_value
    return target if start is None else target.model_copy(update={"value": target.change.of(start)})


def day_of_target(indicator: Indicator) -> PlanDate | None:
    """Return the day by which the target is to be met; None without one."""
    return indicator.target.by if indicator.target else None


def has_ended(indicator: Indicator, as_of: date) -> bool:
    """Return whether the day of the target has passed."""
    by = day_of_target(indicator)
    return by is not None and by.has_ended(as_of)


def direction(indicator: Indicator) -> str | None:
    """Return the way the value should go: the indicator's own, else inferred from the target; None where neither tells.

    A yes/no indicator has none.
    """
    if indicator.is_yes_no:
        return None
    if indicator.direction:
        return indicator.direction
    target = target_of(indicator)
    if target is None:
        return None
    way = target.direction or _direction_of_bounds(target) or _direction_from(indicator.baseline_value, target.value)
    return way or (_direction_from(Decimal(0), target.change.amount) if target.change else None)


def _direction_of_bounds(target: Target) -> str | None:
    """Return the direction that a lower bound, an upper bound or both imply; None without bounds."""
    if target.at_least is not None and target.at_most is not None:
        return "hold"
    if target.at_least is not None:
        return "increase"
    return "decrease" if target.at_most is not None else None


def _direction_from(start: Decimal | None, end: Decimal | None) -> str | None:
    """Return the direction from one value to another; None where they are equal, or one is not known."""
    if start is None or end is None or start == end:
        return None
    return "increase" if end > start else "decrease"


def why_no_value(indicator: Indicator, measurements: Sequence[Measurement]) -> Message:
    """Return why an indicator has no value: nothing is measured, or only a part, or a part of the share is missing."""
    if any(m.has_sexes for m in measurements):
        return message("only women and men have been measured, not all together")
    names_its_parts = indicator.numerator is not None or indicator.denominator is not None
    if names_its_parts or any(m.denominator is not None for m in measurements):
        return _why_no_share(indicator, measurements)
    return message("nothing has been measured")


def _why_no_share(indicator: Indicator, measurements: Sequence[Measurement]) -> Message:
    numerator = indicator.numerator or message("the numerator")
    denominator = indicator.denominator or message("the denominator")
    has_numerator = any(m.numerator is not None for m in measurements)
    has_denominator = any(m.denominator is not None for m in measurements)
    if has_numerator and has_denominator:
        return message(
            "{numerator} and {denominator} are not reported together", numerator=numerator, denominator=denominator
        )
    if not has_numerator and not has_denominator:
        return message(
            "neither {numerator} nor {denominator} is reported", numerator=numerator, denominator=denominator
        )
    return message("{part} is not reported", part=denominator if has_numerator else numerator)


def _trend(indicator: Indicator, run: ComparableRun, start: Start | None) -> tuple[Trend, Message | None]:
    if run.amount is None:
        return "unknown", why_no_value(indicator, run.all)
    if start is None:
        return "unknown", _why_no_start(indicator, run)
    compared = _trend_from(indicator, run.amount, start)
    if indicator.is_yes_no:
        return "unknown", _NO_DIRECTION
    if compared is None and direction(indicator) == "follow":
        return "unknown", message("the value is only followed: neither way is better")
    if compared is None:
        return "unknown", message("the plan does not say whether the value should increase or decrease")
    return compared, None


def _why_no_start(indicator: Indicator, run: ComparableRun) -> Message:
    """Return why there is nothing to compare the latest value with."""
    has_baseline = indicator.baseline_value is not None
    values = [m for m in run.all if m.amount is not None]
    if run.method_has_changed and (len(values) > 1 or has_baseline):
        return message("the method of measuring has changed")
    if run.has_unlike_times:
        return message("the values are of times of unlike length")
    if has_baseline:
        return message("nothing has been measured since the baseline")
    if len(_of_the_same_survey(values, values[-1])) < len(values):
        return message("the earlier values come from another survey")
    return message("there is only one measurement")


def _trend_from(indicator: Indicator, latest: Decimal | None, start: Start | None) -> Trend | None:
    """Return the trend from `start` to the latest value; None where neither way is known to be better."""
    way = direction(indicator)
    if latest is None or start is None or way is None:
        return None
    if abs(latest - start.amount) <= (indicator.tolerance or 0):
        return "unchanged"
    if way == "follow":
        return None
    if way == "hold":
        return _trend_of_hold(indicator, latest, start.amount)
    return "better" if (latest > start.amount) == (way == "increase") else "worse"


def _trend_of_hold(indicator: Indicator, latest: Decimal, previous: Decimal) -> Trend:
    """Return the trend of a value to be held: better when it comes nearer to its target, or else to its baseline."""
    before, after = _distance(indicator, previous), _distance(indicator, latest)
    if before is None or after is None:
        return "worse"  # it should not have moved
    if before == after:
        return "unchanged"
    return "better" if after < before else "worse"


def _distance(indicator: Indicator, value: Decimal) -> Decimal | None:
    """Return the distance from a value to its target or, without one, its baseline; None without either."""
    target = target_of(indicator)
    low = high = indicator.baseline_value
    if target is not None and target.level is not None:
        low = target.value if target.value is not None else target.at_least
        high = target.value if target.value is not None else target.at_most
    if low is None and high is None:
        return None
    below = low - value if low is not None else Decimal(0)
    above = value - high if high is not None else Decimal(0)
    return max(below, above, Decimal(0))


def _share_of_way(indicator: Indicator, run: ComparableRun) -> tuple[Decimal | None, Message | None]:
    if run.amount is None:
        return None, why_no_value(indicator, run.all)
    reason = _why_no_share_of_way(indicator, run)
    level, baseline = level_to_reach(indicator), run.baseline
    if reason is not None or level is None or baseline is None:
        return None, reason
    return 100 * (run.amount - baseline.amount) / (level - baseline.amount), None


def _why_no_level(target: Target | None) -> Message:
    """Return why there is no target value to reach."""
    if target is not None and target.direction is not None:
        return message("the target says which way the value should go, not how far")
    is_change = target is not None and target.change is not None
    return message("the plan gives no baseline") if is_change else message("there is no target value")


def _why_no_share_of_way(indicator: Indicator, run: ComparableRun) -> Message | None:
    """Return why the way from baseline to target cannot be computed; None where it can."""
    if indicator.is_yes_no:
        return _NO_DIRECTION
    level, baseline = level_to_reach(indicator), indicator.baseline_value
    if level is None:
        return _why_no_level(target_of(indicator))
    if baseline is None:
        return message("the plan gives no baseline")
    if is_met(indicator, baseline):
        return _why_no_way_left(is_baseline=level == baseline, is_met_still=meets(indicator, run.latest))
    if run.baseline is None:
        return _why_no_start(indicator, run)
    return None


def _why_no_way_left(*, is_baseline: bool, is_met_still: bool | None) -> Message:
    """Return why there is no way from a baseline that meets the target; the latest value may not meet it."""
    if is_met_still is False:
        return message("the baseline meets the target, but the latest value does not")
    if is_baseline:
        return message("the target is the same as the baseline")
    return message("the baseline meets the target already")


_NO_DIRECTION = message("a yes or a no has no direction")


def level_to_reach(indicator: Indicator) -> Decimal | None:
    """Return the number to reach; of a lower and an upper bound the one nearer to the baseline."""
    target = target_of(indicator)
    if target is None or indicator.is_yes_no:
        return None
    baseline = indicator.baseline_value
    is_span = target.value is None and target.at_least is not None and target.at_most is not None
    if is_span and baseline is not None and target.at_most is not None and baseline > target.at_most:
        return target.at_most
    return target.level


def is_met(indicator: Indicator, value: Decimal) -> bool | None:
    """Return whether a value meets the target; None without a target level.

    A plain target value is a bound in the indicator's direction: a lower bound where the value should increase. For a
    target on the share of units that answer yes, a single answer returns None.
    """
    target = target_of(indicator)
    if target is None or target.level is None or indicator.least_share_of_yes(target) is not None:
        return None
    low, high = target.at_least, target.at_most
    if target.value is not None:
        way = direction(indicator)
        low = target.value if way != "decrease" else None
        high = target.value if way != "increase" else None
    return (low is None or value >= low) and (high is None or value <= high)


def meets(indicator: Indicator, measurement: Measurement | None) -> bool | None:
    """Return whether a measurement meets the target; None where it has no value, or the target no level."""
    return is_met(indicator, measurement.amount) if measurement and measurement.amount is not None else None
