"""Record a measurement of an indicator, in the order of the dates."""

from datetime import date as day_type

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Word
from anhorig_cli.source import message
from anhorig_cli.usecases.edit.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import the_one
from anhorig_cli.usecases.edit.new_items import position_by_date, reported_on
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.workspace_plan import Flawed

_VALUES = ("value", "numerator", "denominator", "missing")
_SCOPE = ("unit", "target_group", "comparison")


def record_measurement(
    files: PlanFiles, indicator: str, measured: Entry, today: day_type, *, replace: bool
) -> Edited | Flawed:
    """Return the plan's file with a measurement more, or with another value in the place of the one of that date.

    While the time that it is of lasts, it says that it was known `today`.

    Raises:
        WrongUsageError: where there is no such indicator, or a measurement of that date that is not to be replaced.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        index = the_one(plan, "indicators", indicator)
        found = plan.indicators[index]
        date = parse_date(str(measured.fields["date"]))
        if not {"source", "missing"} & measured.fields.keys() and found.source is None:
            raise WrongUsageError(message("where does the value come from? write --source"))
        summary = message("the measurement of {date} is recorded: {title}", date=date, title=found.title)
        _refuse_other_kind(found, measured)
        earlier = earlier_measurement(found, date, measured)
        complete = measured if "comparison" in measured.fields else with_report(measured, date, today)
        if earlier is None:
            position = position_by_date([m.date for m in found.measurements], date)
            addition = Addition("measurements", complete, position)
            return Intent(PlanEdit("indicator", ("indicators", index), adds=(addition,)), summary)
        if not replace:
            raise WrongUsageError(
                message(
                    "the indicator '{title}' has a measurement of {date} already; --replace puts this one in its place",
                    title=found.title,
                    date=date,
                )
            )
        return Intent(replacement(index, earlier, found.measurements[earlier], complete), summary)

    return edit_plan(files, intend)


def _refuse_other_kind(indicator: Indicator, measured: Entry) -> None:
    """Refuse a number where yes or no is measured, and a yes or no where it is not."""
    value = measured.fields.get("value")
    if indicator.is_yes_no and isinstance(value, str):
        raise WrongUsageError(message("the indicator '{title}' has yes or no for values", title=indicator.title))
    if isinstance(value, Word) and not indicator.is_yes_no:
        raise WrongUsageError(
            message("the indicator '{title}' has numbers for values, not yes or no", title=indicator.title)
        )


def with_report(measured: Entry, date: PlanDate, today: day_type) -> Entry:
    """Return a measurement with the day it was known, where its time has begun and not ended."""
    reported = reported_on(date, today)
    if reported is None or "reported" in measured.fields:
        return measured
    return Entry(measured.part, {**measured.fields, "reported": reported})


def earlier_measurement(indicator: Indicator, date: PlanDate, measured: Entry) -> int | None:
    """Return the last measurement of the same date and scope, ours or the same other's; a later correction is new."""
    if "reported" in measured.fields:
        return None
    of = tuple(folded(str(measured.fields.get(name, ""))) for name in _SCOPE)
    same = [
        i
        for i, one in enumerate(indicator.measurements)
        if (one.date.first, one.date.last) == (date.first, date.last)
        and (*one.scope, folded(one.comparison or "")) == of
    ]
    return same[-1] if same else None


def replacement(index: int, position: int, old: Measurement, measured: Entry) -> PlanEdit:
    """Return the change that puts a measurement in the place of an old one of an indicator.

    Raises:
        WrongUsageError: where the old one tells of women and men, and the new one does not.
    """
    if {"women", "men"}.intersection(old.model_dump(exclude_none=True)) - set(measured.fields):
        raise WrongUsageError(
            message("the measurement gives women and men too: write --women and --men, or change it in an editor")
        )
    if any(isinstance(value, Entry) for value in measured.fields.values()):
        raise WrongUsageError(
            message("--replace cannot write a numerator and denominator of women or men: change it in an editor")
        )
    sets: dict[str, str | Word | None] = {
        name: value for name, value in measured.fields.items() if isinstance(value, str | Word) and name != "date"
    }
    for name in _VALUES:
        if name not in sets and getattr(old, name) is not None:
            sets[name] = None
    return PlanEdit("measurement", ("indicators", index, "measurements", position), sets)
