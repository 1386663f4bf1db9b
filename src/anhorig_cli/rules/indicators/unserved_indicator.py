"""Indicators with a target that no subgoal refers to."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH408", "unserved-indicator", Severity.WARNING, across=True)
def unserved_indicator(case: Case) -> Iterator[Finding]:
    """An indicator has a target, and no subgoal works towards it.

    A target that no subgoal refers to is a promise with no work behind it, or the reference was forgotten. An indicator
    without a target may be there for information, one may measure an area (`bidrar_till`), and a plan without subgoals
    leaves the work to others: none of them is reported.

    **Fix it:** write the indicator among the `indikatorer` of the subgoal that is to move it, or remove its target.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        målvärde: 200
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        indikatorer: stöd
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        målvärde: 200
    ```
    """
    if not case.plan.subgoals:
        return
    text = message("no subgoal works towards the targets of {n} of {all} indicators", all=len(case.plan.indicators))
    for use in case.indicator_uses:
        if any(one.says_what for one in use.indicator.targets) and not use.is_used:
            yield Finding(
                Where(("indicators", use.place, "target")),
                message("no subgoal works towards the target of the indicator '{title}'", title=use.indicator.title),
                message("write it among the 'indikatorer' (indicators) of the subgoal that is to move it"),
                of_many=text,
            )
