"""`anhorig export`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from anhorig_cli.cli.disk.writing import write_outputs
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal.help_language import help_text
from anhorig_cli.cli.terminal.options import AsOf, LanguageOption, Paths, one_of
from anhorig_cli.cli.terminal.telling import STDOUT, tell_errors
from anhorig_cli.errors import ExitCode, WrongUsageError
from anhorig_cli.source import message


class ExportFormat(StrEnum):
    """How the tables are written."""

    CSV = "csv"
    JSON = "json"


class ExportTable(StrEnum):
    """What is exported."""

    SUBGOALS = "subgoals"
    ACTIVITIES = "activities"
    MEASUREMENTS = "measurements"
    CYCLE = "cycle"


def export(
    paths: Paths = None,
    table: Annotated[
        ExportTable | None,
        typer.Option(
            "--table",
            metavar=one_of(ExportTable),
            help=help_text("One table, as CSV. Without it: all of them, each a file in FOLDER/."),
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        ExportFormat,
        typer.Option(
            "--format", metavar=one_of(ExportFormat), help=help_text("How it is written; json has all tables.")
        ),
    ] = ExportFormat.CSV,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar=help_text("FILE"),
            help=help_text("Where to write: FILE, or FOLDER/ for all tables. Without it, or with -: the screen."),
            show_default=False,
        ),
    ] = STDOUT,
    schema: Annotated[
        bool, typer.Option("--schema", help=help_text("Print the schema of json, and nothing else."))
    ] = False,
    as_of: AsOf = None,
    language: LanguageOption = None,
) -> None:
    """Write plans as tables for other programs: subgoals, activities, measurements and the annual cycle.

    What tells of few people is left out, as in a report.

    For example: anhorig export --table measurements
    """
    from anhorig_cli.rendering import export_data

    if schema:
        sys.stdout.write(export_data.schema())
        return
    from anhorig_cli.usecases.report.export_plans import export_plans
    from anhorig_cli.workspace.workspace import Workspace

    reader_language = language_of(language)
    is_folder = output.endswith(("/", "\\")) or Path(output).is_dir()
    if output_format is ExportFormat.CSV and table is None and not is_folder:
        raise WrongUsageError(message("there are several tables: choose one with --table, or write -o FOLDER/"))
    if output_format is ExportFormat.JSON and table is not None:
        raise WrongUsageError(message("json has all tables: leave out --table"))
    found = export_plans(Workspace.of(paths or []), as_of_date(as_of), reader_language)
    files: dict[str, bytes] = {}
    if output_format is ExportFormat.JSON:
        files["export.json"] = export_data.as_json(found.view).encode()
    for one in [table] if table else ExportTable if output_format is ExportFormat.CSV else ():
        files[f"{one.value}.csv"] = export_data.as_csv(found.view, one.value, reader_language)
    if output == STDOUT:
        sys.stdout.write(b"".join(files.values()).decode())
        sys.stdout.flush()
    elif is_folder:
        folder = Path(output)
        write_outputs({folder / name: data for name, data in files.items()}, reader_language, [folder])
    else:
        write_outputs({Path(output): next(iter(files.values()))}, reader_language)
    tell_errors(found.errors, reader_language)
    raise typer.Exit(ExitCode.FINDINGS if found.errors else ExitCode.CLEAN)
