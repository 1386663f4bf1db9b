"""Measurements that contradict themselves."""

from collections.abc import Iterator

from anhorig_cli.analysis.facts import is_known
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.register import Register
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message

_FIGURES = ("value", "numerator", "denominator", "women", "men")


@rule("ANH412", "contradicting-measurement", Severity.ERROR)
def contradicting_measurement(case: Case) -> Iterator[Finding]:
    """A measurement is marked as missing but has a value, or as somebody else's but is our own.

    `saknas` says why there is no value, so a value beside it is never printed in a report. `jämförelse` names somebody
    else, such as the whole country: its value is shown beside ours, even where it concerns few people, and is no part
    of trend or progress. A unit or a target group of the plan is not somebody else.

    **Fix it:** keep the value or `saknas`, whichever is true. Name a unit of the plan in `enhet`, and a target group
    in `målgrupp`.

    ```yaml
    # bad
    indikatorer:
      - id: stöd
        titel: Anhöriga med stöd
        mätningar:
          - {datum: 2026-03-31, värde: 59, saknas: Stängt}
    ```

    ```yaml
    # good
    indikatorer:
      - id: stöd
        titel: Anhöriga med stöd
        mätningar:
          - {datum: 2026-03-31, saknas: Stängt}
    ```
    """
    units, groups = Register(case.plan.units, case.plan.id), Register(case.plan.target_groups, case.plan.id)
    for i, indicator in enumerate(case.plan.indicators):
        for j, one in enumerate(indicator.measurements):
            figure = _figure(one) if one.missing is not None and is_known(one, case.as_of) else None
            if figure is not None:
                yield Finding(
                    Where(("indicators", i, "measurements", j, figure)),
                    message(
                        "the measurement {date} of the indicator '{title}' is marked as missing but has a value",
                        date=one.date,
                        title=indicator.title,
                    ),
                    message("keep the value or 'saknas' (missing), whichever is true"),
                )
            if one.comparison and (units.has(one.comparison) or groups.has(one.comparison)):
                yield Finding(
                    Where(("indicators", i, "measurements", j, "comparison")),
                    message("'{name}' is a part of the plan, not somebody else to compare with", name=one.comparison),
                    message(
                        "write a unit of the plan under 'enhet' (unit), "
                        "and a target group under 'målgrupp' (target_group)"
                    ),
                )


def _figure(measurement: Measurement) -> str | None:
    """Return the name of the first field in which a measurement has a figure, or None."""
    return next((name for name in _FIGURES if getattr(measurement, name) is not None), None)
