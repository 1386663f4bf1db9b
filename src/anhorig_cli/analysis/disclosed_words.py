"""Words that compare: a trend, and how a value stands against its target, as far as they may be disclosed.

A word of a small count is disclosed only where it would be the same of every small count, and so says nothing more of
it. Where a value is suppressed since others could be worked out from it, no word that depends on it is.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import product

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import Progress, Standing, progress, standing
from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.source import Message, message

NOT_SHOWN = message("not shown, few people")


def disclosed_progress(disclosure: Disclosure, indicator: Indicator, known: Sequence[Measurement]) -> Progress:
    """Return how an indicator has moved, with what may be disclosed of it.

    Neither the trend, nor whether the target is met, is told where it would say more of few people than that they are
    few; nor is the share of the way where a value that it is worked out from is suppressed.
    """
    found = progress(indicator, known)
    readings = _readings(disclosure, indicator, known)
    if readings is not None and len(readings) == 1:  # nothing is suppressed
        return found
    others = [progress(*reading) for reading in readings or ()]
    told = found._replace(way=None)
    if not _are_one(other.trend for other in others):
        told = told._replace(trend="unknown", unknown_because=NOT_SHOWN)
    if not _are_one(_template(other.way_unknown_because) for other in others):
        told = told._replace(way_unknown_because=NOT_SHOWN)
    return told if _are_one(other.is_met for other in others) else told._replace(is_met=None)


def _are_one(words: Iterable[Hashable]) -> bool:
    """Tell whether words are all the same, and there are any."""
    return len(set(words)) == 1


def _template(text: Message | None) -> str:
    return text.template if text else ""


def disclosed_standing(
    disclosure: Disclosure, indicator: Indicator, known: Sequence[Measurement], as_of: date
) -> Standing | None:
    """Return how an indicator stands against its target; None where it is not known, or not disclosed."""
    found = standing(indicator, known, as_of)
    return None if standing_is_suppressed(disclosure, indicator, known, as_of) else found


def standing_is_suppressed(
    disclosure: Disclosure, indicator: Indicator, known: Sequence[Measurement], as_of: date
) -> bool:
    """Tell whether it is not disclosed how an indicator stands: on which side of its target, or of the way to it."""
    readings = _readings(disclosure, indicator, known)
    if readings is None:
        return indicator.target is not None and indicator.target.level is not None
    return not _are_one(_state(standing(*reading, as_of)) for reading in readings)


def _state(found: Standing | None) -> str:
    return found.state if found else ""


_Reading = tuple[Indicator, Sequence[Measurement]]


def _readings(disclosure: Disclosure, indicator: Indicator, known: Sequence[Measurement]) -> list[_Reading] | None:
    """Return the indicator and its measurements as they might be too, as far as it is disclosed what they are.

    None where it is not known what they might be. The words hang on the last two values and the baseline alone.
    """
    hidden = [place for place in _last_two(known) if disclosure.is_suppressed(indicator, known[place])]
    choices = [disclosure.small_values(indicator, known[place]) for place in hidden]
    if disclosure.baseline_is_suppressed(indicator):
        choices.append(disclosure.small_counts)
    tried = [values for values in choices if values is not None]
    if len(tried) < len(choices):
        return None
    return [_reading(indicator, known, hidden, values) for values in product(*tried)]


def _last_two(known: Sequence[Measurement]) -> list[int]:
    """Return where the last two values stand."""
    return [place for place, one in enumerate(known) if one.amount is not None][-2:]


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
