"""Subgoals assessed as met although activities are not done."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH317", "achieved-with-work-left", Severity.WARNING)
def achieved_with_work_left(case: Case) -> Iterator[Finding]:
    """A subgoal is assessed as met, and some of its activities are not done, or were cancelled.

    Either the assessment came too early, or the activities were done and nobody wrote so, or they were not needed.
    Whoever reads the report sees both, and asks. Where all that is left was cancelled this is information. An activity
    without a status is not reported, since nothing is known of it.

    **Fix it:** write when the activities were done, as `klar`, or cancel them as `avförd`; or assess the subgoal again.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Rutinen för anhörigombud används
        aktiviteter:
          - {titel: Utbilda ombuden, status: pågår}
        bedömningar:
          - datum: 2026-05-31
            status: uppfyllt
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Rutinen för anhörigombud används
        aktiviteter:
          - {titel: Utbilda ombuden, klar: 2026-05-12}
        bedömningar:
          - datum: 2026-05-31
            status: uppfyllt
    ```
    """
    for i, subgoal in case.snapshot.subgoals:
        left = case.snapshot.left_undone(subgoal)
        if not left:
            continue
        statuses = [activity.status_at(case.as_of) for _, activity in left]
        cancelled = statuses.count("cancelled")
        is_only_cancelled = cancelled == len(left)
        yield Finding(
            Where(("subgoals", i, "activities", left[0][0])),
            _flaw(subgoal, len(left) - cancelled, cancelled),
            message("nothing is wrong if they were not needed; if they were, assess the subgoal again")
            if is_only_cancelled
            else message("give the day they were done under 'klar' (done_on), or assess the subgoal again"),
            Severity.INFO if is_only_cancelled else None,
        )


def _flaw(subgoal: Subgoal, undone: int, cancelled: int) -> Message:
    title = subgoal.title
    if undone and cancelled:
        text = message("the subgoal '{title}' is met; activities that are not done: {n}, cancelled: {cancelled}")
        return text.with_values(title=title, n=undone, cancelled=cancelled)
    if undone:
        return message("the subgoal '{title}' is met; activities that are not done: {n}", title=title, n=undone)
    text = message("the subgoal '{title}' is met; activities that were cancelled: {cancelled}")
    return text.with_values(title=title, cancelled=cancelled)
