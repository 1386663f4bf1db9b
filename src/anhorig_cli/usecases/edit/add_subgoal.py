"""Add a subgoal to a plan."""

from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.errors import WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.dates import parse_date, parse_due
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit
from anhorig_cli.source import message
from anhorig_cli.usecases.edit.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.edit.new_items import new_id, refuse_twin, with_references
from anhorig_cli.workspace.opened_plan import Flawed


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
        _refuse_overdue_from_the_start(subgoal)
        fields = {"id": new_id(plan.subgoals, title, subgoal.given("id"))} | with_references(plan, subgoal)
        addition = Addition("subgoals", Entry("subgoal", fields))
        told = message("the subgoal {id} is added: {title}", id=fields["id"], title=title)
        return Intent(PlanEdit("plan", (), adds=(addition,)), told, may_be_overdue=True)

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
