"""Choose the moment of a report: its day, its report occasion, and the day that what is new is counted from."""

from datetime import date
from typing import NamedTuple

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.source import message


class AskedMoment(NamedTuple):
    """The moment that a person asks for; without a day it is that of the occasion, which must then have one.

    With `today`, a report for a day that has not come says so.
    """

    as_of: date | None
    occasion: str | None = None
    since: date | None = None
    today: date | None = None


class Moment(NamedTuple):
    """The moment of a plan's report; without `since`, what is new is counted from the occasion before."""

    as_of: date
    occasion: ReportOccasion | None
    since: date | None
    today: date | None = None


def choose_moment(plan: Plan, asked: AskedMoment) -> Moment:
    """Return the moment that is asked for in a plan.

    Raises:
        WrongUsageError: where the plan has no such occasion, no day is known, or `since` is not before it.
    """
    occasion = _occasion(plan, asked.occasion) if asked.occasion is not None else None
    day = asked.as_of or (occasion.date.last if occasion and occasion.date else None)
    if day is None:
        raise WrongUsageError(
            message("the report occasion '{name}' has no date: say the day with --as-of", name=asked.occasion)
        )
    if asked.since is not None and asked.since >= day:
        raise WrongUsageError(
            message("--since {since} is not before the day of the report, {day}", since=asked.since, day=day)
        )
    return Moment(day, occasion, asked.since, asked.today)


def _occasion(plan: Plan, name: str) -> ReportOccasion:
    found = Register(plan.reports).first(name)
    if found is not None:
        return found
    names = [known for one in plan.reports if (known := one.id or one.title)]
    if names:
        raise WrongUsageError(
            message(
                "the plan '{plan}' has no report occasion '{name}'; it has: {names}",
                plan=plan.id,
                name=name,
                names=", ".join(names),
            )
        )
    raise WrongUsageError(
        message("the plan '{plan}' has no report occasion '{name}': it lists none", plan=plan.id, name=name)
    )
