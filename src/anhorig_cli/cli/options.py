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
