"""Indicators measured twice on the same date."""

from collections.abc import Iterator
from datetime import date

from anhorig_cli.analysis.facts import known_from
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.measurement import Measurement, Scope
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Route, Where, message
from anhorig_cli.vocabulary import folded

_Key = tuple[date, date, Scope, str]


@rule("ANH213", "duplicate-measurement", Severity.WARNING)
def duplicate_measurement(case: Case) -> Iterator[Finding]:
    """An indicator is measured twice on the same date.

    Only one of the two values can be the indicator's. The last in the file counts, and the other is taken for the value
    before it, so that the trend may be wrong. Measurements of different units or target groups are not the same, nor is
    another's value to compare with (`jämförelse`), one by a new method (`metodbyte`), or a correction that was reported
    later (`rapporterad`).

    **Fix it:** keep one of them; or write the unit or target group that each is of; or, if the later one corrects the
    first, the day when it was reported.

    ```yaml
    # bad
    indikatorer:
      - id: anhöriga-med-stöd
        titel: Antal anhöriga med stöd
        mätningar:
          - {datum: 2026-03-31, värde: 45}
          - {datum: 2026-03-31, värde: 46}
    ```

    ```yaml
    # good
    indikatorer:
      - id: anhöriga-med-stöd
        titel: Antal anhöriga med stöd
        mätningar:
          - {datum: 2026-03-31, värde: 45}
          - {datum: 2026-06-30, värde: 46}
    ```
    """
    for i, indicator in enumerate(case.plan.indicators):
        first: dict[_Key, tuple[Route, date]] = {}
        for j, measurement in enumerate(indicator.measurements):
            known = known_from(measurement)
            if known > case.as_of:
                continue
            route: Route = ("indicators", i, "measurements", j, "date")
            earlier, known_earlier = first.setdefault(_key(measurement), (route, known))
            if known > known_earlier:
                first[_key(measurement)] = route, known
            elif earlier is not route and not measurement.method_changed:
                yield Finding(
                    Where(route),
                    message(
                        "the indicator '{title}' has a measurement of {date} already on line {line}; "
                        "the last in the file counts",
                        title=indicator.title,
                        date=measurement.date,
                        line=Where(earlier),
                    ),
                    message("keep one of them, or write which unit or target group each is for"),
                )


def _key(measurement: Measurement) -> _Key:
    when = measurement.date
    return when.first, when.last, measurement.scope, folded(measurement.comparison or "")
