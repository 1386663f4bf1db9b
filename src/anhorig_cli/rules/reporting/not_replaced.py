"""Plans whose period has ended and that nothing replaces."""

from collections.abc import Iterator

from anhorig_cli.analysis.reporting import is_left_without_successor
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH703", "not-replaced", Severity.WARNING, across=True)
def not_replaced(case: Case) -> Iterator[Finding]:
    """A plan's period has ended, no plan beside it replaces it, and there is still work to do in it.

    Nobody knows whether the plan still holds. It is reported where open subgoals have their deadline after the plan's
    end, or none, and of every strategy, policy or guideline (`dokumenttyp`). ANH301 reports a subgoal whose own
    deadline has passed. A plan is replaced where another one names it as `ersätter`: by its id, its title or its
    registry number.

    **Fix it:** decide on a longer period, name the plan in the one that replaces it (`ersätter`), or end the subgoals
    with a final assessment.

    ```yaml
    # bad
    period: {från: 2022, till: 2025}
    delmål:
      - id: d1
        titel: Anhöriga erbjuds enskilda samtal
        senast: löpande
    ```

    ```yaml
    # good
    period: {från: 2022, till: 2025}
    delmål:
      - id: d1
        titel: Anhöriga erbjuds enskilda samtal
        senast: löpande
        bedömningar:
          - datum: 2025-12-31
            status: uppfyllt
    ```
    """
    if not is_left_without_successor(case.snapshot, case.plans_replacing):
        return
    yield Finding(
        Where(("period",)),
        _flaw(case, len(case.snapshot.ongoing())),
        message("decide on a longer period, or name this plan as 'ersätter' (replaces) in the one that replaces it"),
    )


def _flaw(case: Case, going_on: int) -> Message:
    day = case.plan.ends.last.isoformat() if case.plan.ends else ""
    if going_on:
        return message(
            "the plan's period ended {date} and no plan replaces it, but open subgoals continue: {n}",
            date=day,
            n=going_on,
        )
    return message("the plan's period ended {date} and no plan replaces it", date=day)
