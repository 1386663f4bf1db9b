"""Add an indicator to a plan."""

from collections.abc import Sequence

from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Value
from anhorig_cli.model.values import word_reader
from anhorig_cli.source import message
from anhorig_cli.usecases.edit.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import the_one
from anhorig_cli.usecases.edit.new_items import new_id, refuse_twin, with_references
from anhorig_cli.vocabulary import SCALES
from anhorig_cli.workspace.opened_plan import Flawed

_WORDS = ("direction", "frequency")


def add_indicator(files: PlanFiles, indicator: Entry, subgoals: Sequence[str] = ()) -> Edited | Flawed:
    """Return the plan's file with an indicator more, last; in a folder plan of part files, a file of its own.

    Args:
        files: the plan.
        indicator: the indicator.
        subgoals: the ids or titles of the subgoals that it is to serve.

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
        told = message("the indicator {id} is added: {title}", id=fields["id"], title=title)
        served = Addition.of_text("indicators", str(fields["id"]))
        routes = dict.fromkeys(("subgoals", the_one(plan, "subgoals", subgoal)) for subgoal in subgoals)
        more = tuple(PlanEdit("subgoal", route, adds=(served,)) for route in routes)
        return Intent(PlanEdit("plan", (), adds=(addition,)), told, more=more)

    return edit_plan(files, intend)
