"""Repealed acts that a plan still cites."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.plan import Plan
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Route, Where, message


class _Act(NamedTuple):
    """A repealed act: its last day in force, the number of its successor, and what to write instead."""

    last_day: date
    replaced_by: str
    hint: Message


_ACTS = {
    "2001:453": _Act(
        date(2025, 6, 30),
        "2025:400",
        message("cite the Social Services Act (2025:400): the duty to support carers is in chapter 13, section 9"),
    ),
}


@rule("ANH217", "repealed-act", Severity.WARNING)
def repealed_act(case: Case) -> Iterator[Finding]:
    """A plan is based on an act that is no longer in force.

    The Social Services Act of 2001 (`2001:453`) was in force until 30 June 2025. A plan whose period reaches past that
    day is based on its successor, `2025:400`, where the duty to support carers is found in chapter 13, section 9.
    Nothing is reported before that day, nor of a text that names both acts, nor of facts from when it was in force
    (`bedömningar`, `beslut`, `rapporter`).

    **Fix it:** cite the act that is in force, in `lagrum` and wherever the plan refers to it.

    ```yaml
    # bad
    period: 2025/2027
    lagrum: 5 kap. 10 § socialtjänstlagen (2001:453)
    ```

    ```yaml
    # good
    period: 2025/2027
    lagrum: 13 kap. 9 § socialtjänstlagen (2025:400)
    ```
    """
    for number, act in _ACTS.items():
        if case.as_of <= act.last_day or not _reaches_past(case.plan, act.last_day):
            continue
        prose = case.texts.prose
        if number.partition(":")[0] not in prose:
            continue
        cited, replaced_by = _pattern(number), _pattern(act.replaced_by)
        for route, text in case.texts.at(found.start() for found in cited.finditer(prose)):
            found = cited.search(text)
            if found and _is_of_the_plan(route) and not replaced_by.search(text):
                yield Finding(
                    Where(route, words=found[0]),
                    message(
                        "the act {number} was in force until {day}, but the plan runs longer",
                        number=number,
                        day=act.last_day.isoformat(),
                    ),
                    act.hint,
                )


def _reaches_past(plan: Plan, day: date) -> bool:
    """Return whether the plan's period ends after a day, or has a beginning but no end."""
    return plan.ends.last > day if plan.ends else plan.begins is not None


def _is_of_the_plan(route: Route) -> bool:
    """Return whether a text is about the plan itself, and not a fact from when the act was in force."""
    return not _FACTS.intersection(map(str, route))


_FACTS = frozenset(
    {
        "assessments",
        "attachments",
        "decisions",
        "done",
        "evidence",
        "measurements",
        "notes",
        "occasions",
        "recommendations",
        "replaces",
        "reports",
        "revisions",
        "surveys",
    }
)
"""Lists of past facts, and of other documents."""


def _pattern(number: str) -> re.Pattern[str]:
    """Return a pattern for an act's number, with optional spaces around its colon."""
    year, _, act = number.partition(":")
    return re.compile(rf"(?<!\d){year}\s*:\s*{act}(?!\d)")
