"""Subgoals that have not been assessed since the plan was last reported."""

from bisect import bisect_right
from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.rules.rule import Case, Finding, Together, rule
from anhorig_cli.source import Where, message


@rule("ANH314", "not-assessed-since-report", Severity.WARNING, across=True)
def not_assessed_since_report(case: Case) -> Iterator[Finding]:
    """A subgoal has not been assessed since the plan was last reported.

    The next report would tell the committee what it has been told already. As long as only one report has come since
    the assessment this is information, a reminder before the next one; once there are two, the last report was given on
    an old judgement. Only report occasions that have passed are counted. A subgoal without any assessment has the rule
    `not-assessed`, one without a date `undated-status`; one that is finally assessed or carried on by another is left
    alone.

    **Fix it:** assess the subgoal anew: a date, a status and a comment, also where nothing has changed.

    ```yaml
    # bad
    rapporter:
      - titel: Lägesrapport våren 2026
        datum: 2026-05-20
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bedömningar:
          - datum: 2025-11-05
            status: bedöms uppfyllas
    ```

    ```yaml
    # good
    rapporter:
      - titel: Lägesrapport våren 2026
        datum: 2026-05-20
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bedömningar:
          - datum: 2025-11-05
            status: bedöms uppfyllas
          - datum: 2026-06-24
            status: bedöms uppfyllas
            kommentar: Läget är oförändrat sedan i våras.
    ```
    """
    occasions = _past_occasions(case)
    days = [occasion.first for occasion in occasions]
    number = len(case.open_subgoals)
    for i, subgoal in case.open_subgoals if occasions else ():
        assessment = case.snapshot.assessment(subgoal)
        if assessment is None or assessment.date is None or assessment.status == "not_assessed":
            continue
        known_on = (
            assessment.date.last if assessment.reported is None else max(assessment.date.last, assessment.reported.last)
        )
        since = len(days) - bisect_right(days, known_on)
        if since:
            yield Finding(
                Where(("subgoals", i, "assessments", subgoal.assessments.index(assessment), "date")),
                message(
                    "the subgoal '{title}' was last assessed {assessed}; "
                    "reports since then: {n}, the last one {reported}",
                    title=subgoal.title,
                    assessed=assessment.date,
                    n=since,
                    reported=occasions[-1],
                ),
                message("assess it again: a date, a status and a comment"),
                Severity.INFO if since == 1 else None,
                Together.in_list(
                    "subgoals",
                    message(
                        "{n} of {all} open subgoals have not been assessed since the report {reported}",
                        all=number,
                        reported=occasions[-1],
                    ),
                ),
                ("assess", subgoal.id),
            )


def _past_occasions(case: Case) -> list[PlanDate]:
    """Return the dates of the report occasions that have passed, the first one first."""
    dates = [report.date for report in case.plan.reports if report.date and report.date.has_ended(case.as_of)]
    return sorted(dates, key=lambda one: one.first)
