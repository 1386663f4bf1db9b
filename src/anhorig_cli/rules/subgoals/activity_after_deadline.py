"""Activities that are due after the deadline of their subgoal."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH319", "activity-after-deadline", Severity.WARNING)
def activity_after_deadline(case: Case) -> Iterator[Finding]:
    """An activity is due only when its subgoal's deadline has passed.

    Either the subgoal is to be met without the activity, or one of the two dates is wrong. Only what surely comes later
    is reported: `senast: 2026` is in time for `senast: 2026-06-30`, since it may be done before. An activity that is
    done, cancelled or ongoing (`löpande`) is not reported, nor are those of a subgoal that is met, discontinued or
    continued by another. An overdue subgoal is reported by the rule `overdue-subgoal`, and a date after the plan's
    period by `outside-period`.

    **Fix it:** give the activity an earlier `senast`, move the subgoal's deadline with a revision that gives the reason
    and the decision, or move the activity to the subgoal that it contributes to.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        aktiviteter:
          - titel: Utbilda kontaktpersoner
            senast: 2027-03-31
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        aktiviteter:
          - titel: Utbilda kontaktpersoner
            senast: 2026-10-31
    ```
    """
    number = sum(len(subgoal.activities) for _, subgoal in case.snapshot.subgoals)
    text = message("{n} of {all} activities are due after the deadline of their subgoal", all=number)
    for i, subgoal in case.open_subgoals:
        due = case.snapshot.due(subgoal)
        for j, activity in case.snapshot.activities_due_after(subgoal):
            yield Finding(
                Where(("subgoals", i, "activities", j, "due")),
                message(
                    "the activity '{title}' is due {due}, after the deadline of its subgoal, {deadline}",
                    title=activity.title,
                    due=activity.due,
                    deadline=due,
                ),
                message("change one of the two dates"),
                of_many=text,
            )
