"""Reports that are near while subgoals have not been assessed for them."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from anhorig_cli.analysis.reporting import LATE_REPORT, AssessmentsAwaited, is_report_near
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Route, Where, counted, message


@rule("ANH701", "report-near", Severity.WARNING, across=True, threshold=LATE_REPORT)
def report_near(case: Case) -> Iterator[Finding]:
    """The plan is soon to be reported, and subgoals have not been assessed for it.

    The report tells the committee what is new since the one before. If an open subgoal has not been assessed since
    then, or has never been assessed where there was no report before, there is nothing new to say of it. The report
    counts as near from 30 days before its first day, or as many as `snart_dagar` (`due_soon_days`) in `anhorig.yaml`
    says, until 60 days after its last, or as many as the rule's threshold (`gränser`, `thresholds`) there says.
    Subgoals that were added with the report itself, or later, are not counted.

    **Fix it:** assess the subgoals; an assessment that still holds can be written again with a new date.

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
    near = [(i, report) for i, report in enumerate(case.plan.reports) if report.date and _is_near(case, report.date)]
    if not near:
        return
    waiting = AssessmentsAwaited(case.snapshot)
    waiting_by_place = list(accumulate(map(len, waiting.by_place)))
    last, _ = max(near, key=lambda one: waiting.place(one[1]))
    for i, report in near:
        place = waiting.place(report)
        if waiting_by_place[place]:
            yield Finding(
                Where(("reports", i, "date")),
                _flaw(report, waiting.before(place), waiting_by_place[place]),
                message("assess them: a date, a status and a comment"),
                command=("assess",),
                covers=_covered(waiting.for_report(report)) if i == last else (),
            )


def _covered(waiting: Sequence[tuple[int, Subgoal]]) -> tuple[tuple[str, Route], ...]:
    """Return the findings that the one about a report covers: that each of its subgoals lacks a recent assessment.

    The last report is near for all subgoals of the earlier ones, too.
    """
    return tuple((slug, ("subgoals", i)) for slug in ("not-assessed", "not-assessed-since-report") for i, _ in waiting)


def _is_near(case: Case, day: PlanDate) -> bool:
    return is_report_near(day, case.as_of, case.project.due_soon_days, case.threshold(report_near))


def _flaw(report: ReportOccasion, before: PlanDate | None, n: int) -> Message:
    name = report.title or report.id
    told = message("the report '{title}' ({date})") if name else message("the report {date}")
    values = {"report": told.with_values(title=name, date=report.date)}
    if before is None:
        return counted(
            n,
            "for {report}, one open subgoal has not been assessed",
            "for {report}, {n} open subgoals have not been assessed",
            **values,
        )
    return counted(
        n,
        "for {report}, one open subgoal has not been assessed since the report {before}",
        "for {report}, {n} open subgoals have not been assessed since the report {before}",
        before=before,
        **values,
    )
