"""`anhorig check`."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from anhorig_cli.cli.help_language import help_text
from anhorig_cli.cli.options import AsOf, LanguageOption, Paths
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.diagnostics import Severity
from anhorig_cli.errors import ExitCode


class CheckFormat(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """The least grave finding that makes the check fail."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


def check(
    paths: Paths = None,
    as_of: AsOf = None,
    output_format: Annotated[
        CheckFormat, typer.Option("--format", help=help_text("How findings are written."))
    ] = CheckFormat.TEXT,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help=help_text("Exit with 1 where a finding is this grave."))
    ] = FailOn.ERROR,
    language: LanguageOption = None,
) -> None:
    """Check plans and say what is wrong, where, and how to mend it."""
    from anhorig_cli.cli import output  # noqa: PLC0415 - what a command needs is imported when it runs
    from anhorig_cli.usecases.check_plans import check_plans  # noqa: PLC0415
    from anhorig_cli.usecases.select_plans import select_plans  # noqa: PLC0415

    tongue = language_of(language)
    day = as_of_date(as_of)
    result = check_plans(select_plans(paths or []), day)
    if output_format is CheckFormat.JSON:
        sys.stdout.write(output.as_json(result, tongue))
    else:
        sys.stdout.write(output.as_text(result, tongue))
        sys.stdout.flush()
        sys.stderr.write(output.summary(result, tongue) + "\n")
    failed = fail_on is not FailOn.NEVER and result.reaches(Severity(fail_on.value))
    raise typer.Exit(ExitCode.FINDINGS if failed else ExitCode.CLEAN)
