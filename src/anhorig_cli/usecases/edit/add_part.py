"""Add a part to a plan: a subgoal, an activity, an indicator, an item of the cycle, or what happens once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from anhorig_cli.diagnostics import UnreadableValueError, WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.dates import PlanDate, parse_date, parse_due
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Value
from anhorig_cli.model.register import things
from anhorig_cli.model.values import word_reader
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.edit.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import (
    new_id,
    position_by_date,
    refuse_twin,
    the_one,
    title_with_day,
    with_references,
)
from anhorig_cli.vocabulary import SCALES

if TYPE_CHECKING:
    from anhorig_cli.model.register import Named


def add_subgoal(files: PlanFiles, subgoal: Entry) -> Edited:
    """Return the plan's file with a subgoal more, last; in a folder plan of part files, a file of its own.

    Raises:
        WrongUsageError: where its id is taken, or its title and no id is given, or something it refers to is not there.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        title = str(subgoal.fields["title"])
        if not subgoal.given("id") and not subgoal.fields.get("continues"):
            refuse_twin(plan.subgoals, title)
        _refuse_overdue_from_the_start(subgoal)
        fields = {"id": new_id(plan.subgoals, title, subgoal.given("id"))} | with_references(plan, subgoal)
        addition = Addition("subgoals", Entry("subgoal", fields))
        summary = message("the subgoal {id} is added: {title}", id=fields["id"], title=title_with_day(subgoal))
        return Intent(PlanEdit("plan", (), adds=(addition,)), summary, may_be_overdue=True)

    return edit_plan(files, intend)


def _refuse_overdue_from_the_start(subgoal: Entry) -> None:
    """Refuse a deadline before the subgoal came into the plan: one that came earlier says so, and may be overdue."""
    due, added = subgoal.given("due"), subgoal.given("added")
    try:
        came = parse_date(added) if added else None
    except UnreadableValueError:
        return  # a decision, or what is refused when it is read as one
    if due and came and parse_due(due).last < came.first:
        raise WrongUsageError(
            message(
                "{due} had passed when the subgoal came into the plan, {added}; if it came earlier, say when (--added)",
                due=due,
                added=came,
            )
        )


_WORDS = ("direction", "frequency")


def add_indicator(files: PlanFiles, indicator: Entry, subgoals: Sequence[str] = ()) -> Edited:
    """Return the plan's file with an indicator more, last; in a folder plan of part files, a file of its own.

    Args:
        files: the plan.
        indicator: the indicator.
        subgoals: the ids or titles of the subgoals that it is to belong to.

    Raises:
        WrongUsageError: where its id is taken, or its title and no id is given, or a word in it is not one of its
            scale's, or there is no such subgoal.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        title = str(indicator.fields["title"])
        if not indicator.given("id"):
            refuse_twin(plan.indicators, title)
        fields: dict[str, Value] = {"id": new_id(plan.indicators, title, indicator.given("id"))}
        fields |= with_references(plan, indicator)
        for name in _WORDS:
            if name in fields:
                fields[name] = SCALES[name].word(word_reader(name)(fields[name]))
        addition = Addition("indicators", Entry("indicator", fields))
        summary = message("the indicator {id} is added: {title}", id=fields["id"], title=title)
        served = Addition.of_text("indicators", str(fields["id"]))
        routes = dict.fromkeys(("subgoals", the_one(plan, "subgoals", subgoal)) for subgoal in subgoals)
        more = tuple(PlanEdit("subgoal", route, adds=(served,)) for route in routes)
        return Intent(PlanEdit("plan", (), adds=(addition,)), summary, more=more)

    return edit_plan(files, intend)


def add_cycle_item(files: PlanFiles, item: Entry) -> Edited:
    """Return the plan's file with an item more in the annual cycle, last.

    Raises:
        WrongUsageError: where its id is taken, or its title and no id is given, or something it refers to is not there.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        title = str(item.fields["title"])
        if not item.given("id"):
            refuse_twin(plan.annual_cycle, title)
        fields: dict[str, Value] = {}
        if item.given("id") or any(one.id for one in plan.annual_cycle):
            fields["id"] = new_id(plan.annual_cycle, title, item.given("id"))
        fields |= with_references(plan, item)
        addition = Addition("annual_cycle", Entry("cycle_item", fields))
        summary = message("added to the annual cycle: {title}", title=title)
        return Intent(PlanEdit("plan", (), adds=(addition,)), summary)

    return edit_plan(files, intend)


