"""Reports that come before the assessments."""

from collections.abc import Iterator
from datetime import date, timedelta

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.facts import known, known_from
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.model.snapshot import Snapshot
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message

_A_DAY = timedelta(days=1)


@rule("ANH701", "report-near", Severity.WARNING, across=True, threshold=60)
def report_near(case: Case) -> Iterator[Finding]:
    """The plan is soon to be reported, and subgoals have not been assessed for it.

    The report tells the committee what is new since the one before. An open subgoal that has not been assessed since
    then, or ever where there was none before, has nothing to tell. The report counts as near from 30 days before its
    first day, or as many as `snart_dagar` (`due_soon_days`) in `anhorig.yaml` says, until 60 days after its last,
    or as many as the rule's threshold (`gränser`, `thresholds`) there says.
    Subgoals that were added with the report itself, or later, are not counted.

    **Mend it:** assess the subgoals; an assessment that still holds can be written again with a new date.

    ```yaml
    # bad
    rapporter:
      - {titel: Delårsrapport 2025, datum: 2025-08-31}
      - {titel: Delårsrapport 2026, datum: 2026-07-15}
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bedömningar:
          - datum: 2025-06-30
            status: bedöms uppfyllas
    ```

    ```yaml
    # good
    rapporter:
      - {titel: Delårsrapport 2025, datum: 2025-08-31}
      - {titel: Delårsrapport 2026, datum: 2026-07-15}
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bedömningar:
          - datum: 2025-06-30
            status: bedöms uppfyllas
          - datum: 2026-06-30
            status: bedöms uppfyllas
    ```
    """
    dates = [report.date for report in case.plan.reports if report.date]
    for i, report in enumerate(case.plan.reports):
        if report.date is None or not _is_near(case, report.date):
            continue
        first = report.date.first
        before = max((day for day in dates if day.first < first), key=lambda day: day.first, default=None)
        existed = {i for i, _ in Snapshot(case.plan, first - _A_DAY).subgoals}
        waiting = sum(
            i in existed and case.snapshot.is_open(subgoal) and not _is_assessed(case, subgoal, before)
            for i, subgoal in case.snapshot.subgoals
        )
        if waiting:
            yield Finding(
                Where(("reports", i, "date")),
                _words(report, before, waiting),
                message("assess them: a date, a status and a comment"),
            )


def _is_near(case: Case, day: PlanDate) -> bool:
    if (day.first - case.as_of).days > case.project.due_soon_days:
        return False
    return (case.as_of - day.last).days <= case.threshold(report_near)


def _is_assessed(case: Case, subgoal: Subgoal, before: PlanDate | None) -> bool:
    """Tell whether the subgoal has been assessed since the report before."""
    since = before.first if before else date.min
    assessments = [a for a in known(subgoal.assessments, case.as_of) if a.status != "not_assessed"]
    return any(before is None or known_from(assessment) > since for assessment in assessments)


def _words(report: ReportOccasion, before: PlanDate | None, n: int) -> Message:
    values = {"title": report.title or report.id or message("the report"), "date": report.date, "n": n}
    if before is None:
        if n == 1:
            return message("for '{title}' ({date}), one open subgoal has not been assessed", **values)
        return message("for '{title}' ({date}), {n} open subgoals have not been assessed", **values)
    if n == 1:
        return message(
            "for '{title}' ({date}), one open subgoal has not been assessed since the report {before}",
            before=before,
            **values,
        )
    return message(
        "for '{title}' ({date}), {n} open subgoals have not been assessed since the report {before}",
        before=before,
        **values,
    )
