"""Subgoals without activities."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.register import Register
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH308", "no-activity", Severity.WARNING, across=True)
def no_activity(case: Case) -> Iterator[Finding]:
    """The plan does not say what is done to reach a subgoal.

    A subgoal without activities is a wish: nobody can tell whether the work has begun. One whose `läge` is written
    needs no activities, nor does one that an item of the annual cycle is for. A subgoal that is met, discontinued or
    continued by another is not checked.

    **Fix it:** write what is to be done, as `aktiviteter`; or how far the work has come, as `läge`.

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
        aktiviteter:
          - titel: Skicka ut broschyren
            status: pågår
    ```
    """
    index = Register(case.plan.subgoals, case.plan.id)
    in_cycle = index.places(name for item in case.plan.annual_cycle for name in item.subgoals)
    text = message(
        "the plan does not say what is done to reach {n} of {all} open subgoals", all=len(case.open_subgoals)
    )
    for i, subgoal in case.open_subgoals:
        is_served = bool(subgoal.activities or subgoal.stage) or i in in_cycle
        if not is_served:
            yield Finding(
                Where(("subgoals", i, "activities")),
                message("the plan does not say what is done to reach the subgoal '{title}'", title=subgoal.title),
                message("list what is to be done under 'aktiviteter' (activities)"),
                of_many=text,
                command=("add activity", subgoal.id),
            )
