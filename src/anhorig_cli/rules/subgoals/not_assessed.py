"""Subgoals that nobody has assessed."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case, Finding, Together, rule
from anhorig_cli.source import Where, message

_HALF_A_YEAR = 182  # days


@rule("ANH306", "not-assessed", Severity.WARNING)
def not_assessed(case: Case) -> Iterator[Finding]:
    """A subgoal has never been assessed.

    Whether a subgoal is, or will be, met is a person's judgement with a date and a reason. Without an assessment the
    report can only say that nothing is known. A subgoal that another one carries on needs no assessment, nor one of
    which it is said on a day, as `bedömning saknas` with a comment, why it could not be assessed. Nothing is said
    before the first report occasion, or half a year after the plan began, was decided, or got the subgoal.

    **Mend it:** assess the subgoal: a date, a status and a comment.

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
    has_reported = any(report.date and report.date.last <= case.as_of for report in case.plan.reports)
    at_once = has_reported or case.plan.document_type == "follow_up"
    text = message("{n} of {all} subgoals have not been assessed", all=len(current))
    for i, subgoal in current:
        if case.snapshot.is_unassessed(subgoal) and (at_once or _has_gone_on(case, subgoal)):
            yield Finding(
                Where(("subgoals", i, "assessments")),
                message("the subgoal '{title}' has not been assessed", title=subgoal.title),
                message("add an assessment: a date, a status and a comment"),
                together=Together.in_list("subgoals", text),
            )


def _has_gone_on(case: Case, subgoal: Subgoal) -> bool:
    """Return whether half a year has gone since the plan began, it was decided and the subgoal was added.

    Where nothing tells when that was, nobody knows that it is too early.
    """
    plan = case.plan
    decided = [one.date.first for one in plan.decisions if one.date]
    start = plan.period.from_.first if plan.period and plan.period.from_ else None
    added = case.snapshot.added(subgoal)
    days = [day for day in (start, added, min(decided, default=None)) if day]
    return not days or (case.as_of - max(days)).days > _HALF_A_YEAR
