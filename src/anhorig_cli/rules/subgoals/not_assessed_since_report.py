"""Subgoals that have not been assessed since the plan was last reported."""

from collections.abc import Iterator, Sequence

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH314", "not-assessed-since-report", Severity.WARNING, across=True)
def not_assessed_since_report(case: Case) -> Iterator[Finding]:
    """A subgoal has not been assessed since the plan was last reported.

    The next report would repeat what the committee has already been told. As long as only one report has come since the
    assessment this is information, a reminder before the next one; once there are two, the last report was based on an
    old judgement. Only report occasions that have passed are counted. A subgoal without any assessment is reported by
    the rule `not-assessed`, and one whose assessment has no date by `undated-status`; one that is finally assessed or
    continued by another is not reported.

    **Fix it:** assess the subgoal again: a date, a status and a comment, also where nothing has changed.

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
    snapshot = case.snapshot
    for i, subgoal in case.open_subgoals:
        assessment = snapshot.assessment(subgoal)
        since = snapshot.reports_since(subgoal)
        if assessment is not None and since:
            yield Finding(
                Where(("subgoals", i, "assessments", subgoal.assessments.index(assessment), "date")),
                message(
                    "the subgoal '{title}' was last assessed {assessed}; "
                    "reports since then: {n}, the last one {reported}",
                    title=subgoal.title,
                    assessed=assessment.date or assessment.reported,
                    n=since,
                    reported=snapshot.reported[-1],
                ),
                message("assess it again: a date, a status and a comment"),
                Severity.INFO if since == 1 else None,
                _of_many(snapshot.reported, since, len(case.open_subgoals)),
                ("assess", subgoal.id),
            )


def _of_many(reported: Sequence[PlanDate], since: int, number: int) -> Message:
    """Return the message about many subgoals that were last assessed before the last report, or the one before it."""
    if len(reported) == 1:
        text = message("{n} of {all} open subgoals were last assessed before the report {reported}")
        return text.with_values(all=number, reported=reported[-1])
    if since == 1:
        text = message("{n} of {all} open subgoals were last assessed between the reports {before} and {reported}")
    else:
        text = message(
            "{n} of {all} open subgoals were last assessed before the report {before}, and the last report was "
            "{reported}"
        )
    return text.with_values(all=number, before=reported[-2], reported=reported[-1])
