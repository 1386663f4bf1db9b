"""Subgoals whose work should have begun but has not."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH302", "late-start", Severity.WARNING)
def late_start(case: Case) -> Iterator[Finding]:
    """The work should have begun by now, but it has not.

    The start deadline (`påbörjas_senast`) has passed, and every activity is `ej påbörjad` (or the subgoal's own `läge`
    is).

    **Fix it:** say that the work has begun, on the activity that has; or set a new start deadline with a revision.

    ```yaml
    # bad
    delmål:
      - id: utbildning
        titel: All personal utbildas
        påbörjas_senast: 2021-02-28
        läge: ej påbörjad
    ```

    ```yaml
    # good
    delmål:
      - id: utbildning
        titel: All personal utbildas
        påbörjas_senast: 2021-02-28
        läge: pågår
    ```
    """
    for i, subgoal in case.snapshot.subgoals:
        if case.snapshot.is_late_in_starting(subgoal):
            yield Finding(
                Where(("subgoals", i, "start_by")),
                message(
                    "the subgoal '{title}' was to begin by {start_by}, but nothing has begun",
                    title=subgoal.title,
                    start_by=case.snapshot.start_by(subgoal),
                ),
                message("say what has begun, or set a new 'påbörjas_senast' (start_by) with a revision"),
            )
