"""Women and men who together are more than the total."""

from collections.abc import Iterator
from decimal import Decimal

from anhorig_cli.analysis.facts import is_known
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH214", "more-than-all", Severity.WARNING)
def more_than_all(case: Case) -> Iterator[Finding]:
    """Women and men are together more than all.

    They are parts of the same count of people, as the indicator says (`personer: ja`). One of the numbers is wrong, and
    the report shows them side by side. Women and men of a share are shares themselves, in per cent, and are not added
    up. They may be fewer than all, since not everyone's sex is known, and an approximate value is not checked.

    **Fix it:** correct the number that is wrong.

    ```yaml
    # bad
    indikatorer:
      - id: stöd
        titel: Anhöriga med stöd
        personer: ja
        mätningar:
          - {datum: 2026-03-31, värde: 50, kvinnor: 38, män: 21}
    ```

    ```yaml
    # good
    indikatorer:
      - id: stöd
        titel: Anhöriga med stöd
        personer: ja
        mätningar:
          - {datum: 2026-03-31, värde: 59, kvinnor: 38, män: 21}
    ```
    """
    for i, indicator in enumerate(case.plan.indicators):
        if not indicator.people or indicator.is_in_percent or not indicator.has_sexes:
            continue
        for j, measurement in enumerate(indicator.measurements):
            counted, all_of_them = _women_and_men(measurement), measurement.value
            if all_of_them is None or counted <= all_of_them or not _is_judged(case, measurement):
                continue
            yield Finding(
                Where(("indicators", i, "measurements", j, next(iter(measurement.sexes)))),
                _flaw(case, indicator, measurement, counted, all_of_them),
                message("correct the number that is wrong"),
            )


def _flaw(
    case: Case, indicator: Indicator, measurement: Measurement, counted: Decimal, all_of_them: Decimal
) -> Message:
    """Return the message, without the numbers if the report suppresses them."""
    words = {"title": indicator.title, "date": measurement.date}
    if case.disclosure.sexes_are_suppressed(indicator, measurement):
        return message("women and men are together more than all in the indicator '{title}' on {date}", **words)
    text = message("women and men are together {told} in the indicator '{title}' on {date}, of {all} in all")
    return text.with_values(told=counted, all=all_of_them, **words)


def _is_judged(case: Case, measurement: Measurement) -> bool:
    return not measurement.approximate and is_known(measurement, case.as_of)


def _women_and_men(measurement: Measurement) -> Decimal:
    return sum((figure.amount or Decimal(0) for figure in measurement.sexes.values()), Decimal(0))
