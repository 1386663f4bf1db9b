"""Values that may be slips of the keyboard."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from itertools import pairwise

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Measurement
from anhorig_cli.model.subgoal import known
from anhorig_cli.rules.figures import told
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import folded

_SMALL = 20
"""Below this, a few more or less make many times as many."""
_POINTS = 50
_Compare = Callable[[Measurement, Measurement], bool]
_PERCENT = frozenset({"%", "percent", "per cent", "procent"})


@rule("ANH407", "improbable-jump", Severity.WARNING, threshold=10)
def improbable_jump(case: Case) -> Iterator[Finding]:
    """A value is so far from the one before that it may be a slip.

    The value is more than ten times the one before, or less than a tenth of it (another number than 10 can be set as
    the rule's threshold, `gränser` or `thresholds`, in `anhorig.yaml`); or a share has moved by more than 50
    percentage points. Often a digit is missing or double, or a share is written as 0.4 in place of 40. Values that are
    both below 20 are not compared, nor values of different units or target groups, nor a measurement with `metodbyte`
    or a `notering`.

    **Mend it:** correct the value. If it is right, say in the measurement's `notering` what lies behind it.

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
        is_share = indicator.is_share or folded(indicator.unit_of_measure or "") in _PERCENT
        least = Decimal(case.project.small_count if indicator.people and not is_share else 0)
        is_jump = partial(_is_jump, times=times, least=least, is_share=is_share)
        for series in _series(known(indicator.measurements, case.as_of)):
            for before, measurement in _jumps(series, is_jump):
                place = next(j for j, m in enumerate(indicator.measurements) if m is measurement)
                yield Finding(
                    Where(("indicators", i, "measurements", place)),
                    message(
                        "the indicator '{title}' goes from {before} to {value} ({date}), which is improbable",
                        title=indicator.title,
                        before=told(case, indicator, before),
                        value=told(case, indicator, measurement),
                        date=measurement.date,
                    ),
                    message("correct the value; if it is right, say in 'notering' (note) what lies behind it"),
                )


def _series(measurements: list[Measurement]) -> Iterator[list[Measurement]]:
    """Give the measurements that have a value, one list for the whole and one for each unit and target group."""
    found: dict[tuple[str, str], list[Measurement]] = {}
    for measurement in measurements:
        if measurement.amount is not None:
            of = (folded(measurement.unit or ""), folded(measurement.target_group or ""))
            found.setdefault(of, []).append(measurement)
    for series in found.values():
        # The last of a date corrects the others.
        by_date = {(measurement.date.first, measurement.date.last): measurement for measurement in series}
        yield list(by_date.values())


def _jumps(series: list[Measurement], is_jump: _Compare) -> Iterator[tuple[Measurement, Measurement]]:
    """Give each value that is far from the one before, with that; not the way back from a single odd value."""
    odd: tuple[Measurement, Measurement] | None = None
    for before, measurement in pairwise(series):
        is_way_back = odd is not None and odd[1] is before and not is_jump(odd[0], measurement)
        if is_jump(before, measurement) and not is_way_back:
            odd = before, measurement
            yield odd


def _is_jump(before: Measurement, measurement: Measurement, *, times: int, least: Decimal, is_share: bool) -> bool:
    """Tell whether a value is far from the one before; a count of few people is compared as the least that is told."""
    if measurement.method_changed or measurement.note or before.amount is None or measurement.amount is None:
        return False
    if is_share and abs(measurement.amount - before.amount) > _POINTS:
        return True
    low, high = sorted(max(abs(m), least) if m else m for m in (before.amount, measurement.amount))
    return low > 0 and high >= _SMALL and high > times * low
