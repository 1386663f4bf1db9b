"""`anhorig status`."""

import sys
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.others import select_plans
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal.options import (
    AsOf,
    LanguageOption,
    Paths,
    SchemaOption,
    TextOrJson,
    WithOthers,
    format_option,
)
from anhorig_cli.cli.terminal.telling import exit_on_errors, print_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anhorig_cli.usecases.list_duties import PlanStatuses
    from anhorig_cli.vocabulary import Language


def status(
    paths: Paths = None,
    output_format: Annotated[TextOrJson, format_option(TextOrJson, "The format.")] = TextOrJson.TEXT,
    schema: SchemaOption = False,
    with_others: WithOthers = False,
    as_of: AsOf = None,
    language: LanguageOption = None,
) -> None:
    """Show at a glance what is late, what is to be done, and how the work is going.

    For example: anhorig status
    """
    from anhorig_cli.rendering import view_data
    from anhorig_cli.views.status import StatusView

    reader_language = language_of(language)
    if schema:
        sys.stdout.write(view_data.schema(StatusView, reader_language))
        return
    from anhorig_cli.usecases.list_duties import status_of_plans

    day = as_of_date(as_of)
    is_text = output_format is TextOrJson.TEXT
    workspace = select_plans(paths, reader_language, with_others=with_others, across=True)
    found = status_of_plans(workspace, day, reader_language, iso=is_text)
    if is_text:
        _print(found, paths or [], reader_language)
    else:
        sys.stdout.writelines(view_data.pieces(found.views, day))
    sys.stdout.flush()
    exit_on_errors(found.errors, reader_language)


def _print(found: "PlanStatuses", paths: "Sequence[str]", language: "Language") -> None:
    """Print each plan, with its id if it shares its title, and then the command that lists everything to do."""
    from anhorig_cli.cli.terminal.status_lines import has_duties, lines_of, print_todo_command
    from anhorig_cli.views.names import distinct_names

    titles = distinct_names(found.names)
    has_any_duties = False
    for i, (view, title) in enumerate(zip(found.views, titles, strict=True)):
        if i:
            sys.stdout.write("\n")
        print_lines(lines_of(view._replace(title=title), language))
        has_any_duties = has_any_duties or has_duties(view)
    if has_any_duties:
        print_todo_command(paths, language)
