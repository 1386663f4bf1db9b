"""Activities whose deadline has passed."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH307", "late-activity", Severity.WARNING)
def late_activity(case: Case) -> Iterator[Finding]:
    """An activity's deadline has passed, and it is neither done nor cancelled.

    Late activities are the first sign that a subgoal will be late. A deadline holds to the last day of what is written,
    and a `klar` that has not come yet does not count. The activities of a subgoal that is finally assessed or continued
    by another are not checked.

    **Fix it:** write `klar` with the date when it was done, or the status `genomförd` or `avförd`; or set a new
    `senast`.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        aktiviteter:
          - titel: Skicka ut broschyren
            status: pågår
            senast: 2026-05
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        aktiviteter:
          - titel: Skicka ut broschyren
            status: genomförd
            senast: 2026-05
            klar: 2026-05-18
    ```
    """
    number = sum(len(subgoal.activities) for _, subgoal in case.snapshot.subgoals)
    text = message("{n} of {all} activities are late", all=number)
    for i, subgoal in case.snapshot.subgoals:
        for j, activity in enumerate(subgoal.activities):
            if case.snapshot.is_late_activity(subgoal, activity):
                yield Finding(
                    Where(("subgoals", i, "activities", j, "due")),
                    message("the activity '{title}' was due {due}", title=activity.title, due=activity.due),
                    message("give the day it was done under 'klar' (done_on), or set a new deadline"),
                    of_many=text,
                    command=("done", case.task_names.of_activity(subgoal, activity)),
                )
