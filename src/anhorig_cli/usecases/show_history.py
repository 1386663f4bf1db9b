"""Show a plan's history: follow it through git, and put what is found into words."""

from dataclasses import replace
from datetime import date

from anhorig_cli.errors import CannotWorkError
from anhorig_cli.model.lives import Lives
from anhorig_cli.source import message
from anhorig_cli.usecases.trace_plan import Traced, lives_of, trace_plan
from anhorig_cli.views.plan_history import HistoryView, history_view
from anhorig_cli.views.wording import Wording
from anhorig_cli.vocabulary import Language


def show_history(path: str, subgoal: str | None, as_of: date, language: Language, *, iso: bool = False) -> HistoryView:
    """Return the history of a plan, or of one of its subgoals, as known on a day.

    With `iso`, dates keep the ISO spelling, as on a terminal.

    Raises:
        WrongUsageError: where the path means several plans, or there is no such subgoal.
        CannotWorkError: where there is no plan, no repository, or nothing that was known on the day.
    """
    traced = trace_plan(path, as_of)
    if subgoal is not None:
        traced = replace(traced, lives=Lives((lives_of(traced, subgoal),), ()))
    return view_traced(traced, as_of, language, iso=iso)


def view_traced(traced: Traced, as_of: date, language: Language, *, iso: bool = False) -> HistoryView:
    """Return the history of a plan that has been followed.

    Raises:
        CannotWorkError: where nothing of it was known on the day.
    """
    if not traced.editions:
        raise CannotWorkError(
            message("{path}: nothing of the plan was in git on {day}", path=traced.name, day=as_of.isoformat())
        )
    project = traced.selected.project.project
    wording = Wording(language, project.labels, project.small_count, iso)
    notes: list[str] = []
    if traced.is_shallow:
        notes.append(wording.text("The clone is shallow: what is earlier than this is not known here."))
    if traced.unread:
        one, many = (
            message("{n} edition could not be read whole and is passed over."),
            message("{n} editions could not be read whole and are passed over."),
        )
        notes.append(wording.counted(traced.unread, one.template, many.template))
    return history_view(traced.editions[-1].plan, traced.lives, traced.editions, as_of, wording, notes)
