"""Changes of method without an explanation."""

from collections.abc import Iterator

from anhorig_cli.analysis.facts import is_known
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH406", "method-changed-without-note", Severity.WARNING)
def method_changed_without_note(case: Case) -> Iterator[Finding]:
    """The method of measuring has changed, and nothing says how.

    A change of method breaks the trend: the value cannot be compared with those before it. Whoever reads the report
    asks what changed, and next year nobody remembers.

    **Fix it:** say in the measurement's `notering` what was done in another way.

    ```yaml
    # bad
    indikatorer:
      - id: nöjda
        titel: Andel nöjda anhöriga
        mätningar:
          - datum: 2026-03
            värde: 74
            metodbyte: ja
    ```

    ```yaml
    # good
    indikatorer:
      - id: nöjda
        titel: Andel nöjda anhöriga
        mätningar:
          - datum: 2026-03
            värde: 74
            metodbyte: ja
            notering: Webbenkät i stället för postenkät.
    ```
    """
    for i, indicator in enumerate(case.plan.indicators):
        for j, measurement in enumerate(indicator.measurements):
            if measurement.method_changed and not measurement.note and is_known(measurement, case.as_of):
                yield Finding(
                    Where(("indicators", i, "measurements", j, "method_changed")),
                    message(
                        "the method of measuring '{title}' changed {date}, but no note says how",
                        title=indicator.title,
                        date=measurement.date,
                    ),
                    message("say in the measurement's 'notering' (note) what was done differently"),
                    of_many=message("the method of measuring changed {n} times, but no note says how"),
                )