def add_activity(files: PlanFiles, subgoal: str, activity: Entry) -> Edited:
    """Return the plan's file with an activity more in a subgoal, last.

    Raises:
        WrongUsageError: where there is no such subgoal, its id is taken, or its title and no id is given, or something
            it refers to is not there.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        index = the_one(plan, "subgoals", subgoal)
        found = plan.subgoals[index]
        title = str(activity.fields["title"])
        if not activity.given("id"):
            refuse_twin(found.activities, title)
        fields: dict[str, Value] = {}
        if activity.given("id") or any(one.id for one in found.activities):
            fields["id"] = new_id(things(plan, "activities"), title, activity.given("id"))
        fields |= with_references(plan, activity)
        if "status" in fields:
            fields["status"] = SCALES["activity"].word(word_reader("activity")(fields["status"]))
        addition = Addition("activities", Entry("activity", fields))
        summary = message(
            "the activity is added to {subgoal}: {title}", subgoal=found.id, title=title_with_day(activity)
        )
        return Intent(PlanEdit("subgoal", ("subgoals", index), adds=(addition,)), summary)

    return edit_plan(files, intend)


# Add to one of a plan's other lists: what happens once, who does the work, and what it is for.


Listed = Literal["units", "roles", "areas", "surveys", "decisions", "reports", "funding", "recommendations"]
_NAMED_BY_OTHERS = frozenset({"units", "roles", "areas", "surveys"})
"""The lists whose things always have an id."""
_BY_DATE = frozenset({"decisions", "reports", "recommendations"})


def add_listed(files: PlanFiles, listed: Listed, item: Entry) -> Edited:
    """Return the plan's file with something more in one of its lists, by date where the list has an order.

    Raises:
        WrongUsageError: where its id is taken, or its title and no id is given, or a date or number cannot be read, or
            something it refers to is not there.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        title = str(item.fields["title"])
        there: Sequence[Named] = getattr(plan, listed)
        if not item.given("id"):
            refuse_twin(there, title)
        fields: dict[str, Value] = {}
        if listed in _NAMED_BY_OTHERS or item.given("id") or any(one.id for one in there):
            fields["id"] = new_id(there, title, item.given("id"))
        fields |= with_references(plan, item)
        addition = Addition(listed, Entry(item.part, fields), _position(plan, listed, item.given("date")))
        return Intent(PlanEdit("plan", (), adds=(addition,)), _summary(listed, title_with_day(item)))

    return edit_plan(files, intend)


def _position(plan: Plan, listed: Listed, date: str | None) -> int | None:
    """Return where in a list by date something goes; last in a list without dates."""
    if date is None or listed not in _BY_DATE:
        return None
    dates: list[PlanDate | None] = [one.date for one in getattr(plan, listed)]
    return position_by_date(dates, parse_date(date))


def _summary(listed: Listed, title: str) -> Message:
    texts = {
        "units": message("the unit is added: {title}", title=title),
        "roles": message("the role is added: {title}", title=title),
        "areas": message("the area is added: {title}", title=title),
        "surveys": message("the survey is added: {title}", title=title),
        "decisions": message("the decision is added: {title}", title=title),
        "reports": message("the report occasion is added: {title}", title=title),
        "funding": message("the funding is added: {title}", title=title),
        "recommendations": message("the recommendation is added: {title}", title=title),
    }
    return texts[listed]
