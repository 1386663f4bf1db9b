"""`anhorig sheet`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from anhorig_cli import steps
from anhorig_cli.cli.disk.outputs import names_folder, write_outputs
from anhorig_cli.cli.surroundings import as_of_date, language_of, year_of
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    LanguageOption,
    OnePlan,
    ResponsibleOption,
    UnitOption,
    YearOption,
    flag,
    format_of_ending,
    format_option,
    output_option,
)
from anhorig_cli.cli.terminal.telling import print_sentences
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from anhorig_cli.views.sheets import SheetView


class SheetFormat(StrEnum):
    """The format of the sheets."""

    XLSX = "xlsx"
    CSV = "csv"


def sheet(
    plan: OnePlan = None,
    unit: UnitOption = None,
    each_unit: Annotated[bool, flag("A file for each unit, in FOLDER/.", "--each-unit")] = False,
    responsible: ResponsibleOption = None,
    output: Annotated[
        str | None,
        output_option("Where to write: FILE.xlsx, FILE.csv, or FOLDER/. Default: the unit's or role's name."),
    ] = None,
    output_format: Annotated[
        SheetFormat | None,
        format_option(SheetFormat, "What is written in FOLDER/: workbooks, or a file of CSV for each table."),
    ] = None,
    year: YearOption = None,
    as_of: AsOf = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
) -> None:
    """Write sheets to fill in, for units and roles that do not have the tool: their part of the plan.

    What comes back is written into the plan with anhorig merge.

    For example: anhorig sheet carer-plan --each-unit -o sheets/
    """
    from anhorig_cli.cli.questions import plan_questions
    from anhorig_cli.usecases.sheets.rows import make_sheet, make_sheets
    from anhorig_cli.views.sheets import SheetScope
    from anhorig_cli.workspace.workspace import Workspace

    reader_language = language_of(language)
    _refuse_unclear(unit, responsible, output, each_unit=each_unit)
    selected, day = Workspace.named(plan_questions(plan, reader_language)), as_of_date(as_of)
    asked = SheetScope(unit, responsible, year_of(year) or day.year)
    views = make_sheets(selected, day, asked.year) if each_unit else [make_sheet(selected, day, asked)]
    if not views:
        raise WrongUsageError(message("the plan names no units, so nobody gets a sheet: write --responsible ROLE"))
    files = _files(views, output, output_format, day)
    folders = [Path(output)] if output and names_folder(output) else []
    empty = [view.whose for view in views if not any(table.rows for table in view.tables)]
    print_sentences((message("{name}: nothing to fill in", name=name) for name in empty), reader_language)
    write_outputs(files, reader_language, folders, dry_run=dry_run)


def _refuse_unclear(unit: str | None, responsible: str | None, output: str | None, *, each_unit: bool) -> None:
    """Refuse options that do not say whose sheets to write, or where."""
    if sum((unit is not None, responsible is not None, each_unit)) != 1:
        raise WrongUsageError(message("whose sheet? write one of --unit, --each-unit and --responsible"))
    if each_unit and (output is None or not names_folder(output)):
        raise WrongUsageError(message("there are several sheets: write -o FOLDER/"))


def _files(
    views: "Sequence[SheetView]", output: str | None, output_format: SheetFormat | None, day: "date"
) -> dict[Path, bytes]:
    """Return the bytes of the sheets' files, by path; without `output`, they are in the working folder."""
    from anhorig_cli.loading.plan_names import name_of_file, slug

    files: dict[Path, bytes] = {}
    if output is not None and not names_folder(output):
        otherwise = message("{file}: a sheet's file ends with .xlsx or .csv", file=output)
        for view in views:
            ending = output_format or format_of_ending(output, SheetFormat, otherwise)
            files |= _files_of(view, Path(output), ending, day)
        return files
    for view in steps.track(views, message("Sheets")):
        ending = output_format or SheetFormat.XLSX
        files |= _files_of(view, Path(output or "", f"{name_of_file(slug(view.name))}.{ending}"), ending, day)
    return files


def _files_of(view: "SheetView", path: Path, ending: SheetFormat, day: "date") -> dict[Path, bytes]:
    """Return a sheet as a workbook at `path`, or as a CSV file beside `path` for each of its tables."""
    from anhorig_cli.loading.plan_names import name_of_file, slug
    from anhorig_cli.rendering.workbook import as_workbook, csv_files

    if ending is SheetFormat.XLSX:
        return {path: as_workbook(view, day)}
    return {path.with_name(f"{path.stem}-{name_of_file(slug(title))}.csv"): data for title, data in csv_files(view)}
