"""Indicators that are no longer measured."""

from collections.abc import Iterator
from datetime import date

from anhorig_cli.analysis.coverage import (
    IndicatorUse,
    awaited_until,
    baseline_day,
    fresh_until,
    last_measured,
    measured_since,
)
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import SCALES


@rule("ANH401", "stale-indicator", Severity.WARNING, across=True, threshold=50)
def stale_indicator(case: Case) -> Iterator[Finding]:
    """An indicator has not been measured as often as the plan says.

    What the report calls the latest value may be long out of date. Half an interval is left for a value to come in
    (another part than 50 per cent can be set as the rule's threshold, `gränser` or `thresholds`, in `anhorig.yaml`): an
    indicator with `mätintervall: kvartal` is reported four and a half months after its last value, and as an error
    after seven and a half. One that belongs only to closed subgoals need not be measured, nor one without
    `mätintervall`, and nothing is asked for after the end of the plan's period.

    **Fix it:** add the measurement that is missing; or change `mätintervall` to how often there really is a value.

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
    day = awaited_until(case.snapshot)
    for use in case.indicator_uses:
        if use.indicator.frequency and use.is_followed:
            yield from _stale(case, use, use.indicator.frequency, day)


def _stale(case: Case, use: IndicatorUse, frequency: str, day: date) -> Iterator[Finding]:
    last = last_measured(case.snapshot, use.indicator)
    since = measured_since(case.snapshot, use)
    left = case.threshold(stale_indicator)
    if since is None or day <= fresh_until(since, frequency, 100 + left):
        return
    days = (case.as_of - since).days
    values = {"title": use.indicator.title, "days": days, "frequency": SCALES["frequency"].word(frequency)}
    if last:
        text = message(
            "the last value of the indicator '{title}' is from {date}, {days} days ago (frequency: {frequency})"
        )
        flaw = text.with_values(date=last, **values)
    else:
        text = message(
            "the indicator '{title}' has no measurement {days} days after the start, {start} (frequency: {frequency})"
        )
        flaw = text.with_values(start=since, **values)
    # An indicator without any value may have been added after the start.
    is_serious = (last or baseline_day(use.indicator)) and day > fresh_until(since, frequency, 200 + left)
    yield Finding(
        Where(("indicators", use.place, "frequency")),
        flaw,
        message("add the measurement that is missing, or change 'mätintervall' (frequency)"),
        Severity.ERROR if is_serious else None,
        message("{n} indicators have not been measured as often as their frequency says"),
        ("record", use.indicator.id),
    )
