"""Record a measurement of an indicator."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as day_type
from itertools import groupby

from anhorig_cli.diagnostics import (
    WrongUsageError,
)
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Word
from anhorig_cli.source import message
from anhorig_cli.usecases.edit.edit_plan import EditedPlan, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import (
    Names,
    index_named,
    position_by_date,
    reported_on,
)
from anhorig_cli.vocabulary import folded

NUMBERS = ("value", "numerator", "denominator")
SEXES = ("women", "men")
_FIGURES = (*NUMBERS, *SEXES, "missing")
_KINDS_OF_SCOPE = {"unit": "units", "target_group": "target_groups"}


def record_measurement(
    files: PlanFiles, indicator: str, measured: Entry, today: day_type, *, replace: bool
) -> EditedPlan:
    """Return the plan's file with a measurement added, or in the place of the earlier one of its date and scope.

    `today` is written as the day when the value became known, if the measured period has begun and not ended.

    Raises:
        WrongUsageError: where there is no such indicator, or a measurement of that date that is not to be replaced.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        names = Names(plan)
        index = index_named(names, "indicators", indicator)
        return intent_to_record(plan, names, index, measured, today, replace=replace)

    return edit_plan(files, intend)


def intent_to_record(
    plan: Plan, names: Names, index: int, measured: Entry, today: day_type, *, replace: bool
) -> Intent:
    """Return the change that records a measurement of the indicator at `index`; raises as `record_measurement`."""
    indicator = plan.indicators[index]
    date = parse_date(str(measured.fields["date"]))
    if not {"source", "missing"} & measured.fields.keys() and indicator.source is None:
        raise WrongUsageError(message("where does the value come from? write --source"))
    summary = message("the measurement of {date} is recorded: {title}", date=date, title=indicator.title)
    _refuse_wrong_kind(indicator, measured)
    earlier = earlier_measurement(names, indicator, date, measured)
    complete = complete_entry(named_as_before(names, names_before(names, indicator), measured), date, today)
    if earlier is None:
        position = position_by_date([m.date for m in indicator.measurements], date)
        addition = Addition("measurements", complete, position)
        return Intent([PlanEdit("indicator", ("indicators", index), adds=(addition,))], summary)
    if not replace:
        raise WrongUsageError(
            message(
                "the indicator '{title}' has a measurement of {date} already; --replace puts this one in its place",
                title=indicator.title,
                date=date,
            )
        )
    return Intent(replacement(index, earlier, indicator.measurements[earlier], complete), summary)


def _refuse_wrong_kind(indicator: Indicator, measured: Entry) -> None:
    """Refuse a number for an indicator that is measured in yes or no, and yes or no for any other."""
    value = measured.fields.get("value")
    if indicator.is_yes_no and isinstance(value, str):
        raise WrongUsageError(message("the indicator '{title}' has yes or no for values", title=indicator.title))
    if isinstance(value, Word) and not indicator.is_yes_no:
        raise WrongUsageError(
            message("the indicator '{title}' has numbers for values, not yes or no", title=indicator.title)
        )


def with_reported_day(measured: Entry, date: PlanDate, today: day_type) -> Entry:
    """Return a measurement with the day it became known, if its period has begun and not ended."""
    reported = reported_on(date, today)
    if reported is None or "reported" in measured.fields:
        return measured
    return Entry(measured.part, {**measured.fields, "reported": reported})


def complete_entry(named: Entry, date: PlanDate, today: day_type) -> Entry:
    """Return a measurement of ours with the day it became known, if its period has begun and not ended."""
    return named if "comparison" in named.fields else with_reported_day(named, date, today)


def names_before(names: Names, indicator: Indicator) -> dict[tuple[str, str], str]:
    """Return what an indicator's measurements call each unit and target group, by field and key: an id, or a title."""
    found: dict[tuple[str, str], str] = {}
    for one in indicator.measurements:
        for name, kind in _KINDS_OF_SCOPE.items():
            text = getattr(one, name)
            if text:
                found.setdefault((name, names.register(kind).key(text)), text)
    return found


def named_as_before(names: Names, before: Mapping[tuple[str, str], str], measured: Entry) -> Entry:
    """Return a measurement that names its unit and target group as earlier ones do, from `names_before`."""
    fields = dict(measured.fields)
    for name, kind in _KINDS_OF_SCOPE.items():
        given = measured.given(name)
        if given is not None:
            fields[name] = before.get((name, names.register(kind).key(given)), given)
    return Entry(measured.part, fields)


MeasurementScope = tuple[str, str, str]


