"""`anhorig calendar`."""

from pathlib import Path
from typing import Annotated

from anhorig_cli.cli.disk.outputs import write_named
from anhorig_cli.cli.others import select_plans
from anhorig_cli.cli.surroundings import as_of_date, language_of, year_of
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    LanguageOption,
    Paths,
    ResponsibleOption,
    UnitOption,
    WithOthers,
    flag,
    option,
    output_option,
)
from anhorig_cli.cli.terminal.telling import STDOUT, exit_on_errors
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import message

_LONGEST = 366  # days


def calendar(
    paths: Paths = None,
    output: Annotated[str, output_option("Where to write: FILE.ics. Default, and with -: the screen.")] = STDOUT,
    year: Annotated[
        int | None, option("YEAR", "Only this year: an event for each occurrence and unit, no recurring events.")
    ] = None,
    unit: UnitOption = None,
    responsible: ResponsibleOption = None,
    alarm: Annotated[
        int | None, option("DAYS", "Remind this many days before the deadline.", between=(0, _LONGEST))
    ] = None,
    subgoals: Annotated[bool, flag("The subgoals' deadlines, too.", "--subgoals")] = False,
    reports: Annotated[bool, flag("The report occasions, too.", "--reports")] = False,
    with_others: WithOthers = False,
    as_of: AsOf = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
) -> None:
    """Make one calendar of the annual cycles of plans, for Outlook and other calendar programs.

    For example: anhorig calendar -o cycle.ics --alarm 14
    """
    from anhorig_cli.usecases.make_calendar import make_calendar
    from anhorig_cli.views.cycle.calendars import CalendarRequest

    _refuse_other_file(output)
    own = language_of(language) if language else None
    wanted = CalendarRequest(year_of(year), unit, responsible, subgoals, reports)
    reader_language = language_of(language)
    workspace = select_plans(paths, reader_language, with_others=with_others, across=True)
    made = make_calendar(workspace, as_of_date(as_of), wanted, own, alarm_days=alarm)
    exit_on_errors(made.errors, reader_language)
    write_named({output: made.view}, reader_language, dry_run=dry_run)


def _refuse_other_file(output: str) -> None:
    """Refuse a file whose name does not end with .ics."""
    if output != STDOUT and (Path(output).suffix.lower() != ".ics" or output.endswith(("/", "\\"))):
        raise WrongUsageError(message("{file}: a calendar's file ends with .ics; write -o FILE.ics", file=output))
