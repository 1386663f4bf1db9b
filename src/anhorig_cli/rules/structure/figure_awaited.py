"""Figures that are left out because the period that they are for has not ended."""

from collections.abc import Iterator

from anhorig_cli.analysis.facts import answers_are_awaited, answers_known_from, is_awaited
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Route, Where, message


@rule("ANH215", "figure-awaited", Severity.INFO)
def figure_awaited(case: Case) -> Iterator[Finding]:
    """A figure is left out, since the time it is for has not ended.

    Nobody knows on 1 May how many hours May will have. A measurement, a number of occasions or participants, and the
    answers to a survey are known from the last day of the time they are for; a report for an earlier day leaves them
    out.

    **Fix it:** if the figure is known already, write the day it became known as `rapporterad`. Otherwise nothing is
    wrong.

    ```yaml
    # bad
    indikatorer:
      - id: timmar
        titel: Timmar avlösning
        mätningar:
          - {datum: 2026-07, värde: 120}
    ```

    ```yaml
    # good
    indikatorer:
      - id: timmar
        titel: Timmar avlösning
        mätningar:
          - {datum: 2026-07, värde: 120, rapporterad: 2026-07-01}
    ```
    """
    for route, title, until in _awaited(case):
        yield Finding(
            Where(route),
            message("a figure of '{title}' is left out until {until}, when its time ends", title=title, until=until),
            message("write 'rapporterad' (reported) with the day it was known, if that was earlier"),
            of_many=message("{n} figures are left out until their time has ended"),
        )


def _awaited(case: Case) -> Iterator[tuple[Route, str, object]]:
    """Yield the figures that are left out: the route, the title of what they belong to, and the day they appear."""
    yield from _measurements_awaited(case)
    yield from _occasions_awaited(case)
    for i, survey in enumerate(case.plan.surveys):
        if answers_are_awaited(survey, case.as_of):
            yield ("surveys", i, "answered"), survey.title, answers_known_from(survey)


def _measurements_awaited(case: Case) -> Iterator[tuple[Route, str, object]]:
    for i, indicator in case.snapshot.indicators:
        for j, measurement in enumerate(indicator.measurements):
            if is_awaited(measurement, case.as_of):
                yield ("indicators", i, "measurements", j, "date"), indicator.title, measurement.date.last


def _occasions_awaited(case: Case) -> Iterator[tuple[Route, str, object]]:
    for i, subgoal in case.snapshot.subgoals:
        for j, activity in enumerate(subgoal.activities):
            for k, occasion in enumerate(activity.held):
                if occasion.date is not None and is_awaited(occasion, case.as_of):
                    route = ("subgoals", i, "activities", j, "occasions", "held", k, "date")
                    yield route, activity.title, occasion.date.last
