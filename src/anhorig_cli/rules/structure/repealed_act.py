"""Acts that a plan cites and that have been repealed."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.plan import Plan
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Route, Where, message


class _Act(NamedTuple):
    """An act: the last day that it was in force, the act that replaced it, and what to write."""

    last_day: date
    replaced_by: str
    hint: Message


_ACTS = {
    "2001:453": _Act(
        date(2025, 6, 30),
        "2025:400",
        message("cite the Social Services Act 2025:400: the duty to carers stands in its chapter 13, section 9"),
    ),
}


@rule("ANH217", "repealed-act", Severity.WARNING)
def repealed_act(case: Case) -> Iterator[Finding]:
    """A plan rests on an act that is no longer in force.

    The Social Services Act of 2001 (`2001:453`) was in force until 30 June 2025. A plan whose period reaches past that
    day rests on its successor, `2025:400`, where the duty to support carers stands in chapter 13, section 9. Nothing is
    said before that day, nor of a text that names both acts.

    **Mend it:** cite the act that is in force, in `lagrum` and wherever the plan refers to it.

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
        if number not in case.texts.prose or case.as_of <= act.last_day or not _reaches_past(case.plan, act.last_day):
            continue
        for route, text in case.texts:
            if _is_of_the_plan(route) and number in text and act.replaced_by not in text:
                yield Finding(
                    Where(route, words=number),
                    message(
                        "the act {number} was in force until {day}, and the plan goes on",
                        number=number,
                        day=act.last_day.isoformat(),
                    ),
                    act.hint,
                )


def _reaches_past(plan: Plan, day: date) -> bool:
    """Return whether the plan's period ends later than a day, or has a beginning and no end."""
    period = plan.period
    if period is None:
        return False
    return period.to.last > day if period.to else period.from_ is not None


def _is_of_the_plan(route: Route) -> bool:
    """Return whether a text is what the plan says of itself, and not a dated fact from when the act was in force."""
    return route[0] in {"laws", "goal", "background"} or route[-1] in {"purpose", "description"}
