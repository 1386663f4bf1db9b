"""Assess a subgoal: a dated judgement more."""

from collections.abc import Sequence

from anhorig_cli.errors import WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.values import word_reader
from anhorig_cli.source import message
from anhorig_cli.usecases.edit.edit_plan import Edited, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import the_one
from anhorig_cli.usecases.edit.new_items import position_by_date
from anhorig_cli.vocabulary import SCALES
from anhorig_cli.workspace.opened_plan import Flawed

_read_status = word_reader("assessment")


def assess_subgoal(
    files: PlanFiles, subgoal: str, status: str, assessed: Entry, evidence: Sequence[str] = ()
) -> Edited | Flawed:
    """Return the plan's file with an assessment more: its status, what `assessed` tells with it, and its evidence.

    Raises:
        WrongUsageError: where there is no such subgoal, or it has an assessment without a date, or of the same one.
        CannotWorkError: where the file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        index = the_one(plan, "subgoals", subgoal)
        found = plan.subgoals[index]
        undated = [one for one in found.assessments if one.date is None]
        if undated:
            raise WrongUsageError(
                message("the subgoal '{title}' has an assessment without a date: give it one first", title=found.title)
            )
        date = parse_date(str(assessed.fields["date"]))
        _refuse_twice(found, date)
        word = SCALES["assessment"].word(_read_status(status))
        fields = {"date": assessed.fields["date"], "status": word, **assessed.fields}
        position = position_by_date([one.date for one in found.assessments], date)
        addition = Addition("assessments", Entry("assessment", fields), position)
        told = message("assessed as of {date}: {title} – {status}", date=date, title=found.title, status=word)
        route = ("subgoals", index)
        more = [PlanEdit("subgoal", route, adds=(Addition.of_text("evidence", text),)) for text in evidence]
        return Intent(PlanEdit("subgoal", route, adds=(addition,)), told, more=tuple(more))

    return edit_plan(files, intend)


def _refuse_twice(subgoal: Subgoal, date: PlanDate) -> None:
    """Refuse a second assessment of the same date: which of them holds could not be told."""
    days = [(one.date.first, one.date.last) for one in subgoal.assessments if one.date is not None]
    if (date.first, date.last) in days:
        raise WrongUsageError(
            message(
                "the subgoal '{title}' has an assessment of {date} already: change it in an editor",
                title=subgoal.title,
                date=date,
            )
        )
