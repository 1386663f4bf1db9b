"""Add a subgoal to a plan."""

from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.change import Addition, Change, Entry
from anhorig_cli.model.plan import Plan
from anhorig_cli.source import message
from anhorig_cli.usecases.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.opened_plan import Flawed
from anhorig_cli.usecases.things import new_id, refuse_twin, with_references


def add_subgoal(files: PlanFiles, subgoal: Entry) -> Edited | Flawed:
    """Return the plan's file with a subgoal more, last; in a folder plan of part files, a file of its own.

    Raises:
        WrongUsageError: where its id is taken, or its title and no id is given, or something it refers to is not there.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        title = str(subgoal.fields["title"])
        if not subgoal.given("id") and not subgoal.fields.get("continues"):
            refuse_twin(plan.subgoals, title)
        fields = {"id": new_id(plan.subgoals, title, subgoal.given("id"))} | with_references(plan, subgoal)
        addition = Addition("subgoals", Entry("subgoal", fields))
        told = message("the subgoal {id} is added: {title}", id=fields["id"], title=title)
        return Intent(Change("plan", (), adds=(addition,)), told)

    return edit_plan(files, intend)
