"""Deadlines and targets outside the plan's period."""

from collections.abc import Iterator

from anhorig_cli.analysis.facts import is_known
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.period import Period
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Route, Where, message

_FIELDS = {
    "start_by": PARTS["subgoal"].term("start_by"),
    "due": PARTS["subgoal"].term("due"),
    "by": PARTS["target"].term("by"),
}


@rule("ANH206", "outside-period", Severity.WARNING, across=True)
def outside_period(case: Case) -> Iterator[Finding]:
    """A deadline lies outside the plan's period.

    Nobody follows up what is to be done after the plan has ended, or before it began; most often a year is wrong. The
    rule looks at the deadlines of subgoals and activities that are still open, at the targets of indicators, and at
    decisions that take effect after the plan's end. A date that lies partly in the period is inside it. What is met,
    done, discontinued or continued by another subgoal may be older than the plan, and so may measurements, baselines
    and decisions.

    **Fix it:** change the date, or the plan's period. What an earlier plan left behind becomes a subgoal of its own
    that says with `fortsätter` what it continues.

    ```yaml
    # bad
    period: 2024/2026
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2062-12-31
    ```

    ```yaml
    # good
    period: 2024/2026
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
    ```
    """
    period = case.plan.period
    if period is None or (period.from_ and period.to and period.from_.first > period.to.last):
        return
    for route, title, date in _deadlines(case):
        if date is not None:
            yield from _flaw(period, route, title, date)
    if period.to is not None:
        yield from _late_decisions(case, period.to)


def _late_decisions(case: Case, end: PlanDate) -> Iterator[Finding]:
    """Yield a finding for each known decision that takes effect after the plan's period."""
    for i, decision in enumerate(case.plan.decisions):
        takes_effect = decision.effective if is_known(decision, case.as_of) else None
        if takes_effect and takes_effect.first > end.last:
            yield Finding(
                Where(("decisions", i, "effective")),
                message(
                    "the decision takes effect {date}, after the end of the plan's period ({end})",
                    date=takes_effect,
                    end=end,
                ),
                message("change the date, or the plan's period"),
            )


def _deadlines(case: Case) -> Iterator[tuple[Route, str, PlanDate | None]]:
    """Yield the deadlines of everything still open, each with its route and the title of what it belongs to."""
    for i, subgoal in case.open_subgoals:
        yield ("subgoals", i, "start_by"), subgoal.title, case.snapshot.start_by(subgoal)
        yield ("subgoals", i, "due"), subgoal.title, case.snapshot.due(subgoal)
        for j, activity in enumerate(subgoal.activities):
            if activity.is_left(case.as_of):
                yield ("subgoals", i, "activities", j, "start_by"), activity.title, activity.start_by
                yield ("subgoals", i, "activities", j, "due"), activity.title, activity.due
    for use in case.indicator_uses:
        if use.is_followed:
            for k, target in enumerate(case.plan.indicators[use.place].targets):
                yield ("indicators", use.place, "target", k, "by"), use.indicator.title, target.by


def _flaw(period: Period, route: Route, title: str, date: PlanDate) -> Iterator[Finding]:
    values = {"field": _FIELDS[str(route[-1])], "title": title, "date": date}
    advice = message("change the date, or the plan's period")
    if period.to and date.first > period.to.last:
        text = message("'{field}' of '{title}' is {date}, after the end of the plan's period ({end})")
        yield Finding(Where(route), text.with_values(end=period.to, **values), advice)
    elif period.from_ and date.last < period.from_.first:
        text = message("'{field}' of '{title}' is {date}, before the start of the plan's period ({start})")
        yield Finding(Where(route), text.with_values(start=period.from_, **values), advice)
