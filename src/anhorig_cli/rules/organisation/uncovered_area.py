"""Areas that nothing contributes to."""

from collections.abc import Iterator

from anhorig_cli.analysis.coverage import CoveredArea, covered_areas
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.plan import Plan
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH604", "uncovered-area", Severity.WARNING, across=True)
def uncovered_area(case: Case) -> Iterator[Finding]:
    """Nothing contributes to one of the plan's areas, in the plan or in another one beside it.

    The plan points out an area and does nothing in it; a subgoal that has been discontinued does not count, but one
    that is assessed as `ej tillämpligt` answers for the area. One that contributes to a part of the area (`del_av`)
    does so to the area, too, and so does an indicator (`bidrar_till`). An area that is itself assessed as `avfört` or
    `ej tillämpligt` is not reported. In a strategy (`dokumenttyp: strategi`), or where a plan has areas and no
    subgoals, the work stands in other plans: an area that none of them contributes to is reported, where at least one
    of them says that it contributes to the strategy (`bidrar_till: strategi/id`).

    **Fix it:** write the area as `bidrar_till` on the subgoal that contributes to it, or add a subgoal.

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
    others = case.contributors_of(case.snapshot) if case.plan.areas else ()
    for covered in covered_areas(case.snapshot, case.plan, others):
        if covered.is_uncovered:
            finding_for = _by_no_plan if covered.is_left_to_plans else _by_nothing
            yield finding_for(covered, case.plan)


def _by_nothing(covered: CoveredArea, plan: Plan) -> Finding:
    return Finding(
        Where(("areas", covered.place)),
        message("only discontinued subgoals contribute to the area '{title}'", title=covered.area.title)
        if covered.has_dropped
        else message("nothing contributes to the area '{title}'", title=covered.area.title),
        message("name it under 'bidrar_till' (contributes_to) on the subgoal or indicator that does"),
        of_many=message(
            "nothing contributes to {n} of {all} areas, apart from discontinued subgoals", all=len(plan.areas)
        ),
    )


def _by_no_plan(covered: CoveredArea, plan: Plan) -> Finding:
    """Return the finding about an area of a strategy; parts of the strategy itself do not count as contributions."""
    name = f"{plan.id}/{covered.area.id}"
    return Finding(
        Where(("areas", covered.place)),
        message("no plan contributes to the area '{title}'", title=covered.area.title),
        message(
            "name it as '{name}' under 'bidrar_till' (contributes_to) on the subgoal that contributes, in its own plan",
            name=name,
        ),
        of_many=message("no plan contributes to {n} of {all} areas", all=len(plan.areas)),
    )
