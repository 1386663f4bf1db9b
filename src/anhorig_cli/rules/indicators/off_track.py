"""Indicators that fall behind the way to their target."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.model.progress import expected, progress
from anhorig_cli.rules.figures import rounded, told
from anhorig_cli.rules.links import uses_of_indicators
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message

_MARGIN = 10
"""What part of the whole way, one in so many, a value may lie behind the line."""


@rule("ANH403", "off-track", Severity.WARNING, across=True)
def off_track(case: Case) -> Iterator[Finding]:
    """An indicator moves too slowly to meet its target in time.

    While there is still time to act, the latest value is held against the straight line from baseline to target, on the
    day it was measured. It is reported when it lies behind by more than a tenth of the whole way. It is not when the
    target is met already, when the baseline or the target lacks a date, or when the method of measuring has changed on
    the way.

    **Mend it:** nothing is wrong in the file. Ask what holds the work back, and write it in the subgoal's assessment
    with cause and action; or let a new target be decided.

    ```yaml
    # bad
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        utgångsvärde: {värde: 100, datum: 2024-12-31}
        målvärde: {minst: 200, senast: 2026-12-31}
        mätningar:
          - datum: 2025-12-31
            värde: 120
    ```

    ```yaml
    # good
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        utgångsvärde: {värde: 100, datum: 2024-12-31}
        målvärde: {minst: 200, senast: 2026-12-31}
        mätningar:
          - datum: 2025-12-31
            värde: 145
    ```
    """
    for use in uses_of_indicators(case):
        if not use.is_followed or (behind := _behind(case, use.indicator)) is None:
            continue
        latest, line = behind
        place = next(j for j, m in enumerate(use.indicator.measurements) if m is latest)
        yield Finding(
            Where(("indicators", use.index, "measurements", place)),
            message(
                "the indicator '{title}' lies behind: {expected} was expected {date}, and the value is {value}",
                title=use.indicator.title,
                expected=rounded(line),
                date=latest.date,
                value=told(case, use.indicator, latest),
            ),
            message("say in the subgoal's assessment what holds it back, and what is done about it"),
        )


def _behind(case: Case, indicator: Indicator) -> tuple[Measurement, Decimal] | None:
    """Return the latest value and what was expected on its day, where it lies too far behind; else None."""
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or baseline.date is None or target is None or target.by is None:
        return None
    measurements = [m for m in case.snapshot.measurements(indicator) if m.date.last > baseline.date.last]
    moved = progress(indicator, measurements)
    latest = moved.latest
    if latest is None or latest.amount is None or moved.is_met or target.by.has_ended(case.as_of):
        return None
    day = min(latest.date.last, case.as_of)
    start, line, goal = (expected(indicator, on) for on in (date.min, day, date.max))
    if start is None or line is None or goal is None or any(m.method_changed for m in measurements):
        return None
    short = line - latest.amount if goal > start else latest.amount - line
    return (latest, line) if goal != start and short > abs(goal - start) / _MARGIN else None
