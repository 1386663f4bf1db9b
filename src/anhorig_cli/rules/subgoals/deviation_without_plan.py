"""Subgoals that deviate from the plan without a cause or an action."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, of_many_areas, rule
from anhorig_cli.source import Where, message


@rule("ANH311", "deviation-without-plan", Severity.WARNING)
def deviation_without_plan(case: Case) -> Iterator[Finding]:
    """A subgoal is overdue, or will not be fully achieved, and nothing says why or what is done about it.

    The committee needs to know the cause, what is done, and when the subgoal will be met instead; any one of the three
    in the last assessment is enough. An overdue subgoal that has not been assessed has none of them. A comment is
    enough where the assessment is final, or a part is, or will be, met. A subgoal that is met, discontinued or
    continued by another is not reported. Nor is an area, or the plan, while one of the plan's subgoals deviates: the
    subgoal is where to say why.

    **Fix it:** assess the subgoal, and write `orsak`, `åtgärd` or `nytt_datum` in the assessment.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bedömningar:
          - datum: 2026-05-31
            status: bedöms inte uppfyllas
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bedömningar:
          - datum: 2026-05-31
            status: bedöms inte uppfyllas
            orsak: Tjänsten som anhörigkonsulent har varit vakant.
            åtgärd: Ny anhörigkonsulent börjar i augusti.
            nytt_datum: 2026-12-31
    ```
    """
    snapshot = case.snapshot
    yield from _goals_above(case)
    number = len(list(snapshot.current()))
    text = message("{n} of {all} subgoals deviate, but no cause or action is given", all=number)
    for i, subgoal in snapshot.subgoals:
        if snapshot.is_unexplained(subgoal):
            assessment = snapshot.assessment(subgoal)
            place = () if assessment is None else (subgoal.assessments.index(assessment), "status")
            yield Finding(
                Where(("subgoals", i, "assessments", *place)),
                _MESSAGES.get(snapshot.status(subgoal), _OVERDUE).with_values(title=subgoal.title),
                message("write 'orsak' (cause) in the assessment")
                if snapshot.is_not_met(subgoal) or case.plan.document_type == "follow_up"
                else message("write 'orsak' (cause), 'åtgärd' (action) or 'nytt_datum' (new_date) in an assessment"),
                of_many=text,
                command=("assess", subgoal.id),
            )


def _goals_above(case: Case) -> Iterator[Finding]:
    """Yield findings about the plan and areas that deviate without a reason, while no subgoal deviates."""
    for route, goal in case.snapshot.goals_above():
        if case.snapshot.lacks_reason(goal):
            assessment = case.snapshot.assessment(goal)
            last = goal.assessments.index(assessment) if assessment else 0
            yield Finding(
                Where((*route, "assessments", last, "status")),
                message(
                    "'{title}' is not, or is not expected to be, fully achieved, but no cause or action is given",
                    title=goal.title,
                ),
                message("write 'orsak' (cause), 'åtgärd' (action) or 'nytt_datum' (new_date) in the assessment"),
                of_many=of_many_areas(route, message("{n} areas deviate, but no cause or action is given")),
            )


_OVERDUE = message("the subgoal '{title}' is overdue, but no cause or action is given")
_MESSAGES = {
    "unlikely": message("the subgoal '{title}' is not expected to be met, but no cause or action is given"),
    "partly_expected": message(
        "the subgoal '{title}' is only expected to be met in part, but no cause or action is given"
    ),
    "not_achieved": message("the subgoal '{title}' is not met, but no cause or action is given"),
    "partly_achieved": message("the subgoal '{title}' is only met in part, but no cause or action is given"),
}
"""The message about a deviating subgoal, by its status."""
