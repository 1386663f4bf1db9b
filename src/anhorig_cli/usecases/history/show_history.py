"""Show a plan's history: follow it through git, and put what is found into words."""

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date

from anhorig_cli.analysis.timeline import Lives
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.history.repository import Repository
from anhorig_cli.source import message
from anhorig_cli.usecases.history.trace_plan import Traced, lives_of, trace, trace_plan
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.history_views import HistoryView
from anhorig_cli.views.plan_history import history_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.workspace_plan import WorkspacePlan


def show_history(path: str, name: str | None, as_of: date, language: Language, *, iso: bool = False) -> HistoryView:
    """Return the history of a plan, or of one of its subgoals, areas or indicators, as known on a day.

    With `iso`, dates keep the ISO spelling, as on a terminal.

    Raises:
        WrongUsageError: where the path means several plans, or nothing in it is called so.
        CannotWorkError: where there is no plan, no repository, or nothing that was known on the day.
    """
    traced = trace_plan(path, as_of)
    if name is not None and traced.editions:
        traced = replace(traced, lives=lives_of(traced, name))
    if not traced.editions:
        raise CannotWorkError(
            message("{path}: the plan was not in git on {day}", path=traced.name, day=as_of.isoformat())
        )
    return redacted(_view(traced, as_of, language, iso=iso))


def history_of(
    selected: WorkspacePlan, as_of: date, language: Language, subgoals: Container[str] | None = None
) -> HistoryView:
    """Return the history of a plan that has been found, for a page of it; where nothing was known it says so.

    With `subgoals`, it is that of the subgoals with those ids, and of no targets.

    Raises:
        CannotWorkError: where there is no repository, or nothing in it.
    """
    repository = Repository.around(selected.files.root)
    traced = trace(selected, repository, repository.commit("HEAD"), as_of)
    if subgoals is not None:
        own = tuple(life for life in traced.lives.subgoals if life.subgoal.id in subgoals)
        traced = replace(traced, lives=Lives(own, ()))
    return _view(traced, as_of, language)


def _view(traced: Traced, as_of: date, language: Language, *, iso: bool = False) -> HistoryView:
    project = traced.selected.settings.project
    formatter = Formatter(language, project.labels, project.small_count, iso)
    return history_view(traced.lives, traced.editions, as_of, formatter, tuple(_notes(traced, formatter)))


def _notes(traced: Traced, formatter: Formatter) -> Iterator[str]:
    """Give what is to be known of a history: that the clone ends, that editions could not be read."""
    if traced.is_shallow:
        yield formatter.text("The clone does not have the whole history: what is earlier is not shown.")
    if traced.unread:
        yield formatter.counted(
            traced.unread,
            "{n} version could not be read in full: what could not be read is left out.",
            "{n} versions could not be read in full: what could not be read is left out.",
        )
