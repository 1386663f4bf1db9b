"""Subgoals that have never been assessed."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH306", "not-assessed", Severity.WARNING)
def not_assessed(case: Case) -> Iterator[Finding]:
    """A subgoal has never been assessed.

    Whether a subgoal is, or will be, met is a person's judgement with a date and a reason. Without an assessment the
    report can only say that nothing is known. A subgoal that another one continues needs no assessment, nor does one
    with a dated `bedömning saknas` and a comment on why it could not be assessed. Nothing is reported before the first
    report occasion, or half a year after the plan began, was decided, or got the subgoal.

    **Fix it:** assess the subgoal: a date, a status and a comment.

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
        bedömningar:
          - datum: 2026-03-31
            status: bedöms uppfyllas
            kommentar: Fler har sökt stöd under våren.
    ```
    """
    current = list(case.snapshot.current())
    text = message("{n} of {all} subgoals have not been assessed", all=len(current))
    for i, subgoal in current:
        if case.snapshot.is_to_be_assessed(subgoal):
            yield Finding(
                Where(("subgoals", i, "assessments")),
                message("the subgoal '{title}' has not been assessed", title=subgoal.title),
                message("add an assessment: a date, a status and a comment"),
                of_many=text,
                command=("assess", subgoal.id),
            )
