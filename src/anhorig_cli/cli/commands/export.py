"""`anhorig export`."""

import sys
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.disk.outputs import names_folder, write_named, write_outputs
from anhorig_cli.cli.others import select_plans
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    LanguageOption,
    Paths,
    SchemaOption,
    WithOthers,
    format_option,
    option,
    output_option,
)
from anhorig_cli.cli.terminal.telling import STDOUT, exit_on_errors
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from anhorig_cli.vocabulary import Language


class ExportFormat(StrEnum):
    """How the tables are written."""

    CSV = "csv"
    JSON = "json"


def export(
    paths: Paths = None,
    table: Annotated[
        str | None,
        option(
            "subgoals|areas|activities|measurements|cycle",
            "One table, as CSV. Default: all of them, each a file in FOLDER/.",
            offers=completion.tables,
        ),
    ] = None,
    output_format: Annotated[
        ExportFormat, format_option(ExportFormat, "The format; json has all tables.")
    ] = ExportFormat.CSV,
    output: Annotated[
        str, output_option("Where to write: FILE, or FOLDER/ for all tables. Default, and with -: the screen.")
    ] = STDOUT,
    schema: SchemaOption = False,
    with_others: WithOthers = False,
    as_of: AsOf = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
) -> None:
    """Write plans as tables for other programs: subgoals, areas, activities, measurements and the annual cycle.

    What concerns few people is left out, as in a report.

    For example: anhorig export --table measurements
    """
    from anhorig_cli.rendering import export_data

    if schema:
        sys.stdout.write(export_data.schema())
        return
    from anhorig_cli.usecases.report.export_plans import export_plans

    reader_language = language_of(language)
    in_folder = names_folder(output)
    tables = _tables(table, output_format, in_folder=in_folder)
    day = as_of_date(as_of)
    workspace = select_plans(paths, reader_language, with_others=with_others, across=True)
    found = export_plans(workspace, day, reader_language)
    files = {f"{one}.csv": export_data.csv_pieces(found.views, one, reader_language) for one in tables}
    if output_format is ExportFormat.JSON:
        files["export.json"] = export_data.json_pieces(day, found.json_rows)
    _write(output, files, reader_language, in_folder=in_folder, dry_run=dry_run)
    exit_on_errors(found.errors, reader_language)


def _tables(table: str | None, output_format: ExportFormat, *, in_folder: bool) -> list[str]:
    """Return the tables that are written as CSV; none for JSON, which has all tables."""
    from anhorig_cli.rendering.export_data import table_named
    from anhorig_cli.views.exported import ROWS

    if output_format is ExportFormat.JSON:
        if table is not None:
            raise WrongUsageError(message("json has all tables: leave out --table"))
        return []
    if table is not None:
        return [table_named(table)]
    if not in_folder:
        raise WrongUsageError(message("there are several tables: choose one with --table, or write -o FOLDER/"))
    return list(ROWS)


def _write(
    output: str, files: "Mapping[str, Iterable[bytes]]", language: "Language", *, in_folder: bool, dry_run: bool
) -> None:
    """Write files that come in pieces: for thousands of plans, a table is large, and is never whole in memory."""
    if in_folder and output != STDOUT:
        folder = Path(output)
        write_outputs({folder / name: data for name, data in files.items()}, language, [folder], dry_run=dry_run)
    else:
        write_named({output: chain.from_iterable(files.values())}, language, dry_run=dry_run)
