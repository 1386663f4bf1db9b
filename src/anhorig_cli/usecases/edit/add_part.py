"""Add a part to a plan: to one of its lists, or an activity to a subgoal."""

from collections.abc import Sequence
from typing import Literal

from anhorig_cli.diagnostics import UnreadableValueError, WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.dates import PlanDate, parse_date, parse_due
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Value
from anhorig_cli.model.register import Named, things
from anhorig_cli.model.values import word_reader
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.edit.edit_plan import EditedPlan, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import (
    Names,
    index_named,
    new_id,
    position_by_date,
    refuse_duplicate_title,
    title_with_day,
    with_references,
)
from anhorig_cli.vocabulary import SCALES

Listed = Literal[
    "subgoals",
    "indicators",
    "annual_cycle",
    "units",
    "roles",
    "areas",
    "surveys",
    "decisions",
    "reports",
    "funding",
    "recommendations",
]
_NAMED_BY_OTHERS = frozenset({"subgoals", "indicators", "units", "roles", "areas", "surveys"})
"""The lists whose items always have an id, since other parts refer to them."""
_BY_DATE = frozenset({"decisions", "reports", "recommendations"})
_SCALES = {"direction": "direction", "frequency": "frequency", "status": "activity"}
"""The scale of each field that holds a word of a scale."""


def add_listed(files: PlanFiles, listed: Listed, item: Entry, subgoals: Sequence[str] = ()) -> EditedPlan:
    """Return the plan's file with an item added to one of its lists: by date where the list has dates, else last.

    In a folder plan of part files, a subgoal or an indicator gets a file of its own.

    Args:
        files: the plan.
        listed: the list.
        item: the new item.
        subgoals: the ids or titles of the subgoals that an indicator is to belong to.

    Raises:
        WrongUsageError: where its id is taken, or its title is and no id is given, or a word, date or number in it
            cannot be read, or a reference does not resolve.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        existing: Sequence[Named] = getattr(plan, listed)
        fields = _fields(plan, item, existing, existing, needs_id=listed in _NAMED_BY_OTHERS)
        addition = Addition(listed, Entry(item.part, fields), _position(plan, listed, item.given("date")))
        served = Addition.of_text("indicators", str(fields.get("id")))
        routes = dict.fromkeys(("subgoals", index_named(Names(plan), "subgoals", subgoal)) for subgoal in subgoals)
        more = [PlanEdit("subgoal", route, adds=(served,)) for route in routes]
        summary = Message(_ADDED[listed].template, {"id": fields.get("id"), "title": title_with_day(item)})
        edits = [PlanEdit("plan", (), adds=(addition,)), *more]
        return Intent(edits, summary, may_be_overdue=listed == "subgoals")

    return edit_plan(files, intend)


def add_activity(files: PlanFiles, subgoal: str, activity: Entry) -> EditedPlan:
    """Return the plan's file with an activity added last in a subgoal; raises as `add_listed`."""

    def intend(plan: Plan) -> Intent:
        index = index_named(Names(plan), "subgoals", subgoal)
        found = plan.subgoals[index]
        fields = _fields(plan, activity, found.activities, things(plan, "activities"))
        addition = Addition("activities", Entry("activity", fields))
        summary = message(
            "the activity is added to {subgoal}: {title}", subgoal=found.id, title=title_with_day(activity)
        )
        return Intent([PlanEdit("subgoal", ("subgoals", index), adds=(addition,))], summary)

    return edit_plan(files, intend)


def _fields(
    plan: Plan, item: Entry, beside: Sequence[Named], alike: Sequence[Named], *, needs_id: bool = False
) -> dict[str, Value]:
    """Return the fields of a new item, with an id where it needs one, or where an item `beside` it has one.

    No item `beside` it may have its title, unless it continues another one; its id differs from those of the things
    `alike` in the plan.
    """
    title, given = str(item.fields["title"]), item.given("id")
    if not given and not item.fields.get("continues"):
        refuse_duplicate_title(beside, title)
    _refuse_overdue_from_the_start(item)
    fields: dict[str, Value] = {}
    if needs_id or given or any(one.id for one in beside):
        fields["id"] = new_id(alike, title, given)
    fields |= with_references(plan, item)
    for name, scale in _SCALES.items():
        if name in fields:
            fields[name] = SCALES[scale].word(word_reader(scale)(fields[name]))
    return fields


def _refuse_overdue_from_the_start(item: Entry) -> None:
    """Refuse a deadline that had passed when a subgoal was added, since the subgoal may have been added earlier."""
    due, added = item.given("due"), item.given("added")
    try:
        added_on = parse_date(added) if added else None
    except UnreadableValueError:
        return  # a decision, or what is refused when it is read as one
    if due and added_on and parse_due(due).last < added_on.first:
        raise WrongUsageError(
            message(
                "{due} had passed when the subgoal came into the plan, {added}; if it came earlier, say when (--added)",
                due=due,
                added=added_on,
            )
        )


def _position(plan: Plan, listed: Listed, date: str | None) -> int | None:
    """Return the position of a date in a list ordered by date; None for last, as in a list without dates."""
    if date is None or listed not in _BY_DATE:
        return None
    dates: list[PlanDate | None] = [one.date for one in getattr(plan, listed)]
    return position_by_date(dates, parse_date(date))


_ADDED: dict[Listed, Message] = {
    "subgoals": message("the subgoal {id} is added: {title}"),
    "indicators": message("the indicator {id} is added: {title}"),
    "annual_cycle": message("added to the annual cycle: {title}"),
    "units": message("the unit is added: {title}"),
    "roles": message("the role is added: {title}"),
    "areas": message("the area is added: {title}"),
    "surveys": message("the survey is added: {title}"),
    "decisions": message("the decision is added: {title}"),
    "reports": message("the report occasion is added: {title}"),
    "funding": message("the funding is added: {title}"),
    "recommendations": message("the recommendation is added: {title}"),
}
