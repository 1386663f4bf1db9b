"""Assessments, measurements and things done that are dated in the future."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, Together, rule
from anhorig_cli.source import Where, message


@rule("ANH208", "future-fact", Severity.WARNING)
def future_fact(case: Case) -> Iterator[Finding]:
    """An assessment, a measurement or something done is dated in the future.

    Nobody can have assessed, measured or done it yet: the year is wrong, or it is a plan and not a fact. Until the day
    comes no report shows it. A date that has begun is not in the future: `2026` is known from 1 January. A check as of
    an earlier day (`--as-of`) also reports what came after that day, which is then no flaw.

    **Fix it:** correct the date. Write a judgement of what will happen as `bedöms uppfyllas`, dated when it is made,
    and what one wants to reach as the indicator's `målvärde`. Tick off what is done when it is done.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bedömningar:
          - datum: 2062-05-31
            status: bedöms uppfyllas
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        bedömningar:
          - datum: 2026-05-31
            status: bedöms uppfyllas
    ```
    """
    yield from _judged_too_early(case)
    yield from _done_too_early(case)


def _judged_too_early(case: Case) -> Iterator[Finding]:
    yield from _goals_judged_too_early(case)
    yield from _subgoals_judged_too_early(case)
    yield from _answered_too_early(case)
    yield from _measured_too_early(case)


def _subgoals_judged_too_early(case: Case) -> Iterator[Finding]:
    together = Together.in_list("subgoals", message("{n} assessments of subgoals are dated in the future"))
    for i, subgoal in case.snapshot.subgoals:
        for j, assessment in enumerate(subgoal.assessments):
            if assessment.date and assessment.date.first > case.as_of:
                yield Finding(
                    Where(("subgoals", i, "assessments", j, "date")),
                    message(
                        "the assessment of the subgoal '{title}' is dated in the future, {date}",
                        title=subgoal.title,
                        date=assessment.date,
                    ),
                    message("correct the date"),
                    together=together,
                )


def _answered_too_early(case: Case) -> Iterator[Finding]:
    for i, one in enumerate(case.plan.recommendations):
        if one.answered and one.answered.first > case.as_of:
            yield Finding(
                Where(("recommendations", i, "answered")),
                message("an answer is dated in the future, {date}", date=one.answered),
                message("correct the date"),
            )


def _measured_too_early(case: Case) -> Iterator[Finding]:
    together = Together.in_list("indicators", message("{n} measurements are dated in the future"))
    for i, indicator in enumerate(case.plan.indicators):
        for j, measurement in enumerate(indicator.measurements):
            if measurement.is_ours and measurement.date.first > case.as_of:
                yield Finding(
                    Where(("indicators", i, "measurements", j, "date")),
                    message(
                        "the measurement of the indicator '{title}' is dated in the future, {date}",
                        title=indicator.title,
                        date=measurement.date,
                    ),
                    message("correct the date"),
                    together=together,
                )


def _goals_judged_too_early(case: Case) -> Iterator[Finding]:
    """Give the assessments of areas, and of the plan, that are dated in the future."""
    for route, goal in case.snapshot.goals_above():
        for j, assessment in enumerate(goal.assessments):
            if assessment.date and assessment.date.first > case.as_of:
                yield Finding(
                    Where((*route, "assessments", j, "date")),
                    message(
                        "the assessment of '{title}' is dated in the future, {date}",
                        title=goal.title,
                        date=assessment.date,
                    ),
                    message("correct the date"),
                )


def _done_too_early(case: Case) -> Iterator[Finding]:
    """Give what is ticked off on a day that has not come: activities, and occurrences of the annual cycle."""
    activities = (
        (Where(("subgoals", i, "activities", j, "done_on")), activity.title, activity.done_on)
        for i, subgoal in case.snapshot.subgoals
        for j, activity in enumerate(subgoal.activities)
    )
    occurrences = (
        (Where(("annual_cycle", i, "done", j, "date")), item.title, done.date)
        for i, item in enumerate(case.plan.annual_cycle)
        for j, done in enumerate(item.done)
    )
    for where, title, day in (*activities, *occurrences):
        if day is not None and day.first > case.as_of:
            yield Finding(
                where,
                message("'{title}' is ticked off on a day in the future, {date}", title=title, date=day),
                message("correct the date"),
            )
