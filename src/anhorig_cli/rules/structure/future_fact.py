"""Assessments, measurements and completed work that are dated in the future."""

from collections.abc import Iterator
from typing import NamedTuple

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Route, Where, message


@rule("ANH208", "future-fact", Severity.WARNING)
def future_fact(case: Case) -> Iterator[Finding]:
    """An assessment, a measurement or something done is dated in the future.

    Nobody can have assessed, measured or done it yet, nor held an occasion or got the answers to a survey: the year is
    wrong, or it is a plan and not a fact. Until the day comes no report shows it. A date that has begun is not in the
    future: `2026` is known from 1 January. A check as of an earlier day (`--as-of`) also reports what came after that
    day, which is then no flaw.

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
    for kind, route, title, day in (*_assessed_or_measured(case), *_answered(case), *_held_or_ticked_off(case)):
        if day is not None and day.first > case.as_of:
            text = kind.text.with_values(title=title, date=day)
            yield Finding(Where(route), text, message("correct the date"), of_many=kind.of_many)


class _Kind(NamedTuple):
    """The message for a fact of some kind, and for many of them."""

    text: Message
    of_many: Message | None = None


_GOAL = _Kind(message("the assessment of '{title}' is dated in the future, {date}"))
_SUBGOAL = _Kind(
    message("the assessment of the subgoal '{title}' is dated in the future, {date}"),
    message("{n} assessments of subgoals are dated in the future"),
)
_ANSWER = _Kind(message("an answer is dated in the future, {date}"))
_MEASUREMENT = _Kind(
    message("the measurement of the indicator '{title}' is dated in the future, {date}"),
    message("{n} measurements are dated in the future"),
)
_HELD = _Kind(
    message("'{title}' has an occasion that was held on a day in the future, {date}"),
    message("{n} occasions that were held are dated in the future"),
)
_ANSWERS = _Kind(message("the answers to '{title}' are dated in the future, {date}"))
_TICKED = _Kind(message("'{title}' is ticked off on a day in the future, {date}"))
_Fact = tuple[_Kind, Route, str, PlanDate | None]


def _assessed_or_measured(case: Case) -> Iterator[_Fact]:
    """Yield assessments, answers and measurements, with their dates."""
    for route, goal in case.snapshot.goals_above():
        for j, one in enumerate(goal.assessments):
            yield _GOAL, (*route, "assessments", j, "date"), goal.title, one.date
    for i, subgoal in case.snapshot.subgoals:
        for j, one in enumerate(subgoal.assessments):
            yield _SUBGOAL, ("subgoals", i, "assessments", j, "date"), subgoal.title, one.date
    for i, indicator in enumerate(case.plan.indicators):
        for j, measured in enumerate(indicator.measurements):
            if measured.is_ours:
                yield _MEASUREMENT, ("indicators", i, "measurements", j, "date"), indicator.title, measured.date


def _answered(case: Case) -> Iterator[_Fact]:
    """Yield answers to recommendations and surveys, with their dates."""
    for i, recommendation in enumerate(case.plan.recommendations):
        yield _ANSWER, ("recommendations", i, "answered"), "", recommendation.answered
    for i, survey in enumerate(case.plan.surveys):
        begins = survey.period.from_ if survey.period else None
        if survey.answered is not None and survey.reported is None:
            yield _ANSWERS, ("surveys", i, "answered"), survey.title, begins


def _held_or_ticked_off(case: Case) -> Iterator[_Fact]:
    """Yield occasions held, and activities and occurrences of the annual cycle ticked off, with their dates."""
    for i, subgoal in case.snapshot.subgoals:
        for j, activity in enumerate(subgoal.activities):
            route = ("subgoals", i, "activities", j)
            yield _TICKED, (*route, "done_on"), activity.title, activity.done_on
            for k, one in enumerate(activity.held):
                yield _HELD, (*route, "occasions", "held", k, "date"), activity.title, one.date
    for i, item in enumerate(case.plan.annual_cycle):
        for j, done in enumerate(item.done):
            yield _TICKED, ("annual_cycle", i, "done", j, "date"), item.title, done.date
