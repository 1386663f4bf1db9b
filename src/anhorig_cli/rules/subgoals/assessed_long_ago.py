"""Subgoals last assessed long ago, in plans without report occasions."""

from collections.abc import Iterator

from anhorig_cli.analysis.reporting import LONG_AGO
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, of_many_areas, rule
from anhorig_cli.source import Where, message


@rule("ANH318", "assessed-long-ago", Severity.WARNING, threshold=LONG_AGO)
def assessed_long_ago(case: Case) -> Iterator[Finding]:
    """A subgoal was last assessed more than a year ago, and no report is planned.

    Where reports are planned, they say when a subgoal is to be assessed again. Where none is, nobody asks, and an old
    judgement stands as if it were true today. Another number of days than 365 can be set as the rule's threshold
    (`gränser` or `thresholds`, in `anhorig.yaml`). Nothing is reported of a subgoal that is finally assessed.

    **Fix it:** assess the subgoal again, or plan when the plan is reported (`rapporter`).

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2027-12-31
        bedömningar:
          - datum: 2024-06-30
            status: bedöms uppfyllas
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2027-12-31
        bedömningar:
          - datum: 2026-05-31
            status: bedöms uppfyllas
    ```
    """
    days = case.threshold(assessed_long_ago)
    for route, goal in case.snapshot.goals_above():
        if case.snapshot.is_assessed_long_ago(goal, days):
            day = case.snapshot.last_assessed(goal)
            yield Finding(
                Where((*route, "assessments")),
                message("'{title}' was last assessed {date}", title=goal.title, date=str(day)),
                message("assess it again: a date, a status and a comment"),
                of_many=of_many_areas(route, message("{n} areas were last assessed long ago")),
            )
    text = message("{n} of {all} open subgoals were last assessed long ago", all=len(case.open_subgoals))
    for i, subgoal in case.open_subgoals:
        if case.snapshot.is_assessed_long_ago(subgoal, days):
            day = case.snapshot.last_assessed(subgoal)
            yield Finding(
                Where(("subgoals", i, "assessments")),
                message("the subgoal '{title}' was last assessed {date}", title=subgoal.title, date=str(day)),
                message("assess it again: a date, a status and a comment"),
                of_many=text,
                command=("assess", subgoal.id),
            )
