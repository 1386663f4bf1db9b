"""Subgoals that nobody is responsible for."""

from collections.abc import Iterator

from anhorig_cli.analysis.responsibility import Responsibility
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH304", "no-responsible", Severity.WARNING)
def no_responsible(case: Case) -> Iterator[Finding]:
    """Nobody is responsible for a subgoal.

    What nobody is responsible for is lost when staff leave. Responsibility is by role or unit, not by name. A subgoal
    has somebody responsible if all of its activities have, apart from cancelled ones; one that is finally assessed or
    continued by another needs nobody. Where it names nobody, whoever is responsible for the plan's areas that it
    contributes to, or else for the plan, is responsible; that is reported once, as information. For a guideline the
    rule asks who is responsible for all of it, not for each subgoal.

    **Fix it:** name the role or unit under `ansvarig`, on the subgoal, its area or the plan.

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
        ansvarig: Anhörigkonsulent
    ```
    """
    if case.plan.document_type == "guideline":
        yield from _check_guideline(case)
        return
    text = message("{n} of {all} open subgoals have nobody responsible", all=len(case.open_subgoals))
    responsibility = Responsibility(case.plan)
    for i, subgoal in case.open_subgoals:
        if responsibility.lacks(case.snapshot, subgoal):
            yield Finding(
                Where(("subgoals", i, "responsible")),
                message("nobody is responsible for the subgoal '{title}'", title=subgoal.title),
                message("name the role or unit under 'ansvarig' (responsible)"),
                of_many=text,
            )
    inherited = sum(responsibility.inherits(case.snapshot, subgoal) for _, subgoal in case.open_subgoals)
    if inherited:
        yield Finding(
            Where(("responsible",)) if case.plan.responsible else Where(("subgoals",), "key"),
            _inherited(inherited, len(case.open_subgoals)),
            message(
                "nothing is wrong; write 'ansvarig' (responsible) on a subgoal that somebody else is responsible for"
            ),
            Severity.INFO,
        )


def _inherited(n: int, total: int) -> Message:
    if total == 1:
        return message("the open subgoal names nobody responsible: the one for the plan or the area is responsible")
    return message(
        "{n} of {all} open subgoals name nobody responsible: the one for the plan or the area is responsible",
        n=n,
        all=total,
    )


def _check_guideline(case: Case) -> Iterator[Finding]:
    """Yield the finding that nobody is responsible for a guideline, unless each of its subgoals names somebody."""
    if case.plan.responsible or all(subgoal.responsible for _, subgoal in case.open_subgoals):
        return
    yield Finding(
        Where(("title",)),
        message("nobody is responsible for the plan '{title}'", title=case.plan.title),
        message("name the role or unit under 'ansvarig' (responsible)"),
    )
