"""Deadlines that were moved without a reason or a decision."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.subgoal import Revision
from anhorig_cli.rules.rule import Case, Finding, Together, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH312", "moved-without-reason", Severity.WARNING, across=True)
def moved_without_reason(case: Case) -> Iterator[Finding]:
    """A deadline was moved, and the revision does not say why or by which decision.

    A promise to the committee was changed, and the report shows it. Without reason and decision nobody can tell whether
    it was allowed, and next time nobody remembers why. The day alone (`beslutad`) does not tell who decided, unless the
    plan lists a decision of that day. Nothing is said of a revision that is decided later, nor of a subgoal that is
    met, discontinued or carried on by another.

    **Mend it:** write the reason as `skäl` and the decision as `beslut`: its id or title among the plan's decisions, or
    the body and paragraph where the plan lists none.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        revideringar:
          - fält: senast
            från: 2026-06-30
            till: 2026-12-31
            beslutad: 2026-05-20
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        revideringar:
          - fält: senast
            från: 2026-06-30
            till: 2026-12-31
            beslutad: 2026-05-20
            beslut: Socialnämnden § 41
            skäl: Tjänsten som anhörigkonsulent har varit vakant.
    ```
    """
    decisions = _Decisions(case)
    text = message("{n} deadlines were moved without a reason or a decision")
    for i, subgoal in case.snapshot.subgoals:
        if not subgoal.revisions or not case.snapshot.is_open(subgoal):
            continue
        known = set(map(id, case.snapshot.revisions(subgoal)))
        for j, revision in enumerate(subgoal.revisions):
            if revision.field == "target" or id(revision) not in known:
                continue
            flaw = _flaw(subgoal.title, revision, is_decided=decisions.has(revision))
            if flaw is not None:
                yield Finding(
                    Where(("subgoals", i, "revisions", j)),
                    flaw,
                    message("write 'skäl' (reason) and 'beslut' (decision) in the revision"),
                    together=Together.in_list("subgoals", text),
                )


def _flaw(title: str, revision: Revision, *, is_decided: bool) -> Message | None:
    """Return what a revision of a deadline lacks; None where it has both a reason and a decision."""
    field = PARTS["subgoal"].term(revision.field)
    if revision.reason and is_decided:
        return None
    if revision.reason:
        return message("'{field}' of the subgoal '{title}' was moved without a decision", field=field, title=title)
    if is_decided:
        return message("'{field}' of the subgoal '{title}' was moved without a reason", field=field, title=title)
    return message("'{field}' of the subgoal '{title}' was moved without reason and decision", field=field, title=title)


class _Decisions:
    """The plan's decisions, by the days when they were made."""

    def __init__(self, case: Case) -> None:
        days = sorted((d.date for d in case.plan.decisions if d.date), key=lambda day: day.first)
        self._first = [day.first for day in days]
        self._last_so_far = list(accumulate((day.last for day in days), max))

    def has(self, revision: Revision) -> bool:
        """Return whether a revision names its decision, or the plan lists one of the day when it was decided."""
        if revision.decision or not revision.decided:
            return bool(revision.decision)
        begun = bisect_right(self._first, revision.decided.last)
        return begun > 0 and self._last_so_far[begun - 1] >= revision.decided.first
