"""How an indicator moves: its direction, trend, and how far it has come. What cannot be computed says why."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.model.values import Trend
from anhorig_cli.source import Message, message


class Progress(NamedTuple):
    """What the measurements known on a day say of an indicator.

    `trend` compares the latest value with the one before (the baseline, for a first measurement); `way` is the share of
    the way from baseline to target that has been gone, in per cent. `unknown_because` and `way_unknown_because` tell
    why either is missing.
    """

    latest: Measurement | None
    previous: Decimal | None
    trend: Trend
    unknown_because: Message | None
    way: Decimal | None
    way_unknown_because: Message | None
    is_met: bool | None


def progress(indicator: Indicator, measurements: Sequence[Measurement]) -> Progress:
    """Work out the progress from the measurements known, oldest first."""
    with_value = [m for m in measurements if m.amount is not None]
    latest = with_value[-1] if with_value else None
    baseline = indicator.baseline.value if indicator.baseline else None
    previous = with_value[-2].amount if len(with_value) > 1 else baseline
    trend, reason = _trend(indicator, latest, previous, measurements)
    way, way_reason = _way(indicator, latest, measurements)
    met = is_met(indicator, latest.amount) if latest and latest.amount is not None else None
    return Progress(latest, previous, trend, reason, way, way_reason, met)


def direction(indicator: Indicator) -> str | None:
    """Return the way the value should go: as written, else as the target shows; None where neither tells."""
    if indicator.direction:
        return indicator.direction
    target = indicator.target
    if target is None:
        return None
    if target.direction:
        return target.direction
    if target.at_least is not None and target.at_most is not None:
        return "hold"
    if target.at_least is not None:
        return "increase"
    if target.at_most is not None:
        return "decrease"
    baseline = indicator.baseline.value if indicator.baseline else None
    if target.value is None or baseline is None or target.value == baseline:
        return None
    return "increase" if target.value > baseline else "decrease"


def why_no_value(indicator: Indicator, measurements: Sequence[Measurement]) -> Message:
    """Say why an indicator has no value: nothing is measured, or a part of the share is never reported."""
    if not indicator.is_share:
        return message("nothing has been measured")
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


def _trend(
    indicator: Indicator, latest: Measurement | None, previous: Decimal | None, measurements: Sequence[Measurement]
) -> tuple[Trend, Message | None]:
    if latest is None or latest.amount is None:
        return "unknown", why_no_value(indicator, measurements)
    if latest.method_changed:
        return "unknown", message("the method of measuring has changed")
    if previous is None:
        return "unknown", message("there is only one measurement")
    way = direction(indicator)
    if way is None:
        return "unknown", message("the plan does not say whether the value should increase or decrease")
    if latest.amount == previous:
        return "unchanged", None
    if way == "hold":
        return _trend_of_hold(indicator, latest.amount, previous), None
    return ("better" if (latest.amount > previous) == (way == "increase") else "worse"), None


def _trend_of_hold(indicator: Indicator, latest: Decimal, previous: Decimal) -> Trend:
    """A value that should be held gets better when it comes nearer to its target, or else to its baseline."""
    before, after = _distance(indicator, previous), _distance(indicator, latest)
    if before is None or after is None:
        return "worse"  # it was to stay where it was
    if before == after:
        return "unchanged"
    return "better" if after < before else "worse"


def _distance(indicator: Indicator, value: Decimal) -> Decimal | None:
    """Return how far a value is from where it should be held: its target, or else its baseline; None without either."""
    target = indicator.target
    low = high = indicator.baseline.value if indicator.baseline else None
    if target is not None and target.level is not None:
        low = target.value if target.value is not None else target.at_least
        high = target.value if target.value is not None else target.at_most
    if low is None and high is None:
        return None
    below = low - value if low is not None else Decimal(0)
    above = value - high if high is not None else Decimal(0)
    return max(below, above, Decimal(0))


def _way(
    indicator: Indicator, latest: Measurement | None, measurements: Sequence[Measurement]
) -> tuple[Decimal | None, Message | None]:
    if latest is None or latest.amount is None:
        return None, why_no_value(indicator, measurements)
    baseline = indicator.baseline.value if indicator.baseline else None
    level = indicator.target.level if indicator.target else None
    if level is None:
        return None, message("there is no target value")
    if baseline is None:
        return None, message("there is no baseline")
    if level == baseline:
        return None, message("the target is the same as the baseline")
    return 100 * (latest.amount - baseline) / (level - baseline), None


def is_met(indicator: Indicator, value: Decimal) -> bool | None:
    """Tell whether a value meets the target; None where only a direction, or nothing, is said.

    A plain target value is met from its direction's side: at least, where the value should increase.
    """
    target = indicator.target
    if target is None or target.level is None:
        return None
    low, high = target.at_least, target.at_most
    if target.value is not None:
        way = direction(indicator)
        low = target.value if way != "decrease" else None
        high = target.value if way != "increase" else None
    return (low is None or value >= low) and (high is None or value <= high)


def expected(indicator: Indicator, as_of: date) -> Decimal | None:
    """Return the value on the straight line from baseline to target on a day.

    The line goes from the last day of the baseline's date to the last day of the target's `by`: before the one it is
    the baseline, after the other the target. None where any of the four is missing or both days are the same.
    """
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or baseline.value is None or target.level is None:
        return None
    if baseline.date is None or target.by is None or target.by.last <= baseline.date.last:
        return None
    whole = (target.by.last - baseline.date.last).days
    gone = min(max((as_of - baseline.date.last).days, 0), whole)
    return baseline.value + (target.level - baseline.value) * gone / whole


class Standing(NamedTuple):
    """Where an indicator's latest value stands against its target.

    `met`: the target is met. `missed`: its day has passed, and it was not. Until then the value is held against the
    straight line, on the day it was measured: `behind` is more than a tenth of the whole way short of it, `on_track` is
    not. `expected` is the value on the line, None for the first two.
    """

    state: Literal["met", "missed", "behind", "on_track"]
    latest: Measurement
    expected: Decimal | None = None


_MARGIN = 10
"""What part of the whole way, one in so many, a value may lie behind the line."""


def standing(indicator: Indicator, measurements: Sequence[Measurement], as_of: date) -> Standing | None:
    """Return how an indicator stands on a day; None where there is nothing to hold its value against.

    There is not without a value and a target level, and, before the target's day, without dated baseline and target or
    with a change of method on the way.
    """
    moved = progress(indicator, measurements)
    if moved.latest is None or moved.is_met is None or indicator.target is None:
        return None
    if moved.is_met:
        return Standing("met", moved.latest)
    if indicator.target.by is not None and indicator.target.by.has_ended(as_of):
        return Standing("missed", moved.latest)
    return _against_the_line(indicator, measurements, as_of)


def _against_the_line(indicator: Indicator, measurements: Sequence[Measurement], as_of: date) -> Standing | None:
    baseline = indicator.baseline
    if baseline is None or baseline.date is None:
        return None
    since = [m for m in measurements if m.date.last > baseline.date.last]
    moved = progress(indicator, since)
    latest = moved.latest
    if latest is None or latest.amount is None or moved.is_met or any(m.method_changed for m in since):
        return None
    start, line, goal = (expected(indicator, on) for on in (date.min, min(latest.date.last, as_of), date.max))
    if start is None or line is None or goal is None or start == goal:
        return None
    short = line - latest.amount if goal > start else latest.amount - line
    return Standing("behind" if short > abs(goal - start) / _MARGIN else "on_track", latest, line)


def forecast(indicator: Indicator, measurements: Sequence[Measurement]) -> Decimal | None:
    """Return where the value will be on the target's day, if it goes on as from the baseline to the latest value.

    Without a baseline the first measurement stands for it. It goes no further than can be: to zero, where no value was
    below it, and to all, where none in per cent was above 100. None without a target day, or without two dated values
    on different days since the method last changed.
    """
    target = indicator.target
    known = [(m.date.last, m.amount, m.method_changed) for m in measurements if m.amount is not None]
    if target is None or target.by is None or not known:
        return None
    since = max((i for i, (_, _, changed) in enumerate(known) if changed), default=None)
    points = [(day, amount) for day, amount, _ in (known if since is None else known[since:])]
    baseline = indicator.baseline
    if since is None and baseline is not None and baseline.value is not None and baseline.date is not None:
        points.insert(0, (baseline.date.last, baseline.value))
    (first_day, first), (last_day, last) = points[0], points[-1]
    if last_day <= first_day:
        return None
    ahead = last + (last - first) * max((target.by.last - last_day).days, 0) / (last_day - first_day).days
    amounts = [amount for _, amount in points]
    if min(amounts) >= 0:
        ahead = max(ahead, Decimal(0))
    if indicator.is_in_percent and max(amounts) <= _WHOLE:
        ahead = min(ahead, Decimal(_WHOLE))
    return ahead


_WHOLE = 100
