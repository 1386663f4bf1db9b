"""Words that compare: a trend, and how a value stands against its target, as far as they may be disclosed.

A word of a small count is disclosed only where it would be the same of every small count, and so says nothing more of
it. Where a value is suppressed since others could be worked out from it, no word that depends on it is.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import product

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import Progress, Start, is_met, last_value, progress, target_of
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.standing import Standing, in_time_for_the_target, standing
from anhorig_cli.analysis.targets import is_due
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement, Scope
from anhorig_cli.model.target import Target
from anhorig_cli.source import Message, message

NOT_SHOWN = message("not shown, few people")


def disclosed_progress(disclosure: Disclosure, snapshot: Snapshot, indicator: Indicator) -> Progress:
    """Return how an indicator, as it was on the day, has moved, with what may be disclosed of it.

    Neither a trend, nor whether the target is met, is reported where it would say more of few people than that they are
    few; nor is the share of the way where a value that it is worked out from is suppressed.
    """
    found = progress(indicator, snapshot.measurements(indicator), first_day(snapshot))
    of_trend = _progresses(disclosure, snapshot, indicator, (found.latest, _measured(found.start)))
    of_step = _progresses(disclosure, snapshot, indicator, (found.latest, _measured(found.previous)))
    of_latest = _progresses(disclosure, snapshot, indicator, (found.latest,))
    disclosed = found if len(of_latest) == 1 else found._replace(way=None)
    if not _are_one(one.trend for one in of_trend):
        disclosed = disclosed._replace(trend="unknown", unknown_because=NOT_SHOWN)
    if not _are_one(one.step for one in of_step):
        disclosed = disclosed._replace(step="unknown")
    if not _are_one(_template(one.way_unknown_because) for one in of_latest):
        disclosed = disclosed._replace(way_unknown_because=NOT_SHOWN)
    return disclosed if _are_one(one.is_met for one in of_latest) else disclosed._replace(is_met=None)


def _measured(start: Start | None) -> Measurement | None:
    return start.measurement if start else None


def first_day(snapshot: Snapshot) -> date | None:
    """Return the first day of the plan's period."""
    period = snapshot.plan.period
    return period.from_.first if period and period.from_ else None


def _progresses(
    disclosure: Disclosure, snapshot: Snapshot, indicator: Indicator, of: Sequence[Measurement | None]
) -> list[Progress]:
    """Return the progress in each way that some measurements and the baseline might be; none where not known."""
    readings = _readings(disclosure, indicator, snapshot.measurements(indicator), of)
    return [progress(*reading, first_day(snapshot)) for reading in readings or ()]


def _are_one(words: Iterable[Hashable]) -> bool:
    """Return whether words are all the same, and there are any."""
    return len(set(words)) == 1


def _template(text: Message | None) -> str:
    return text.template if text else ""


def disclosed_standing(disclosure: Disclosure, snapshot: Snapshot, indicator: Indicator) -> Standing | None:
    """Return how an indicator stands against its target; None where it is not known, or not disclosed.

    What is foreseen is left out where a value that it is worked out from is suppressed.
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
    """Return whether it is not disclosed how an indicator stands: on which side of its target, or of the way to it."""
    known = snapshot.measurements(indicator)
    of = last_value(known), in_time_for_the_target(indicator, known)
    readings = _readings(disclosure, indicator, known, of)
    if readings is None:
        target = target_of(indicator)
        return target is not None and (target.level is not None or target.change is not None)
    return len(readings) > 1 and not _are_one(_state(standing(*reading, snapshot.past_until)) for reading in readings)


class DisclosedParts:
    """Answers how the units and target groups of an indicator meet their targets, as far as they are disclosed."""

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

        A target whose day has passed is held against the last value until then. None where nothing was measured, or it
        is not disclosed.
        """
        ends = target.by.last if target.by and is_due(target, self._as_of) else self._as_of
        latest = last_value([one for one in self._of_scope.get(target.scope, ()) if one.date.last <= ends])
        if latest is None or latest.amount is None:
            return None, None
        alone = target.model_copy(update={"unit": None, "target_group": None})
        judged = self._indicator.model_copy(update={"targets": (alone,), "baseline": None})
        return is_met(judged, latest.amount), latest


def _state(found: Standing | None) -> str:
    return found.state if found else ""


_Reading = tuple[Indicator, Sequence[Measurement]]


def _readings(
    disclosure: Disclosure, indicator: Indicator, known: Sequence[Measurement], of: Sequence[Measurement | None]
) -> list[_Reading] | None:
    """Return the indicator and its measurements as they might be too, as far as it is disclosed what they are.

    None where it is not known what they might be. The words hang on some of the measurements, and the baseline, alone.
    """
    hidden = [
        place for place, one in enumerate(known) if _is_one_of(of, one) and disclosure.is_suppressed(indicator, one)
    ]
    choices = [disclosure.small_values(indicator, known[place]) for place in hidden]
    if disclosure.baseline_is_suppressed(indicator):
        choices.append(disclosure.small_counts)
    tried = [values for values in choices if values is not None]
    if len(tried) < len(choices):
        return None
    return [_reading(indicator, known, hidden, values) for values in product(*tried)]


def _is_one_of(measurements: Sequence[Measurement | None], one: Measurement) -> bool:
    return any(measurement is one for measurement in measurements)


def _reading(
    indicator: Indicator, known: Sequence[Measurement], hidden: Sequence[int], values: Sequence[Decimal]
) -> _Reading:
    """Return the indicator with other values: the first of the hidden measurements, one more of the baseline."""
    measurements = list(known)
    for place, value in zip(hidden, values, strict=False):
        changed = {"value": value, "numerator": None, "denominator": None}
        measurements[place] = known[place].model_copy(update=changed)
    if len(values) > len(hidden) and indicator.baseline:
        baseline = indicator.baseline.model_copy(update={"value": values[-1]})
        indicator = indicator.model_copy(update={"baseline": baseline})
    return indicator, measurements
