"""`anhorig history`."""

import gc
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    LanguageOption,
    OnePlan,
    argument,
    format_option,
    output_option,
)
from anhorig_cli.cli.terminal.telling import STDOUT
from anhorig_cli.diagnostics import AnhorigError, WrongUsageError
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.views.history_views import HistoryView
    from anhorig_cli.vocabulary import Language


class HistoryFormat(StrEnum):
    """How a history is written."""

    TEXT = "text"
    JSON = "json"
    SVG = "svg"


def history(
    plan: OnePlan = None,
    subgoal: Annotated[
        str | None,
        argument(
            "SUBGOAL",
            "Only this subgoal, area or indicator, or the plan's own assessments: id or title.",
            offers=completion.after_plan(completion.followed),
        ),
    ] = None,
    as_of: AsOf = None,
    output_format: Annotated[
        HistoryFormat, format_option(HistoryFormat, "The format of the history; svg is a picture of the moved dates.")
    ] = HistoryFormat.TEXT,
    output: Annotated[str | None, output_option("Write to a file instead of the screen.")] = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
) -> None:
    """Show how a plan's dates and targets have changed over the years, in git: when, how far, by whom and why.

    For example: anhorig history carer-plan reach-more
    """
    from anhorig_cli.usecases.show_history import show_history

    gc.disable()  # hundreds of versions are read, and all of them are kept: there is nothing to collect
    reader_language = language_of(language)
    is_picture = output_format is HistoryFormat.SVG
    day = as_of_date(as_of)
    try:
        view = show_history(plan or _only_plan(), subgoal, day, reader_language, iso=not is_picture)
    except AnhorigError:
        only = _only_plan_without(plan, subgoal)
        if only is None:
            raise
        view = show_history(only, plan, day, reader_language, iso=not is_picture)
    if output_format is HistoryFormat.TEXT and output is None:
        from anhorig_cli.cli.terminal.history_lines import lines_of
        from anhorig_cli.cli.terminal.telling import print_lines

        print_lines(lines_of(view, reader_language))
    else:
        from anhorig_cli.cli.disk.outputs import write_named

        page = _page(view, output_format, reader_language).encode(errors="backslashreplace")
        write_named({STDOUT if output is None else output: page}, reader_language, dry_run=dry_run)


def _page(view: "HistoryView", name: HistoryFormat, language: "Language") -> str:
    if name is HistoryFormat.SVG:
        from anhorig_cli.rendering.pictures import slip_chart

        return slip_chart(view, language)
    if name is HistoryFormat.JSON:
        from anhorig_cli.rendering.pictures import to_json

        return to_json(view)
    from anhorig_cli.cli.terminal.history_lines import lines_of
    from anhorig_cli.cli.terminal.telling import visible

    return "".join(visible(text) + "\n" for _, text in lines_of(view, language))


def _only_plan_without(plan: str | None, subgoal: str | None) -> str | None:
    """Return the only plan here if `plan` must be a part of it instead of a plan; else None."""
    from anhorig_cli.loading.plan_names import PLAN_ENDINGS
    from anhorig_cli.usecases.offer_choices import is_plan, only_plan_here

    if not plan or subgoal is not None or "/" in plan or plan.endswith(PLAN_ENDINGS) or is_plan(plan):
        return None
    return only_plan_here()


def _only_plan() -> str:
    from anhorig_cli.usecases.offer_choices import only_plan_here, plans_here

    only = only_plan_here()
    if only is None:
        names = ", ".join(name for name, _ in plans_here())
        raise WrongUsageError(message("name the plan whose history is asked for: {names}", names=names or "PLAN"))
    return only
