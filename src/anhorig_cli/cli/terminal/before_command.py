"""What may stand before the name of a command: `anhorig --version`, `anhorig --language en --help`."""

import sys
from typing import Annotated

import typer

from anhorig_cli import __version__
from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.help_language import help_text
from anhorig_cli.cli.terminal.options import LanguageOption
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import message


def _show_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"anhorig {__version__}\n")
        raise typer.Exit


def anhorig(
    ctx: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help=help_text("Show the tool's version.")),
    ] = False,
    _traceback: Annotated[
        bool,
        typer.Option(
            "--traceback",
            help=help_text(
                "If the tool itself fails: show where. Text from a plan may be included. May be written after a "
                "command."
            ),
        ),
    ] = False,  # for the help page: `faults` reads it, before all else
    language: LanguageOption = None,
) -> None:
    """Follow up a plan for support to carers: check it, and report to the committee."""
    group_of_commands(ctx, language)


def group_of_commands(ctx: typer.Context, language: LanguageOption = None) -> None:
    """Take the language of the help page; that of a command is told to the command."""
    if language is None:
        return
    language_of(language)
    if ctx.invoked_subcommand is not None:
        raise WrongUsageError(message("write '{option}' after the command that it is for", option="--language"))