def _scope(names: Names, unit: str | None, target_group: str | None, comparison: str | None) -> MeasurementScope:
    """Return what a measurement is for, whether it is named by id or by title."""
    units, groups = names.register("units"), names.register("target_groups")
    return units.key(unit or ""), groups.key(target_group or ""), folded(comparison or "")


def scope_of(names: Names, measured: Measurement) -> MeasurementScope:
    """Return what a measurement of the plan is for: its unit, its target group, and another whose value it is."""
    return _scope(names, measured.unit, measured.target_group, measured.comparison)


def scope_of_entry(names: Names, measured: Entry) -> MeasurementScope:
    """Return the scope of a measurement that is to be written, as `scope_of`."""
    return _scope(names, measured.given("unit"), measured.given("target_group"), measured.given("comparison"))


def earlier_measurement(names: Names, indicator: Indicator, date: PlanDate, measured: Entry) -> int | None:
    """Return the index of the last measurement of the same date, for the same; None where there is none.

    A measurement with a `reported` day is a later correction, which replaces nothing.
    """
    if "reported" in measured.fields:
        return None
    scope = scope_of_entry(names, measured)
    same = [
        i
        for i, one in enumerate(indicator.measurements)
        if (one.date.first, one.date.last) == (date.first, date.last) and scope_of(names, one) == scope
    ]
    return same[-1] if same else None


def replacement(index: int, position: int, old: Measurement, measured: Entry) -> list[PlanEdit]:
    """Return the changes that put a measurement in the place of the one at `position`, after checking that they can.

    Raises:
        WrongUsageError: where `old` has figures of women and men that `measured` lacks, or `measured` has a share of
            women or of men where `old` has none.
    """
    if {*SEXES}.intersection(old.model_dump(exclude_none=True)) - set(measured.fields):
        raise WrongUsageError(
            message(
                "the measurement gives women and men too: give both (--women and --men, or the columns of a table), "
                "or change it in an editor"
            )
        )
    route = ("indicators", index, "measurements", position)
    shares: list[PlanEdit] = []
    for sex, value in measured.fields.items():
        if not isinstance(value, Entry):
            continue
        if getattr(old, sex) is None or getattr(old, sex).denominator is None:
            raise WrongUsageError(
                message(
                    "--replace cannot write a numerator and denominator of women or men where there were none: "
                    "change it in an editor"
                )
            )
        numbers = {name: text for name, text in value.fields.items() if isinstance(text, str)}
        shares.append(PlanEdit(value.part, (*route, sex), numbers))
    return [unchecked_replacement(index, position, old, measured), *shares]


def unchecked_replacement(index: int, position: int, old: Measurement, measured: Entry) -> PlanEdit:
    """Return the change that puts a measurement in the place of the one at `position`, keeping none of its figures."""
    sets: dict[str, str | Word | None] = {
        name: value for name, value in measured.fields.items() if isinstance(value, str | Word) and name != "date"
    }
    for name in _FIGURES:
        if name not in measured.fields and getattr(old, name) is not None:
            sets[name] = None
    return PlanEdit("measurement", ("indicators", index, "measurements", position), sets)


def by_date(listed: Sequence[Measurement], new: Iterable[Entry]) -> list[tuple[int | None, Entry]]:
    """Return new measurements, each with its position among those of an indicator; None for last."""
    dates = [one.date for one in listed]
    return [(position_by_date(dates, parse_date(str(one.fields["date"]))), one) for one in new]


def additions(listed: Sequence[Measurement], placed: Iterable[tuple[int | None, Entry]]) -> tuple[Addition, ...]:
    """Return the additions to an indicator's measurements, one for each position, the furthest down first.

    Several measurements at one position are in the order of the list: the newest first, or last.
    """
    end = len(listed)
    is_newest_first = end > 1 and listed[0].date.first > listed[-1].date.first
    in_order = sorted(placed, key=lambda one: _first_and_last_day(one[1]), reverse=is_newest_first)
    rows = sorted(((end if place is None else place, entry) for place, entry in in_order), key=lambda row: -row[0])
    groups = [(place, [entry for _, entry in group]) for place, group in groupby(rows, key=lambda row: row[0])]
    return tuple(
        Addition("measurements", items[0], None if place == end else place, tuple(items[1:])) for place, items in groups
    )


def _first_and_last_day(measured: Entry) -> tuple[day_type, day_type]:
    date = parse_date(str(measured.fields["date"]))
    return date.first, date.last


# Record a table of measurements: all of its rows, or none.
