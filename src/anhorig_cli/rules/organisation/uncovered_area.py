"""Areas that no subgoal contributes to."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.links import Index
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message

_DROPPED = {"discontinued", "not_applicable"}


@rule("ANH604", "uncovered-area", Severity.WARNING, across=True)
def uncovered_area(case: Case) -> Iterator[Finding]:
    """No subgoal contributes to one of the plan's areas.

    The plan points out an area and does nothing in it; a subgoal that has been discontinued does not count. A strategy
    that has areas and no subgoals is not reported: there the work stands in other plans.

    **Mend it:** write the area as `bidrar_till` on the subgoal that contributes to it, or add a subgoal.

    ```yaml
    # bad
    områden:
      - {id: samverkan, titel: Samverkan}
      - {id: stöd, titel: Stöd till anhöriga}
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bidrar_till: stöd
    ```

    ```yaml
    # good
    områden:
      - {id: samverkan, titel: Samverkan}
      - {id: stöd, titel: Stöd till anhöriga}
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bidrar_till: stöd
      - id: d2
        titel: Gemensamma rutiner med vårdcentralerna
        bidrar_till: samverkan
    ```
    """
    if not case.plan.subgoals:
        return
    going_on = [subgoal for subgoal in case.plan.subgoals if case.snapshot.status(subgoal) not in _DROPPED]
    covered = Index(case, case.plan.areas).places(ref for subgoal in going_on for ref in subgoal.contributes_to)
    for i, area in enumerate(case.plan.areas):
        if i not in covered:
            yield Finding(
                Where(("areas", i)),
                message("no subgoal contributes to the area '{title}'", title=area.title),
                message("write it as 'bidrar_till' (contributes_to) on the subgoal that does"),
            )
