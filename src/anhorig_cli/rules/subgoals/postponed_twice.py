"""Subgoals whose deadline has been postponed repeatedly."""

from collections.abc import Iterator

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH313", "postponed-twice", Severity.WARNING, threshold=2)
def postponed_twice(case: Case) -> Iterator[Finding]:
    """A subgoal's deadline has been postponed twice or more.

    One postponement can have good reasons. After the second the next date is seldom kept either, unless something else
    is changed than the date. Another number of times than 2 can be set as the rule's threshold, `gränser` or
    `thresholds`, in `anhorig.yaml`. Only revisions that are known and make `senast` later are counted, not those of
    `påbörjas_senast`; a subgoal that is met, discontinued or continued by another is not reported.

    **Fix it:** decide whether the subgoal is to be divided, get more resources, or be discontinued (`avfört`). If the
    date holds this time, let the project accept the finding with `undanta` in `anhorig.yaml`.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        revideringar:
          - {fält: senast, från: 2025-12-31, till: 2026-06-30, beslutad: 2025-11-19, beslut: § 97, skäl: Vakans.}
          - {fält: senast, från: 2026-06-30, till: 2026-12-31, beslutad: 2026-05-20, beslut: § 41, skäl: Vakans.}
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-06-30
        revideringar:
          - {fält: senast, från: 2025-12-31, till: 2026-06-30, beslutad: 2025-11-19, beslut: § 97, skäl: Vakans.}
        bedömningar:
          - {datum: 2026-05-31, status: avfört, kommentar: Ingår i planen för 2027.}
    ```
    """
    often = case.threshold(postponed_twice)
    for i, subgoal in case.open_subgoals:
        days = _postponements(case.snapshot, subgoal)
        if len(days) >= often:
            yield Finding(
                Where(("subgoals", i, "due")),
                message(
                    "the deadline of the subgoal '{title}' has been postponed {n} times, {days} days in all",
                    title=subgoal.title,
                    n=len(days),
                    days=sum(days),
                ),
                message(
                    "divide or discontinue the subgoal; if the date holds now, accept the finding with 'undanta'"
                    " (ignore)"
                ),
            )


def _postponements(snapshot: Snapshot, subgoal: Subgoal) -> list[int]:
    """Return the number of days by which each known revision postponed the deadline.

    If a revision lacks its new date, the next revision or the current deadline gives it.
    """
    revisions = [one for one in snapshot.revisions(subgoal) if one.field == "due"]
    afterwards = [*(one.from_ for one in revisions[1:]), snapshot.due(subgoal)]
    moves = [(one.from_, one.to or after) for one, after in zip(revisions, afterwards, strict=False)]
    days = [_days_later(start, to) for start, to in moves]
    return [number for number in days if number > 0]


def _days_later(start: object, to: object) -> int:
    """Return how many days later `to` ends than `start`; 0 if either is not a date, or `to` has no end."""
    if not isinstance(start, PlanDate) or not isinstance(to, PlanDate) or to.is_open:
        return 0
    return (to.last - start.last).days
