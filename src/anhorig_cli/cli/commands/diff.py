"""`anhorig diff`."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import LanguageOption, argument, format_option

if TYPE_CHECKING:
    from anhorig_cli.usecases.compare_plans import Comparison
    from anhorig_cli.views.plan_changes import PlanChangesView
    from anhorig_cli.vocabulary import Language


class DiffFormat(StrEnum):
    """How changes are written."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


def diff(
    words: Annotated[
        list[str] | None,
        argument(
            "[REV[..REV]] [PLAN]...",
            "From which version to which, as in git, and which plans. Without a version: the last one in git and "
            "the files as they are now.",
        ),
    ] = None,
    output_format: Annotated[DiffFormat, format_option(DiffFormat, "The format of the changes.")] = DiffFormat.TEXT,
    language: LanguageOption = None,
) -> None:
    """Show what has changed in the content of plans: dates, assessments, targets, measurements and all else.

    For example: anhorig diff main
    """
    from anhorig_cli.usecases.compare_plans import compare_plans

    reader_language = language_of(language)
    _write(compare_plans(words or []), output_format, reader_language)


def _write(found: "Comparison", name: DiffFormat, language: "Language") -> None:
    from anhorig_cli.cli.terminal import history_lines

    plans = _views(found, language, iso=name is not DiffFormat.MD)
    if name is DiffFormat.TEXT:
        from anhorig_cli.cli.terminal.telling import print_lines

        print_lines(history_lines.lines_of_changes(found, plans, language))
        return
    from anhorig_cli.rendering.changes_page import to_json, to_markdown
    from anhorig_cli.views.redaction import redacted

    if name is DiffFormat.MD:
        page = to_markdown(history_lines.heading(found, language), history_lines.notes(found, language), plans)
    else:
        page = to_json(history_lines.ends(found), redacted(found.damaged), plans)
    sys.stdout.write(page)


def _views(found: "Comparison", language: "Language", *, iso: bool) -> "list[PlanChangesView]":
    from anhorig_cli.views.plan_changes import plan_changes_view
    from anhorig_cli.views.redaction import redacted

    views = (
        plan_changes_view(one.before, one.after, one.changes, one.project, language, iso=iso) for one in found.plans
    )
    return [redacted(view) for view in views]
