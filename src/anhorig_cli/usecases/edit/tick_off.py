"""Tick off what was done: an occurrence of an item of the annual cycle, or an activity."""

from collections.abc import Sequence
from datetime import date, timedelta

from anhorig_cli.analysis.occurrences import Occurrence, occurrences
from anhorig_cli.errors import WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Value, Word, entry
from anhorig_cli.model.register import Register, things
from anhorig_cli.source import Message, Route, message
from anhorig_cli.usecases.edit.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import ambiguous, missing, named, units_named
from anhorig_cli.usecases.edit.new_items import position_by_date, reported_on
from anhorig_cli.vocabulary import SCALES
from anhorig_cli.workspace.opened_plan import Flawed

_SOON = timedelta(days=183)
"""How far ahead an occurrence may begin, and still be meant by something done before it."""


def tick_off(
    files: PlanFiles,
    item: str,
    done_on: str,
    today: date,
    *,
    units: Sequence[str],
    occurrence: str | None,
    note: str | None,
) -> Edited | Flawed:
    """Return the plan's file with something ticked off.

    Args:
        files: the plan.
        item: the id or title of a cycle item or an activity; `subgoal/activity` where activities share a title.
        done_on: the day it was done.
        today: the day that is written as when it was known, while the time that `done_on` names lasts.
        units: by whom, of the cycle item's units; without any, by all of them.
        occurrence: which occurrence; without it the one that the day lies in, else the last that was missed, else the
            next, within half a year.
        note: what is to be said about it.

    Raises:
        WrongUsageError: where the name means nothing or several things, or it is ticked off already.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        route = _route(plan, item)
        if route[0] == "annual_cycle":
            return _of_cycle(plan, route, done_on, today, units, occurrence, note)
        if units or occurrence:
            raise WrongUsageError(
                message("'{name}' is an activity: --unit and --occurrence have no meaning", name=item)
            )
        return _of_activity(plan, route, done_on, today, note)

    return edit_plan(files, intend)


def _route(plan: Plan, name: str) -> Route:
    cycle: list[Route] = [("annual_cycle", i) for i in Register(plan.annual_cycle).all_places(name)]
    found = cycle + _routes_of_activities(plan, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(name, [_shown(plan, route) for route in found])
    listed = [*plan.annual_cycle, *things(plan, "activities")]
    raise WrongUsageError(missing("items", name, Register(listed).near(name), listed))


def _routes_of_activities(plan: Plan, name: str) -> list[Route]:
    """Return the routes of the activities that a name means, alone or after that of their subgoal (`a/b`)."""
    parent, _, rest = name.partition("/")
    named_parents = Register(plan.subgoals).all_places(parent) if rest else []
    routes: list[Route] = []
    for i, subgoal in enumerate(plan.subgoals):
        activities = Register(subgoal.activities)
        places = activities.all_places(name)
        if not places and i in named_parents:
            places = activities.all_places(rest)
        routes += [("subgoals", i, "activities", j) for j in places]
    return routes


def _shown(plan: Plan, route: Route) -> str:
    index = int(route[1])
    if route[0] == "annual_cycle":
        return named(plan.annual_cycle[index])
    subgoal = plan.subgoals[index]
    activity = subgoal.activities[int(route[3])]
    return f"{subgoal.id}/{activity.id or activity.title}"


def _of_activity(plan: Plan, route: Route, done_on: str, today: date, note: str | None) -> Intent:
    activity = plan.subgoals[int(route[1])].activities[int(route[3])]
    if activity.status == "done":
        raise WrongUsageError(
            message("'{title}' is done already, {date}", title=activity.title, date=activity.done_on)
            if activity.done_on
            else message("'{title}' is done already", title=activity.title)
        )
    if activity.status == "cancelled":
        raise WrongUsageError(
            message("'{title}' is cancelled: change its status in an editor first", title=activity.title)
        )
    when = parse_date(done_on)
    sets: dict[str, str | Word | None] = {"status": SCALES["activity"].word("done"), "done_on": done_on}
    reported = reported_on(when, today)
    if reported is not None:
        sets["reported"] = reported
    position = position_by_date([one.date for one in activity.notes], when)
    notes = [Addition("notes", entry("dated_note", date=done_on, text=note), position)] if note else []
    told = message("done {date}: {title}", date=when, title=activity.title)
    return Intent(PlanEdit("activity", route, sets, tuple(notes)), told)


def _of_cycle(
    plan: Plan,
    route: Route,
    done_on: str,
    today: date,
    units: Sequence[str],
    occurrence: str | None,
    note: str | None,
) -> Intent:
    when = parse_date(done_on)
    index = int(route[1])
    item = plan.annual_cycle[index]
    by = units_named(plan, item, units)
    _refuse_same_day(plan, item, when, by)
    period = parse_date(occurrence) if occurrence else _occurrence(plan, index, when, by)
    _refuse_twice(plan, item, index, period or when, by)
    fields: dict[str, Value | None] = {
        "occurrence": occurrence or period,
        "date": done_on,
        "units": tuple(by),
        "note": note,
        "reported": reported_on(when, today),
    }
    done = Entry("done_occurrence", {name: value for name, value in fields.items() if value})
    position = position_by_date([one.date for one in item.done], when)
    return Intent(PlanEdit("cycle_item", route, adds=(Addition("done", done, position),)), _told(item, when, period))


def _told(item: CycleItem, when: PlanDate, period: PlanDate | None) -> Message:
    if period is None:
        return message("done {date}: {title}", date=when, title=item.title)
    return message("done {date}: {title}, for {occurrence}", date=when, title=item.title, occurrence=period)


def _of_item(plan: Plan, index: int, around: date, as_of: date, units: Sequence[str]) -> list[Occurrence]:
    """Return an item's occurrences from the year before a day to the year after, as known on another day."""
    register = Register(plan.units)
    of = {register.key(unit) for unit in units}
    return [
        one
        for one in occurrences(plan, range(around.year - 1, around.year + 2), as_of)
        if one.place == index and (not of or one.unit is None or register.key(one.unit) in of)
    ]


