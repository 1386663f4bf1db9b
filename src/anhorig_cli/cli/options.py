"""The options that commands share."""

from typing import Annotated

import typer

from anhorig_cli.cli.help_language import help_text

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        help=help_text("Plans: files, folders, or folders to search. Without any: the project's plans."),
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help=help_text("The day to look from; nothing later is known. Without it: today."),
        show_default=False,
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", metavar="sv|en", help=help_text("The language: sv or en."), show_default=False),
]
YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", help=help_text("The year of the annual cycle."), show_default=False),
]
UnitOption = Annotated[
    str | None,
    typer.Option("--unit", metavar="UNIT", help=help_text("Only this unit's part: id or title."), show_default=False),
]
ResponsibleOption = Annotated[
    str | None,
    typer.Option(
        "--responsible",
        metavar="ROLE",
        help=help_text("Only what this role, unit or party is responsible for: id or title."),
        show_default=False,
    ),
]
