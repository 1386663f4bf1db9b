"""Anything that ends before it begins."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Route, Where, message


@rule("ANH207", "start-after-due", Severity.WARNING)
def start_after_due(case: Case) -> Iterator[Finding]:
    """Something is to begin after it has ended.

    The start deadline of a subgoal or an activity comes after its deadline, or the `från` of a period, a role or an
    item of the annual cycle after its `till`. One of the two dates is wrong, and so is what is counted as late. A
    deadline holds to its last day, so `påbörjas_senast: 2026-06-15` is in time for `senast: 2026-06`. Subgoals that are
    met, discontinued or continued by another are not checked, nor are activities that are done or cancelled.

    **Fix it:** change one of the two dates.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: All personal utbildas
        påbörjas_senast: 2026-10-01
        senast: 2026-09-30
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: All personal utbildas
        påbörjas_senast: 2026-09-01
        senast: 2026-09-30
    ```
    """
    for route, text, title, start_by, due in _deadlines(case):
        if _is_after(start_by, due):
            flaw = text.with_values(title=title, start_by=start_by, due=due)
            yield Finding(Where(route), flaw, message("change one of the two dates"))
    for route, name, start, end in _periods(case):
        if _is_after(start, end):
            yield Finding(
                Where((*route, "to")),
                message("'{title}' ends {end}, before it begins, {start}", title=name, end=end, start=start)
                if name
                else message("the period ends {end}, before it begins, {start}", end=end, start=start),
                message("change one of the two dates"),
            )


_SUBGOAL = message("the subgoal '{title}' is to begin by {start_by} but is due {due}")
_ACTIVITY = message("the activity '{title}' is to begin by {start_by} but is due {due}")


def _deadlines(case: Case) -> Iterator[tuple[Route, Message, str, PlanDate | None, PlanDate | None]]:
    """Yield what is still open: its route, message and title, and its two dates."""
    for i, subgoal in case.open_subgoals:
        start_by, due = case.snapshot.start_by(subgoal), case.snapshot.due(subgoal)
        yield ("subgoals", i, "start_by"), _SUBGOAL, subgoal.title, start_by, due
        for j, activity in enumerate(subgoal.activities):
            if activity.is_left(case.as_of):
                route = ("subgoals", i, "activities", j, "start_by")
                yield route, _ACTIVITY, activity.title, activity.start_by, activity.due


def _periods(case: Case) -> Iterator[tuple[Route, str | None, PlanDate | None, PlanDate | None]]:
    """Yield everything with a `from` and a `to`: its route and title, and the two dates."""
    plan = case.plan
    if plan.period:
        yield ("period",), plan.title, plan.period.from_, plan.period.to
    for i, role in enumerate(plan.roles):
        yield ("roles", i), role.title, role.from_, role.to
    for i, survey in enumerate(plan.surveys):
        if survey.period:
            yield ("surveys", i, "period"), survey.title, survey.period.from_, survey.period.to
    for i, item in enumerate(plan.annual_cycle):
        yield ("annual_cycle", i), item.title, item.from_, item.to
    for i, funding in enumerate(plan.funding):
        if funding.period:
            yield ("funding", i, "period"), funding.title, funding.period.from_, funding.period.to


def _is_after(start: PlanDate | None, end: PlanDate | None) -> bool:
    return start is not None and end is not None and start.first > end.last
