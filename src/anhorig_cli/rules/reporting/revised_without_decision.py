"""Plans that were changed without a decision."""

from collections.abc import Iterator
from datetime import date, timedelta

from anhorig_cli.analysis.changes_since import MovedDates
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH702", "revised-without-decision", Severity.WARNING, across=True)
def revised_without_decision(case: Case) -> Iterator[Finding]:
    """The plan has been changed, and no decision about it is listed.

    What a committee has adopted is changed by a decision. Deadlines have been moved, or subgoals added after the
    plan's start, and neither does a revision name a decision, nor does the plan list one from that time. A plan
    without committee, decisions and reports is not reported, nor are subgoals added to a plan whose period has no
    `från`.

    **Fix it:** add the decision to the plan's `beslut` with its date and `paragraf`, and name it in the revision.

    ```yaml
    # bad
    nämnd: Socialnämnden
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        revideringar:
          - {från: 2025-12-31, till: 2026-12-31, beslutad: 2025-11-18, skäl: Vakans under våren.}
    ```

    ```yaml
    # good
    nämnd: Socialnämnden
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        revideringar:
          - {från: 2025-12-31, till: 2026-12-31, beslutad: 2025-11-18, skäl: Vakans under våren.}
    beslut:
      - {datum: 2025-11-18, organ: Socialnämnden, paragraf: "112"}
    ```
    """
    plan = case.plan
    if not (plan.committee or plan.decisions or plan.reports):
        return
    if (revision := _undecided_revision(case)) is not None:
        decided = revision.decided
        yield Finding(
            Where(("decisions",)),
            message("the plan was revised {decided}, but lists no decision about it", decided=decided)
            if decided
            else message("the plan has been revised, but lists no decision about it"),
            message("add the decision to the plan's 'beslut' (decisions), and name it in the revision"),
            covers=tuple(("moved-without-reason", ("subgoals", i)) for i in _without_decision_only(case)),
        )
    elif (added := _undecided_addition(case)) is not None:
        i, day = added
        yield Finding(
            Where(("subgoals", i, "added")),
            message(
                "the subgoal '{title}' was added {added}, after the plan's start, but the plan lists no decision "
                "since its start",
                title=plan.subgoals[i].title,
                added=day,
            ),
            message("add the decision to the plan's 'beslut' (decisions), or name it under 'tillagd' (added)"),
        )


def _without_decision_only(case: Case) -> Iterator[int]:
    """Yield the indexes of the subgoals whose changes lack a decision and nothing else."""
    for i, found in MovedDates(case.snapshot).lacks().items():
        if all(lack == "decision" for _, lack in found):
            yield i


def _undecided_revision(case: Case) -> Revision | None:
    """Return the first revision, if no revision names a decision and none is listed from that day or later."""
    revisions = [r for _, subgoal in case.snapshot.subgoals for r in case.snapshot.revisions(subgoal)]
    if not revisions or any(revision.decision for revision in revisions):
        return None
    first = min(revisions, key=lambda revision: revision.decided.first if revision.decided else date.max)
    return None if _has_decision(case, first.decided.first if first.decided else date.min) else first


def _undecided_addition(case: Case) -> tuple[int, PlanDate] | None:
    """Return the first subgoal added after the plan's start, and when, if no later decision is listed."""
    start = case.plan.begins
    if start is None or _has_decision(case, start.first + timedelta(days=1)):
        return None
    added = [(i, s.added) for i, s in case.snapshot.subgoals if isinstance(s.added, PlanDate)]
    later = [(i, day) for i, day in added if day.first > start.last]
    return min(later, key=lambda found: found[1].first, default=None)


def _has_decision(case: Case, since: date) -> bool:
    """Return whether a decision from a day or later is known; one without a date may be from any day."""
    dates = [decision.date for decision in case.plan.decisions]
    return any(day is None or (day.first <= case.as_of and day.last >= since) for day in dates)
