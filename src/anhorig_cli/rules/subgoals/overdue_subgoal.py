"""Subgoals whose deadline has passed."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, of_many_areas, rule
from anhorig_cli.source import Where, message

_FIXED_WITH_IT = (
    "not-assessed",
    "deviation-without-plan",
    "not-assessed-since-report",
    "assessed-long-ago",
    "activity-after-deadline",
)
"""The rules whose findings are also resolved by a final assessment with a cause, or by a later deadline."""


_FIXED_WITH_VERDICT = ("deviation-without-plan", "undated-status", "assessed-long-ago")
"""The rules whose findings about an area or the plan are also resolved by a final assessment of it with a cause."""


@rule("ANH301", "overdue-subgoal", Severity.ERROR)
def overdue_subgoal(case: Case) -> Iterator[Finding]:
    """A subgoal's deadline has passed, and there is no final assessment of it.

    What was promised to the committee has not been reported as done. A deadline holds to the last day of what is
    written: `2021-11` to 30 November. A subgoal that another one continues, or that is discontinued, is never overdue.
    Where an area or the plan has been assessed, it must be finally assessed when the plan's period has ended.
    `ej uppfyllt` and `delvis uppfyllt` are final from the deadline's last day, and before that with `slutlig: ja`: the
    subgoal was not met, and is not asked for again.

    **Fix it:** assess the subgoal. If it is not met, say so on the deadline's last day or later, with the cause; or
    set a new `senast` and write a revision with its reason and decision.

    ```yaml
    # bad
    delmål:
      - id: rutin
        titel: Gemensam rutin för anhörigombud
        senast: 2021-06-30
    ```

    ```yaml
    # good
    delmål:
      - id: rutin
        titel: Gemensam rutin för anhörigombud
        senast: 2021-06-30
        bedömningar:
          - datum: 2021-06-15
            status: uppfyllt
    ```
    """
    for route, goal in case.snapshot.goals_above():
        if case.snapshot.is_awaiting_verdict(goal):
            yield Finding(
                Where((*route, "assessments")),
                message("the plan's period has ended, but '{title}' has no final assessment", title=goal.title),
                message("assess it as of the last day of the plan's period or later, with the cause if it is not met"),
                Severity.WARNING,
                of_many_areas(route, message("the plan's period has ended, but {n} areas have no final assessment")),
                covers=tuple((slug, route) for slug in _FIXED_WITH_VERDICT),
            )
    for i, subgoal in case.snapshot.subgoals:
        if case.snapshot.is_overdue(subgoal):
            yield Finding(
                Where(("subgoals", i, "due")),
                message("the subgoal '{title}' was due {due}", title=subgoal.title, due=case.snapshot.due(subgoal)),
                message(
                    "make a final assessment: achieved, partly achieved, not achieved or discontinued (with the cause, "
                    "if it is not met), or move the deadline with a revision that gives the reason"
                ),
                command=("assess", subgoal.id),
                covers=tuple((slug, ("subgoals", i)) for slug in _FIXED_WITH_IT),
            )
