"""Indicators that are no longer measured."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from anhorig_cli.analysis.coverage import IndicatorUse
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.rules.links import uses_of_indicators
from anhorig_cli.rules.rule import Case, Finding, Together, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import SCALES

_MONTHS = {"month": 1, "quarter": 3, "tertial": 4, "half_year": 6, "year": 12}
_DAYS_IN_MONTH = 30


@rule("ANH401", "stale-indicator", Severity.WARNING, across=True, threshold=50)
def stale_indicator(case: Case) -> Iterator[Finding]:
    """An indicator has not been measured as often as the plan says.

    What the report calls the latest value may be long out of date. Half an interval is left for a value to come in
    (another part than 50 per cent can be set as the rule's threshold, `gränser` or `thresholds`, in `anhorig.yaml`): an
    indicator with `mätintervall: kvartal` is reported four and a half months after its last value, and as an error
    after seven and a half. One that serves only subgoals that are closed need not be measured, nor one without
    `mätintervall`, and nothing is asked for after the end of the plan's period.

    **Mend it:** add the measurement that is missing; or change `mätintervall` to how often there really is a value.

    ```yaml
    # bad
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        mätintervall: kvartal
        mätningar:
          - datum: 2025-12-31
            värde: 140
    ```

    ```yaml
    # good
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        mätintervall: kvartal
        mätningar:
          - datum: 2025-12-31
            värde: 140
          - datum: 2026-03-31
            värde: 152
    ```
    """
    period = case.plan.period
    day = min(case.as_of, period.to.last) if period and period.to else case.as_of
    for use in uses_of_indicators(case):
        if use.indicator.frequency and use.is_followed:
            yield from _judged(case, use, use.indicator.frequency, day)


def _judged(case: Case, use: IndicatorUse, frequency: str, day: date) -> Iterator[Finding]:
    last, baseline = _last_measured(case, use.indicator), _baseline_day(use.indicator)
    since = last.last if last else _start(case, use, baseline)
    left = case.threshold(stale_indicator)
    if since is None or day <= _limit(since, frequency, 100 + left):
        return
    words = {"title": use.indicator.title, "frequency": SCALES["frequency"].word(frequency)}
    days = (case.as_of - since).days
    # Without a value, the indicator may have been added since the start.
    is_grave = (last or baseline) and day > _limit(since, frequency, 200 + left)
    yield Finding(
        Where(("indicators", use.index, "frequency")),
        message(
            "the last value of the indicator '{title}' is from {date}, {days} days ago (frequency: {frequency})",
            date=last,
            days=days,
            **words,
        )
        if last
        else message(
            "the indicator '{title}' has no measurement {days} days after the start, {start} (frequency: {frequency})",
            days=days,
            start=since,
            **words,
        ),
        message("add the measurement that is missing, or change 'mätintervall' (frequency)"),
        Severity.ERROR if is_grave else None,
        Together.in_list("indicators", message("{n} indicators have no value as new as their frequency asks for")),
    )


def _last_measured(case: Case, indicator: Indicator) -> PlanDate | None:
    """Return the date of the last measurement: of the whole, or of a part where the whole is never measured."""
    measurements = case.snapshot.measurements(indicator) or case.snapshot.all_measurements(indicator)
    return max((m.date for m in measurements), key=lambda date: date.last, default=None)


def _baseline_day(indicator: Indicator) -> date | None:
    baseline = indicator.baseline
    if baseline is None or baseline.value is None or baseline.date is None:
        return None
    return baseline.date.last


def _start(case: Case, use: IndicatorUse, baseline: date | None) -> date | None:
    """Return when measuring should have begun: with the plan, or when the first subgoal that needs it was added.

    Never before the baseline. None where the plan tells of no start.
    """
    period = case.plan.period
    days: list[date] = []
    if period and period.from_:
        days.append(period.from_.first)
    if baseline:
        days.append(baseline)
    added = [subgoal.added.first for subgoal in use.subgoals if isinstance(subgoal.added, PlanDate)]
    if added and len(added) == len(use.subgoals):
        days.append(min(added))
    return max(days, default=None)


def _limit(last: date, frequency: str, percent: int) -> date:
    """Return the last day on which a value is still fresh enough: so many per cent of an interval later."""
    months, hundredths = divmod(percent * _MONTHS[frequency], 100)
    year, month = divmod(last.year * 12 + last.month - 1 + months, 12)
    day = min(last.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=_DAYS_IN_MONTH * hundredths // 100)
