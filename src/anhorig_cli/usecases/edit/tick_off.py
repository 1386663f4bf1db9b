"""Tick off what was done: an occurrence of an item of the annual cycle, or an activity."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from anhorig_cli.analysis.occurrences import LATELY, Occurrence, occurrences
from anhorig_cli.diagnostics import UnreadableValueError, WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.activity import Activity
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, PlanEdit, Word, entry
from anhorig_cli.model.register import Register, things
from anhorig_cli.source import Message, Route, message
from anhorig_cli.usecases.edit.edit_plan import EditedPlan, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import (
    Names,
    ambiguous,
    label_of,
    position_by_date,
    reported_on,
    units_named,
    unknown_part,
)
from anhorig_cli.vocabulary import SCALES

_SOON = timedelta(days=183)
"""How far ahead an occurrence may begin that something done before it counts for."""


class Tick(NamedTuple):
    """What was done, or cancelled, and when.

    Attributes:
        day: the day it was done, or was to be done; as a plan writes it.
        today: the day that is written as when it became known, while the period `day` lasts.
        units: the cycle item's units that did it; empty for all of them.
        occurrence: the occurrence; without it, the one on that very day, else the earliest open one that began before
            the day, else the next one within half a year.
        note: a comment.
        cancelled: whether it is not done, and will not be.
    """

    day: str
    today: date
    units: Sequence[str] = ()
    occurrence: str | None = None
    note: str | None = None
    cancelled: bool = False


def tick_off(files: PlanFiles, item: str, tick: Tick) -> EditedPlan:
    """Return the plan's file with an occurrence or activity ticked off, or cancelled.

    Args:
        files: the plan.
        item: the id or title of a cycle item or an activity; `subgoal/activity` where activities share a title.
        tick: what was done, and when.

    Raises:
        WrongUsageError: where the name means nothing or several things, it is ticked off already, or the day is in the
            future.
        CannotWorkError: where the file cannot be changed safely.
    """
    return edit_plan(files, lambda plan: intent_to_tick_off(plan, Names(plan), item, tick))


def intent_to_tick_off(plan: Plan, names: Names, item: str, tick: Tick) -> Intent:
    """Return the change that ticks off what a name means; raises as `tick_off`."""
    route = _route(names, item)
    task = _task(plan, route)
    _refuse_future(task.title, tick)
    if isinstance(task, CycleItem):
        return _tick_cycle_item(plan, route, task, tick)
    if tick.units or tick.occurrence:
        raise WrongUsageError(message("'{name}' is an activity: leave out --unit and --occurrence", name=item))
    return _tick_activity(route, task, tick)


def open_times(plan: Plan, item: str, day: str, units: Sequence[str]) -> list[PlanDate]:
    """Return the occurrences of a cycle item that something done on a day may count for, the earliest first.

    They began before the day, within a year, and none of the units has done them. Where nothing says when the item
    began, only the last one that ended before the day is included, besides those known to be missed. An occurrence on
    that very day is the only one.
    """
    try:
        task, when = _task(plan, _route(Names(plan), item)), parse_date(day)
        return _open_times(plan, task, when, units_named(plan, task, units)) if isinstance(task, CycleItem) else []
    except (WrongUsageError, UnreadableValueError):
        return []


def _route(names: Names, name: str) -> Route:
    cycle: list[Route] = [("annual_cycle", i) for i in names.register("annual_cycle").all_places(name)]
    found = cycle + names.routes_of_activities(name)
    if len(found) == 1:
        return found[0]
    plan = names.plan
    if found:
        raise ambiguous(name, [_choice_text(plan, route) for route in found])
    listed = [*plan.annual_cycle, *things(plan, "activities")]
    raise unknown_part(names, "items", name, Register(listed).near(name), listed)


def _task(plan: Plan, route: Route) -> CycleItem | Activity:
    index = int(route[1])
    return plan.annual_cycle[index] if route[0] == "annual_cycle" else plan.subgoals[index].activities[int(route[3])]


def _choice_text(plan: Plan, route: Route) -> str:
    task = _task(plan, route)
    if isinstance(task, CycleItem):
        return label_of(task)
    return f"{plan.subgoals[int(route[1])].id}/{task.id or task.title}"


def _refuse_future(title: str, tick: Tick) -> None:
    """Refuse to tick off on a day in the future."""
    when = parse_date(tick.day)
    if when.first <= tick.today:
        return
    if tick.cancelled:
        raise WrongUsageError(
            message(
                "{date} has not come: leave out --date, and say with --occurrence which '{title}' is cancelled",
                date=when,
                title=title,
            )
        )
    raise WrongUsageError(
        message("{date} has not come: tick off '{title}' when it has been done", date=when, title=title)
    )


def _tick_activity(route: Route, activity: Activity, tick: Tick) -> Intent:
    _refuse_ended(activity)
    when = parse_date(tick.day)
    sets: dict[str, str | Word | None] = {"status": SCALES["activity"].word("cancelled")}
    summary = message("cancelled {date}: {title}", date=when, title=activity.title)
    if not tick.cancelled:
        sets = {"status": SCALES["activity"].word("done"), "done_on": tick.day}
        reported = reported_on(when, tick.today)
        if reported is not None:
            sets["reported"] = reported
        summary = message("done {date}: {title}", date=when, title=activity.title)
    position = position_by_date([one.date for one in activity.notes], when)
    noted = entry("dated_note", date=tick.day, text=tick.note)
    notes = [Addition("notes", noted, position)] if tick.note else []
    return Intent([PlanEdit("activity", route, sets, tuple(notes))], summary)


def _refuse_ended(activity: Activity) -> None:
    """Refuse to change an activity that is done or cancelled already."""
    if activity.status == "done":
        done = _done_already(activity.title, activity.done_on)
        raise WrongUsageError(message("{done}: if that is wrong, correct it in an editor", done=done))
    if activity.status == "cancelled":
        raise WrongUsageError(
            message("'{title}' is cancelled: change its status in an editor first", title=activity.title)
        )


def _tick_cycle_item(plan: Plan, route: Route, item: CycleItem, tick: Tick) -> Intent:
    when = parse_date(tick.day)
    by = units_named(plan, item, tick.units)
    if not tick.cancelled:
        _refuse_same_day(plan, item, when, by)
    period = parse_date(tick.occurrence) if tick.occurrence else _occurrence(plan, item, when, by)
    _refuse_done_or_cancelled(plan, item, period or when, by)
    done = entry(
        "done_occurrence",
        occurrence=tick.occurrence or period,
        date=tick.day,
        units=by,
        cancelled=SCALES["flag"].word("true") if tick.cancelled else None,
        note=tick.note,
        reported=reported_on(when, tick.today),
    )
    position = position_by_date([one.date for one in item.done], when)
    summary = _summary(item, when, period, is_cancelled=tick.cancelled)
    return Intent([PlanEdit("cycle_item", route, adds=(Addition("done", done, position),))], summary)


def _summary(item: CycleItem, when: PlanDate, period: PlanDate | None, *, is_cancelled: bool) -> Message:
    if is_cancelled:
        return message("cancelled: {title}, for {occurrence}", title=item.title, occurrence=period or when)
    if period is None:
        return message("done {date}: {title}", date=when, title=item.title)
    return message("done {date}: {title}, for {occurrence}", date=when, title=item.title, occurrence=period)


def _occurrences_of_item(
    plan: Plan, item: CycleItem, around: date, as_of: date, units: Sequence[str]
) -> list[Occurrence]:
    """Return an item's occurrences from the year before `around` to the year after, as known on `as_of`.

    Only those of the `units` are included, unless `units` is empty.
    """
    register = Register(plan.units)
    unit_keys = {register.key(unit) for unit in units}
    alone = plan.model_copy(update={"annual_cycle": (item,)})
    return [
        one
        for one in occurrences(alone, range(around.year - 1, around.year + 2), as_of, whole=plan)
        if not unit_keys or one.unit is None or register.key(one.unit) in unit_keys
    ]


def _occurrence(plan: Plan, item: CycleItem, when: PlanDate, units: Sequence[str]) -> PlanDate | None:
    """Return the occurrence that something done on a day counts for; None for the one that includes the day.

    It is the earliest open one that began before the day, else the next.

    Raises:
        WrongUsageError: where the next one is more than half a year away.
    """
    open_periods = _open_times(plan, item, when, units)
    if open_periods:
        return None if _overlap(open_periods[0], when) else open_periods[0]
    found = _occurrences_of_item(plan, item, when.first, when.last, units)
    following = next((one for one in found if one.state == "next"), None)
    if following is None or any(_overlap(one.period, when) for one in found):
        return None
    if following.period.first - when.last > _SOON:
        raise WrongUsageError(
            message(
                "the next occurrence of '{title}' is {occurrence}, far from {date}: say which with --occurrence",
                title=item.title,
                occurrence=following.period,
                date=when,
            )
        )
    return following.period


def _open_times(plan: Plan, item: CycleItem, when: PlanDate, units: Sequence[str]) -> list[PlanDate]:
    """Return what `open_times` returns, given the item and the ids of its units."""
    times = _times_before(_occurrences_of_item(plan, item, when.first, when.last, units), when)
    open_periods = [period for period, found in times.items() if all(one.done is None for one in found)]
    has_begin = item.from_ is not None or (plan.period is not None and plan.period.from_ is not None)
    return open_periods if has_begin else _without_unknown(open_periods, times, when)


def _without_unknown(
    open_periods: Sequence[PlanDate], times: Mapping[PlanDate, Sequence[Occurrence]], when: PlanDate
) -> list[PlanDate]:
    """Return the open periods; of those that ended and nobody is known to have missed, only the last before the day."""
    missed = {period for period in open_periods if any(one.state == "missed" for one in times[period])}
    ended = [period for period in open_periods if period.has_ended(when.first)]
    return [period for period in open_periods if period in missed or period not in ended[:-1]]


def _refuse_same_day(plan: Plan, item: CycleItem, when: PlanDate, units: Sequence[str]) -> None:
    """Refuse to tick off again what one of the units did on that day: one meeting is one entry."""
    register = Register(plan.units)
    asked = {register.key(unit) for unit in units}
    for earlier in item.done:
        by = {register.key(unit) for unit in earlier.units}
        if earlier.date == when and not earlier.cancelled and (not by or not asked or by & asked):
            done = _done_already(item.title, when)
            raise WrongUsageError(message("{done}: if it was done another day too, give that with --date", done=done))


def _refuse_done_or_cancelled(plan: Plan, item: CycleItem, period: PlanDate, units: Sequence[str]) -> None:
    """Refuse to tick off what all of the units have done already, or some of them have cancelled."""
    found = _matching(_occurrences_of_item(plan, item, period.last, date.max, units), period)
    if any(one.state == "cancelled" for one in found):
        raise WrongUsageError(
            message("'{title}' is cancelled {date}: remove that in an editor first", title=item.title, date=period)
        )
    if found and all(one.done for one in found):
        by = found[0].done
        done = _done_already(item.title, (by.date or by.occurrence) if by else None)
        raise WrongUsageError(message("{done}: if it was another occurrence, say which with --occurrence", done=done))
    if item.times and not found:
        raise WrongUsageError(message("'{title}' has no occurrence {date}", title=item.title, date=period))


def _matching(around: Iterable[Occurrence], period: PlanDate) -> list[Occurrence]:
    """Return the occurrences of exactly a period; where there is none, those that overlap it."""
    near = [one for one in around if _overlap(one.period, period)]
    return [one for one in near if one.period == period] or near


def _done_already(title: str, day: PlanDate | None) -> Message:
    if day is None:
        return message("'{title}' is done already", title=title)
    return message("'{title}' is done already, {date}", title=title, date=day)


def _times_before(around: Iterable[Occurrence], when: PlanDate) -> dict[PlanDate, list[Occurrence]]:
    """Return the occurrences by period that began before a day, within a year; one on that very day is alone."""
    times: dict[PlanDate, list[Occurrence]] = {}
    for one in around:
        if when.first - LATELY < one.period.first <= when.last:
            times.setdefault(one.period, []).append(one)
    that_day = {one: found for one, found in times.items() if one.first == one.last == when.first == when.last}
    return that_day or times


def _overlap(one: PlanDate, other: PlanDate) -> bool:
    return one.first <= other.last and other.first <= one.last
