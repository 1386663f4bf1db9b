"""Add what happens once to a plan: a decision, a report occasion or a survey."""

from typing import TYPE_CHECKING, Literal

from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Value
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.edit.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.edit.new_items import new_id, position_by_date, refuse_twin, title_with_day
from anhorig_cli.workspace.workspace_plan import Flawed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anhorig_cli.model.register import Named

Listed = Literal["decisions", "reports", "surveys"]


def add_dated(files: PlanFiles, listed: Listed, item: Entry) -> Edited | Flawed:
    """Return the plan's file with something more in one of its lists, by date where the list has an order.

    Raises:
        WrongUsageError: where its id is taken, or its title and no id is given, or a date or number cannot be read.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        title = str(item.fields["title"])
        there: Sequence[Named] = getattr(plan, listed)
        if not item.given("id"):
            refuse_twin(there, title)
        fields: dict[str, Value] = {}
        if listed == "surveys" or item.given("id") or any(one.id for one in there):
            fields["id"] = new_id(there, title, item.given("id"))
        fields |= {name: value for name, value in item.fields.items() if name != "id"}
        addition = Addition(listed, Entry(item.part, fields), _position(plan, listed, item.given("date")))
        return Intent(PlanEdit("plan", (), adds=(addition,)), _summary(listed, title_with_day(item)))

    return edit_plan(files, intend)


def _position(plan: Plan, listed: Listed, date: str | None) -> int | None:
    """Return where in a list by date something goes; last in a list without dates."""
    if date is None or listed == "surveys":
        return None
    dates: list[PlanDate | None] = [one.date for one in getattr(plan, listed)]
    return position_by_date(dates, parse_date(date))


def _summary(listed: Listed, title: str) -> Message:
    texts = {
        "decisions": message("the decision is added: {title}", title=title),
        "reports": message("the report occasion is added: {title}", title=title),
        "surveys": message("the survey is added: {title}", title=title),
    }
    return texts[listed]
