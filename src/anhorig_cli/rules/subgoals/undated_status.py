"""Subgoals whose status has no date."""

from collections.abc import Iterator

from anhorig_cli.analysis.snapshot import Judged, Snapshot
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, of_many_areas, rule
from anhorig_cli.source import Route, Where, message


@rule("ANH316", "undated-status", Severity.WARNING)
def undated_status(case: Case) -> Iterator[Finding]:
    """A subgoal's status has no date.

    Nobody can tell whether the judgement is of last week or of last year, and the report prints it “utan datum”
    whatever day it is made for. It holds only until there is an assessment with a date. A subgoal that another one
    continues is not reported.

    **Fix it:** write the assessment in `bedömningar`, with its date.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        status: bedöms uppfyllas
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bedömningar:
          - datum: 2026-05-31
            status: bedöms uppfyllas
    ```
    """
    current = list(case.snapshot.current())
    text = message("the status of {n} of {all} subgoals has no date", all=len(current))
    for route, goal in case.snapshot.goals_above():
        if place := _undated(case.snapshot, goal):
            yield Finding(
                Where((*route, *place)),
                message("the assessment of '{title}' has no date", title=goal.title),
                message("give its date under 'datum' (date)"),
                of_many=of_many_areas(route, message("the assessments of {n} areas have no date")),
            )
    for i, subgoal in current:
        if place := _undated(case.snapshot, subgoal):
            yield Finding(
                Where(("subgoals", i, *place)),
                message("the status of the subgoal '{title}' has no date", title=subgoal.title),
                message("write it in 'bedömningar' (assessments), with its date"),
                of_many=text,
            )


def _undated(snapshot: Snapshot, judged: Judged) -> Route:
    """Return the route of the last assessment's status within its part if it has no date; else an empty route."""
    assessment = snapshot.assessment(judged)
    if assessment is None or assessment.date is not None or assessment.status == "not_assessed":
        return ()
    return "assessments", judged.assessments.index(assessment), "status"
