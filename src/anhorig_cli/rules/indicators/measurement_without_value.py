"""Measurements without a value."""

from collections.abc import Iterator

from anhorig_cli.analysis.facts import is_known
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH409", "measurement-without-value", Severity.WARNING)
def measurement_without_value(case: Case) -> Iterator[Finding]:
    """A measurement has no value.

    Someone began an entry and was to fill it in later. The report can only say that there is no value, and an entry
    that looks like a measurement hides that one is missing.

    **Fix it:** write the value; remove the measurement until there is one; or, if there will be none, say why in
    `saknas`.

    ```yaml
    # bad
    indikatorer:
      - id: stöd
        titel: Anhöriga med stöd
        mätningar:
          - {datum: 2026-03-31, värde: }
    ```

    ```yaml
    # good
    indikatorer:
      - id: stöd
        titel: Anhöriga med stöd
        mätningar:
          - {datum: 2026-03-31, värde: 59}
    ```
    """
    text = message("{n} measurements have no value")
    for i, indicator in enumerate(case.plan.indicators):
        for j, measurement in enumerate(indicator.measurements):
            if _is_empty(measurement) and is_known(measurement, case.as_of):
                yield Finding(
                    Where(("indicators", i, "measurements", j, "value")),
                    message(
                        "the measurement {date} of the indicator '{title}' has no value",
                        date=measurement.date,
                        title=indicator.title,
                    ),
                    message(
                        "write the value, or why there is none under 'saknas' (missing), or remove the measurement"
                    ),
                    of_many=text,
                )


def _is_empty(measurement: Measurement) -> bool:
    if measurement.value is not None or measurement.missing is not None:  # true of nearly all
        return False
    figures = (measurement.numerator, measurement.denominator, measurement.women, measurement.men)
    return all(figure is None for figure in figures)
