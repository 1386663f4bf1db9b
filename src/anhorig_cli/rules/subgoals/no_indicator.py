"""Subgoals that no indicator measures."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH305", "no-indicator", Severity.WARNING)
def no_indicator(case: Case) -> Iterator[Finding]:
    """No indicator shows whether a subgoal is met.

    Without an indicator one can follow what is done, but not whether it makes any difference to carers. A subgoal that
    is met, discontinued or continued by another needs none.

    **Fix it:** list the indicator that measures it under `indikatorer`, and add one to the plan if there is none.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        indikatorer: anhöriga-med-stöd
    indikatorer:
      - id: anhöriga-med-stöd
        titel: Antal anhöriga med stöd
    ```
    """
    text = message(
        "{n} of {all} open subgoals have no indicator that shows whether they are met", all=len(case.open_subgoals)
    )
    for i, subgoal in case.open_subgoals:
        if not subgoal.indicators:
            yield Finding(
                Where(("subgoals", i, "indicators")),
                message("no indicator shows whether the subgoal '{title}' is met", title=subgoal.title),
                message("name the indicator that measures it under 'indikatorer' (indicators)"),
                of_many=text,
            )
