"""Values that may be typing errors."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement, Scope
from anhorig_cli.rules.figures import disclosed
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message

_SMALL = 20
"""Below this value, a small difference is a large ratio."""
_PERCENTAGE_POINTS = 50


@rule("ANH407", "improbable-jump", Severity.WARNING, threshold=10)
def improbable_jump(case: Case) -> Iterator[Finding]:
    """A value is so far from the one before that it may be a slip.

    The value is more than ten times the one before, or less than a tenth of it (another number than 10 can be set as
    the rule's threshold, `gränser` or `thresholds`, in `anhorig.yaml`); or a share has moved by more than 50 percentage
    points. Often a digit is missing or double, or a share is written as 0.4 in place of 40. Values that are both below
    20 are not compared, nor values of different units or target groups, nor values that a report does not print since
    they concern few people, nor a measurement with `metodbyte` or a `notering`. A whole number that follows a number
    with decimals, and would be near it with as many decimals (3.4 and then 35), has most likely lost its decimal point,
    and is reported however small it is.

    **Fix it:** correct the value. If it is right, say in the measurement's `notering` what explains it.

    ```yaml
    # bad
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        mätningar:
          - datum: 2025-12-31
            värde: 140
          - datum: 2026-03-31
            värde: 1522
    ```

    ```yaml
    # good
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        mätningar:
          - datum: 2025-12-31
            värde: 140
          - datum: 2026-03-31
            värde: 152
    ```
    """
    times = case.threshold(improbable_jump)
    for i, indicator in enumerate(case.plan.indicators):
        in_percent = indicator.is_in_percent
        jumps = [jump for one in _series(case, indicator) for jump in _jumps(one, times, in_percent=in_percent)]
        places = {id(m): j for j, m in enumerate(indicator.measurements)} if jumps else {}
        for before, measurement in jumps:
            yield Finding(
                Where(("indicators", i, "measurements", places[id(measurement)])),
                message(
                    "the indicator '{title}' goes from {before} to {value} ({date}), which is unlikely",
                    title=indicator.title,
                    before=disclosed(case, indicator, before),
                    value=disclosed(case, indicator, measurement),
                    date=measurement.date,
                ),
                _hint(before, measurement),
            )


def _hint(before: Measurement, after: Measurement) -> Message:
    meant = _with_decimals(before, after)
    if meant is not None:
        return message(
            "did the decimal point get lost? Then write {meant}; if the value is right, say in 'notering' (note) why",
            meant=f"{meant:f}",
        )
    return message("correct the value; if it is right, say in 'notering' (note) why")


def _with_decimals(before: Measurement, after: Measurement) -> Decimal | None:
    """Return a whole number with the decimals of the value before it, if that brings it near that value; else None."""
    if before.value is None or after.value is None or not before.value:
        return None
    if abs(after.value) < _LEAST_FACTOR * abs(before.value):
        return None
    decimals = -int(before.value.as_tuple().exponent)
    if not 0 < decimals <= _MOST_LOST_DECIMALS or int(after.value.as_tuple().exponent) < 0:
        return None
    meant = after.value.scaleb(-decimals)
    return meant if abs(meant - before.value) <= abs(before.value) / 2 else None


_MOST_LOST_DECIMALS = 3
_LEAST_FACTOR = 5
"""How many times larger, at least, a number becomes without its decimal point: a quick test that few values pass."""
_Value = tuple[Decimal, Measurement]
"""The value that is compared, and its measurement."""


def _series(case: Case, indicator: Indicator) -> Iterator[list[_Value]]:
    """Yield the measured values, one list for the whole and one for each unit and target group.

    Suppressed values are skipped: whether there is a finding would disclose more about them than a report does.
    """
    found: dict[Scope, dict[object, _Value]] = {}
    for measurement in case.snapshot.all_measurements(indicator):
        amount = measurement.amount
        if amount is not None and not case.disclosure.is_suppressed(indicator, measurement):
            when = measurement.date
            # The last measurement of a date corrects the earlier ones.
            found.setdefault(measurement.scope, {})[when.first, when.last] = amount, measurement
    for by_date in found.values():
        yield list(by_date.values())


def _jumps(series: list[_Value], times: int, *, in_percent: bool) -> Iterator[tuple[Measurement, Measurement]]:
    """Yield pairs of a value and one far from it; not the return to normal after a single outlier."""
    last_jump: tuple[_Value, _Value] | None = None
    for before, after in pairwise(series):
        if not _is_jump(before, after, times, in_percent=in_percent):
            continue
        is_return = (
            last_jump is not None
            and last_jump[1] is before
            and not _is_jump(last_jump[0], after, times, in_percent=in_percent)
        )
        if not is_return:
            last_jump = before, after
            yield before[1], after[1]


def _is_jump(before: _Value, after: _Value, times: int, *, in_percent: bool) -> bool:
    """Return whether a value is improbably far from the one before it, without an explanation."""
    low, high = sorted((abs(before[0]), abs(after[0])))
    is_far = (in_percent and abs(after[0] - before[0]) > _PERCENTAGE_POINTS) or (
        low > 0 and high >= _SMALL and high > times * low
    )
    is_slip = is_far or _with_decimals(before[1], after[1]) is not None
    return is_slip and not (after[1].method_changed or after[1].note)
