"""Shares that are impossible."""

import re
from collections.abc import Iterator
from decimal import Decimal

from anhorig_cli.analysis.facts import is_known
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import FigureOfSex, Measurement
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Route, Where, message

_WHOLE = 100
_SHARE = r"(?i)(?:andel(?:en)?|share|proportion)\b"


@rule("ANH212", "share-out-of-range", Severity.ERROR)
def share_out_of_range(case: Case) -> Iterator[Finding]:
    """A share is more than the whole, less than nothing, or has the denominator 0.

    A share is a numerator of a denominator, in per cent: the numerator is a part of the denominator, which is not 0,
    and the value lies between 0 and 100, as do baseline and target. An indicator is a share where it has a `täljare` or
    a `nämnare`, where a measurement has a `nämnare`, or where it is in per cent and its title begins with “Andel”.
    Other indicators are not checked: a change in per cent may well be less than 0 or more than 100.

    **Fix it:** correct the numbers. Where the denominator is 0 there is nothing to measure: leave out the measurement.
    If the one number is not a part of the other, as with visits a person, write the value alone, without `täljare` and
    `nämnare`.

    ```yaml
    # bad
    indikatorer:
      - id: aktiverade-kort
        titel: Andel aktiverade kort
        täljare: aktiverade kort
        nämnare: utdelade kort
        mätningar:
          - {datum: 2026-03-31, täljare: 400, nämnare: 38}
    ```

    ```yaml
    # good
    indikatorer:
      - id: aktiverade-kort
        titel: Andel aktiverade kort
        täljare: aktiverade kort
        nämnare: utdelade kort
        mätningar:
          - {datum: 2026-03-31, täljare: 38, nämnare: 400}
    ```
    """
    for i, indicator in enumerate(case.plan.indicators):
        if not _is_share(indicator):
            continue
        for route, value in _values(case, i, indicator):
            if not 0 <= value <= _WHOLE:
                yield Finding(
                    Where(route),
                    message(
                        "{value} per cent is not a share, in the indicator '{title}'",
                        value=value,
                        title=indicator.title,
                    ),
                    message("write a value between 0 and 100"),
                )
        for j, measurement in _known_measurements(case, indicator):
            route = ("indicators", i, "measurements", j)
            yield from _check_parts(route, indicator, measurement.date, measurement)
            for name, figure in measurement.sexes.items():
                yield from _check_parts((*route, name), indicator, measurement.date, figure)


def _is_share(indicator: Indicator) -> bool:
    return indicator.is_share or (indicator.is_in_percent and re.match(_SHARE, indicator.title) is not None)


def _values(case: Case, i: int, indicator: Indicator) -> Iterator[tuple[Route, Decimal]]:
    """Yield every value of an indicator, with its route."""
    if indicator.baseline_value is not None:
        yield ("indicators", i, "baseline", "value"), indicator.baseline_value
    for k, target in enumerate(indicator.targets):
        for name in ("value", "at_least", "at_most"):
            value: Decimal | None = getattr(target, name)
            if value is not None:
                yield ("indicators", i, "target", k, name), value
    for j, measurement in _known_measurements(case, indicator):
        if measurement.value is not None:
            yield ("indicators", i, "measurements", j, "value"), measurement.value
        for name, figure in measurement.sexes.items():
            if figure.value is not None:
                yield ("indicators", i, "measurements", j, name, "value"), figure.value


def _known_measurements(case: Case, indicator: Indicator) -> Iterator[tuple[int, Measurement]]:
    return ((j, m) for j, m in enumerate(indicator.measurements) if is_known(m, case.as_of))


def _check_parts(
    route: Route, indicator: Indicator, day: PlanDate, counted: Measurement | FigureOfSex
) -> Iterator[Finding]:
    values = {"title": indicator.title, "date": day}
    if counted.denominator is not None and not counted.denominator:
        yield Finding(
            Where((*route, "denominator")),
            message("the denominator of the indicator '{title}' is 0 on {date}", **values),
            message("leave out the measurement: there is nothing to measure"),
        )
    elif counted.denominator and counted.numerator is not None and counted.numerator > counted.denominator:
        yield Finding(
            Where((*route, "numerator")),
            message("the numerator of the indicator '{title}' is greater than the denominator on {date}", **values),
            message("correct the numbers: the numerator is a part of the denominator"),
        )
