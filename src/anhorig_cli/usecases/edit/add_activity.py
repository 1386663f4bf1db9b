"""Add an activity to a subgoal."""

from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Value
from anhorig_cli.model.register import things
from anhorig_cli.model.values import word_reader
from anhorig_cli.source import message
from anhorig_cli.usecases.edit.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import the_one
from anhorig_cli.usecases.edit.new_items import new_id, refuse_twin, with_references
from anhorig_cli.vocabulary import SCALES
from anhorig_cli.workspace.opened_plan import Flawed


def add_activity(files: PlanFiles, subgoal: str, activity: Entry) -> Edited | Flawed:
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
        told = message("the activity is added to {subgoal}: {title}", subgoal=found.id, title=title)
        return Intent(PlanEdit("subgoal", ("subgoals", index), adds=(addition,)), told)

    return edit_plan(files, intend)
