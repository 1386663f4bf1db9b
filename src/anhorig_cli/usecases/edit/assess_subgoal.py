"""Assess a subgoal, an area or the plan: a dated judgement more."""

from collections.abc import Sequence

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit
from anhorig_cli.model.register import Register
from anhorig_cli.model.strategy import Area
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.values import word_reader
from anhorig_cli.source import Route, message
from anhorig_cli.usecases.edit.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import the_one
from anhorig_cli.usecases.edit.new_items import position_by_date
from anhorig_cli.vocabulary import SCALES, folded
from anhorig_cli.workspace.workspace_plan import Flawed

_read_status = word_reader("assessment")


def assess_subgoal(
    files: PlanFiles, subgoal: str, status: str, assessed: Entry, evidence: Sequence[str] = ()
) -> Edited | Flawed:
    """Return the plan's file with an assessment more: its status, what `assessed` tells with it, and its evidence.

    It is of the subgoal that a name means; where there is none, of an area, or of the plan by its id or title.

    Raises:
        WrongUsageError: where there is no such thing, or it has an assessment without a date, or of the same one.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        part, route, found = _judged(plan, subgoal)
        undated = [one for one in found.assessments if one.date is None]
        if undated:
            raise WrongUsageError(
                message("'{title}' has an assessment without a date: give it one first", title=found.title)
            )
        if evidence and part != "subgoal":
            raise WrongUsageError(
                message("only a subgoal has evidence: write it in the comment of '{title}'", title=found.title)
            )
        date = parse_date(str(assessed.fields["date"]))
        _refuse_twice(found, date)
        word = SCALES["assessment"].word(_read_status(status))
        fields = {"date": assessed.fields["date"], "status": word, **assessed.fields}
        position = position_by_date([one.date for one in found.assessments], date)
        addition = Addition("assessments", Entry("assessment", fields), position)
        summary = message("assessed as of {date}: {title} – {status}", date=date, title=found.title, status=word)
        more = [PlanEdit(part, route, adds=(Addition.of_text("evidence", text),)) for text in evidence]
        return Intent(PlanEdit(part, route, adds=(addition,)), summary, more=tuple(more))

    return edit_plan(files, intend)


def _judged(plan: Plan, name: str) -> tuple[str, Route, Subgoal | Area | Plan]:
    """Return the kind, the route and the thing that a name means: a subgoal, else an area, else the plan itself."""
    if not Register(plan.subgoals).all_places(name):
        if Register(plan.areas).all_places(name):
            index = the_one(plan, "areas", name)
            return "area", ("areas", index), plan.areas[index]
        if folded(name) in {folded(plan.id), folded(plan.title)}:
            return "plan", (), plan
    index = the_one(plan, "subgoals", name)
    return "subgoal", ("subgoals", index), plan.subgoals[index]


def _refuse_twice(judged: Subgoal | Area | Plan, date: PlanDate) -> None:
    """Refuse a second assessment of the same date: which of them holds could not be reported."""
    days = [(one.date.first, one.date.last) for one in judged.assessments if one.date is not None]
    if (date.first, date.last) in days:
        raise WrongUsageError(
            message(
                "'{title}' has an assessment of {date} already: change it in an editor",
                title=judged.title,
                date=date,
            )
        )