def _occurrence(plan: Plan, index: int, when: PlanDate, units: Sequence[str]) -> PlanDate | None:
    """Return the occurrence that something done outside every occurrence is of; None inside one.

    Raises:
        WrongUsageError: where it may as well be the occurrence before, which is open, or one far away.
    """
    found = _of_item(plan, index, when.first, when.last, units)
    inside = [one for one in found if _overlap(one.period, when)]
    if inside:
        _ask_for_the_one_before(found, inside[0], when)
        return None
    missed = [one for one in found if one.state in {"missed", "passed"} and one.period.last < when.first]
    if missed:
        return missed[-1].period
    coming = next((one for one in found if one.state == "next"), None)
    if coming is None:
        return None
    if coming.period.first - when.last > _SOON:
        raise WrongUsageError(
            message(
                "the next occurrence of '{title}' is {occurrence}, far from {date}: tell which with --occurrence",
                title=coming.item.title,
                occurrence=coming.period,
                date=when,
            )
        )
    return coming.period


def _ask_for_the_one_before(found: Sequence[Occurrence], inside: Occurrence, when: PlanDate) -> None:
    """Refuse what was done early in an occurrence while the one before is open: it may be of either."""
    before = [one for one in found if one.period.last < inside.period.first and one.unit == inside.unit]
    half_way = inside.period.first + (inside.period.last - inside.period.first) / 2
    if not before or before[-1].state not in {"missed", "passed"} or when.first > half_way or inside.done:
        return
    raise WrongUsageError(
        message(
            "'{title}' is not ticked off for {before}: tell with --occurrence whether {date} is of that or of {inside}",
            title=inside.item.title,
            before=before[-1].period,
            date=when,
            inside=inside.period,
        )
    )


def _refuse_same_day(plan: Plan, item: CycleItem, when: PlanDate, units: Sequence[str]) -> None:
    """Refuse to tick off once more what some of the units did on that day: one meeting is one entry."""
    register = Register(plan.units)
    asked = {register.key(unit) for unit in units}
    for earlier in item.done:
        by = {register.key(unit) for unit in earlier.units}
        if earlier.date == when and not earlier.cancelled and (not by or not asked or by & asked):
            raise WrongUsageError(message("'{title}' is done already, {date}", title=item.title, date=when))


def _refuse_twice(plan: Plan, item: CycleItem, index: int, period: PlanDate, units: Sequence[str]) -> None:
    """Refuse to tick off what all of the units have done already, or what some of them have cancelled."""
    found = [one for one in _of_item(plan, index, period.last, date.max, units) if _overlap(one.period, period)]
    if any(one.state == "cancelled" for one in found):
        raise WrongUsageError(
            message("'{title}' is cancelled {date}: take that out in an editor first", title=item.title, date=period)
        )
    if found and all(one.done for one in found):
        done = found[0].done
        raise WrongUsageError(
            message("'{title}' is done already, {date}", title=item.title, date=done.date or done.occurrence)
            if done
            else message("'{title}' is done already", title=item.title)
        )
    if item.when and not found:
        raise WrongUsageError(message("'{title}' has no occurrence {date}", title=item.title, date=period))


def _overlap(one: PlanDate, other: PlanDate) -> bool:
    return one.first <= other.last and other.first <= one.last
