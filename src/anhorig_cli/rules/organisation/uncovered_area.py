"""Areas that nothing contributes to."""

from collections.abc import Iterator

from anhorig_cli.analysis.coverage import covered_areas
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, Together, rule
from anhorig_cli.source import Where, message


@rule("ANH604", "uncovered-area", Severity.WARNING, across=True)
def uncovered_area(case: Case) -> Iterator[Finding]:
    """Nothing contributes to one of the plan's areas, in the plan or in another one beside it.

    The plan points out an area and does nothing in it; a subgoal that has been discontinued does not count, but
    one that is assessed as `ej tillämpligt` answers for the area. One that contributes to a part of the area
    (`del_av`) does so to the area, too, and so does an indicator (`bidrar_till`). A strategy that has areas and no
    subgoals is not reported: there the work stands in other plans.

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
    others = case.plans_naming() if case.plan.areas and case.plan.subgoals else ()
    text = message("nothing contributes to {n} of {all} areas", all=len(case.plan.areas))
    for covered in covered_areas(case.snapshot, case.plan, others):
        if covered.is_uncovered:
            yield Finding(
                Where(("areas", covered.place)),
                message("nothing contributes to the area '{title}'", title=covered.area.title),
                message("name it under 'bidrar_till' (contributes_to) on the subgoal or indicator that does"),
                together=Together.in_list("areas", text),
            )
