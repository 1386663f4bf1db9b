"""Subgoals that are due soon."""

from collections.abc import Iterator

from anhorig_cli.analysis.upcoming import days_left
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH303", "due-soon", Severity.INFO)
def due_soon(case: Case) -> Iterator[Finding]:
    """A subgoal's deadline is near.

    The last day comes within 30 days, or as many as `snart_dagar` (`due_soon_days`) in `anhorig.yaml` says. It is
    information, not a flaw: time to ask how the work stands.

    **Fix it:** nothing is wrong. Assess the subgoal when its outcome is known.

    ```yaml
    # reported from 15 June 2026
    delmål:
      - id: enkät
        titel: Enkäten är genomförd
        senast: 2026-07-15
    ```

    ```yaml
    # not yet reported in June 2026
    delmål:
      - id: enkät
        titel: Enkäten är genomförd
        senast: 2026-12-15
    ```
    """
    text = message("{n} subgoals are due within {days} days", days=case.project.due_soon_days)
    for i, subgoal in case.snapshot.subgoals:
        due = case.snapshot.due(subgoal)
        if due is not None and case.snapshot.is_due_soon(subgoal, case.project.due_soon_days):
            days = (due.last - case.as_of).days
            yield Finding(
                Where(("subgoals", i, "due")),
                message(
                    "the subgoal '{title}' is due {due}; {left}", title=subgoal.title, due=due, left=days_left(days)
                )
                if days
                else message("the subgoal '{title}' is due today", title=subgoal.title),
                of_many=text,
            )
