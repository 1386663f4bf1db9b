"""Add an item to the annual cycle."""

from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Value
from anhorig_cli.source import message
from anhorig_cli.usecases.edit.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.edit.new_items import new_id, refuse_twin, with_references
from anhorig_cli.workspace.opened_plan import Flawed


def add_cycle_item(files: PlanFiles, item: Entry) -> Edited | Flawed:
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
        told = message("added to the annual cycle: {title}", title=title)
        return Intent(PlanEdit("plan", (), adds=(addition,)), told)

    return edit_plan(files, intend)
